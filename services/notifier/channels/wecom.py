"""The channel of WeCom's group robots (企业微信群机器人).

Source: https://developer.work.weixin.qq.com/document/path/91770. There is no signature: the key in the address is all. Text has at most
2 048 bytes of UTF-8, Markdown 4 096; a robot sends at most 20 messages a minute, and answers `errcode` 45009 above that.
"""

from __future__ import annotations

import json
from typing import Final

import aiohttp

from services.notifier.channels.channel import Outcome, failed, refused
from services.notifier.channels.posting import post
from services.notifier.channels.references import text_of
from services.notifier.channels.shortening import shortened
from services.notifier.letter import Letter
from shared.model.manifests import WeCom

_MOST_BYTES: Final = {"markdown": 4096, "text": 2048}
_BUSY, _TOO_MANY = -1, 45009


class WeComChannel:
    """Posts into a group."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def send(self, to: WeCom, letter: Letter) -> Outcome:
        """Send a letter."""
        try:
            address = text_of(to.url_file)
        except (OSError, UnicodeDecodeError) as error:
            return refused(error)
        content = shortened(letter.say(to.format), _MOST_BYTES[to.format])
        body = json.dumps({"msgtype": to.format, to.format: {"content": content}}, ensure_ascii=False).encode()
        answer = await post(self._session, address, body, {"Content-Type": "application/json"})
        code = answer.word("errcode")
        if not answer.outcome.delivered or code == 0:
            return answer.outcome
        return failed(answer.text, retry_after=60.0) if code in (_BUSY, _TOO_MANY) else refused(answer.text)
