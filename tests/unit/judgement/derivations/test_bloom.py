"""Grades of algal blooms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.judgement.derivations.bloom import GRADES, TAIHU_KM2, area_grade, bloom_grade, density_grade
from tests.unit.judgement.derivations.given import Given

DENSITIES, SHARES = st.floats(0, 1e10), st.floats(0, 100)


@pytest.mark.parametrize(("density", "grade"), [(0, 0), (1.99e6, 0), (2e6, 1), (1e7, 2), (4.9e7, 2), (5e7, 3), (1e8, 4), (1.17e8, 4)])
def test_the_ends_of_the_densities(density: float, grade: int) -> None:
    assert density_grade(density) == grade


@pytest.mark.parametrize(("share", "grade"), [(0, 0), (0.1, 1), (9.9, 1), (10, 2), (29.9, 2), (30, 3), (59.9, 3), (60, 4), (100, 4)])
def test_the_ends_of_the_shares(share: float, grade: int) -> None:
    assert area_grade(share) == grade


def test_the_largest_bloom_on_record_was_heavy() -> None:
    assert GRADES[area_grade(100 * 1403 / TAIHU_KM2)] == "heavy-bloom"


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


LAKE = {"a": {"2026-07-01": 8e6, "2026-07-02": 1.2e7}, "b": {"2026-07-01": 1.2e7, "2026-07-02": 7.9e6}}


def test_a_day_of_the_lake_is_the_mean_of_its_points() -> None:
    assert Given({}, {"algae.density": LAKE}).derive("taihu.bloom-grade") == {"2026-07-01": 2.0, "2026-07-02": 1.0}


def test_a_picture_of_the_lake_counts_where_it_shows_more() -> None:
    areas = {"taihu.bloom-area": {"2026-07-01": 0.3 * 2338.1, "2026-07-03": 0.0}}
    assert Given(areas, {"algae.density": LAKE}).derive("taihu.bloom-grade") == {"2026-07-01": 3.0, "2026-07-02": 1.0, "2026-07-03": 0.0}


def test_a_day_that_lacks_a_point_waits_for_it() -> None:
    lacking = {**LAKE, "b": {"2026-07-01": 1.2e7}}
    assert Given({}, {"algae.density": lacking}).derive("taihu.bloom-grade") == {"2026-07-01": 2.0}
