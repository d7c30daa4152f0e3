"""Plausible data for a report of an invented city: 142 targets in nine chapters, with every status."""

from __future__ import annotations

import math
from datetime import date, timedelta

from services.demo.report.data import (
    AlertRow,
    AreaFigure,
    DataNote,
    Deliveries,
    District,
    PeriodPoint,
    PriceMonth,
    ReportData,
    StageLatency,
    TargetRow,
    Words,
)
from shared.model.status import AlertState, Severity, TargetStatus

TODAY = date(2026, 7, 20)
AREAS = tuple(Words(f"第{number}区", f"District {number}") for number in range(1, 9))
_STRENGTHS = ("", "", "确保", "力争", "约束性")
_UNITS = ("person", "percent", "yi_cny", "project", "ug_per_m3", "index")


def month_end(month: int) -> date:
    return date(2026, month + 1, 1) - timedelta(days=1)


def points(wanted: float, pace: float) -> list[PeriodPoint]:
    return [PeriodPoint(f"2026-{month:02}", month_end(month), pace * wanted * month / 12, wanted * month / 12) for month in range(1, 7)]


def target(number: int = 1, status: TargetStatus = TargetStatus.ON_TRACK, **changes: object) -> TargetRow:
    wanted, pace = 1000.0 * (number + 1), 1.1 - 0.005 * number
    series = points(wanted, pace)
    fields: dict[str, object] = {
        "id": f"target.{number}",
        "names": Words(f"指标{number}", f"Target {number}"),
        "chapter": number % 9,
        "chapter_names": Words(f"第{number % 9}章", f"Chapter {number % 9}"),
        "status": status,
        "unit": _UNITS[number % len(_UNITS)],
        "headline": Words(
            f"累计 {series[-1].value:.0f}，全年目标 {wanted:.0f}。", f"{series[-1].value:.0f} so far; the year's is {wanted:.0f}."
        ),
        "more": Words("预计年末达到。", "It is heading there."),
        "districts": [District(area, 10.0 * number, 12.0 * number, -2.0 * number) for number, area in enumerate(AREAS)],
        "value": series[-1].value,
        "plan_value": series[-1].plan_value,
        "wanted": wanted,
        "attainment": pace,
        "period": "2026-06",
        "strength": _STRENGTHS[number % len(_STRENGTHS)],
        "series": series,
    }
    return TargetRow(**{**fields, **changes})  # type: ignore[arg-type]


def alert(severity: Severity = Severity.RED, state: AlertState = AlertState.RAISED, **changes: object) -> AlertRow:
    fields: dict[str, object] = {
        "rule": "debt.ratio-band",
        "titles": Words("政府债务率档位", "Band of the debt ratio"),
        "area": AREAS[severity],
        "severity": severity,
        "state": state,
        "raised_period": "2026-05",
        "explanation": Words("政府债务率 217.8 %，判据 200 %。", "The debt ratio is 217.8 %; the line is 200 %."),
        "runbook": "docs/runbooks/debt.ratio-band.md",
        "owner": "财政局",
    }
    return AlertRow(**{**fields, **changes})  # type: ignore[arg-type]


def prices(count: int = 42) -> list[PriceMonth]:
    found = []
    for number in range(count):
        wave = math.sin(number / 5)
        month = f"{2023 + number // 12}-{number % 12 + 1:02}"
        found.append(PriceMonth(month, 97.0 + wave, 95.0 + 2 * wave, 99.6 + wave / 3, 99.4 + wave / 2))
    return found


def sample(count: int = 142) -> ReportData:
    statuses = [TargetStatus.ON_TRACK if number % 2 else list(TargetStatus)[number // 2 % 9] for number in range(count)]
    return ReportData(
        city=Words("示例市", "Sample City"),
        today=TODAY,
        plan=Words("示例市2026年计划", "Plan of Sample City for 2026"),
        targets=[target(number, status) for number, status in enumerate(statuses)],
        alerts=[*(alert(one) for one in Severity), alert(state=AlertState.RESOLVED)],
        debt=[AreaFigure(area, 60.0 + 40 * number) for number, area in enumerate(AREAS)],
        destocking=[AreaFigure(area, 8.0 + 5 * number) for number, area in enumerate(AREAS)],
        price_index=prices(),
        deliveries=Deliveries(46, 2),
        latencies=[StageLatency(Words("入库至判定", "in the log, judged"), 4.25, 1375.0), StageLatency(Words("通知", "delivered"))],
        notes=[
            DataNote(text=Words("房价指数", "House prices"), real=True, source="国家统计局 National Bureau of Statistics"),
            DataNote(text=Words("其余一切", "All else"), real=False),
        ],
        observations=241_887,
    )
