"""Synthetic progress of every target: a tone is drawn for each, and its numbers are made to fit."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from services.demo.data.reported import Reported, arrival, months
from shared.model.catalogue import Catalogue
from shared.model.manifests import IndicatorSpec, TargetSpec
from shared.model.period import Period, PeriodLength

GOOD, BEST, SLOW, BAD, SILENT = "good", "best", "slow", "bad", "silent"
_TONES = ((GOOD, 0.62), (BEST, 0.13), (SLOW, 0.12), (BAD, 0.06), (SILENT, 0.07))
_RATIO = {GOOD: (1.0, 1.04), BEST: (1.1, 1.3), SLOW: (0.9, 0.96), BAD: (0.6, 0.8)}
_POINTS = {GOOD: (0.1, 0.6), BEST: (0.8, 1.6), SLOW: (-0.45, -0.2), BAD: (-4.0, -2.0)}
"""Points of percent above what is wanted."""
_PERCENT = {GOOD: (2.0, 5.0), BEST: (6.0, 12.0), SLOW: (-1.5, -0.5), BAD: (-12.0, -6.0)}
"""Percent better than last year."""
_SIZES = {
    "cpi.change": 0.2,
    "air.pm25": 27.0,
    "air.pm25.assigned": 26.0,
    "air.ozone": 165.0,
    "births.population": 34_000.0,
    "fdi.utilised": 40.0,
}
"""Plausible size of figures that the plan gives no number for; others are around 80 percent, 900 or 12 000 of their unit."""
_MEASURED = frozenset({"percent", "yi_cny", "yi_usd", "ug_per_m3", "index", "mw", "month"})
"""Units of what is measured; everything else is counted in whole numbers."""
_LATE_RELEASES = 100
"""Days of delay from which on a figure is known only after the year."""


@dataclass(frozen=True, slots=True)
class Case:
    """One target and what is made up for it."""

    target: TargetSpec
    spec: IndicatorSpec
    tone: str
    rng: random.Random

    def draw(self, ranges: dict[str, tuple[float, float]]) -> float:
        """Return a number of the tone's range."""
        return self.rng.uniform(*ranges[GOOD if self.tone == SILENT else self.tone])

    @property
    def wanted(self) -> float:
        """The number that the target wants, or a plausible size where it wants none."""
        parameter = self.target.parameter
        found = self.target.value if self.target.value is not None else parameter.value if parameter else None
        return 1000.0 if found is None else found


def progress(catalogue: Catalogue, given: frozenset[str], *, seed: int) -> Iterator[Reported]:
    """Yield the numbers of every target whose indicator is not in `given`, for 2025 and 2026 up to today."""
    for (_, name), target in catalogue.targets.items():
        spec = catalogue.indicators[target.spec.indicator]
        if target.spec.indicator in given or spec.usual_length is PeriodLength.YEAR or spec.release.delay_days > _LATE_RELEASES:
            continue
        rng = random.Random(f"{seed}/{name}")
        tone = rng.choices([tone for tone, _ in _TONES], [weight for _, weight in _TONES])[0]
        case = Case(target.spec, spec, GOOD if target.spec.comparator == "none_new" else tone, rng)
        yield from _register(catalogue, case) if spec.kind == "register" else _numbers(catalogue, case)


def _numbers(catalogue: Catalogue, case: Case) -> Iterator[Reported]:
    shape = _shape(case)
    shares = _shares(catalogue, case)
    last = 3 if case.tone == SILENT else 6
    for year, until in ((2025, 12), (2026, last)):
        for period in _periods(case.spec, year, until):
            value = _clipped(case.spec, shape(period))
            for area, share in shares.items():
                part = value if len(shares) == 1 else round(value * share)
                yield _row(case, area, "", period, part)


def _shape(case: Case) -> Callable[[Period], float]:
    """Return the value of the city in each period."""
    comparator = case.target.comparator
    if case.target.shape == "class":
        return lambda _: 2.0
    if comparator == "none_new":
        return lambda _: 0.0
    if comparator == "stabilises":
        return lambda period: -12.0 + 0.5 * (period.last_day.year * 12 + period.last_day.month - 2025 * 12)
    if case.target.shape == "cumulative":
        return _cumulative(case)
    if case.target.shape == "growth_yoy":
        return _growth(case)
    return _level(case)


