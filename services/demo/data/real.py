"""The real series: values as published, and which indicator each becomes."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from services.demo.data.reported import Reported, arrival
from shared.model.catalogue import Catalogue
from shared.model.manifests import IndicatorSpec
from shared.model.period import Period, PeriodLength

FOLDER: Final = Path(__file__).parent / "series"
CITY: Final = "320200"


class PriceMonth(NamedTuple):
    """House prices of one month; indices."""

    month: str
    new_mom: float
    new_yoy: float
    second_mom: float
    second_yoy: float


def price_index(folder: Path = FOLDER) -> list[PriceMonth]:
    """Return the price index of Wuxi, NBS 70 cities, in order of the months."""
    found: dict[str, dict[str, tuple[float, float]]] = {}
    for row in _rows(folder / "house_price_index_320200.csv"):
        pair = float(row["month_on_month_previous_100"]), float(row["year_on_year_same_month_100"])
        found.setdefault(row["period"], {})[row["market"]] = pair
    return [PriceMonth(month, *both["new"], *both["second_hand"]) for month, both in sorted(found.items()) if len(both) == 2]


def real_series(catalogue: Catalogue, folder: Path = FOLDER) -> Iterator[Reported]:
    """Yield the observations of every series that the folder's `mapping.csv` gives an indicator of the catalogue, in the unit of its file."""
    for line in _rows(folder / "mapping.csv"):
        spec = catalogue.indicator(line["indicator"])
        for row in _rows(folder / line["file"]) if spec is not None else ():
            if spec is not None and line["series"] in (row.get("series"), row.get("market")):
                yield from _observation(line, row, spec)


def _observation(line: Mapping[str, str], row: Mapping[str, str], spec: IndicatorSpec) -> Iterator[Reported]:
    """Yield the observation of one row; none where nothing was published, or in another unit (customs in dollars for one year)."""
    value = row[line["column"]]
    if not value or (line["row_unit"] and row["unit"] != line["row_unit"]):
        return
    month = Period.parse(row.get("period") or row["year_to_date_through"])
    period = Period(PeriodLength.QUARTER, month.ordinal // 3) if spec.usual_length is PeriodLength.QUARTER else month
    if period.last_day == month.last_day:
        received_ms = arrival(month, int(line["lag_days"]))
        yield Reported(
            CITY, spec.service or "industry", line["indicator"], CITY, "", period.text, float(value), line["unit"], received_ms, real=True
        )


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
