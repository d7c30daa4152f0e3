"""The webhook channel: a signed HTTP POST."""

from __future__ import annotations

import time
from pathlib import Path
from typing import NamedTuple

import httpx

from services.notifier.domain import retry_after, signature
from shared.model.manifests import Webhook

_TIMEOUT = httpx.Timeout(10.0, connect=3.0)
_ANSWER = 200
"""Characters kept of an answer."""


class Outcome(NamedTuple):
    """What came of an attempt."""

    delivered: bool
    answer: str
    retry_after: float | None
    """Seconds that the receiver asks to wait; None: it does not say."""


class WebhookChannel:
    """Sends bodies to receivers over kept connections."""

    def __init__(self) -> None:
        self._client = httpx.AsyncClient(timeout=_TIMEOUT, headers={"User-Agent": "xiheng-notifier"}, follow_redirects=False)

    async def send(self, webhook: Webhook, notice_id: str, body: bytes, trace: dict[str, str]) -> Outcome:
        """Send a body; any answer of 200 to 299 means that the receiver has it. Never raises for what the receiver does."""
        try:
            headers = {"Content-Type": "application/json", "X-Xiheng-Notice": notice_id, **trace, **_signed(webhook, body)}
            answer = await self._client.post(_address(webhook), content=body, headers=headers)
        except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeDecodeError) as error:
            return Outcome(False, f"{type(error).__name__}: {error}"[:_ANSWER], None)
        return Outcome(answer.is_success, f"{answer.status_code} {answer.text}"[:_ANSWER].strip(), retry_after(answer.headers))

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()


def _address(webhook: Webhook) -> str:
    return Path(webhook.url_file).read_text(encoding="utf-8").strip() if webhook.url_file else webhook.url


def _signed(webhook: Webhook, body: bytes) -> dict[str, str]:
    if not webhook.secret_file:
        return {}
    secret = Path(webhook.secret_file).read_bytes().strip()
    return {"X-Xiheng-Signature": signature(secret, body, int(time.time()))}
