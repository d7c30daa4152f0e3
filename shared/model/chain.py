"""A hash chain over a ledger: whoever keeps a head can tell later whether a line before it was changed, taken out or put in.

One link seals the lines of one transaction. What is personal stands outside the hashed body, which holds a salted digest of it (a reference): it
can be erased, and the chain still holds; it cannot be changed. The digests are SHA-256 (FIPS 180-4) of canonical JSON.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

GENESIS = "0" * 64
"""What the first link stands on."""
_FORM = 1
"""Form of the link's text; a verifier reads all that there ever were."""


@dataclass(frozen=True, slots=True)
class Link:
    """One link."""

    number: int
    """From 1."""
    time_ms: int
    hash: str
    """64 hexadecimal digits."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A line as it is kept."""

    number: int
    """Its place in the ledger."""
    link: int
    about: str
    """What it is found by; the body says the same."""
    body: str
    """Canonical JSON, what was hashed."""
    digest: str
    """SHA-256 of the body, hexadecimal: what the link seals."""
    salt: str = ""
    words: str | None = None
    """Canonical JSON of what is personal; None: erased, or there is none."""


def canonical(value: Mapping[str, object]) -> str:
    """Return the one JSON text of a mapping: sorted, without blanks, UTF-8 as it is."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def reference_of(salt: str, words: str) -> str:
    """Return the digest that stands for personal words in a body; the salt keeps it from being guessed once they are erased."""
    return hmac.new(bytes.fromhex(salt), words.encode(), hashlib.sha256).hexdigest()


def digest_of(body: str) -> str:
    """Return what a link seals of a body."""
    return hashlib.sha256(body.encode()).hexdigest()


def next_hash(before: str, number: int, time_ms: int, digests: Sequence[str]) -> str:
    """Return the hash of a link.

    Args:
        before: Hash of the link before, `GENESIS` for the first.
        number: Its number.
        time_ms: When it was made.
        digests: Digests of the bodies that it seals, in order.
    """
    sealed = [_FORM, number, before, time_ms, list(digests)]
    return hashlib.sha256(json.dumps(sealed, separators=(",", ":")).encode()).hexdigest()
