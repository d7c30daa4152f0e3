"""Plan curves: linear by months or working days, seasonal, steps, by hand; the examples of docs/statuses.md."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.judgement.curve import PlanShare, plan_share
from shared.model.manifests import Curve
from shared.model.period import Period
from tests.unit.judgement.derivations.given import Given
from tests.unit.judgement.evaluators.judged import judged

SEASONAL = Curve(kind="seasonal")
Year = tuple[float, ...]


def share(curve: Curve, month: int, *years: Year) -> PlanShare:
    """The share of 2026 at the end of a month, after years of increments by month, the last one 2025."""
    values = {
        f"{2026 - back}-{one:02}": sum(months[:one]) for back, months in enumerate(reversed(years), 1) for one in range(1, len(months) + 1)
    }
    return plan_share(curve, Period.month(2026, month), Given(values={"x": values}), "x")


def test_the_published_example_of_a_seasonal_curve() -> None:
    earlier = {"2024-06": 70_000.0, "2024-12": 140_000.0, "2025-06": 84_000.0, "2025-12": 140_000.0}
    verdict = judged({**earlier, "2026-06": 70_000.0}, wants={"value": 130_000.0, "curve": {"kind": "seasonal"}})
    assert verdict.plan_value == pytest.approx(130_000 * (2 * 0.55 + 0.5) / 3)
    assert (round(verdict.attainment or 0, 3), verdict.status.word) == (1.010, "on_track")


def test_a_seasonal_curve_without_earlier_years_is_linear_and_with_few_is_drawn_to_it() -> None:
    early = (60.0, *(4.0,) * 10, 0.0)
    assert share(SEASONAL, 6) == PlanShare(0.5)
    assert share(SEASONAL, 6, early) == PlanShare(pytest.approx((0.8 + 0.5) / 2), years=1)  # type: ignore[arg-type]  # approximately
    assert [share(SEASONAL, 6, *[early] * years).share for years in (2, 3)] == pytest.approx([(1.6 + 0.5) / 3, (2.4 + 0.5) / 4])
    assert share(SEASONAL.model_copy(update={"shrinkage": 0.0}), 6, early).share == pytest.approx(0.8)


@pytest.mark.parametrize("year", [(10.0,) * 6, (10.0, -30.0, *(10.0,) * 10), (0.0,) * 12], ids=["breaks-off", "below-0", "nothing"])
def test_a_year_without_a_shape_teaches_nothing(year: Year) -> None:
    assert share(SEASONAL, 6, year) == PlanShare(0.5)


def test_working_days_are_those_of_the_state_council() -> None:
    days = Curve(calendar="working-days")
    # January 2026: 22 weekdays, less the 1st and 2nd, and Sunday the 4th is worked; February has the Spring Festival.
    january, february = (share(days, month).share for month in (1, 2))
    assert january * 248 == pytest.approx(21)
    assert february - january < january
    assert plan_share(days, Period.month(2031, 6), Given(), "x").assumed


def test_steps_hold_and_points_by_hand_are_joined() -> None:
    steps, by_hand = (Curve.model_validate({"kind": kind, "points": {"3": 0.2, "9": 0.8}}) for kind in ("steps", "by-hand"))
    assert [share(steps, month).share for month in (2, 3, 8, 9, 12)] == [0.0, 0.2, 0.2, 0.8, 1.0]
    assert [share(by_hand, month).share for month in (3, 6, 9, 12)] == pytest.approx([0.2, 0.5, 0.8, 1.0])


INCREMENTS = st.lists(st.integers(0, 1000).map(float), min_size=12, max_size=12).map(tuple)
CURVES = st.sampled_from(
    [
        SEASONAL,
        SEASONAL.model_copy(update={"shrinkage": 0.3}),
        SEASONAL.model_copy(update={"calendar": "working-days"}),
        Curve(),
        Curve(calendar="working-days"),
        Curve.model_validate({"kind": "by-hand", "points": {"3": 0.4}}),
        Curve.model_validate({"kind": "steps", "points": {"3": 0.4}}),
    ]
)


@given(CURVES, st.lists(INCREMENTS, max_size=4))
def test_a_curve_rises_from_0_to_1(curve: Curve, years: list[Year]) -> None:
    shares = [share(curve, month, *years).share for month in range(1, 13)]
    assert 0 <= shares[0] <= shares[-1] == 1
    assert all(before <= after + 1e-12 for before, after in pairwise(shares))


@given(st.lists(INCREMENTS, max_size=4), st.integers(1, 12), st.sampled_from([1e-4, 3.0, 1e8]))
def test_the_unit_of_earlier_years_and_their_order_do_not_matter(years: list[Year], month: int, scale: float) -> None:
    found = share(SEASONAL, month, *years)
    scaled = share(SEASONAL, month, *[tuple(scale * one for one in year) for year in reversed(years)])
    assert scaled.years == found.years
    assert scaled.share == pytest.approx(found.share)


@given(st.lists(INCREMENTS, max_size=4), st.integers(1, 11))
def test_a_seasonal_curve_lies_between_the_line_and_the_shapes_learned(years: list[Year], month: int) -> None:
    shapes = [sum(year[:month]) / sum(year) for year in years if sum(year)]
    found = share(SEASONAL, month, *years).share
    assert min([month / 12, *shapes]) - 1e-12 <= found <= max([month / 12, *shapes]) + 1e-12
