"""Identities of a platform on one machine: a token for each district, for the city's bureaus, and for the operator."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jwt

from shared.runtime.authority import Authority, write_private
from shared.runtime.identity import APPROVER, BACKFILL, READER, REPORTER, RESPONDER, Identity

DOMAINS = ("industry", "environment", "livelihood", "risk")
OPERATOR = "operator"
_RENEWED_SECONDS = 30 * 86_400.0


def issue_tokens(authority: Authority, folder: Path, districts: Mapping[str, str]) -> dict[str, Path]:
    """Write a token file for each identity whose token is missing, grants something else or runs out within a month; return them by subject.

    Args:
        authority: Signs them.
        folder: Holds the files, readable by their owner only.
        districts: Area code of each reporting client, by its subject.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    reporter = frozenset({REPORTER, BACKFILL, READER})
    identities = [Identity(subject, reporter, frozenset({area}), frozenset(DOMAINS)) for subject, area in districts.items()] + [
        Identity(OPERATOR, frozenset({APPROVER, RESPONDER, READER}), frozenset(districts.values()), frozenset())
    ]
    files = {one.subject: folder / f"{one.subject}.token" for one in identities}
    for one in identities:
        if runs_out(files[one.subject]) < time.time() + _RENEWED_SECONDS or not _grants(files[one.subject], one):
            write_private(files[one.subject], authority.token(one).encode())
    return files


def runs_out(file: Path) -> float:
    """Return until when the token of a file is valid, seconds since 1970-01-01 UTC; 0 when there is none.

    Whether it is genuine the services tell; only its date is of interest here.
    """
    return float(_claims(file).get("exp", 0.0))


def _grants(file: Path, identity: Identity) -> bool:
    """Tell whether the token of a file grants what an identity should have: not so after an upgrade or a change of the plan's areas."""
    claims = _claims(file)
    names = ("roles", "areas", "services", "units")
    return all(frozenset(claims.get(name, ())) == getattr(identity, name) for name in names)


def _claims(file: Path) -> dict[str, Any]:
    try:
        return jwt.decode(file.read_text(encoding="utf-8").strip(), options={"verify_signature": False, "verify_exp": False})
    except (OSError, ValueError, jwt.PyJWTError):
        return {}
