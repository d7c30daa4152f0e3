"""The page: what is shown where, worked out here; how it looks is in the template."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from services.demo.data.real import price_index
from services.demo.data.reported import TODAY
from services.demo.outcome import Outcome
from services.demo.report import svg
from shared.judgement.wording import unit_word
from shared.model.status import Severity, TargetStatus

_ATTENTION = (TargetStatus.BREACHED, TargetStatus.OFF_TRACK, TargetStatus.AT_RISK, TargetStatus.OVERDUE)
_ENGLISH = {
    TargetStatus.ACHIEVED: "achieved",
    TargetStatus.AHEAD: "ahead",
    TargetStatus.ON_TRACK: "on track",
    TargetStatus.AT_RISK: "at risk",
    TargetStatus.OFF_TRACK: "off track",
    TargetStatus.BREACHED: "breached",
    TargetStatus.TOO_EARLY: "too early",
    TargetStatus.OVERDUE: "overdue",
    TargetStatus.UNASSESSABLE: "unassessable",
}
_MARKS = {
    TargetStatus.ACHIEVED: "★",
    TargetStatus.AHEAD: "▲",
    TargetStatus.ON_TRACK: "●",
    TargetStatus.AT_RISK: "◆",
    TargetStatus.OFF_TRACK: "▼",
    TargetStatus.BREACHED: "✖",
    TargetStatus.TOO_EARLY: "○",
    TargetStatus.OVERDUE: "◌",
    TargetStatus.UNASSESSABLE: "？",
}
_SEVERITIES = {"blue": "蓝色 blue", "yellow": "黄色 yellow", "orange": "橙色 orange", "red": "红色 red"}
_DEBT_LINES = ((120.0, "yellow", "120"), (200.0, "orange", "200"), (300.0, "red", "300"))
_STOCK_LINES = ((18.0, "yellow", "18"), (36.0, "red", "36"))
_STAGES = {
    "report": ("报送至确认", "reported, durable in Kafka, acknowledged"),
    "judge": ("入库至判定", "in the log, judged"),
    "status": ("入库至上榜", "in the log, on the scoreboard"),
    "notice": ("入库至通知", "in the log, delivered"),
}


def render(outcome: Outcome) -> str:
    """Return the page."""
    environment = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    environment.filters["number"] = number
    template = environment.get_template("page.html")
    targets = [_target(outcome, one) for one in outcome.statuses]
    return template.render(
        today=TODAY,
        city="无锡市",
        total=len(targets),
        counts=_counts(one["status"] for one in targets),
        ladder=_ladder([one["status"] for one in targets], "所有指标 all targets"),
        chapters=_chapters(outcome, targets),
        attention=sorted((one for one in targets if one["status"] in _ATTENTION), key=lambda one: _ATTENTION.index(one["status"])),
        alerts=_alerts(outcome),
        debt=_area_bars(outcome, outcome.debt, _DEBT_LINES, "%", "债务率 debt ratio"),
        stock=_area_bars(outcome, outcome.destocking, _STOCK_LINES, "", "去化周期（月） months of stock"),
        prices=_prices(),
        outcome=outcome,
        latencies=[(*_STAGES[stage], _milliseconds(found.p50), _milliseconds(found.p99)) for stage, found in outcome.latencies.items()],
    )


def number(value: float | None) -> str:
    """Return a number for people, thousands set apart by thin spaces."""
    if value is None:
        return "–"
    text = f"{value:,.2f}".rstrip("0").rstrip(".") if abs(value) < 1000 else f"{value:,.0f}"
    return text.replace(",", "\u2009")


def _counts(statuses: Iterable[TargetStatus]) -> list[tuple[TargetStatus, str, str, int]]:
    counts = Counter(statuses)
    return [(status, _MARKS[status], _ENGLISH[status], counts[status]) for status in TargetStatus if counts[status]]


def _ladder(statuses: list[TargetStatus], label: str) -> Markup:
    counts = Counter(statuses)
    return svg.stacked([(status.word, f"{status.chinese} {_ENGLISH[status]}", counts[status]) for status in TargetStatus], label=label)


def _target(outcome: Outcome, one: dict[str, Any]) -> dict[str, Any]:
    spec = outcome.catalogue.targets[one["plan"], one["target"]].spec
    status = TargetStatus[one["status"].upper()]
    points = outcome.points.get(one["target"], [])
    planned = svg.Line("plan", "计划 plan", [point.plan_value if point.HasField("plan_value") else None for point in points])
    values = svg.Line("value", "实际 value", [point.value if point.HasField("value") else None for point in points])
    return {
        **one,
        "status": status,
        "mark": _MARKS[status],
        "english": _ENGLISH[status],
        "names": spec.names,
        "chapter": spec.chapter,
        "unit_zh": unit_word(one["unit"], "zh"),
        "plot": svg.spark([planned, values], label=f"{spec.names.zh}: 实际与计划 value and plan") if len(points) > 1 else Markup(""),
    }


def _chapters(outcome: Outcome, targets: list[dict[str, Any]]) -> list[dict[str, Any]]:
    by_number: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for one in targets:
        by_number[one["chapter"]].append(one)
    names = {part.number: part.names for plan in outcome.catalogue.plans.values() for part in plan.chapters}
    return [
        {
            "number": chapter,
            "names": names[chapter],
            "targets": sorted(listed, key=lambda one: one["target"]),
            "ladder": _ladder([one["status"] for one in listed], names[chapter].zh),
        }
        for chapter, listed in sorted(by_number.items())
    ]


def _alerts(outcome: Outcome) -> list[dict[str, Any]]:
    def order(one: dict[str, Any]) -> tuple[bool, int, str]:
        return one["state"] != "raised", -Severity[one["severity"].upper()], one["rule"]

    rules = {name: rule.spec for (_, name), rule in outcome.catalogue.rules.items()}
    return [
        {
            **one,
            "names": rules[one["rule"]].names,
            "owner": rules[one["rule"]].owner,
            "runbook": rules[one["rule"]].runbook,
            "area_zh": outcome.catalogue.areas[one["area"]].names.zh,
            "severity_text": _SEVERITIES[one["severity"]],
        }
        for one in sorted(outcome.alerts, key=order)
    ]


def _area_bars(outcome: Outcome, figures: dict[str, float], lines: tuple[tuple[float, str, str], ...], unit: str, label: str) -> Markup:
    rows = sorted(((outcome.catalogue.areas[code].names.zh, value) for code, value in figures.items()), key=lambda row: -row[1])
    return svg.bars(rows, lines=lines, unit=unit, label=label) if rows else Markup("")


def _prices() -> Markup:
    months = price_index()
    lines = [
        svg.Line("value", "新建商品住宅 new homes", [one.new_yoy for one in months]),
        svg.Line("second", "二手住宅 second-hand homes", [one.second_yoy for one in months]),
    ]
    return svg.curves(
        lines, [one.month for one in months], level=100.0, label="房价指数，上年同月=100 house prices, same month of last year = 100"
    )


def _milliseconds(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:,.0f} ms" if value >= 10 else f"{value:.1f} ms"
