"""Against the same period of last year."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.judgement.evaluators.judged import PERCENT, above, below, is_flip, judged, rank, status

STOCK = {"kind": "stock", "accumulation": "stock"}


def wants(comparator: str, better: str = "up", **more: Any) -> dict[str, Any]:
    """A level that needs no number."""
    return {"shape": "level", "comparator": comparator, "value": None, "better": better, **more}


def beside_last_year(value: float, comparator: str, better: str = "up", *, percent: bool = False) -> str:
    """The status of a value, last year's being 100."""
    of, unit = (PERCENT, "percent") if percent else (STOCK, "person")
    return status({"2025-06": 100.0, "2026-06": value}, of=of, wants=wants(comparator, better, unit=unit))


@pytest.mark.parametrize("comparator", ["rising", "improves_on_last_year"])
@pytest.mark.parametrize(("value", "word"), [(above(100.0), "on_track"), (100.0, "at_risk"), (98.0, "at_risk"), (below(98.0), "off_track")])
def test_improving_means_better_and_equal_is_not(comparator: str, value: float, word: str) -> None:
    assert beside_last_year(value, comparator) == word


@pytest.mark.parametrize(
    ("value", "word"), [(below(100.0), "on_track"), (100.0, "at_risk"), (102.0, "at_risk"), (above(102.0), "off_track")]
)
def test_falling_is_mirrored(value: float, word: str) -> None:
    assert beside_last_year(value, "falling", "down") == word


@pytest.mark.parametrize(("value", "word"), [(100.1, "on_track"), (100.0, "at_risk"), (99.5, "at_risk"), (below(99.5), "off_track")])
def test_percentages_are_compared_by_points(value: float, word: str) -> None:
    assert beside_last_year(value, "rising", percent=True) == word


@pytest.mark.parametrize("comparator", ["not_worse_than_last_year", "stable_vs_last_year"])
@pytest.mark.parametrize(
    ("value", "word"),
    [(130.0, "on_track"), (98.0, "on_track"), (below(98.0), "at_risk"), (96.0, "at_risk"), (below(96.0), "off_track")],
)
def test_not_worse_allows_a_little(comparator: str, value: float, word: str) -> None:
    assert beside_last_year(value, comparator) == word


@pytest.mark.parametrize(
    ("value", "word"), [(102.0, "on_track"), (above(102.0), "at_risk"), (104.0, "at_risk"), (above(104.0), "off_track"), (97.0, "at_risk")]
)
def test_where_a_band_is_better_both_sides_count(value: float, word: str) -> None:
    assert beside_last_year(value, "stable_vs_last_year", "band") == word


def test_without_last_years_value_it_is_unassessable_and_says_which() -> None:
    verdict = judged({"2026-06": 100.0}, of=STOCK, wants=wants("rising"))
    assert (verdict.status.word, verdict.value, verdict.facts.texts["missing"]) == ("unassessable", 100.0, "x 2025-06")


VALUE = st.floats(1.0, 200.0, allow_subnormal=False)
COMPARATORS = st.sampled_from(["rising", "not_worse_than_last_year", "stable_vs_last_year"])


@given(VALUE, VALUE, COMPARATORS)
def test_better_never_makes_it_worse(one: float, other: float, comparator: str) -> None:
    less, more = sorted((one, other))
    assert rank(beside_last_year(less, comparator)) <= rank(beside_last_year(more, comparator))


@given(VALUE, COMPARATORS, st.sampled_from([1e-4, 1e4]))
def test_the_unit_does_not_matter(value: float, comparator: str, scale: float) -> None:
    scaled = {"2025-06": 100.0 * scale, "2026-06": value * scale}
    assert beside_last_year(value, comparator) == status(scaled, of=STOCK, wants=wants(comparator))


@given(VALUE, COMPARATORS, st.booleans())
def test_at_the_flip_value_the_status_is_another(value: float, comparator: str, percent: bool) -> None:
    of, unit = (PERCENT, "percent") if percent else (STOCK, "person")
    verdict = judged({"2025-06": 100.0, "2026-06": value}, of=of, wants=wants(comparator, unit=unit))
    assert verdict.flip_value is not None
    assert is_flip(verdict, beside_last_year(verdict.flip_value, comparator, percent=percent))
