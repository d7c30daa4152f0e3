"""Air: station hours to station days, days to the city's index, days to figures since January.

A city's day is the mean over its stations that have a valid day; of ozone, the mean of their highest 8-hour means (HJ 663).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from shared.judgement.derivations.air_day import HOURS_OF_DAY, HOURS_OF_WINDOW, WINDOWS, day_means, highest_hours, highest_windows
from shared.judgement.derivations.air_index import CATEGORIES, Concentrations, day_index
from shared.judgement.derivations.air_standard import ITEMS, Item, standard_on
from shared.judgement.derivations.air_year import (
    CARBON_MONOXIDE_PERCENTILE,
    OZONE_PERCENTILE,
    a_year_later,
    composite_index,
    good_share,
    indices_under,
    is_short,
    mean,
    percentile,
)
from shared.judgement.derivations.formula import Derive, Formula, Matrix, Vector, derived, nothing
from shared.judgement.derivations.over_entities import month_of
from shared.judgement.view import Point, View
from shared.model.period import Period

SHORT = "short-validity"
"""Note of a figure that stands on fewer days than the standard asks for."""

Days = Mapping[Period, Point]
"""Points of days by their period, in any order."""

_DAILY: tuple[Item, ...] = (*ITEMS, "o3-1h")


def since_january(days: Days) -> Iterator[tuple[Period, list[Point]]]:
    """Yield each month that is over and has a day of its own, with all days since January, ascending.

    A month is over when its last day, or a later one, is there: the same data give the same months.
    """
    by_month: dict[Period, list[Point]] = defaultdict(list)
    for period in sorted(days):
        by_month[month_of(days[period])].append(days[period])
    latest = max(days, default=None)
    so_far: list[Point] = []
    for month, own in by_month.items():
        so_far = [*(so_far if so_far and so_far[0].period.calendar_year == month.calendar_year else ()), *own]
        if latest is not None and latest.end >= month.end:
            yield month, so_far


def _figure(month: Period, value: float, days: Sequence[Point]) -> Point:
    """Return a figure since January, flagged where it stands on too few days."""
    valid = Counter(month_of(day).whole_months for day in days)
    point = derived(month, value, days)
    return point._replace(note=SHORT if is_short(valid, month.whole_months) else "")


def _since_january(figure: Callable[[Sequence[float], Mapping[str, float]], float]) -> Derive:
    """Return a derivation: a figure of the city's days of one item since January."""

    def derive(view: View, inputs: Sequence[str], parameters: Mapping[str, float]) -> Iterable[Point]:
        for month, days in since_january(view.means(inputs[0])):
            yield _figure(month, figure([day.value for day in days], parameters), days)

    return derive


def _mean(values: Sequence[float], _: Mapping[str, float]) -> float:
    return mean(values)


def _percentile(values: Sequence[float], parameters: Mapping[str, float]) -> float:
    return percentile(values, parameters.get("percent", OZONE_PERCENTILE))


def _city_days(view: View, inputs: Sequence[str]) -> dict[Period, dict[Item, Point]]:
    """Return the city's values of each day by item; inputs are those of `_DAILY`, as many as there are."""
    found: dict[Period, dict[Item, Point]] = defaultdict(dict)
    for item, indicator in zip(_DAILY, inputs, strict=False):
        for period, point in view.means(indicator).items():
            found[period][item] = point
    return found


def _concentrations(day: Mapping[Item, Point]) -> Concentrations:
    return {item: point.value for item, point in day.items()}


def _index(view: View, inputs: Sequence[str], _: Mapping[str, float]) -> Iterable[Point]:
    """Yield the index of each day by the standard of the day, with category and primary pollutants; no point where it is not valid."""
    days = _city_days(view, inputs)
    for period in sorted(days):
        point = _index_point(period, tuple(days[period].items()))
        if point is not None:
            yield point


@lru_cache(maxsize=16_384)
def _index_point(period: Period, items: tuple[tuple[Item, Point], ...]) -> Point | None:
    """Return the index of a day; kept, for of a year one day changes."""
    day = dict(items)
    index = day_index(_concentrations(day), standard_on(period.start.date()))
    if index is None or not index.published:
        return None
    return derived(period, float(index.value), day.values(), " ".join((CATEGORIES[index.category], *index.primary)))


