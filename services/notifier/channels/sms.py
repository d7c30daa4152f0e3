"""The channel of SMS gateways: an HTTP request whose form the manifest gives, for there is no common one."""

from __future__ import annotations

import re
import time

import aiohttp

from services.notifier.channels.channel import Outcome, failed, refused
from services.notifier.channels.posting import post
from services.notifier.channels.references import lines_of, text_of
from services.notifier.letter import Letter
from services.notifier.writing import InvalidTemplate, fill
from shared.model.manifests import Sms


class SmsChannel:
    """Posts to a gateway, all numbers in one request."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def send(self, to: Sms, letter: Letter) -> Outcome:
        """Send a letter."""
        try:
            address, request = to.url or text_of(to.url_file), _filled(to, letter)
        except (OSError, UnicodeDecodeError, InvalidTemplate) as error:
            return refused(error)
        body, headers = request
        answer = await post(self._session, address, body, {"Content-Type": to.content_type, **headers})
        if answer.outcome.delivered and to.accepted and not re.search(to.accepted, answer.text):
            return failed(answer.text)
        return answer.outcome


def _filled(to: Sms, letter: Letter) -> tuple[bytes, dict[str, str]]:
    facts = {
        "numbers": lines_of(to.numbers_file),
        "text": letter.say("sms"),
        "notice": letter.notice,
        "secret": text_of(to.secret_file),
        "time_s": int(time.time()),
    }
    return fill(to.body, **facts).encode(), {name: fill(value, **facts) for name, value in to.headers.items()}
