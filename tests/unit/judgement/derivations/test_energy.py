"""Energy and CO2 per unit of GDP, virtual power plants, microgrids."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.unit.judgement.derivations.given import Given


def _days(first: date, count: int, value: float) -> dict[str, float]:
    return {(first + timedelta(days=offset)).isoformat(): value for offset in range(count)}


@pytest.mark.parametrize(("formula", "amount"), [("energy.intensity.change", "energy.total"), ("carbon.intensity.change", "carbon.total")])
def test_the_fall_of_a_quarter_is_on_the_same_quarter_of_last_year(formula: str, amount: str) -> None:
    view = Given(
        {
            amount: {"2025-03": 50.0, "2025-06": 100.0, "2026-03": 51.0, "2026-06": 102.0},
            "gdp.comparable": {"2025-06": 100.0, "2026-03": 55.0, "2026-06": 105.0},
        }
    )
    assert view.derive(formula) == {"2026-06": pytest.approx(2.857, abs=5e-4)}


def test_the_capacity_of_a_month_is_the_sum_of_the_means_of_its_days() -> None:
    by_entity = {"a": {**_days(date(2026, 5, 1), 31, 30.0), **_days(date(2026, 6, 1), 29, 50.0)}, "b": _days(date(2026, 5, 17), 45, 12.0)}
    view = Given(by_entity={"vpp.adjustable-capacity": by_entity})
    assert view.derive("virtual-power-plant.capacity") == {"2026-05": pytest.approx(42.0)}
    by_entity["a"]["2026-06-30"] = 20.0
    assert view.derive("virtual-power-plant.capacity")["2026-06"] == pytest.approx(49.0 + 12.0)


def test_only_running_microgrids_count_and_a_silent_one_keeps_its_stage() -> None:
    by_entity = {"a": {"2026-01": 1.0, "2026-02": 2.0}, "b": {"2026-01": 2.0}, "c": {"2026-03": 0.0}}
    view = Given(by_entity={"microgrid.state": by_entity})
    assert view.derive("microgrid.count") == {"2026-01": 1.0, "2026-02": 2.0, "2026-03": 2.0}
