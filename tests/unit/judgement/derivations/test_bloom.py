"""Grades of algal blooms, and signs of black water."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.judgement.derivations.bloom import GRADES, TAIHU_KM2, area_grade, bloom_grade, density_grade, hypoxic_signs

DENSITIES, SHARES = st.floats(0, 1e10), st.floats(0, 100)


@pytest.mark.parametrize(("density", "grade"), [(0, 0), (1.99e6, 0), (2e6, 1), (1e7, 2), (4.9e7, 2), (5e7, 3), (1e8, 4), (1.17e8, 4)])
def test_the_ends_of_the_densities(density: float, grade: int) -> None:
    assert density_grade(density) == grade


@pytest.mark.parametrize(("share", "grade"), [(0, 0), (0.1, 1), (9.9, 1), (10, 2), (29.9, 2), (30, 3), (59.9, 3), (60, 4), (100, 4)])
def test_the_ends_of_the_shares(share: float, grade: int) -> None:
    assert area_grade(share) == grade


def test_the_largest_bloom_on_record_was_heavy() -> None:
    assert GRADES[area_grade(100 * 1403 / TAIHU_KM2)] == "heavy"


@given(DENSITIES, SHARES)
def test_the_worse_of_both_grades_counts(density: float, share: float) -> None:
    grade = bloom_grade(density, share)
    assert grade == max(density_grade(density), area_grade(share))
    assert bloom_grade(density, None) == density_grade(density)
    assert bloom_grade(None, share) == area_grade(share)
    assert bloom_grade(None, None) is None


@given(DENSITIES, DENSITIES, SHARES, SHARES)
def test_more_algae_never_lower_the_grade(one: float, other: float, share: float, another: float) -> None:
    assert density_grade(min(one, other)) <= density_grade(max(one, other))
    assert area_grade(min(share, another)) <= area_grade(max(share, another))


@pytest.mark.parametrize(
    ("oxygen", "before", "now", "signs"), [(1.9, 40, 60, True), (2.0, 40, 60, False), (1.9, 60, 60, False), (0.2, 60, 40, False)]
)
def test_signs_are_little_oxygen_while_chlorophyll_rises(oxygen: float, before: float, now: float, signs: bool) -> None:
    assert hypoxic_signs(oxygen, now, before) is signs
