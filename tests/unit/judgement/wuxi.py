"""The plan of Wuxi, and whatever may be reported on it."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from shared.judgement.cell import FINAL, WITHDRAWN
from shared.judgement.definition_index import DefinitionIndex
from shared.judgement.event import Definition, Definitions, Event, Observations
from shared.model.manifests import Area, Entity, Indicator, IndicatorSpec, Target
from shared.model.period import Period, PeriodLength
from shared.plans.checking import check_folder
from tests.unit.judgement.builders import tick

MANIFESTS = check_folder(Path(__file__).parents[3] / "plans" / "wuxi-2026").manifests
DEFINITIONS = Event(event_id=0, received_time_ms=1, body=Definitions.initial(MANIFESTS))
INDEX = DefinitionIndex({(one.kind, one.plan, one.name): Definition.initial(one) for one in MANIFESTS})
INDICATORS = {one.name: one.spec for one in MANIFESTS if isinstance(one, Indicator)}
AREAS = [one.name for one in MANIFESTS if isinstance(one, Area)]
TODAY = tick("2026-07-20")
TICKS = st.sampled_from([tick("2026-02-10"), tick("2026-04-15"), tick("2026-06-30")])

_HOW_MANY = {PeriodLength.YEAR: 1, PeriodLength.QUARTER: 2, PeriodLength.MONTH: 6, PeriodLength.DAY: 200, PeriodLength.HOUR: 24 * 60}
"""Periods of a year that are drawn from, by their length; of shorter ones a thousand."""


@cache
def _entities() -> dict[str, list[str]]:
    found = defaultdict(list)
    for one in MANIFESTS:
        if isinstance(one, Entity):
            found[one.spec.type].append(one.name)
    return found


def read_together() -> SearchStrategy[list[str]]:
    """What one target reads: its indicator, and all that this is made of."""
    judged = sorted({one.spec.indicator for one in MANIFESTS if isinstance(one, Target)})
    return st.sampled_from(judged).map(lambda name: [name, *(one for one in INDEX.sources.get(name, ()) if one in INDICATORS)])


@st.composite
def reports(draw: DrawFn, names: list[str], areas: list[str] = AREAS) -> Event:
    """A report of one value, revised or withdrawn now and then."""
    name = draw(st.sampled_from(names))
    spec = INDICATORS[name]
    period = draw(_periods(spec))
    status = draw(st.sampled_from([FINAL] * 12 + [WITHDRAWN]))
    revision = draw(st.sampled_from([0, 0, 0, 1, 2]))
    rows = Observations(
        area=draw(st.sampled_from(areas)),
        child="",
        indicators=[name],
        entities=[draw(st.sampled_from(["e1", "e2", *_entities().get(spec.entity_type, [])[:3]])) if spec.entity_type else ""],
        lengths=[period.length],
        series=(),
        periods=[period.ordinal],
        values=[draw(_values(spec))],
        revisions=[revision] if revision else (),
        statuses=[status] if status != FINAL else (),
    )
    return Event(event_id=draw(st.integers(1, 10**6)), received_time_ms=draw(st.integers(2, 999)), body=rows)


@st.composite
def _periods(draw: DrawFn, spec: IndicatorSpec) -> Period:
    length = draw(st.sampled_from(sorted(spec.lengths)))
    year = draw(st.sampled_from([2026, 2025])) if length is not PeriodLength.YEAR else 2025
    first = Period.containing(length, Period.year(year).start)
    period = first.shift(draw(st.integers(0, _HOW_MANY.get(length, 1000) - 1)))
    is_sum = spec.accumulation == "year-to-date" and length < PeriodLength.MONTH and spec.stored_length is PeriodLength.MONTH
    return Period.month(period.last_day.year, period.last_day.month) if is_sum else period


def _values(spec: IndicatorSpec) -> SearchStrategy[float]:
    if spec.kind == "class" and spec.classes:
        return st.integers(0, len(spec.classes) - 1).map(float)
    low = spec.range.minimum or 0.0
    high = low + 1000.0 if spec.range.maximum is None else spec.range.maximum
    return st.sampled_from([low, low + (high - low) / 8, (low + high) / 2, high])
