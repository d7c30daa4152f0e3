"""The channel to a Prometheus Alertmanager, which then does what it does with any alert.

Source: https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml (`POST /alerts`).
"""

from __future__ import annotations

import base64
import json

import aiohttp

from services.notifier.alertmanager_form import api_alerts
from services.notifier.channels.channel import Outcome, refused
from services.notifier.channels.posting import post
from services.notifier.channels.references import text_of
from services.notifier.letter import Letter
from shared.model.manifests import Alertmanager


class AlertmanagerChannel:
    """Hands alerts over; the same alert handed over again is the same alert there."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def send(self, to: Alertmanager, letter: Letter) -> Outcome:
        """Send a letter."""
        try:
            headers = {"Content-Type": "application/json", **_authorisation(to), **letter.trace}
        except (OSError, UnicodeDecodeError) as error:
            return refused(error)
        pairs = zip(letter.told, letter.facts["alerts"], strict=True)
        alerts = [one for told, facts in pairs for one in api_alerts(told, facts, hold_hours=to.hold_hours)]
        body = json.dumps(alerts, ensure_ascii=False).encode()
        return (await post(self._session, f"{to.url.rstrip('/')}/api/v2/alerts", body, headers)).outcome


def _authorisation(to: Alertmanager) -> dict[str, str]:
    if not to.username:
        return {}
    pair = f"{to.username}:{text_of(to.password_file)}".encode()
    return {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}
