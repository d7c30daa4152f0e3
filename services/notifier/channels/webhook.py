"""The webhook channel: a signed HTTP POST."""

from __future__ import annotations

import json
import time

import aiohttp

from services.notifier.alertmanager_form import webhook_body
from services.notifier.channels.channel import Outcome, refused
from services.notifier.channels.posting import post
from services.notifier.channels.references import text_of
from services.notifier.channels.signatures import webhook_signature
from services.notifier.letter import Letter
from shared.model.manifests import Webhook


class WebhookChannel:
    """Sends JSON; any answer of 200 to 299 means that the receiver has it."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def send(self, to: Webhook, letter: Letter) -> Outcome:
        """Send a letter."""
        body = json.dumps(
            webhook_body(letter) if to.payload == "alertmanager" else body_of(letter), ensure_ascii=False, sort_keys=True
        ).encode()
        try:
            address, secret = to.url or text_of(to.url_file), text_of(to.secret_file).encode()
        except (OSError, UnicodeDecodeError) as error:
            return refused(error)
        headers = {"Content-Type": "application/json", "X-Xiheng-Notice": letter.notice, **letter.trace}
        if letter.repeat:
            headers["X-Xiheng-Repeat"] = "true"
        if secret:
            headers["X-Xiheng-Signature"] = webhook_signature(secret, body, int(time.time()))
        return (await post(self._session, address, body, headers)).outcome


def body_of(letter: Letter) -> dict[str, object]:
    """Return the body in the platform's own form: one alert's facts beside the notice's, several in `alerts`."""
    head = {"version": 1, "notice": letter.notice, "repeat": letter.repeat, "language": letter.language}
    if letter.facts["count"] == 1:
        return {**head, **letter.facts["first"]}
    return {**head, "alerts": letter.facts["alerts"], "count": letter.facts["count"]}
