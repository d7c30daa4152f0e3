"""Classes and grades of surface water, against the table of GB 3838-2002 and the shares of 环办〔2011〕22号."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.judgement.derivations.surface_water import (
    BASIC,
    CEILINGS,
    CLASS_III,
    INFERIOR,
    ITEMS,
    STANDING_CEILINGS,
    class_grade,
    exceeded,
    item_class,
    mean_sample,
    sample_class,
    shares_grade,
    water_body_grade,
)

CLEAN = {"ph": 7.5, "do": 8.0, "codmn": 1.8, "nh3n": 0.1, "tp": 0.009}
"""Class Ⅰ everywhere, with the basic items alone."""

VALUES = st.floats(0, 1e3)
SAMPLES = st.fixed_dictionaries(dict.fromkeys(BASIC, VALUES), optional=dict.fromkeys(set(ITEMS) - set(BASIC), VALUES))


def test_the_table_has_21_assessed_items_with_limits_that_never_tighten() -> None:
    assert len(ITEMS) == 21
    for limits in (*CEILINGS.values(), *STANDING_CEILINGS.values()):
        assert all(better <= worse for better, worse in pairwise(limits))


@pytest.mark.parametrize(("item", "standing"), [*((item, False) for item in CEILINGS), *((item, True) for item in STANDING_CEILINGS)])
def test_a_limit_itself_is_met_and_the_next_value_is_not(item: str, standing: bool) -> None:
    limits = (STANDING_CEILINGS if standing else CEILINGS)[item]
    for position, limit in enumerate(limits):
        assert item_class(item, limit, standing=standing) == limits.index(limit)
        assert item_class(item, limit * 1.001, standing=standing) > position


@pytest.mark.parametrize(
    ("item", "value", "river", "lake"),
    [
        ("tp", 0.06, 1, 3),
        ("tp", 0.05, 1, 2),
        ("tp", 0.21, 3, 5),
        ("do", 7.5, 0, 0),
        ("do", 7.4, 1, 1),
        ("do", 5.0, 2, 2),
        ("do", 1.9, 5, 5),
        ("ph", 6.0, 0, 0),
        ("ph", 9.0, 0, 0),
        ("ph", 9.1, 5, 5),
        ("ph", 5.9, 5, 5),
        ("nh3n", 2.01, 5, 5),
        ("hg", 0.0001, 2, 2),
    ],
)
def test_cells_of_the_table(item: str, value: float, river: int, lake: int) -> None:
    assert item_class(item, value, standing=False) == river
    assert item_class(item, value, standing=True) == lake


def test_the_worst_item_decides() -> None:
    assert sample_class(CLEAN, standing=True) == 0
    assert sample_class({**CLEAN, "codmn": 10.1}, standing=True) == 4
    assert sample_class({**CLEAN, "codmn": 10.1, "fluoride": 1.6}, standing=True) == INFERIOR


def test_total_nitrogen_never_decides() -> None:
    assert sample_class({**CLEAN, "tn": 9.0}, standing=True) == 0
    assert item_class("tn", 9.0, standing=True) == INFERIOR


@pytest.mark.parametrize("item", BASIC)
def test_without_a_basic_item_there_is_no_class(item: str) -> None:
    assert sample_class({name: value for name, value in CLEAN.items() if name != item}, standing=False) is None


@given(SAMPLES, st.booleans())
def test_a_class_is_never_better_than_that_of_any_item(sample: dict[str, float], standing: bool) -> None:
    found = sample_class(sample, standing=standing)
    assert found is not None
    assert 0 <= found <= INFERIOR
    assert all(item_class(item, value, standing=standing) <= found for item, value in sample.items())


@given(st.sampled_from(sorted(CEILINGS)), VALUES, VALUES, st.booleans())
def test_more_of_a_pollutant_is_never_better(item: str, one: float, other: float, standing: bool) -> None:
    less, more = sorted((one, other))
    assert item_class(item, less, standing=standing) <= item_class(item, more, standing=standing)
    assert item_class("do", less, standing=standing) >= item_class("do", more, standing=standing)


@given(SAMPLES, st.integers(0, 4), st.booleans())
def test_items_exceed_a_class_just_when_the_sample_does(sample: dict[str, float], wanted: int, standing: bool) -> None:
    found = exceeded(sample, wanted, standing=standing)
    assert bool(found) == ((sample_class(sample, standing=standing) or 0) > wanted)
    assert all(multiple is None or multiple > 0 for multiple in found.values())


def test_items_that_exceed_come_with_their_multiple_the_greatest_first() -> None:
    sample = {**CLEAN, "tp": 0.3, "nh3n": 1.1, "do": 4.0}
    assert exceeded(sample, CLASS_III, standing=False) == {"do": None, "tp": pytest.approx(0.5), "nh3n": pytest.approx(0.1)}
    assert list(exceeded(sample, CLASS_III, standing=False)) == ["do", "tp", "nh3n"]
    assert list(exceeded(sample, 3, standing=False)) == []


@given(st.lists(SAMPLES, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_samples_does_not_matter_to_their_mean(samples: list[dict[str, float]], random: object) -> None:
    shuffled = list(samples)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a Random
    assert mean_sample(samples) == mean_sample(shuffled)


def test_a_lake_is_judged_by_the_means_of_its_points() -> None:
    points = [{**CLEAN, "tp": value} for value in (0.03, 0.06, 0.06)]
    assert [sample_class(point, standing=True) for point in points] == [2, 3, 3]
    assert sample_class(mean_sample(points), standing=True) == CLASS_III


def test_the_mean_of_samples_at_a_limit_meets_it() -> None:
    assert item_class("tp", mean_sample([{"tp": 0.2}] * 3)["tp"], standing=False) == CLASS_III


@pytest.mark.parametrize(
    ("good", "middle", "inferior", "grade"),
    [(9, 1, 0, 0), (8, 2, 0, 1), (15, 5, 0, 1), (14, 3, 3, 2), (14, 2, 4, 3), (11, 2, 7, 3), (11, 1, 8, 4), (0, 0, 5, 4), (0, 5, 0, 2)],
)
def test_shares_of_classes_grade_a_water_body(good: int, middle: int, inferior: int, grade: int) -> None:
    assert shares_grade([2] * good + [3] * middle + [INFERIOR] * inferior) == grade


@given(st.lists(st.integers(0, 5), min_size=1, max_size=30), st.data())
def test_a_worse_section_never_betters_the_grade(classes: list[int], data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(classes) - 1))
    worse = [*classes[:position], min(classes[position] + 1, INFERIOR), *classes[position + 1 :]]
    assert shares_grade(classes) <= shares_grade(worse)


def test_few_sections_are_graded_by_their_mean_and_many_by_shares() -> None:
    foul = {**CLEAN, "nh3n": 4.0}
    assert water_body_grade([CLEAN, foul]) == class_grade(INFERIOR) == 4
    assert water_body_grade([CLEAN] * 4 + [foul]) == 1
    assert water_body_grade([{"tp": 0.1}]) is None
