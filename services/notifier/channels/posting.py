"""HTTP requests of the channels: what an answer means, and what is an error of the way."""

from __future__ import annotations

import email.utils
import json
import time
from collections.abc import Mapping
from typing import Any, Final

import aiohttp
from yarl import URL

from services.notifier.channels.channel import ANSWER_LENGTH, Outcome, delivered, failed, refused

TIMEOUT: Final = aiohttp.ClientTimeout(total=10.0, sock_connect=3.0)
_MOST_READ = 65_536
_TRY_AGAIN: Final = frozenset({408, 425, 429})
"""Answers below 500 that may be others later: RFC 9110, section 15.5.9; RFC 8470; RFC 6585, section 4."""


class Answer:
    """What came back: an outcome by the status alone, and the text for those vendors that answer 200 whatever happens."""

    def __init__(self, outcome: Outcome, text: str = "") -> None:
        self.outcome = outcome
        self._text = text

    def word(self, name: str) -> Any:  # noqa: ANN401 - whatever the vendor says
        """Return a value of the answer's JSON object; None when it has none."""
        try:
            found = json.loads(self._text)
        except ValueError:
            return None
        return found.get(name) if isinstance(found, dict) else None

    @property
    def text(self) -> str:
        """The answer's body, cut off at 64 KiB."""
        return self._text


def open_session() -> aiohttp.ClientSession:
    """Return a session that keeps connections, waits 10 s at most, and keeps no cookies."""
    connector = aiohttp.TCPConnector(limit=0, limit_per_host=16)
    return aiohttp.ClientSession(
        connector=connector, timeout=TIMEOUT, headers={"User-Agent": "xiheng-notifier"}, cookie_jar=aiohttp.DummyCookieJar()
    )


async def post(session: aiohttp.ClientSession, address: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Send a POST request; redirects are not followed, for they would carry the body elsewhere."""
    try:
        async with session.post(URL(address, encoded=True), data=body, headers=headers, allow_redirects=False) as response:
            text = (await response.content.read(_MOST_READ)).decode(errors="replace")
            return Answer(outcome_of(response.status, text, response.headers), text)
    except (aiohttp.InvalidURL, ValueError) as error:
        return Answer(refused(f"{type(error).__name__}: {error}"))
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        return Answer(failed(f"{type(error).__name__}: {error}"))


def outcome_of(status: int, text: str, headers: Mapping[str, str]) -> Outcome:
    """Return what a status means: 200 to 299 is delivered, 429, 408, 425 and 500 up may go better later, anything else would not."""
    said = f"{status} {text}"[:ANSWER_LENGTH]
    if 200 <= status < 300:
        return delivered(said)
    if status >= 500 or status in _TRY_AGAIN:
        return failed(said, retry_after=retry_after(headers, now_s=time.time()))
    return refused(said)


def retry_after(headers: Mapping[str, str], *, now_s: float) -> float | None:
    """Return the seconds that a receiver asks for in `Retry-After`, given in seconds or as a date (RFC 9110, section 10.2.3)."""
    text = headers.get("Retry-After", "").strip()
    if text.isdigit():
        return float(text)
    try:
        return max(email.utils.parsedate_to_datetime(text).timestamp() - now_s, 0.0) if text else None
    except ValueError:
        return None
