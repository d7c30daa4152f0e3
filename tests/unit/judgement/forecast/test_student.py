"""Student's t in closed form."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.judgement.forecast.student import probability, quantile


@pytest.mark.parametrize(
    ("share", "freedom", "value"),
    # NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2: critical values of Student's t.
    [(0.90, 1, 3.078), (0.975, 1, 12.706), (0.90, 4, 1.533), (0.975, 4, 2.776), (0.90, 5, 1.476), (0.975, 30, 2.042), (0.90, 30, 1.310)],
)
def test_quantiles_are_those_of_the_published_table(share: float, freedom: int, value: float) -> None:
    assert quantile(share, freedom) == pytest.approx(value, abs=5e-4)


@given(st.floats(0.51, 0.999), st.integers(1, 30))
def test_a_share_is_the_probability_of_its_quantile(share: float, freedom: int) -> None:
    assert probability(quantile(share, freedom), freedom) == pytest.approx(share, abs=1e-9)


@given(st.floats(-50, 50), st.integers(1, 30))
def test_both_sides_are_alike(t: float, freedom: int) -> None:
    assert probability(t, freedom) + probability(-t, freedom) == pytest.approx(1.0)


@given(st.floats(-50, 50), st.floats(-50, 50), st.integers(1, 30))
def test_more_is_likelier_to_be_stayed_below(one: float, other: float, freedom: int) -> None:
    low, high = sorted((one, other))
    assert probability(low, freedom) <= probability(high, freedom) + 1e-12


def test_one_degree_is_the_cauchy_distribution() -> None:
    assert probability(2.0, 1) == pytest.approx(0.5 + math.atan(2.0) / math.pi)
