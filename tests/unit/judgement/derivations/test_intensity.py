"""How much energy per unit of GDP fell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.judgement.derivations.intensity import intensity_decrease

AMOUNTS = st.floats(1, 1e9)


def test_the_worked_example() -> None:
    assert intensity_decrease(102.0, 100.0, 105.0, 100.0) == pytest.approx(2.857, abs=5e-4)


def test_output_that_fell_faster_than_energy_is_a_rise() -> None:
    assert intensity_decrease(99.0, 100.0, 90.0, 100.0) == pytest.approx(-10.0)


@pytest.mark.parametrize("amounts", [(1.0, 0.0, 1.0, 1.0), (1.0, 1.0, 0.0, 1.0), (1.0, 1.0, 1.0, 0.0)])
def test_nothing_to_divide_by_gives_no_value(amounts: tuple[float, float, float, float]) -> None:
    assert intensity_decrease(*amounts) is None


@given(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS, st.floats(0.001, 1000))
def test_neither_the_unit_of_energy_nor_that_of_output_matters(
    now: float, before: float, output: float, earlier: float, unit: float
) -> None:
    plain = intensity_decrease(now, before, output, earlier)
    assert intensity_decrease(now * unit, before * unit, output, earlier) == pytest.approx(plain, abs=1e-6, rel=1e-9)
    assert intensity_decrease(now, before, output * unit, earlier * unit) == pytest.approx(plain, abs=1e-6, rel=1e-9)
    assert plain is not None
    assert plain <= 100


@given(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS, st.floats(1.01, 10))
def test_more_energy_is_never_a_greater_fall(now: float, before: float, output: float, earlier: float, times: float) -> None:
    less, more = intensity_decrease(now, before, output, earlier), intensity_decrease(now * times, before, output, earlier)
    assert less is not None
    assert more is not None
    assert more <= less
