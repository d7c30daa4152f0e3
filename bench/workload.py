"""The workload that every figure is measured with: 9 areas, 2 000 series, 300 observations a batch, 99 % entity readings and 1 % direct indicators."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import count
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
DESCRIPTION = f"{len(AREAS)} areas, {SERIES} series, {BATCH} observations a batch, 99 % entity readings (stations, hour after hour), 1 % direct indicators"


def batches(seed: int = 1) -> Iterator[Observations]:
    """Yield batches without end: air stations that report hour after hour, in another year for each seed, and three direct values each."""
    rng = random.Random(seed)
    first_hour = (_FIRST_DAY - 366 * seed) * 24
    stations, direct = SERIES // len(AREAS), BATCH // 100
    for position in count():
        lap, area = divmod(position, len(AREAS))
        readings = range(lap * (BATCH - direct), (lap + 1) * (BATCH - direct))
        numbers = {station: number for number, station in enumerate(dict.fromkeys(one % stations for one in readings))}
        month = Period.month(2026, 1 + position % 6).ordinal
        yield Observations(
            area=AREAS[area],
            child="",
            indicators=[*("air.hourly.pm25" for _ in numbers), *rng.sample(_DIRECT, direct)],
            entities=[*(f"station-{station}" for station in numbers), *("" for _ in range(direct))],
            lengths=[PeriodLength.HOUR] * len(numbers) + [PeriodLength.MONTH] * direct,
            series=[*(numbers[one % stations] for one in readings), *range(len(numbers), len(numbers) + direct)],
            periods=[*(first_hour + one // stations % _HOURS for one in readings), *(month for _ in range(direct))],
            values=[float(rng.randrange(200)) for _ in range(BATCH)],
        )


def direct_batches(seed: int = 1) -> Iterator[Observations]:
    """Yield small batches of the city's directly reported monthly counts, revised again and again: every one is judged and sent."""
    rng = random.Random(seed)
    reported = _reported_counts()
    for number in count():
        names = rng.sample(reported, 5)
        yield Observations(
            area="320200",
            child="",
            indicators=names,
            entities=[""] * len(names),
            lengths=[PeriodLength.MONTH] * len(names),
            series=range(len(names)),
            periods=[Period.month(2026, rng.randint(1, 6)).ordinal for _ in names],
            values=[float(rng.randrange(20_000)) for _ in names],
            revisions=[number] * len(names),
        )


def _reported_counts() -> list[str]:
    """Return the indicators of monthly targets on a plan curve that are reported and not derived."""
    wanted = {one.spec.indicator for one in MANIFESTS if one.kind == "Target" and one.spec.comparator == "at_least"}
    return [
        one.name
        for one in MANIFESTS
        if one.kind == "Indicator" and one.name in wanted and one.spec.derivation is None and one.spec.periods[0] == "month"
    ]


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
