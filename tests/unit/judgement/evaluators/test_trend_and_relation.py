"""A fall that narrows, growth in step with other growth, and limits set from outside."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.judgement.builders import indicator
from tests.unit.judgement.evaluators.judged import PERCENT, Values, above, below, is_flip, judged, rank, status

STABILISES = {"shape": "level", "comparator": "stabilises", "value": None, "unit": "percent"}
MONTHS = [f"2026-{month:02}" for month in range(1, 9)]


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ([-3.0, 0.0], "on_track"),
        ([-3.0, below(0.0)], "at_risk"),
        ([-3.0, -2.0], "at_risk"),
        ([-3.0, -3.0], "off_track"),
        ([-3.0, -4.0], "off_track"),
        ([-3.0], "off_track"),
        ([0.4], "on_track"),
        ([-5.0, -4.0, -3.0, -2.0], "on_track"),
        ([-5.0, -4.0, -4.0, -3.0], "at_risk"),
        ([0.5, -1.0], "off_track"),
    ],
)
def test_a_fall_has_to_end_or_to_narrow_three_times(values: list[float], word: str) -> None:
    assert status(dict(zip(MONTHS, values, strict=False)), of=PERCENT, wants=STABILISES) == word


IN_STEP = {"shape": "growth_yoy", "comparator": "in_step_with", "reference": "gdp.growth", "value": None, "unit": "percent"}
OTHERS = (indicator("gdp.growth", **PERCENT), indicator("cpi.change", **PERCENT), indicator("gdp.value"))


def in_step(growth: float, *, output: float = 5.0, prices: float | None = 0.0, nominal: float | None = None) -> str:
    """The status of income growing so fast, beside output, prices and output at current prices."""
    beside: dict[str, Values] = {"gdp.growth": {"2026-06": output}}
    if prices is not None:
        beside["cpi.change"] = {"2026-06": prices}
    if nominal is not None:
        beside["gdp.value"] = {"2025-06": 100.0, "2026-06": 100.0 + nominal}
    return status({"2026-06": growth}, of=PERCENT, wants=IN_STEP, beside=beside, defined=OTHERS)


@pytest.mark.parametrize(
    ("growth", "word"),
    [(5.0, "on_track"), (4.5, "on_track"), (below(4.5), "at_risk"), (4.0, "at_risk"), (below(4.0), "off_track"), (9.0, "on_track")],
)
def test_growth_may_lag_half_a_point(growth: float, word: str) -> None:
    assert in_step(growth) == word


def test_the_worse_basis_decides_as_in_2025() -> None:
    # Income 4.1 %, prices 0.0 %, output 5.1 % real and 3.1 % nominal: -1.0 and +1.0 points.
    assert in_step(4.1, output=5.1, prices=0.0, nominal=3.1) == "at_risk"
    assert in_step(4.1, output=5.1, prices=None, nominal=3.1) == "on_track"


def test_without_any_basis_it_is_unassessable() -> None:
    assert in_step(4.1, prices=None) == "unassessable"


@given(st.floats(-5.0, 15.0), st.floats(-5.0, 15.0), st.floats(-3.0, 8.0), st.floats(-2.0, 6.0))
def test_faster_growth_never_makes_it_worse(one: float, other: float, output: float, prices: float) -> None:
    slow, fast = sorted((one, other))
    assert rank(in_step(slow, output=output, prices=prices)) <= rank(in_step(fast, output=output, prices=prices))


def limited(value: float, limit: dict[str, Any], **more: Any) -> str:
    """The status of a rate under an external limit."""
    wants = {"shape": "level", "comparator": "within_external_limit", "value": None, "unit": "percent", "better": "band", **more}
    return status({"2026-06": value}, of=PERCENT, wants={**wants, "limits": [limit] if limit else []})


@pytest.mark.parametrize(
    ("value", "word"),
    [(1.0, "on_track"), (3.0, "on_track"), (above(3.0), "at_risk"), (3.5, "at_risk"), (above(3.5), "off_track"), (0.4, "off_track")],
)
def test_a_range_has_half_a_point_of_risk_outside(value: float, word: str) -> None:
    assert limited(value, {"effectiveFrom": "2026-01-01", "floor": 1.0, "ceiling": 3.0}) == word


def test_floor_and_ceiling_are_at_least_and_at_most() -> None:
    floor, ceiling = ({"effectiveFrom": "2026-01-01", side: 2.0} for side in ("floor", "ceiling"))
    assert [limited(value, floor) for value in (2.0, 1.5, below(1.5))] == ["on_track", "at_risk", "off_track"]
    assert [limited(value, ceiling) for value in (2.0, 2.5, above(2.5))] == ["on_track", "at_risk", "off_track"]


def test_before_the_limit_is_set_it_is_unassessable_and_the_latest_counts() -> None:
    assert limited(1.0, {"effectiveFrom": "2026-07-01", "ceiling": 3.0}) == "unassessable"
    assert limited(1.0, {}) == "unassessable"


@given(st.floats(-5.0, 10.0, allow_subnormal=False))
def test_at_the_flip_value_the_status_is_another(value: float) -> None:
    limits = [{"effectiveFrom": "2026-01-01", "floor": 1.0, "ceiling": 3.0}]
    wants = {"shape": "level", "comparator": "within_external_limit", "value": None, "unit": "percent", "better": "band", "limits": limits}
    verdict = judged({"2026-06": value}, of=PERCENT, wants=wants)
    assert verdict.flip_value is not None
    assert is_flip(verdict, limited(verdict.flip_value, limits[0]))
