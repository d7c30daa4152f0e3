"""From the outcome of a demo run to what the report shows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from services.demo.data.real import CITY, price_index, real_series
from services.demo.data.reported import TODAY
from services.demo.outcome import Outcome
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
from shared.judgement.derivations import FORMULAS
from shared.model.catalogue import Catalogue
from shared.model.manifests import TargetSpec
from shared.model.manifests.metadata import Names
from shared.model.period import Period
from shared.model.status import AlertState, Severity, TargetStatus
from xiheng.scoreboard.v1.scoreboard_service_pb2 import Point

STAGES = {
    "report": Words("报送至确认", "reported, durable in Kafka, acknowledged"),
    "judge": Words("入库至判定", "in the log, judged"),
    "status": Words("入库至上榜", "in the log, on the scoreboard"),
    "notice": Words("入库至通知", "in the log, delivered"),
}
NOTES = (
    DataNote(
        text=Words("新建与二手住宅销售价格指数", "Price indices of new and second-hand homes"),
        real=True,
        source="国家统计局《70个大中城市商品住宅销售价格变动情况》 National Bureau of Statistics, 70 cities",
    ),
    DataNote(
        text=Words(
            "2025年及以前的全市增速与新增就业（2026年尚未收录）",
            "Growth rates and new jobs of the city up to 2025 (2026 is not among them)",
        ),
        real=True,
        source="无锡市统计局历年统计公报 Wuxi Bureau of Statistics, statistical bulletins; 海关 Customs",
    ),
    DataNote(
        text=Words(
            "其余一切：各区县数据、债务、住房库存、空气与水质、项目、热线、登记册",
            "All else: everything about districts, debt, stocks of homes, air and water, projects, hotline, registers",
        ),
        real=False,
    ),
)


def report_data(outcome: Outcome) -> ReportData:
    """Return what the report shows of a run."""
    catalogue = outcome.catalogue
    plan = next(iter(catalogue.plans.values()))
    published = _Published(catalogue)
    return ReportData(
        city=_words(catalogue.areas[plan.area].names),
        today=TODAY,
        plan=_words(plan.names),
        targets=[_target(outcome, one, published) for one in outcome.statuses],
        alerts=[_alert(catalogue, one, published) for one in outcome.alerts],
        debt=_figures(catalogue, outcome.debt),
        destocking=_figures(catalogue, outcome.destocking),
        price_index=[PriceMonth(one.month, one.new_yoy, one.second_yoy, one.new_mom, one.second_mom) for one in price_index()],
        deliveries=Deliveries(outcome.delivered, outcome.failed),
        latencies=[StageLatency(STAGES[stage], found.p50, found.p99) for stage, found in outcome.latencies.items()],
        notes=NOTES,
        observations=outcome.observations,
    )


class _Published:
    """Knows which values were published: everything else is synthetic."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._values = {(one.indicator, one.period) for one in real_series(catalogue)}
        self._indicators = {indicator for indicator, _ in self._values}

    def has(self, indicator: str, period: str) -> bool:
        """Return whether the city's value of an indicator was published, or is derived from such values alone."""
        formula = FORMULAS.get(indicator)
        derived = formula is not None and all(self.has(one, period) for one in formula.inputs)
        return derived or (indicator, period) in self._values

    def speaks_of(self, expression: str) -> bool:
        """Return whether a rule's expression reads published indicators only."""
        named = set(re.findall(r'"([a-z][a-z0-9.-]*)"', expression))
        return bool(named) and named <= self._indicators


def _target(outcome: Outcome, one: dict[str, Any], published: _Published) -> TargetRow:
    spec = outcome.catalogue.targets[one["plan"], one["target"]].spec
    plan = outcome.catalogue.plans[one["plan"]]
    chapters = {part.number: part.names for part in plan.chapters}
    return TargetRow(
        id=one["target"],
        names=_words(spec.names),
        chapter=spec.chapter,
        chapter_names=_words(chapters[spec.chapter]),
        status=TargetStatus[one["status"].upper()],
        unit=one["unit"],
        headline=Words(one["headline"]["zh"], one["headline"]["en"]),
        more=_more(one),
        value=one["value"],
        plan_value=one["plan_value"],
        wanted=_wanted(spec, one),
        attainment=_attainment(spec, one),
        period=one["period"],
        strength=spec.strength,
        owner=spec.owner_in(plan),
        real=bool(one["inputs"])
        and all(part["area"] == CITY and published.has(part["indicator"], part["period"]) for part in one["inputs"]),
        series=_series(outcome.points.get(one["target"], ())) if one["area"] == plan.area else (),
        districts=_districts(outcome.catalogue, one["contributions"], better=spec.better),
    )


def _more(one: dict[str, Any]) -> Words:
    """Return what an explanation says behind its first sentence."""
    zh, en = (one["explanation"][language][len(one["headline"][language]) :].strip() for language in ("zh", "en"))
    return Words(zh, en)


_DIFFERENCE = Words("公布值与各地汇总之差", "Figure given, less what districts make")


def _districts(catalogue: Catalogue, parts: Iterable[dict[str, Any]], *, better: str) -> list[District]:
    def holds_back(part: dict[str, Any]) -> tuple[float, str]:
        return (-part["gap"] if better == "down" else part["gap"]), part["area"]

    return [
        District(
            _words(catalogue.areas[part["area"]].names) if part["area"] else _DIFFERENCE,
            part["value"],
            part["fair"],
            part["gap"],
        )
        for part in sorted(parts, key=holds_back)
    ]


def _wanted(spec: TargetSpec, one: dict[str, Any]) -> float | None:
    own = next((share.value for share in spec.areas if share.area == one["area"]), None)
    if own is not None:
        return own
    if spec.comparator == "at_least_over_base":
        return one["plan_value"]  # type: ignore[no-any-return]  # the value is a stock, the target's number its increase
    return spec.parameter.value if spec.parameter else spec.value


def _attainment(spec: TargetSpec, one: dict[str, Any]) -> float | None:
    value, planned = one["value"] or 0.0, one["plan_value"] or 0.0
    if value <= 0 or planned <= 0 or spec.better == "band":
        return None
    return value / planned if spec.better == "up" else planned / value


def _series(points: Iterable[Point]) -> list[PeriodPoint]:
    return [
        PeriodPoint(
            one.period,
            Period.parse(one.period).last_day,
            one.value if one.HasField("value") else None,
            one.plan_value if one.HasField("plan_value") else None,
        )
        for one in points
    ]


def _alert(catalogue: Catalogue, one: dict[str, Any], published: _Published) -> AlertRow:
    rule = catalogue.rules[one["plan"], one["rule"]].spec
    return AlertRow(
        rule=one["rule"],
        titles=_words(rule.names),
        area=_words(catalogue.areas[one["area"]].names),
        severity=Severity[one["severity"].upper()],
        state=AlertState[one["state"].upper()],
        raised_period=one["raised_period"],
        explanation=Words(one["explanation"]["zh"], one["explanation"]["en"]),
        runbook=rule.runbook,
        owner=rule.owner,
        real=one["area"] == CITY and published.speaks_of(rule.when),
    )


def _figures(catalogue: Catalogue, values: dict[str, float]) -> list[AreaFigure]:
    return [AreaFigure(_words(catalogue.areas[code].names), value) for code, value in values.items()]


def _words(names: Names) -> Words:
    return Words(names.zh, names.en)
