"""Synthetic progress of registers, as `story/registers.csv` tells it: how many items, how many are done, how many were silent in June.

Items that the plan defines are reported as such by the city's bureaus; where it defines none, items are made up and named `synthetic-…`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from services.demo.data import paths
from services.demo.data.figures import STORY
from services.demo.data.releases import Habit
from services.demo.data.reported import Reported, months
from services.demo.data.shapes import weights
from shared.model.catalogue import Catalogue
from shared.model.manifests import IndicatorSpec
from shared.model.register import DONE

_MONTHS = months(2026, 6)


def registers(catalogue: Catalogue, city: str, districts: Sequence[str], *, seed: int) -> Iterator[Reported]:
    """Yield the progress of every item, percent done by month, of the registers that the catalogue has."""
    with (STORY / "registers.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            spec = catalogue.indicator(row["register"])
            if spec is not None:
                rng = paths.draws(seed, row["register"])
                items = _defined(catalogue, row["register"]) or _made_up(row, city, districts, rng)
                yield from _progress(row, spec, items, rng)


def _defined(catalogue: Catalogue, register: str) -> dict[str, str]:
    return {name: one.area for name, one in catalogue.entities.items() if one.register_indicator == register}


def _made_up(row: Mapping[str, str], city: str, districts: Sequence[str], rng: np.random.Generator) -> dict[str, str]:
    count, stem = int(row["items"] or 0), row["register"].replace(".", "-")
    if row["areas"] == "city":
        areas = [city] * count
    else:
        codes, parts = weights(districts, row["areas"] or "all")
        areas = [codes[position] for position in rng.choice(len(codes), size=count, p=parts)]
    return {f"synthetic-{stem}-{number:03d}": area for number, area in enumerate(areas, 1)}


def _progress(row: Mapping[str, str], spec: IndicatorSpec, items: Mapping[str, str], rng: np.random.Generator) -> Iterator[Reported]:
    done = round(len(items) * float(row["done_percent"]) / 100)
    silent = set(rng.permutation(len(items))[: int(row["silent"])].tolist())
    habits = {area: Habit(spec, rng) for area in sorted(set(items.values()))}
    for position, (item, area) in enumerate(items.items()):
        percents = _percents(rng, done=position < done)
        for number, (month, percent) in enumerate(zip(_MONTHS, percents, strict=True), 1):
            if position not in silent or number < len(_MONTHS):
                received_ms = habits[area].arrival(month)
                yield Reported(
                    area, spec.service or "industry", row["register"], area, item, month.text, percent, "", received_ms, real=False
                )


def _percents(rng: np.random.Generator, *, done: bool) -> list[float]:
    """Return percents done by month: to 100 in some month, or part of the way."""
    begun = float(rng.uniform(0.0, 30.0))
    last = int(rng.integers(2, 7)) if done else 6
    reached = DONE if done else float(rng.uniform(35.0, 92.0))
    return [round(min(begun + (reached - begun) * month / last, reached), 1) for month in range(1, 7)]
