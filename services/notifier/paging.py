"""Page tokens: where a list goes on. They hang on what never changes of a row, so that no row is missed or doubled when others arrive."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json

from shared.model.errors import Invalid

_NEWEST = 1 << 62
_VERSION = 1


def token_after(key: int, wanted: object) -> str:
    """Return the token of the page after the row with a key.

    Args:
        key: What the list is ordered by, falling; unchanging and unique.
        wanted: What was asked for; a token of another list is refused.
    """
    return base64.urlsafe_b64encode(json.dumps([_VERSION, key, _digest(wanted)]).encode()).decode()


def key_before(token: str, wanted: object) -> int:
    """Return the key below which a page begins; an empty token begins at the newest row.

    Raises:
        Invalid: If it was not given out for this list.
    """
    if not token:
        return _NEWEST
    try:
        version, key, digest = json.loads(base64.urlsafe_b64decode(token.encode()))
    except (ValueError, TypeError, binascii.Error) as error:
        raise Invalid(f"page_token: {token!r} is not one that was given out") from error
    if version != _VERSION or not isinstance(key, int):
        raise Invalid(f"page_token: {token!r} is not one that was given out")
    if digest != _digest(wanted):
        raise Invalid("page_token: it belongs to a list with other filters; begin again without it")
    return key


def _digest(wanted: object) -> str:
    return hashlib.sha256(repr(wanted).encode()).hexdigest()[:16]
