"""Constraints that cannot be undone within the year."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.judgement.evaluators.judged import above, judged, status

NONE_NEW = {"comparator": "none_new", "value": None, "better": "down"}
CLASSES = ["I", "II", "III", "IV", "V"]
RIVER = {"kind": "class", "unit": "class", "accumulation": "state", "classes": CLASSES}
STEADILY = {"shape": "class", "comparator": "steadily_at_or_better", "value": None, "className": "III", "unit": "class", "better": "down"}
MONTHS = [f"2026-{month:02}" for month in range(1, 13)]


@pytest.mark.parametrize(("value", "word"), [(0.0, "on_track"), (above(0.0), "breached"), (1e-6, "breached"), (5.0, "breached")])
def test_one_yuan_breaches(value: float, word: str) -> None:
    assert status({"2026-06": value}, wants=NONE_NEW) == word


def test_only_the_whole_year_without_any_is_achieved() -> None:
    assert status(dict.fromkeys(MONTHS, 0.0), wants=NONE_NEW, now="2027-02-01") == "achieved"
    single = {"accumulation": "single"}
    assert status({"2026-12": 0.0}, of=single, wants=NONE_NEW, now="2027-02-01") == "on_track"
    assert status(dict.fromkeys(MONTHS, 0.0), of=single, wants=NONE_NEW, now="2027-02-01") == "achieved"


@given(st.lists(st.sampled_from([0.0, 0.0, 0.0, 0.01, 7.0]), min_size=1, max_size=12))
def test_a_breach_stays_for_the_year(values: list[float]) -> None:
    word = status(dict(zip(MONTHS, values, strict=False)), of={"accumulation": "single"}, wants=NONE_NEW, now="2027-02-01")
    assert (word == "breached") == any(values)


@pytest.mark.parametrize(("missed", "allowed", "word"), [(0, 0, "on_track"), (1, 0, "breached"), (1, 1, "on_track"), (2, 1, "breached")])
def test_more_misses_than_allowed_breach(missed: int, allowed: int, word: str) -> None:
    values = dict(zip(MONTHS, [3.0] * missed + [2.0] * (6 - missed), strict=False))
    assert status(values, of=RIVER, wants={**STEADILY, "allowedMisses": allowed}) == word


def test_the_class_wanted_is_good_enough_and_the_whole_year_achieves() -> None:
    assert status(dict.fromkeys(MONTHS, 2.0), of=RIVER, wants=STEADILY, now="2027-02-01") == "achieved"


def test_the_flip_is_the_first_class_too_bad() -> None:
    verdict = judged({"2026-05": 1.0, "2026-06": 2.0}, of=RIVER, wants=STEADILY)
    assert (verdict.status.word, verdict.flip_value) == ("on_track", 3.0)
    verdict = judged({"2026-05": 1.0, "2026-06": 3.0}, of=RIVER, wants=STEADILY)
    assert (verdict.status.word, verdict.flip_value) == ("breached", 2.0)


@given(st.lists(st.integers(0, 4), min_size=1, max_size=12), st.integers(0, 3))
def test_it_is_breached_where_more_periods_missed_than_allowed(classes: list[int], allowed: int) -> None:
    values = dict(zip(MONTHS, map(float, classes), strict=False))
    word = status(values, of=RIVER, wants={**STEADILY, "allowedMisses": allowed}, now="2027-02-01")
    assert (word == "breached") == (sum(one > 2 for one in classes) > allowed)
