"""The channel of Feishu's group robots (飞书自定义机器人).

Source: https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot. A robot sends at most 100 messages a minute and 5 a second, and answers
`code` 11232 or 9499 above that; 19021 means that the signature is wrong or older than one hour. A body has at most 20 KB.
"""

from __future__ import annotations

import json
import time

import aiohttp

from services.notifier.channels.channel import Outcome, failed, refused
from services.notifier.channels.posting import post
from services.notifier.channels.references import text_of
from services.notifier.channels.shortening import shortened
from services.notifier.channels.signatures import feishu_signature
from services.notifier.letter import Letter
from shared.model.manifests import Feishu

_MOST_BYTES = 18_000
_TOO_MANY = (11232, 9499)


class FeishuChannel:
    """Posts a card into a group."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def send(self, to: Feishu, letter: Letter) -> Outcome:
        """Send a letter."""
        try:
            address, secret = text_of(to.url_file), text_of(to.secret_file)
        except (OSError, UnicodeDecodeError) as error:
            return refused(error)
        body = json.dumps({**_proof(secret, int(time.time())), **_card(letter)}, ensure_ascii=False).encode()
        answer = await post(self._session, address, body, {"Content-Type": "application/json"})
        # Refusals come as 400 with a code, or as 200 with one; the old field of success is StatusCode.
        code = answer.word("code") if answer.word("code") is not None else answer.word("StatusCode")
        if code in _TOO_MANY:
            return failed(answer.text, retry_after=60.0)
        if not answer.outcome.delivered or code == 0:
            return answer.outcome
        return refused(answer.text)


def _card(letter: Letter) -> dict[str, object]:
    title = {"tag": "plain_text", "content": letter.say("subject")}
    text = {"tag": "markdown", "content": shortened(letter.say("markdown"), _MOST_BYTES)}
    return {"msg_type": "interactive", "card": {"header": {"title": title}, "elements": [text]}}


def _proof(secret: str, time_s: int) -> dict[str, str]:
    return {"timestamp": str(time_s), "sign": feishu_signature(secret, time_s)} if secret else {}
