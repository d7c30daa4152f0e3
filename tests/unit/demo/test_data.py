"""The demo's data: order, volume, determinism, what is real, and that its parts fit together."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime
from itertools import pairwise

import numpy as np
import pytest

from services.demo.data import paths
from services.demo.data.real import CITY, real_series
from services.demo.data.replay import demo_data, demo_ticks
from services.demo.data.reported import Reported
from services.demo.data.shapes import SEASONS, SHARES
from shared.judgement.derivations import FORMULAS
from shared.model.catalogue import Catalogue
from shared.model.period import SHANGHAI


def _city_sum(rows: list[Reported], indicator: str, period: str) -> float:
    return sum(row.value for row in rows if row.indicator == indicator and row.period == period and row.area != CITY)


def _values(rows: list[Reported], indicator: str) -> dict[str, float]:
    return {row.period: row.value for row in rows if row.indicator == indicator and row.area == CITY}


def _told(rows: list[Reported], catalogue: Catalogue, *, archived: bool) -> set[str]:
    """Made-up indicators that have a formula: those whose formula makes days of shorter readings (an archive has the days alone), or the others."""
    told = {row.indicator for row in rows if not row.real}
    derivations = {name: derivation for name in told if (derivation := catalogue.indicators[name].derivation) is not None}
    return {name for name, one in derivations.items() if (FORMULAS[one.formula].reduce is not None) is archived}


def test_the_same_seed_gives_the_same_rows(catalogue: Catalogue) -> None:
    assert demo_data(catalogue, seed=5, scale=0.2) == demo_data(catalogue, seed=5, scale=0.2)


def test_another_seed_gives_other_rows(catalogue: Catalogue) -> None:
    assert demo_data(catalogue, seed=5, scale=0) != demo_data(catalogue, seed=6, scale=0)


def test_the_rows_come_in_the_order_of_their_arrival(rows: list[Reported]) -> None:
    assert all(before.received_ms <= after.received_ms for before, after in pairwise(rows))
    assert rows[-1].received_ms <= demo_ticks()[-1]


def test_the_volume_is_that_of_a_city(rows: list[Reported]) -> None:
    assert 300_000 < len(rows) < 400_000


@pytest.mark.parametrize(("scale", "stations"), [(0.0, 1), (0.25, 2), (2.0, 16)])
def test_scale_is_the_number_of_stations_a_district(catalogue: Catalogue, scale: float, stations: int) -> None:
    found = {row.entity for row in demo_data(catalogue, scale=scale) if row.indicator == "air.hourly.o3"}
    assert len(found) == stations


def test_nine_clients_report_each_for_its_own_area_to_all_four_services(rows: list[Reported], catalogue: Catalogue) -> None:
    assert {row.reporter for row in rows} == set(catalogue.areas)
    assert all(row.reporter == row.area for row in rows)
    assert {row.service for row in rows} == {"industry", "environment", "livelihood", "risk"}


def test_no_row_is_reported_twice(rows: list[Reported]) -> None:
    keys = Counter((row.indicator, row.area, row.entity, row.period) for row in rows)
    assert max(keys.values()) == 1


def test_entities_that_the_plan_does_not_define_are_named_synthetic(rows: list[Reported], catalogue: Catalogue) -> None:
    assert all(row.entity.startswith("synthetic-") for row in rows if row.entity and row.entity not in catalogue.entities)


def test_what_can_be_derived_is_never_told_itself(rows: list[Reported], catalogue: Catalogue) -> None:
    assert not _told(rows, catalogue, archived=False)


def test_an_archive_of_days_ends_before_the_readings_that_make_days(rows: list[Reported], catalogue: Catalogue) -> None:
    items = ("co", "no2", "o3", "o3-1h", "pm10", "pm25", "so2")
    assert _told(rows, catalogue, archived=True) == {"meter.electricity.daily", *(f"air.daily.{item}" for item in items)}
    days = {(row.entity, row.period) for row in rows if row.indicator == "meter.electricity.daily"}
    assert not days & {(row.entity, row.period[:10]) for row in rows if row.indicator == "meter.electricity"}
    assert {row.period[:4] for row in rows if row.indicator.startswith("air.daily")} == {"2025"}
    assert {row.period[:4] for row in rows if row.indicator.startswith("air.hourly")} == {"2026"}


def test_the_ticks_are_mondays_up_to_today() -> None:
    ticks = demo_ticks()
    assert len(ticks) <= 40
    assert ticks == sorted(ticks)
    assert datetime.fromtimestamp(ticks[-1] / 1000, SHANGHAI).isoformat() == "2026-07-21T00:00:00+08:00"


def test_the_real_goes_before_the_made_up(rows: list[Reported], catalogue: Catalogue) -> None:
    assert {row for row in rows if row.real} == set(real_series(catalogue))
    assert _values(rows, "housing.price.new.mom")["2026-06"] == pytest.approx(100.3)
    assert _values(rows, "gdp.growth")["2025-Q2"] == pytest.approx(5.3)
    assert _values(rows, "trade.growth")["2025-12"] == pytest.approx(7.6)


def test_only_house_prices_of_this_year_are_real(rows: list[Reported]) -> None:
    assert {row.indicator[:14] for row in rows if row.real and row.period >= "2026"} == {"housing.price."}


@pytest.mark.parametrize(
    ("indicator", "period", "published"),
    [("fiscal.revenue.general", "2025-12", 1225.39), ("jobs.urban-new", "2025-12", 145_900), ("gdp.value", "2025-Q2", 7735.15)],
)
def test_the_districts_sum_to_what_is_published_of_the_city(rows: list[Reported], indicator: str, period: str, published: float) -> None:
    assert _city_sum(rows, indicator, period) == pytest.approx(published, rel=1e-4)


def test_counts_since_january_never_fall(rows: list[Reported], catalogue: Catalogue) -> None:
    last: dict[tuple[str, str, str, str], float] = defaultdict(float)
    for row in sorted(rows, key=lambda row: row.period):
        spec = catalogue.indicators[row.indicator]
        if spec.kind == "flow" and spec.accumulation == "year-to-date":
            key = row.indicator, row.area, row.entity, row.period[:4]
            assert row.value >= last[key], row
            last[key] = row.value


def test_the_air_of_the_stations_has_the_means_of_the_story(rows: list[Reported]) -> None:
    hours = [row.value for row in rows if row.indicator == "air.hourly.pm25" and row.period < "2026-07"]
    days = [row.value for row in rows if row.indicator == "air.daily.pm25"]
    assert np.mean(hours) == pytest.approx(25.2 * SEASONS["pm25"][5], abs=0.1)
    assert np.mean(days) == pytest.approx(26.0, abs=0.1)


def test_noise_moves_months_but_neither_half_years_nor_totals() -> None:
    rough = paths.sums(100, 80, SHARES["work"], wiggle=0.3, rng=paths.draws(1, "x"))
    assert rough[[5, 11, 17]] == pytest.approx([49, 100, 39.2])
    assert rough[2] != pytest.approx(21)


def test_dealt_counts_sum_to_their_totals() -> None:
    totals = np.array([*range(3, 39, 3), *range(2, 14, 2)], dtype=np.float64)
    assert paths.dealt(totals, np.array([0.7, 0.3]), paths.draws(1, "y")).sum(axis=1).tolist() == totals.tolist()
