"""Levels and growth rates as published, against a number, a base or a band."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.judgement.evaluators.judged import PERCENT, above, below, is_flip, judged, rank, status

STOCK = {"kind": "stock", "accumulation": "stock"}
GROWTH: dict[str, Any] = {"shape": "growth_yoy", "value": 5.0, "unit": "percent"}


@pytest.mark.parametrize(
    ("value", "word"), [(5.0, "on_track"), (below(5.0), "at_risk"), (4.5, "at_risk"), (below(4.5), "off_track"), (9.0, "on_track")]
)
def test_growth_is_judged_within_half_a_point(value: float, word: str) -> None:
    assert status({"2026-06": value}, of=PERCENT, wants=GROWTH) == word


def test_more_than_needs_to_be_above() -> None:
    more = {**GROWTH, "comparator": "more_than"}
    assert [status({"2026-06": value}, of=PERCENT, wants=more) for value in (5.0, above(5.0))] == ["at_risk", "on_track"]


@pytest.mark.parametrize(("value", "word"), [(5.1, "achieved"), (5.0, "achieved"), (below(5.0), "off_track")])
def test_the_whole_years_rate_decides(value: float, word: str) -> None:
    assert status({"2026-12": value}, of=PERCENT, wants=GROWTH, now="2027-02-01") == word


@pytest.mark.parametrize(("value", "word"), [(100.0, "on_track"), (below(100.0), "at_risk"), (98.0, "at_risk"), (below(98.0), "off_track")])
def test_other_units_are_judged_within_two_percent(value: float, word: str) -> None:
    assert status({"2026-06": value}, of=STOCK, wants={"shape": "level", "value": 100.0}) == word


@pytest.mark.parametrize(
    ("value", "word"), [(100.0, "on_track"), (above(100.0), "at_risk"), (102.0, "at_risk"), (above(102.0), "off_track")]
)
def test_a_ceiling_is_mirrored(value: float, word: str) -> None:
    wants = {
        "shape": "level",
        "comparator": "at_most_parameter",
        "value": None,
        "parameter": {"value": 100.0, "note": "open in the plan"},
        "better": "down",
    }
    assert status({"2026-06": value}, of=STOCK, wants=wants) == word


def test_before_its_parameter_holds_a_target_is_unassessable() -> None:
    parameter = {"value": 100.0, "note": "open in the plan", "effectiveFrom": "2026-07-01"}
    wants = {"shape": "level", "comparator": "at_least_parameter", "value": None, "parameter": parameter}
    assert [status({period: 100.0}, of=STOCK, wants=wants) for period in ("2026-06", "2026-07")] == ["unassessable", "on_track"]


@pytest.mark.parametrize(
    ("value", "word"),
    [(110.0, "on_track"), (below(110.0), "at_risk"), (100.0, "at_risk"), (below(100.0), "off_track"), (130.0, "on_track")],
)
def test_a_stock_is_judged_by_what_came_over_the_base(value: float, word: str) -> None:
    wants = {"shape": "level", "comparator": "at_least_over_base", "value": 10.0}
    assert status({"2025-12": 100.0, "2026-06": value}, of=STOCK, wants=wants) == word


def test_without_a_base_it_is_unassessable_and_the_value_is_shown() -> None:
    verdict = judged({"2026-06": 110.0}, of=STOCK, wants={"shape": "level", "comparator": "at_least_over_base", "value": 10.0})
    assert (verdict.status.word, verdict.value, verdict.facts.texts["missing"]) == ("unassessable", 110.0, "x 2025-12")


@pytest.mark.parametrize(
    ("value", "word"),
    [
        (5.5, "on_track"),
        (6.0, "on_track"),
        (5.0, "on_track"),
        (above(6.0), "at_risk"),
        (below(5.0), "at_risk"),
        (6.5, "at_risk"),
        (4.5, "at_risk"),
        (above(6.5), "off_track"),
        (below(4.5), "off_track"),
    ],
)
def test_around_a_number_both_sides_count(value: float, word: str) -> None:
    assert status({"2026-06": value}, of=PERCENT, wants={**GROWTH, "comparator": "around", "value": 5.5, "better": "band"}) == word


VALUE = st.floats(-20.0, 20.0, allow_subnormal=False)
COMPARATORS = st.sampled_from(["at_least", "more_than", "around"])


@given(VALUE, VALUE, st.sampled_from(["at_least", "more_than"]), st.sampled_from(["2026-06", "2026-12"]))
def test_more_growth_never_makes_it_worse(one: float, other: float, comparator: str, period: str) -> None:
    words = [
        status({period: value}, of=PERCENT, wants={**GROWTH, "comparator": comparator}, now="2027-02-01") for value in sorted((one, other))
    ]
    assert rank(words[0]) <= rank(words[1])


@given(st.floats(0.0, 15.0, allow_subnormal=False), st.booleans())
def test_around_is_the_same_on_both_sides(distance: float, percent: bool) -> None:
    of, unit = (PERCENT, "percent") if percent else (STOCK, "person")
    wants = {"shape": "level", "comparator": "around", "value": 50.0, "unit": unit, "better": "band", "band": 3.0}
    assert status({"2026-06": 50.0 + distance}, of=of, wants=wants) == status({"2026-06": 50.0 - distance}, of=of, wants=wants)


@given(VALUE, COMPARATORS, st.sampled_from(["2026-06", "2026-12"]))
def test_at_the_flip_value_the_status_is_another(value: float, comparator: str, period: str) -> None:
    wants = {**GROWTH, "comparator": comparator}
    verdict = judged({period: value}, of=PERCENT, wants=wants, now="2027-02-01")
    assert verdict.flip_value is not None
    assert is_flip(verdict, status({period: verdict.flip_value}, of=PERCENT, wants=wants, now="2027-02-01"))
