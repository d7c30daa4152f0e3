"""Cumulative values against the plan curve: 120 by year end, 60 at mid-year."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.judgement.evaluators.judged import above, below, is_flip, judged, rank, status

PLANNED = 60.0
AT_MOST = {"comparator": "at_most_parameter", "value": None, "parameter": {"value": 120.0, "note": "open in the plan"}, "better": "down"}


@pytest.mark.parametrize(
    ("value", "word"),
    [
        (63.0, "ahead"),
        (below(63.0), "on_track"),
        (58.2, "on_track"),
        (below(58.2), "at_risk"),
        (51.0, "at_risk"),
        (below(51.0), "off_track"),
        (0.0, "off_track"),
        (120.0, "achieved"),
        (below(120.0), "ahead"),
    ],
)
def test_bands_of_the_plan_ratio_are_closed_below(value: float, word: str) -> None:
    assert status({"2026-06": value}) == word


def test_more_than_is_achieved_only_above_the_number() -> None:
    more = {"comparator": "more_than"}
    assert status({"2026-06": 120.0}, wants=more) == "ahead"
    assert status({"2026-06": above(120.0)}, wants=more) == "achieved"


@pytest.mark.parametrize(("value", "word"), [(120.0, "achieved"), (119.9, "off_track"), (0.0, "off_track")])
def test_the_whole_year_decides(value: float, word: str) -> None:
    assert status({"2026-12": value}, now="2027-02-01") == word


def test_the_published_example_of_jobs_is_off_track() -> None:
    verdict = judged({"2026-06": 40_000.0}, wants={"value": 130_000.0})
    assert (verdict.status.word, verdict.plan_value, round(verdict.attainment or 0, 2)) == ("off_track", 65_000.0, 0.62)
    assert verdict.facts.numbers["required_per_month"] == 15_000.0


@pytest.mark.parametrize(("value", "word"), [(0.0, "too_early"), (0.5, "ahead"), (-0.5, "off_track")])
def test_where_the_curve_is_still_zero_anything_is_ahead(value: float, word: str) -> None:
    steps = {"curve": {"kind": "steps", "points": {"9": 0.5, "12": 1.0}}}
    assert status({"2026-06": value}, wants=steps) == word


@pytest.mark.parametrize(
    ("value", "word"),
    [
        (57.0, "ahead"),
        (60.0 / 1.05, "ahead"),
        (above(60.0 / 1.05), "on_track"),
        (60.0 / 0.97, "on_track"),
        (above(60.0 / 0.97), "at_risk"),
        (60.0 / 0.85, "at_risk"),
        (above(60.0 / 0.85), "off_track"),
        (120.0, "off_track"),
        (above(120.0), "breached"),
    ],
)
def test_a_ceiling_is_mirrored_and_passing_it_cannot_be_undone(value: float, word: str) -> None:
    assert status({"2026-06": value}, wants=AT_MOST) == word


VALUE = st.floats(0.0, 200.0, allow_subnormal=False)
MONTH = st.integers(1, 12)
WANTS = st.sampled_from([{}, {"comparator": "more_than"}])


@given(VALUE, VALUE, MONTH, WANTS)
def test_more_never_makes_it_worse(one: float, other: float, month: int, wants: dict[str, str]) -> None:
    less, more = sorted((one, other))
    period = f"2026-{month:02}"
    words = [status({period: value}, wants=wants, now="2027-02-01") for value in (less, more)]
    if "too_early" not in words:
        assert rank(words[0]) <= rank(words[1])


@given(VALUE, VALUE, MONTH)
def test_less_never_makes_a_ceiling_worse(one: float, other: float, month: int) -> None:
    less, more = sorted((one, other))
    period = f"2026-{month:02}"
    words = [status({period: value}, wants=AT_MOST, now="2027-02-01") for value in (less, more)]
    if "too_early" not in words:
        assert rank(words[0]) >= rank(words[1])


@given(VALUE, MONTH, st.sampled_from([1e-4, 0.5, 1e4, 1e8]))
def test_the_unit_does_not_matter(value: float, month: int, scale: float) -> None:
    period = f"2026-{month:02}"
    assert status({period: value}) == status({period: value * scale}, wants={"value": 120.0 * scale})


@given(VALUE, MONTH, WANTS)
def test_at_the_flip_value_the_status_is_another(value: float, month: int, wants: dict[str, str]) -> None:
    period = f"2026-{month:02}"
    verdict = judged({period: value}, wants=wants)
    if verdict.flip_value is not None:
        assert is_flip(verdict, status({period: verdict.flip_value}, wants=wants))
