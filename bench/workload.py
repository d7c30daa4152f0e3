"""The workload that every figure is measured with: 9 areas, 2 000 series, 300 observations a batch, 99 % entity readings and 1 % direct indicators."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from shared.judgement.event import Observations
from shared.model.manifests import Manifest
from shared.model.period import Period, PeriodLength
from shared.plans.checking import check_folder
from xiheng.shared.v1.observation_pb2 import DenseBlock, Observation

PLAN = Path(__file__).parents[1] / "plans" / "wuxi-2026"
MANIFESTS: tuple[Manifest, ...] = tuple(check_folder(PLAN).manifests)
AREAS = tuple(one.name for one in MANIFESTS if one.kind == "Area")
BATCH = 300
SERIES = 2_000
_FIRST_DAY = Period.parse("2026-01-01").ordinal
_HOURS = 200 * 24
_DIRECT = ("jobs.urban-new", "elevators.added", "parking.new", "talent.teams", "rest-spaces")
DESCRIPTION = f"{len(AREAS)} areas, {SERIES} series, {BATCH} observations a batch, 99 % entity readings, 1 % direct indicators"


def batches(seed: int = 1) -> Iterator[Observations]:
    """Yield batches without end: readings of air stations, and three direct values each."""
    rng = random.Random(seed)
    per_area = SERIES // len(AREAS)
    direct = BATCH // 100
    position = 0
    while True:
        area = AREAS[position % len(AREAS)]
        chosen = [rng.randrange(per_area) for _ in range(BATCH - direct)]
        numbers = {series: number for number, series in enumerate(dict.fromkeys(chosen))}
        hour = _FIRST_DAY * 24 + position % _HOURS
        month = Period.month(2026, 1 + position % 6).ordinal
        yield Observations(
            area=area,
            child="",
            indicators=[*("air.hourly.pm25" for _ in numbers), *(rng.choice(_DIRECT) for _ in range(direct))],
            entities=[*(f"station-{series}" for series in numbers), *("" for _ in range(direct))],
            lengths=[PeriodLength.HOUR] * len(numbers) + [PeriodLength.MONTH] * direct,
            series=[*(numbers[series] for series in chosen), *range(len(numbers), len(numbers) + direct)],
            periods=[hour + index for index in range(BATCH - direct)] + [month] * direct,
            values=[float(rng.randrange(200)) for _ in range(BATCH)],
        )
        position += 1


def direct_batches(seed: int = 1) -> Iterator[Observations]:
    """Yield small batches of direct indicators only: every one is judged and sent."""
    rng = random.Random(seed)
    while True:
        yield Observations(
            area="320200",
            child="",
            indicators=list(_DIRECT),
            entities=[""] * len(_DIRECT),
            lengths=[PeriodLength.MONTH] * len(_DIRECT),
            series=range(len(_DIRECT)),
            periods=[Period.month(2026, rng.randint(1, 6)).ordinal for _ in _DIRECT],
            values=[float(rng.randrange(20_000)) for _ in _DIRECT],
        )


def as_rows(batch: Observations) -> list[Observation]:
    """Return a batch as a client sends it."""
    series = list(zip(batch.indicators, batch.entities, batch.lengths, strict=True))
    return [
        Observation(
            indicator=series[number][0],
            area=batch.area,
            entity=series[number][1],
            period=Period(series[number][2], ordinal).text,
            value=value,
        )
        for number, ordinal, value in zip(batch.series, batch.periods, batch.values, strict=True)
    ]


def dense_block(number: int, points: int = 2_000) -> DenseBlock:
    """Return a dense block of one station's hours."""
    entity = f"station-{number % SERIES}"
    return DenseBlock(
        indicator="air.hourly.pm25", area=AREAS[number % len(AREAS)], entity=entity, first_period="2026-01-01T00", values=[20.0] * points
    )