def _cumulative(case: Case) -> Callable[[Period], float]:
    better = -1 if case.spec.better == "down" else 1
    if case.target.comparator in ("at_least", "more_than", "at_least_parameter", "within_external_limit"):
        ratio = case.draw(_RATIO)
        return lambda period: case.wanted * (ratio if period.calendar_year == 2026 else 0.95) * period.last_day.month / 12
    change = 0.004 if case.target.comparator == "stable_vs_last_year" else better * case.draw(_PERCENT) / 100
    size = _SIZES.get(case.target.indicator, 12_000.0)
    return lambda period: size * (1 + change * (period.calendar_year - 2025)) * period.last_day.month / 12


def _growth(case: Case) -> Callable[[Period], float]:
    wanted = case.target.value if case.target.value is not None else 5.0
    points = case.rng.uniform(-0.3, 0.3) if case.target.comparator in ("around", "in_step_with") else case.draw(_POINTS)
    return lambda period: wanted - 0.4 + (points + 0.4) * (period.calendar_year - 2025)


def _level(case: Case) -> Callable[[Period], float]:
    better = -1 if case.spec.better == "down" else 1
    comparator = case.target.comparator
    if comparator == "at_least_over_base":
        return lambda period: 9000 + case.wanted * case.draw(_RATIO) * (period.calendar_year - 2025) * period.last_day.month / 12
    if comparator in ("at_least_parameter", "at_most_parameter", "more_than"):
        size = 1.0 if case.spec.unit == "percent" else max(case.wanted / 100, 1.0)
        points = case.draw(_POINTS)
        return lambda _: case.wanted + better * points * size
    size = _SIZES.get(case.target.indicator, 80.0 if case.spec.unit == "percent" else 900.0)
    change = better * case.draw(_PERCENT) / (400 if case.spec.unit == "percent" else 100)
    return lambda period: size * (1 + change * (period.calendar_year - 2025))


def _register(catalogue: Catalogue, case: Case) -> Iterator[Reported]:
    """Yield monthly progress of the items of a register; those without a definition are made up."""
    name = case.target.indicator
    defined = {item: one for item, one in catalogue.entities.items() if one.register_indicator == name}
    areas = _districts(catalogue)
    count = int(case.target.value or 8)
    made_up = {f"synthetic-{name.replace('.', '-')}-{number:03d}": areas[number % len(areas)] for number in range(1, count + 1)}
    items = {item: one.area for item, one in defined.items()} or made_up
    for position, (item, area) in enumerate(sorted(items.items())):
        done = case.rng.uniform(40, 70) if case.tone != BEST else case.rng.uniform(60, 95)
        planned = defined[item].planned_end if item in defined else None
        silent = case.tone == SILENT or (case.tone in (SLOW, BAD) and position == 0)
        for period in months(2026, 4 if silent else 6):
            reached = 100.0 if planned and planned <= period.last_day and case.tone != BAD else done * period.last_day.month / 6
            yield _row(case, area, item, period, round(min(reached, 100.0), 1))


def _row(case: Case, area: str, entity: str, period: Period, value: float) -> Reported:
    days = max(1, min(12, case.spec.release.delay_days - 2))
    return Reported(arrival(period, days), area, case.spec.service or "industry", case.target.indicator, area, entity, period.text, value)


def _periods(spec: IndicatorSpec, year: int, last_month: int) -> list[Period]:
    if spec.usual_length is PeriodLength.QUARTER:
        return [Period(PeriodLength.QUARTER, year * 4 + number) for number in range(last_month // 3)]
    first = 1 if spec.release.skip_january else 0
    return months(year, last_month)[first:]


def _clipped(spec: IndicatorSpec, value: float) -> float:
    low, high = spec.range.minimum, spec.range.maximum
    value = value if low is None else max(value, low)
    value = value if high is None else min(value, high)
    return round(value, 2 if spec.unit in _MEASURED else 0)


def _districts(catalogue: Catalogue) -> list[str]:
    return [code for code, area in catalogue.areas.items() if area.parent]


def _shares(catalogue: Catalogue, case: Case) -> dict[str, float]:
    """Return the share of each reporting area: the districts where their sum is the city's value, else the city itself."""
    areas = _districts(catalogue)
    if case.spec.roll_up.rule != "sum" or case.wanted < 40:
        top = next(code for code, area in catalogue.areas.items() if not area.parent)
        return {top: 1.0}
    weights = [case.rng.uniform(0.6, 1.6) for _ in areas]
    return {area: weight / sum(weights) for area, weight in zip(areas, weights, strict=True)}
