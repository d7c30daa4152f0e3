"""Figures of areas that no target speaks of, for the report: worked out from the replayed inputs by the same core."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from services.demo.data.reported import Reported
from shared.judgement.area_view import AreaView
from shared.judgement.event import Definition, Definitions, Event, Observations
from shared.judgement.fold import fold
from shared.judgement.state import PartitionState
from shared.model.catalogue import Catalogue
from shared.model.period import Period


def latest_figures(catalogue: Catalogue, rows: Iterable[Reported], indicator: str) -> dict[str, float]:
    """Return the last value of a derived indicator in each area that has one."""
    state = PartitionState()
    definitions = tuple(
        Definition(kind=key.kind, plan=key.plan, name=key.name, version=1, manifest=one.manifest)
        for key, one in catalogue.definitions.items()
    )
    fold(state, Event(event_id=0, received_time_ms=1, body=Definitions(definitions)))
    for number, event in enumerate(_batches(rows), 1):
        fold(state, Event(event_id=number, received_time_ms=1, body=event))
    found: dict[str, float] = {}
    for code in state.areas:
        points = AreaView(state, state.area(code)).points(indicator)
        if points:
            found[code] = points[-1].value
    return found


def _batches(rows: Iterable[Reported]) -> Iterable[Observations]:
    by_series: dict[tuple[str, str], list[Reported]] = defaultdict(list)
    for row in rows:
        by_series[row.area, row.indicator].append(row)
    for (area, indicator), listed in by_series.items():
        periods = [Period.parse(row.period) for row in listed]
        yield Observations(
            area=area,
            child="",
            indicators=[indicator],
            entities=[""],
            lengths=[periods[0].length],
            series=(),
            periods=[period.ordinal for period in periods],
            values=[row.value for row in listed],
        )
