"""The channel of DingTalk's group robots (钉钉自定义机器人).

Source: https://open.dingtalk.com/document/robots/custom-robot-access. A robot sends at most 20 messages a minute; above that it is held for ten
minutes and answers `errcode` 130101 (410100 in the newer numbering). A body has at most 20 000 bytes.
"""

from __future__ import annotations

import json
import time

import aiohttp

from services.notifier.channels.channel import Outcome, failed, refused
from services.notifier.channels.posting import post
from services.notifier.channels.references import text_of
from services.notifier.channels.shortening import shortened
from services.notifier.channels.signatures import dingtalk_signature
from services.notifier.letter import Letter
from shared.model.manifests import DingTalk

_MOST_BYTES = 18_000
_BUSY = -1
_TOO_MANY = (130101, 410100)
_HELD_SECONDS = 600.0


class DingTalkChannel:
    """Posts into a group."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def send(self, to: DingTalk, letter: Letter) -> Outcome:
        """Send a letter."""
        try:
            address, secret = text_of(to.url_file), text_of(to.secret_file)
        except (OSError, UnicodeDecodeError) as error:
            return refused(error)
        message = {"title": letter.say("subject"), "text": shortened(letter.say("markdown"), _MOST_BYTES)}
        body = json.dumps({"msgtype": "markdown", "markdown": message}, ensure_ascii=False).encode()
        answer = await post(self._session, signed(address, secret, time.time_ns() // 1_000_000), body, {"Content-Type": "application/json"})
        code = answer.word("errcode")
        if not answer.outcome.delivered or code == 0:
            return answer.outcome
        if code in _TOO_MANY:
            return failed(answer.text, retry_after=_HELD_SECONDS)
        return failed(answer.text) if code == _BUSY else refused(answer.text)


def signed(address: str, secret: str, time_ms: int) -> str:
    """Return the address with time and signature; as it is without a secret."""
    if not secret:
        return address
    return f"{address}{'&' if '?' in address else '?'}timestamp={time_ms}&sign={dingtalk_signature(secret, time_ms)}"
