"""Water: classes and trophic indices of sections, grades of water bodies, shares of good sections, the class of a lake.

Samples are months; those of days were averaged when their month was over. Which limits hold is the section's own: `waterKind: lake` in its
definition makes it standing water, every other one is a river. Which items are too many is told against its own `targetClass`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import fsum

from shared.judgement.derivations.formula import Formula, derived, nothing
from shared.judgement.derivations.over_entities import everyone, kept_month_means
from shared.judgement.derivations.surface_water import (
    CLASS_III,
    CLASSES,
    ITEMS,
    TARGET_CLASS,
    exceeded,
    item_class,
    mean_sample,
    sample_class,
    water_body_grade,
)
from shared.judgement.derivations.trophic import PARTS, trophic_index
from shared.judgement.view import Point, View
from shared.model.period import Period

TAIHU = "taihu"
"""Id of the lake as parent of its points; a point of standing water without a parent is taken as one of them."""

Months = Mapping[Period, Mapping[str, Point]]
"""Points by month and item."""


def _months(view: View, section: str, items: Sequence[str], inputs: Sequence[str]) -> Months:
    """Return a section's points by month and item, ascending by month."""
    found: dict[Period, dict[str, Point]] = defaultdict(dict)
    for item, indicator in zip(items, inputs, strict=True):
        for point in view.entities(indicator).get(section, ()):
            found[point.period][item] = point
    return {month: found[month] for month in sorted(found)}


def _values(points: Mapping[str, Point]) -> dict[str, float]:
    return {item: point.value for item, point in points.items()}


def _is_standing(view: View, section: str) -> bool:
    return view.entity(section).water_kind == "lake"


def _wanted(view: View, place: str) -> int:
    """Return the class that a section or a lake should meet: its own, else Ⅲ."""
    return CLASSES.index(view.entity(place).target_class or TARGET_CLASS)


def _section_class(view: View, section: str, inputs: Sequence[str], _: Mapping[str, float]) -> Iterable[Point]:
    """Yield the class of each month that has the basic items; items worse than the section's own target class are noted, with their multiple."""
    standing, wanted = _is_standing(view, section), _wanted(view, section)
    for month, points in _months(view, section, ITEMS, inputs).items():
        yield from _classified(month, _values(points), points.values(), wanted, standing=standing)


def _classified(month: Period, sample: Mapping[str, float], parts: Iterable[Point], wanted: int, *, standing: bool) -> Iterator[Point]:
    found = sample_class(sample, standing=standing)
    if found is not None:
        worse = exceeded(sample, wanted, standing=standing)
        note = " ".join(item if multiple is None else f"{item}+{multiple:.2f}" for item, multiple in worse.items())
        yield derived(month, float(found), parts, note)


def _trophic(view: View, section: str, inputs: Sequence[str], _: Mapping[str, float]) -> Iterable[Point]:
    """Yield the trophic index of each month that has all five items: only lakes are sampled for them."""
    for month, points in _months(view, section, tuple(PARTS), inputs).items():
        index = trophic_index(_values(points))
        if index is not None:
            yield derived(month, index, points.values())


def _nitrogen_class(view: View, section: str, inputs: Sequence[str], _: Mapping[str, float]) -> Iterable[Point]:
    """Yield the class of total nitrogen alone, which never decides that of the water: lakes only, rivers have no limit of it."""
    for point in view.entities(inputs[0]).get(section, ()) if _is_standing(view, section) else ():
        yield derived(point.period, float(item_class("tn", point.value, standing=True)), (point,))


def _body_grade(view: View, body: str, inputs: Sequence[str], _: Mapping[str, float]) -> Iterable[Point]:
    """Yield the grade of a water body in each month that has all its sections of the month before: those whose parent it is."""
    sections = sorted({name for one in inputs for name in view.entities(one) if view.entity(name).parent == body})
    for month, samples, parts in _together(view, sections, inputs):
        grade = water_body_grade(samples, standing=_is_standing(view, body))
        if grade is not None:
            yield derived(month, float(grade), parts)


