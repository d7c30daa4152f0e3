"""What a letter says as JSON values: read by templates, and by receivers that are programs. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from services.notifier.letter import Told
from shared.events.verdicts import alert_from_message
from shared.judgement.report_json import alert_json, instant
from shared.model.catalogue import Catalogue
from shared.model.period import SHANGHAI
from xiheng.events.v1.verdict_pb2 import AlertEvent

SEVERITY_NAMES = {
    "blue": {"zh": "蓝色", "en": "blue"},
    "yellow": {"zh": "黄色", "en": "yellow"},
    "orange": {"zh": "橙色", "en": "orange"},
    "red": {"zh": "红色", "en": "red"},
}
STEP_NAMES = {
    "raised": {"zh": "新预警", "en": "new"},
    "updated": {"zh": "有变化", "en": "changed"},
    "resolved": {"zh": "已解除", "en": "resolved"},
    "test": {"zh": "测试", "en": "test"},
    "escalated": {"zh": "已升级", "en": "escalated"},
    "reminded": {"zh": "仍在持续", "en": "still going on"},
    "overdue": {"zh": "督办逾期", "en": "deadline passed"},
}


def alert_facts(told: Told, catalogue: Catalogue) -> dict[str, Any]:
    """Return an event of an alert: the alert as `xiheng alerts` shows it, and what a receiver needs to act."""
    event = told.event
    area = catalogue.area(event.area)
    alert = alert_json(alert_from_message(event))
    return {
        "step": told.step,
        "step_name": STEP_NAMES.get(told.step, {"zh": told.step, "en": told.step}),
        "severity_name": SEVERITY_NAMES[alert["severity"]],
        "alert": alert,
        "title": {"zh": event.title_zh or event.rule, "en": event.title_en or event.rule},
        "area_name": {"zh": area.names.zh, "en": area.names.en} if area else {"zh": event.area, "en": event.area},
        "period": event.period,
        "known_time": instant(event.known_time_ms),
        "known_local": local_time(event.known_time_ms, zone_of(event.plan, catalogue)),
        "labels": dict(event.labels),
        "owner": event.owner,
        "runbook": event.runbook,
        "synthetic": is_synthetic(event, catalogue),
    }


def letter_facts(
    told: Sequence[Told], catalogue: Catalogue, *, more: int = 0, link_to: Callable[[str], str] = lambda _: ""
) -> dict[str, Any]:
    """Return what a letter about alerts says.

    Args:
        told: The events, the most severe first; at least one.
        catalogue: Names of areas, time zone of the plan.
        more: Alerts of the same group that are counted, not listed.
        link_to: Returns where a notice is answered.
    """
    alerts = [{**alert_facts(one, catalogue), "link": link_to(one.notice) if one.notice else ""} for one in told]
    return {"alerts": alerts, "first": alerts[0], "count": len(alerts) + more, "more": more}


def is_synthetic(event: AlertEvent, catalogue: Catalogue) -> bool:
    """Tell whether an input of the alert is marked as made up."""
    return any(spec is not None and spec.synthetic for spec in (catalogue.indicator(one.indicator) for one in event.inputs))


def zone_of(plan: str, catalogue: Catalogue) -> tzinfo:
    """Return the time zone of a plan; Shanghai's where the plan is not known."""
    known = catalogue.plans.get(plan)
    return ZoneInfo(known.time_zone) if known else SHANGHAI


def month_of(time_ms: int) -> str:
    """Return the month of an instant, UTC, as a period is written."""
    return f"{datetime.fromtimestamp(time_ms / 1000, UTC):%Y-%m}"


def local_time(time_ms: int, zone: tzinfo) -> str:
    """Return an instant as a person reads it, such as 2026-07-20 08:15."""
    return f"{datetime.fromtimestamp(time_ms / 1000, UTC).astimezone(zone):%Y-%m-%d %H:%M}"
