"""Units: only exact ratios of one dimension."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.judgement.wording.units import UNITS
from shared.model.unit import WRITTEN, conversion, convertible

KNOWN = [
    unit
    for wanted in ("cny", "usd", "person", "percent", "m2", "m", "m3", "kwh", "mw", "gj", "tonne", "tce", "tco2")
    for unit in convertible(wanted)
]


@pytest.mark.parametrize(
    ("unit", "wanted", "factor"),
    [
        ("wan_person", "person", 10_000.0),
        ("yi_cny", "wan_cny", 10_000.0),
        ("million_cny", "yi_cny", 0.01),
        ("ratio", "percent", 100.0),
        ("mu", "hectare", 1 / 15),
        ("km2", "m2", 1e6),
        ("wan_kw", "mw", 10.0),
        ("kwh", "wan_kwh", 1e-4),
        ("mg_per_m3", "ug_per_m3", 1000.0),
        ("mystery", "mystery", 1.0),
        ("万人", "person", 10_000.0),
        ("亿元", "wan_cny", 10_000.0),
        ("亿美元", "million_usd", 100.0),
        ("％", "percent", 1.0),
    ],
)
def test_a_unit_is_converted(unit: str, wanted: str, factor: float) -> None:
    assert conversion(unit, wanted) == pytest.approx(factor, rel=1e-12)


def test_what_offices_write_means_a_unit_that_can_be_converted() -> None:
    assert all(len(convertible(unit)) > 1 for unit in WRITTEN.values())
    assert {unit.zh: code for code, unit in UNITS.items() if WRITTEN.get(unit.zh, code) != code} == {}


@pytest.mark.parametrize(
    ("unit", "wanted"),
    [
        ("yi_usd", "yi_cny"),
        ("tce", "tco2"),
        ("tonne", "tce"),
        ("mystery", "person"),
        ("mg_per_l", "mg_per_m3"),
        ("亿美元", "yi_cny"),
        ("个", "person"),
    ],
)
def test_units_of_different_dimensions_are_never_converted(unit: str, wanted: str) -> None:
    assert conversion(unit, wanted) is None


@given(st.sampled_from(KNOWN), st.sampled_from(KNOWN), st.sampled_from(KNOWN))
def test_a_way_through_a_third_unit_is_as_long_and_the_way_back_undoes_it(one: str, other: str, third: str) -> None:
    there, back = conversion(one, other), conversion(other, one)
    assert (there is None) == (back is None)
    if there is not None and back is not None:
        assert there * back == pytest.approx(1.0, rel=1e-12)
    onward, whole = conversion(other, third), conversion(one, third)
    if there is not None and onward is not None:
        assert whole == pytest.approx(there * onward, rel=1e-12)


def test_what_can_be_converted_is_listed_with_the_unit_itself_first() -> None:
    assert convertible("person") == ("person", "wan_person")
    assert convertible("mystery") == ("mystery",)
    assert all(conversion(unit, "yi_cny") for unit in convertible("yi_cny"))