def _good_share(view: View, inputs: Sequence[str], _: Mapping[str, float]) -> Iterable[Point]:
    """Yield the share of river sections at Ⅲ or better since January, percent: every section counts once in each month."""
    return _share(view, inputs[0], lambda _: CLASS_III)


def _meeting_share(view: View, inputs: Sequence[str], _: Mapping[str, float]) -> Iterable[Point]:
    """Yield the share of river sections that meet their own target class, likewise."""
    return _share(view, inputs[0], lambda section: _wanted(view, section))


def _share(view: View, classes: str, wanted: Callable[[str], int]) -> Iterable[Point]:
    """Yield the share of river sections at the class wanted of them or better since January, percent.

    A month without a section that the month before had is not yielded.
    """
    rivers = {
        section: {point.period: point for point in points}
        for section, points in view.entities(classes).items()
        if not _is_standing(view, section)
    }
    known: list[tuple[Point, int]] = []
    for month, members in everyone(rivers):
        same_year = known and known[0][0].period.calendar_year == month.calendar_year
        known = [*(known if same_year else ()), *((point, wanted(section)) for section, point in members.items())]
        share = 100 * sum(point.value <= line for point, line in known) / len(known)
        yield derived(month, share, [point for point, _ in known])._replace(note="")


def _lake_class(view: View, inputs: Sequence[str], _: Mapping[str, float]) -> Iterable[Point]:
    """Yield the class of the lake in each month: the mean of each item over its points, then the worst item."""
    for month, samples, parts in _together(view, _lake_points(view, inputs), inputs):
        yield from _classified(month, mean_sample(samples), parts, _wanted(view, TAIHU), standing=True)


def _together(view: View, places: Iterable[str], inputs: Sequence[str]) -> Iterator[tuple[Period, list[Mapping[str, float]], list[Point]]]:
    """Yield the samples of all places, and their points, in each month that has every place of the month before."""
    months = {place: _months(view, place, ITEMS, inputs) for place in places}
    for month, _members in everyone({place: {month: _any(items) for month, items in found.items()} for place, found in months.items()}):
        found = [items[month] for items in months.values() if month in items]
        yield month, [_values(items) for items in found], [part for items in found for part in items.values()]


def _any(items: Mapping[str, Point]) -> Point:
    return next(iter(items.values()))


def _lake_points(view: View, inputs: Sequence[str]) -> list[str]:
    names = sorted({name for one in inputs for name in view.entities(one)})
    return [name for name in names if _is_standing(view, name) and view.entity(name).parent in (None, TAIHU)]


def _density(view: View, inputs: Sequence[str], _: Mapping[str, float]) -> Iterable[Point]:
    """Yield the mean over points of the mean of a month's days, for months with every point of the month before."""
    months = {point: kept_month_means(days) for point, days in view.entities(inputs[0]).items()}
    for month, members in everyone(months):
        yield derived(month, fsum(point.value for point in members.values()) / len(members), members.values())


_ITEMS = tuple(f"water.sample.{item}" for item in ITEMS)
_WORST = "GB 3838-2002, table 1 and 5.1: the worst of 21 items (环办〔2011〕22号)"

FORMULAS = (
    Formula("water.section.class", _ITEMS, nothing, {}, _WORST, each=_section_class),
    Formula("water.tli", tuple(f"water.sample.{item}" for item in PARTS), nothing, {}, "总站生字〔2001〕090号", each=_trophic),
    Formula("water.tn-class", ("water.sample.tn",), nothing, {}, "GB 3838-2002, table 1: total nitrogen apart", each=_nitrogen_class),
    Formula(
        "water.body-grade",
        _ITEMS,
        nothing,
        {},
        "环办〔2011〕22号: fewer than 5 sections by their mean, else by shares; unverified",
        each=_body_grade,
    ),
    Formula("water.sections.meeting-share", ("water.section.class",), _meeting_share, {}, "达标率; months together, unverified"),
    Formula("water.sections.good-share", ("water.section.class",), _good_share, {}, "优Ⅲ比例; months together, unverified"),
    Formula("taihu.water-class", _ITEMS, _lake_class, {}, f"{_WORST}; mean of the points first, unverified"),
    Formula("taihu.algae", ("algae.density",), _density, {}, "mean of points and days; unverified", reaches_back=True),
)
