"""Rows as the services take them in: every one is checked by the services' own rules before it becomes an event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from services.demo.data.definitions import demo_entities
from services.demo.data.limits import with_synthetic_limits
from services.demo.data.reported import Reported
from shared.judgement.event import Event, Observations
from shared.model.catalogue import Catalogue
from shared.model.manifests import Manifest
from shared.plans.checking import check_folder
from shared.reporting.series import PeriodCheck, Series, SeriesName, open_series
from shared.runtime.identity import REPORTER, Identity

PLAN = Path(__file__).parents[3] / "plans" / "wuxi-2026"


def with_entities(seed: int) -> list[Manifest]:
    """Return the plan's manifests with the demo's limits, and the entities of its data of a seed."""
    checked = check_folder(PLAN)
    assert not checked.problems
    manifests = with_synthetic_limits(checked.manifests)
    return [*manifests, *demo_entities(Catalogue.from_manifests(manifests), seed=seed)]


def events(rows: Iterable[Reported], catalogue: Catalogue) -> Iterator[Event]:
    """Yield an event a series; a row that a service would refuse fails the test."""
    by_series: dict[tuple[str, str, SeriesName], list[Reported]] = defaultdict(list)
    for row in rows:
        by_series[row.reporter, row.service, SeriesName(row.indicator, row.area, row.entity, row.unit)].append(row)
    for number, ((reporter, service, name), listed) in enumerate(by_series.items(), 1):
        caller = Identity(f"client-{reporter}", frozenset({REPORTER}), frozenset({reporter}), frozenset({service}))
        series = open_series(name, service=service, catalogue=catalogue, caller=caller)
        assert isinstance(series, Series), series
        yield _event(number, series, listed)


def _event(number: int, series: Series, rows: list[Reported]) -> Event:
    periods = [_period(series, row) for row in rows]
    return Event(
        event_id=number,
        received_time_ms=1,
        body=Observations(
            area=series.name.area,
            child="",
            indicators=[series.name.indicator],
            entities=[series.name.entity],
            lengths=[periods[0].length],
            series=(),
            periods=[period.ordinal for period in periods],
            values=[row.value * series.factor for row in rows],
            received_times_ms=[row.received_ms for row in rows],
        ),
    )


def _period(series: Series, row: Reported) -> PeriodCheck:
    period = series.period(row.period)
    assert isinstance(period, PeriodCheck), (row, period)
    assert period.from_ms <= row.received_ms, row
    assert series.value(row.value * series.factor) is None, row
    return period
