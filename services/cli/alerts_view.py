"""Alerts on a terminal and in JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from google.protobuf.timestamp_pb2 import Timestamp
from rich.table import Table
from rich.text import Text

from services.cli.screen import SEVERITY_STYLE, moment, out, print_entry, table
from shared.events.verdicts import alert_from_message
from shared.judgement.report_json import alert_json, instant
from shared.model.status import Severity
from xiheng.alerts.v1 import alert_service_pb2 as messages

_CHINESE = {Severity.BLUE: "蓝", Severity.YELLOW: "黄", Severity.ORANGE: "橙", Severity.RED: "红"}
_PHASES = {"raised": "待响应", "escalated": "已升级", "acknowledged": "处置中", "resolved": "已恢复", "closed": "已销号"}
PHASES = tuple(_PHASES)
_HOLDS = {
    "snoozed": "暂停提醒 snoozed",
    "notices-closed": "提醒已办结 notices closed",
    "silence": "静默 silence",
    "maintenance": "维护窗口 window",
    "inhibition": "抑制，另有预警 said by alert",
    "flapping": "抖动 comes and goes",
    "quiet-hours": "免打扰时段 quiet hours",
    "digest": "汇总 digest",
}


def severity_text(word: str) -> Text:
    """Return a severity for the screen."""
    severity = Severity[word.upper()]
    return Text(f"{_CHINESE[severity]} {word}", style=SEVERITY_STYLE[severity])


def phase_word(entry: messages.AlertEntry) -> str:
    """Return how far an episode has come."""
    return messages.AlertPhase.Name(entry.phase).removeprefix("ALERT_PHASE_").lower()


def phase_text(entry: messages.AlertEntry) -> str:
    """Return how far an episode has come, and what stands beside it, in both languages."""
    word = phase_word(entry)
    said = [f"{_PHASES[word]} {word}"]
    if entry.HasField("assigned"):
        said.append(f"责任单位 unit {entry.assigned.unit}" + _until(entry.assigned, "deadline_time"))
    if entry.HasField("snoozed_until_time"):
        said.append(f"暂停提醒 snoozed{_until(entry, 'snoozed_until_time')}")
    if entry.HasField("notices_closed"):
        said.append(f"提醒已办结 notices closed by {entry.notices_closed.by}")
    if others := [one for one in entry_json(entry)["holds"] if one["why"] not in ("snoozed", "notices-closed")]:
        said.append(holds_text(others))
    if entry.HasField("signed_off"):
        said.append(f"已核实 signed off by {entry.signed_off.by}")
    return "; ".join(said)


def holds_text(holds: Iterable[Mapping[str, Any]]) -> str:
    """Return what holds notices back, and until when, in both languages."""
    return "暂不提醒 held back: " + ", ".join(map(_hold_text, holds))


def _hold_text(hold: Mapping[str, Any]) -> str:
    by = hold["by"][:8] if hold["why"] == "inhibition" else hold["by"]
    of = f"of {', '.join(hold['subscribers'])}" if hold["subscribers"] else ""
    until = f"至 until {_local(hold['until'])}" if hold["until"] else ""
    return " ".join(filter(None, (_HOLDS.get(hold["why"], hold["why"]), by, of, until)))


def _local(said: str) -> str:
    return moment(int(datetime.fromisoformat(said).timestamp() * 1000))


def entry_json(entry: messages.AlertEntry) -> dict[str, Any]:
    """Return an episode as programs read it."""
    assigned = {"unit": entry.assigned.unit, "deadline": _instant(entry.assigned, "deadline_time"), "by": entry.assigned.by}
    return {
        **alert_json(alert_from_message(entry.event)),
        "acknowledged_by": entry.acknowledged_by or None,
        "phase": phase_word(entry),
        "since": _instant(entry, "since_time"),
        "assigned": assigned if entry.HasField("assigned") else None,
        "snoozed_until": _instant(entry, "snoozed_until_time"),
        "notices_closed": _answer(entry.notices_closed) if entry.HasField("notices_closed") else None,
        "signed_off": _answer(entry.signed_off) if entry.HasField("signed_off") else None,
        "resolution": entry.resolution or None,
        "escalation_stage": entry.escalation_stage,
        "held": entry.held.split(",") if entry.held else [],
        "holds": [_hold_json(one) for one in entry.holds],
    }


def _hold_json(hold: messages.Hold) -> dict[str, Any]:
    return {"why": hold.why, "by": hold.by or None, "until": _instant(hold, "until_time"), "subscribers": list(hold.subscribers)}


def print_alerts(alerts: Iterable[Mapping[str, Any]]) -> None:
    """Print an entry for each alert, those that go on and the worst first."""
    listed = sorted(alerts, key=order)
    if listed:
        out.print("预警 alerts", style="bold")
    for one in listed:
        area = f"{one['area']} {one['entity'] or ''}".strip()
        about = f"  {one['rule']}  {area}  since {one['raised_period']}  {_label(one)}  {one['id'][:8]}"
        unit = f"  → {one['assigned']['unit']}" if one.get("assigned") else ""
        held = [holds_text(one["holds"])] if one.get("holds") else []
        print_entry(Text.assemble(severity_text(one["severity"]), about, unit), one["explanation"]["zh"], *held)


def alerts_table(alerts: Iterable[Mapping[str, Any]]) -> Table:
    """Return alerts as rows, those that go on and the worst first."""
    made = table(
        "预警 alerts", "级别 severity", "规则 rule", "地区 area", "期间 since", "状态 phase", "责任单位 unit", "期限 deadline", "id"
    )
    for one in sorted(alerts, key=order):
        area = f"{one['area']} {one['entity'] or ''}".strip()
        assigned = one["assigned"] or {}
        row = (
            one["rule"],
            area,
            one["raised_period"],
            _label(one) + (" 暂不提醒 held" if one["holds"] else ""),
            assigned.get("unit", ""),
            assigned.get("deadline") or "",
            one["id"][:8],
        )
        made.add_row(severity_text(one["severity"]), *row)
    return made


def order(alert: Mapping[str, Any]) -> tuple[bool, int, str, str]:
    """Return what alerts are sorted by: those that go on and the worst first."""
    return alert.get("phase", alert["state"]) in ("resolved", "closed"), -Severity[alert["severity"].upper()], alert["rule"], alert["area"]


def _label(alert: Mapping[str, Any]) -> str:
    """Return how far an alert has come; offline it is only known whether it goes on."""
    return f"{_PHASES[alert['phase']]} {alert['phase']}" if "phase" in alert else str(alert["state"])


def _until(message: messages.Assignment | messages.AlertEntry, name: str) -> str:
    return f" until {moment(getattr(message, name).ToMilliseconds())}" if message.HasField(name) else ""


def _instant(message: messages.Assignment | messages.AlertEntry | messages.Hold, name: str) -> str | None:
    time: Timestamp = getattr(message, name)
    return instant(time.ToMilliseconds()) if message.HasField(name) else None


def _answer(answer: messages.Answer) -> dict[str, str]:
    return {"by": answer.by, "time": instant(answer.answer_time.ToMilliseconds()), "note": answer.note}
