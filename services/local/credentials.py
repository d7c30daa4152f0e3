"""Identities of a platform on one machine: a token for each district, for the city's bureaus, and for the operator."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from shared.runtime.authority import Authority, write_private
from shared.runtime.identity import APPROVER, BACKFILL, READER, REPORTER, RESPONDER, Identity

DOMAINS = ("industry", "environment", "livelihood", "risk")
OPERATOR = "operator"


def issue_tokens(authority: Authority, folder: Path, districts: Mapping[str, str]) -> dict[str, Path]:
    """Write a token file for each identity that has none yet, and return the files by subject.

    Args:
        authority: Signs them.
        folder: Holds the files, readable by their owner only.
        districts: Area code of each reporting client, by its subject.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    reporter = frozenset({REPORTER, BACKFILL, READER})
    identities = [Identity(subject, reporter, frozenset({area}), frozenset(DOMAINS)) for subject, area in districts.items()] + [
        Identity(OPERATOR, frozenset({APPROVER, RESPONDER, READER}), frozenset(), frozenset())
    ]
    files = {one.subject: folder / f"{one.subject}.token" for one in identities}
    for one in identities:
        if not files[one.subject].exists():
            write_private(files[one.subject], authority.token(one).encode())
    return files
