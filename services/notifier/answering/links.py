"""Links: signed, expiring addresses of the page on which a notice is answered.

A link holds the id of its notice and when it expires, as a JSON Web Token (RFC 7519) under HMAC-SHA256. Whoever has it may see that one alert,
acknowledge it and comment on it; nothing else.
"""

from __future__ import annotations

from collections.abc import Callable

import jwt

from shared.model.errors import Invalid, InvalidSettings

PATH = "/answer/"
_ALGORITHM, _AUDIENCE = "HS256", "xiheng-answer"
_KEY_BYTES = 32
"""RFC 7518, section 3.2: a key of the size of the hash at least."""


class ForgedLink(Invalid):
    """No link of this platform."""


class ExpiredLink(Invalid):
    """A link whose time is over."""


class Links:
    """Makes and reads links; thread-safe."""

    def __init__(self, address: str, key: str, hours: int, now_ms: Callable[[], int]) -> None:
        """Take what is needed.

        Args:
            address: Of the page's server as receivers reach it, without a path.
            key: Secret, 32 bytes at least.
            hours: How long a link is good for.
            now_ms: The machine's time.

        Raises:
            InvalidSettings: If the key is too short.
        """
        if len(key.encode()) < _KEY_BYTES:
            raise InvalidSettings(f"XIHENG_LINK_KEY: {_KEY_BYTES} characters at least, such as `openssl rand -hex 32` prints")
        self._address = address.rstrip("/")
        self._key = key
        self._hours = hours
        self._now_ms = now_ms

    def to(self, notice: str) -> str:
        """Return the link of a notice."""
        claims = {"aud": _AUDIENCE, "jti": notice, "exp": self._now_ms() // 1000 + self._hours * 3600}
        return f"{self._address}{PATH}{jwt.encode(claims, self._key, algorithm=_ALGORITHM)}"

    def notice(self, token: str) -> str:
        """Return the notice that the token of a link is of.

        Raises:
            ForgedLink: If it was not made with this key.
            ExpiredLink: If its time is over.
        """
        options = {"require": ["exp", "jti"], "verify_exp": False}
        try:
            claims = jwt.decode(token, self._key, algorithms=[_ALGORITHM], audience=_AUDIENCE, options=options)  # type: ignore[arg-type]
        except jwt.PyJWTError as error:
            raise ForgedLink(str(error)) from error
        if claims["exp"] * 1000 <= self._now_ms():
            raise ExpiredLink(f"it was good until {claims['exp']}")
        return str(claims["jti"])
