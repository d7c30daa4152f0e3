"""The real series: values as published, and which indicator each becomes."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from services.demo.data.reported import Reported, arrival
from shared.model.catalogue import Catalogue
from shared.model.period import Period, PeriodLength

FOLDER = Path(__file__).parent / "series"
CITY = "320200"

_DAYS = 15
"""Days from the end of a month to the release."""


class PriceMonth(NamedTuple):
    """House prices of one month; indices."""

    month: str
    new_mom: float
    new_yoy: float
    second_mom: float
    second_yoy: float


def price_index() -> list[PriceMonth]:
    """Return the price index of Wuxi, NBS 70 cities, in order of the months."""
    found: dict[str, dict[str, tuple[float, float]]] = {}
    for row in _rows("house_price_index_320200.csv"):
        pair = float(row["month_on_month_previous_100"]), float(row["year_on_year_same_month_100"])
        found.setdefault(row["period"], {})[row["market"]] = pair
    return [PriceMonth(month, *both["new"], *both["second_hand"]) for month, both in sorted(found.items()) if len(both) == 2]


def real_series(catalogue: Catalogue) -> Iterator[Reported]:
    """Yield the observations of every mapped series."""
    for line in _rows("mapping.csv"):
        series, _, column = line["series"].partition("/")
        for period, value in _prices(series, column) if line["file"].startswith("house") else _macro(series, column):
            spec = catalogue.indicators[line["indicator"]]
            if spec.usual_length is PeriodLength.QUARTER and period.ordinal % 3 != 2:
                continue
            text = f"{period.text[:4]}-Q{period.ordinal % 12 // 3 + 1}" if spec.usual_length is PeriodLength.QUARTER else period.text
            yield Reported(
                arrival(period, _DAYS), CITY, spec.service or "risk", line["indicator"], CITY, "", text, value, line["unit"], real=True
            )


def _prices(market: str, column: str) -> Iterator[tuple[Period, float]]:
    for row in _rows("house_price_index_320200.csv"):
        if row["market"] == market:
            yield Period.parse(row["period"]), float(row[column])


def _macro(series: str, column: str) -> Iterator[tuple[Period, float]]:
    name = "year_to_date_value" if column == "value" else "growth_percent_year_on_year"
    for row in _rows("macro_wuxi.csv"):
        if row["series"] == series and row[name]:
            yield Period.parse(row["year_to_date_through"]), float(row[name])


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
