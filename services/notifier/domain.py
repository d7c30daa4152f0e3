"""Who hears of what, what a notice says, and when an attempt is repeated. Pure."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from shared.events.verdicts import alert_from_message
from shared.judgement.report_json import alert_json, instant
from shared.model.catalogue import Catalogue
from shared.model.manifests import SubscriberSpec
from shared.model.status import AlertState, Severity
from xiheng.events.v1.verdict_pb2 import AlertEvent

WEBHOOK = "webhook"
MOST_ATTEMPTS = 12
"""Attempts after which a notice is dead; with the pauses below that takes about half an hour."""
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 900.0

RAISED, UPDATED, RESOLVED = "raised", "updated", "resolved"


class Notice(NamedTuple):
    """One message about one event of an alert, to one subscriber over one channel."""

    notice_id: str
    """The same for a repeat: receivers may drop what they have."""
    cursor: int
    """Number of the event."""
    alert_id: str
    plan: str
    subscriber: str
    channel: str
    attempts: int
    """How often it was tried."""


def wants(spec: SubscriberSpec, event: AlertEvent, catalogue: Catalogue) -> bool:
    """Tell whether a subscriber hears of an event."""
    family = event.rule.partition(".")[0]
    return (
        event.severity >= Severity[spec.minimum_severity.upper()]
        and (not spec.areas or any(catalogue.within(event.area, area) for area in spec.areas))
        and (not spec.rules or event.rule in spec.rules)
        and (not spec.families or family in spec.families)
    )


def notices_for(event: AlertEvent, cursor: int, catalogue: Catalogue) -> Iterator[Notice]:
    """Yield the notices of an event: one for each channel of each subscriber of its plan that wants it."""
    for (plan, name), subscriber in catalogue.subscribers.items():
        if plan == event.plan and subscriber.spec.webhook is not None and wants(subscriber.spec, event, catalogue):
            text = f"{event.id}/{event.origin.offset}/{event.origin.ordinal}/{plan}/{name}/{WEBHOOK}"
            identity = hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
            yield Notice(identity, cursor, event.id, plan, name, WEBHOOK, 0)


def step_of(event: AlertEvent, *, is_first: bool) -> str:
    """Return what an event is in the life of its episode."""
    if int(event.state) == AlertState.RESOLVED:
        return RESOLVED
    return RAISED if is_first else UPDATED


def body_of(notice: Notice, event: AlertEvent, step: str, catalogue: Catalogue) -> bytes:
    """Return the body of a webhook, JSON: the alert as `xiheng alerts` shows it, and what a receiver needs to act."""
    area = catalogue.area(event.area)
    subscriber = catalogue.subscribers.get((notice.plan, notice.subscriber))
    synthetic = any(spec is not None and spec.synthetic for spec in (catalogue.indicator(one.indicator) for one in event.inputs))
    body: dict[str, Any] = {
        "version": 1,
        "notice": notice.notice_id,
        "cursor": notice.cursor,
        "step": step,
        "alert": alert_json(alert_from_message(event)),
        "title": {"zh": event.title_zh, "en": event.title_en},
        "area_name": {"zh": area.names.zh, "en": area.names.en} if area else {"zh": event.area, "en": event.area},
        "period": event.period,
        "known_time": instant(event.known_time_ms),
        "labels": dict(event.labels),
        "owner": event.owner,
        "runbook": event.runbook,
        "language": subscriber.spec.language if subscriber else "zh",
        "synthetic": synthetic,
    }
    return json.dumps(body, ensure_ascii=False, sort_keys=True).encode()


def signature(secret: bytes, body: bytes, time_s: int) -> str:
    """Return the value of `X-Xiheng-Signature`: `t=<unix time>,v1=<HMAC-SHA256 of "<t>.<body>" in hexadecimal>`.

    A receiver computes the same and compares in constant time; an old `t` is a replay.
    """
    return f"t={time_s},v1={hmac.new(secret, str(time_s).encode() + b'.' + body, hashlib.sha256).hexdigest()}"


def pause_before(attempt: int, *, jitter: float, retry_after: float | None = None) -> float:
    """Return the seconds before the next attempt.

    Args:
        attempt: Attempts made so far, from 1.
        jitter: 0 to 1, spreads receivers that failed together.
        retry_after: What the receiver asked for; at least that is waited.
    """
    pause = min(_FIRST_PAUSE * 2.0 ** (attempt - 1), _LONGEST_PAUSE) * (0.5 + jitter / 2)
    return float(max(pause, retry_after or 0.0))


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that a receiver asks for in `Retry-After`; dates are not honoured, the pauses grow anyway."""
    text = headers.get("retry-after", "")
    return float(text) if text.isdigit() else None
