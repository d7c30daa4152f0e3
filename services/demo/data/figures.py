"""Synthetic figures of areas and of the city, as `story/figures.csv` tells them: one line an indicator.

kind `path`: from `start` in January of last year over `last_year` in December to `this_year` in June; `sum`: sums since January, last
year's total and the total that this year's pace leads to, by the `shape` of the year; `year`: a figure of each whole year, none where it is
empty; `season`: two levels times a shape; `same`: the values of the indicator named in `shape`; `part`: percents of them. What rolls up by sum is reported by the districts, everything else by the city's bureaus.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from services.demo.data import paths
from services.demo.data.paths import Floats
from services.demo.data.releases import reports
from services.demo.data.reported import Reported
from services.demo.data.shapes import SEASONS, SHARES, weights
from shared.model.catalogue import Catalogue
from shared.model.manifests import IndicatorSpec
from shared.model.period import PeriodLength

STORY = Path(__file__).parent / "story"

_MEASURED = {"percent": 1, "yi_cny": 2, "yi_usd": 2, "ug_per_m3": 1, "mw": 1}
"""Decimals by unit; everything else is counted in whole numbers."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the story."""

    indicator: str
    kind: str
    start: float
    last_year: float
    this_year: float
    shape: str
    wiggle: float
    areas: str
    silent: str
    """`reporter:period`: silent from that month on; empty: nobody."""


class Column(NamedTuple):
    """The path of one reporting area."""

    area: str
    values: Floats


def story_lines() -> dict[str, Line]:
    """Return the lines of the story by indicator."""
    with (STORY / "figures.csv").open(encoding="utf-8", newline="") as file:
        return {row["indicator"]: _line(row) for row in csv.DictReader(file)}


def figures(catalogue: Catalogue, city: str, districts: Sequence[str], *, seed: int) -> Iterator[Reported]:
    """Yield the figures of every line whose indicator the catalogue has."""
    lines = story_lines()
    for line in lines.values():
        spec = catalogue.indicator(line.indicator)
        if spec is not None:
            told = lines[line.shape] if line.kind in ("same", "part") else line
            for column in _columns(told, spec, city, districts, paths.draws(seed, told.indicator)):
                reporter, _, silent_from = line.silent.partition(":")
                # A bureau sends its figures together: parts and wholes that came apart would make rates that never were.
                rng = paths.draws(seed, f"{line.indicator.partition('.')[0]}/{column.area}")
                silent_from = silent_from if column.area == reporter else ""
                values = np.round(_percents(line) * column.values) if line.kind == "part" else column.values
                yield from reports(catalogue, line.indicator, column.area, values, rng, silent_from=silent_from)


def _line(row: Mapping[str, str]) -> Line:
    def number(name: str) -> float:
        return float(row[name] or 0.0)

    return Line(
        indicator=row["indicator"],
        kind=row["kind"],
        start=number("start"),
        last_year=number("last_year"),
        this_year=number("this_year"),
        shape=row["shape"],
        wiggle=number("wiggle"),
        areas=row["areas"],
        silent=row["silent"],
    )


def _columns(line: Line, spec: IndicatorSpec, city: str, districts: Sequence[str], rng: np.random.Generator) -> Iterator[Column]:
    decimals = _MEASURED.get(spec.unit, 0)
    path = _in_range(_path(line, rng), spec)
    if line.kind == "sum" and spec.accumulation == "single" and spec.usual_length is PeriodLength.MONTH:
        path = paths.each_month(path)
    if spec.roll_up.rule != "sum":
        yield Column(city, np.round(path, decimals))
        return
    areas, parts = weights(districts, line.areas or "all")
    counted = line.kind == "sum" and decimals == 0
    table = paths.dealt(np.round(path), parts, rng) if counted else paths.shared(path, parts, decimals)
    for area, values in zip(areas, table.T, strict=True):
        yield Column(area, values)


def _path(line: Line, rng: np.random.Generator) -> Floats:
    match line.kind:
        case "path":
            return paths.line(line.start, line.last_year, line.this_year, wiggle=line.wiggle, rng=rng)
        case "year":
            return np.where(np.arange(paths.PATH) <= paths.DECEMBER, line.last_year, line.this_year or np.nan)
        case "season":
            return paths.season(line.last_year, line.this_year, SEASONS[line.shape], wiggle=line.wiggle, rng=rng)
        case _:
            return paths.sums(line.last_year, line.this_year, SHARES[line.shape], wiggle=line.wiggle, rng=rng)


def _percents(line: Line) -> Floats:
    """Return by month which share of another line's value a part has."""
    return np.where(np.arange(paths.PATH) <= paths.DECEMBER, line.last_year, line.this_year) / 100


def _in_range(path: Floats, spec: IndicatorSpec) -> Floats:
    low, high = spec.range.minimum, spec.range.maximum
    return np.clip(path, -np.inf if low is None else low, np.inf if high is None else high)
