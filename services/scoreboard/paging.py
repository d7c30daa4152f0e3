"""Page tokens of lists of statuses: the key that a page ended with, and which list it was."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json

from services.scoreboard.projection import Key
from shared.model.errors import Invalid

MOST = 1000
"""Keys on a page."""


def token_after(key: Key | None, wanted: object) -> str:
    """Return the token of the page after a key; empty: there is none.

    Args:
        key: The last of its page.
        wanted: What was asked for; a token of another list is refused.
    """
    return "" if key is None else base64.urlsafe_b64encode(json.dumps([*key, _digest(wanted)]).encode()).decode()


def key_of(token: str, wanted: object) -> Key | None:
    """Return the key that a page begins after; None of an empty token.

    Raises:
        Invalid: If it was not given out for this list.
    """
    if not token:
        return None
    try:
        plan, target, area, digest = json.loads(base64.urlsafe_b64decode(token.encode()))
    except (ValueError, TypeError, binascii.Error) as error:
        raise Invalid(f"page_token: {token!r} is not one that was given out") from error
    if digest != _digest(wanted):
        raise Invalid("page_token: it belongs to a list with other filters; begin again without it")
    return Key(plan, target, area)


def _digest(wanted: object) -> str:
    return hashlib.sha256(repr(wanted).encode()).hexdigest()[:16]