def _good_days(view: View, inputs: Sequence[str], _: Mapping[str, float]) -> Iterable[Point]:
    """Yield the share of good days among valid ones, percent: days have the index that was given, or the derived one."""
    for month, days in since_january({point.period: point for point in view.points(inputs[0])}):
        yield _figure(month, good_share([day.value for day in days]), days)


def _good_days_recomputed(view: View, inputs: Sequence[str], _: Mapping[str, float]) -> Iterable[Point]:
    """Yield the same from concentrations, each day judged by the standard in force a year later."""
    days = {period.start.date(): (period, day) for period, day in _city_days(view, inputs).items()}
    indices = indices_under({date: _concentrations(day) for date, (_, day) in days.items()}, a_year_later)
    known = {days[date][0]: derived(days[date][0], float(index), days[date][1].values()) for date, index in indices.items()}
    for month, part in since_january(known):
        yield _figure(month, good_share([day.value for day in part]), part)


def _composite(view: View, inputs: Sequence[str], _: Mapping[str, float]) -> Iterable[Point]:
    """Yield the composite index of the months since January by the standard of the last day."""
    figures: dict[Period, dict[Item, Point]] = defaultdict(dict)
    percents: Mapping[Item, float] = {"co": CARBON_MONOXIDE_PERCENTILE, "o3": OZONE_PERCENTILE}
    for item, indicator in zip(ITEMS, inputs, strict=False):
        for month, days in since_january(view.means(indicator)):
            values = [day.value for day in days]
            figures[month][item] = _figure(month, percentile(values, percents[item]) if item in percents else mean(values), days)
    for month in sorted(figures):
        value = composite_index(_concentrations(figures[month]), standard_on(month.last_day))
        if value is not None:
            yield derived(month, value, figures[month].values())


def _day_means(hours: Matrix, parameters: Mapping[str, float]) -> Vector:
    return day_means(hours, least=int(parameters["hours"]))


def _highest_windows(hours: Matrix, parameters: Mapping[str, float]) -> Vector:
    return highest_windows(hours, least=int(parameters["hours"]), windows=int(parameters["windows"]))


def _highest_hours(hours: Matrix, parameters: Mapping[str, float]) -> Vector:
    return highest_hours(hours, least=int(parameters["hours"]))


_HOURLY_OZONE = ("air.hourly.o3",)
_DAY = {"hours": float(HOURS_OF_DAY)}
_WINDOW = {"hours": float(HOURS_OF_WINDOW), "windows": float(WINDOWS)}
_DAYS = tuple(f"air.daily.{item}" for item in _DAILY)
_VALID = "GB 3095-2026, table 4"
_INDEX = "HJ 633-2026, HJ 633-2012 before 2026-03-01"
_YEAR = "HJ 663: mean over stations, then over days since January"

FORMULAS = (
    Formula("air.day-mean", ("air.hourly.pm25",), nothing, _DAY, f"{_VALID}: at least 20 hours", reduce=_day_means),
    Formula("air.ozone-8h", _HOURLY_OZONE, nothing, _WINDOW, f"{_VALID}; HJ 663-2026, 6.1.2", reduce=_highest_windows),
    Formula("air.ozone-1h", _HOURLY_OZONE, nothing, _DAY, "HJ 633-2012; least hours unverified", reduce=_highest_hours),
    Formula("air.aqi.daily", _DAYS, _index, {}, _INDEX),
    Formula("air.good-days", ("air.aqi.daily",), _good_days, {}, f"{_INDEX}: days up to 100 / valid days", reaches_back=True),
    Formula(
        "air.good-days.recomputed", _DAYS, _good_days_recomputed, {}, f"{_INDEX}: each day by the standard a year later", reaches_back=True
    ),
    Formula("air.pm25", ("air.daily.pm25",), _since_january(_mean), {}, _YEAR, reaches_back=True),
    Formula(
        "air.ozone",
        ("air.daily.o3",),
        _since_january(_percentile),
        {"percent": OZONE_PERCENTILE},
        "HJ 663: 90th percentile; its place between two days unverified",
        reaches_back=True,
    ),
    Formula("air.composite-index", _DAYS[:-1], _composite, {}, "HJ 663: 综合指数; weights of 2026 unverified", reaches_back=True),
)
