"""四库五率, against the published row of a neighbouring city's platform."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.judgement.derivations.funnel import FILED, PRODUCING, SIGNED, STARTED, Libraries, Project, libraries, rates

AMOUNT = st.integers(0, 10**6).map(float)
PROJECTS = st.lists(st.builds(Project, st.integers(0, 6).map(float), AMOUNT, AMOUNT, AMOUNT, AMOUNT), max_size=30)

PUBLISHED = [
    *[Project(SIGNED)] * 10,
    *[Project(FILED)] * 24,
    *[Project(STARTED, 20.0, 5.0)] * 36,
    Project(PRODUCING, 50.0, 20.0, output=9.0, planned_output=10.0),
    Project(PRODUCING, 47.6, 18.0, output=7.0, planned_output=10.0),
]
"""72 signed, 62 filed, 38 started, 2 producing; 218 of 817.6 亿元 spent."""


def test_the_published_row() -> None:
    assert libraries(PUBLISHED) == Libraries(72, 62, 38, 2)
    found = rates(PUBLISHED)
    assert (found.filed, found.started, found.invested, found.producing) == pytest.approx((86.1, 61.3, 26.7, 5.3), abs=0.05)
    assert found.at_capacity == pytest.approx(80.0)


def test_nothing_below_the_line_is_no_rate() -> None:
    assert rates([]) == (None, None, None, None, None)
    assert rates([Project(SIGNED, 5.0, 5.0)]) == (0.0, None, None, None, None)


@given(PROJECTS)
def test_each_library_lies_within_the_one_before(projects: list[Project]) -> None:
    held = libraries(projects)
    assert len(projects) >= held.signed >= held.filed >= held.started >= held.producing


@given(PROJECTS, PROJECTS)
def test_libraries_of_two_districts_add_up(one: list[Project], other: list[Project]) -> None:
    together = libraries(one + other)
    assert together == tuple(a + b for a, b in zip(libraries(one), libraries(other), strict=True))


@given(PROJECTS, st.randoms(use_true_random=False))
def test_the_order_of_projects_does_not_matter(projects: list[Project], random: object) -> None:
    shuffled = list(projects)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a Random
    assert rates(shuffled) == rates(projects)


@given(PROJECTS, st.sampled_from([0.25, 2.0, 1024.0]))
def test_rates_of_money_do_not_depend_on_the_unit(projects: list[Project], scale: float) -> None:
    scaled = [Project(one.stage, *(scale * amount for amount in one[1:])) for one in projects]
    assert rates(scaled) == rates(projects)


@given(PROJECTS)
def test_rates_of_counts_lie_between_0_and_100(projects: list[Project]) -> None:
    found = rates(projects)
    assert all(rate is None or 0 <= rate <= 100 for rate in (found.filed, found.started, found.producing))


@given(PROJECTS, st.data())
def test_a_project_that_moves_on_never_leaves_a_library(projects: list[Project], data: st.DataObject) -> None:
    if not projects:
        return
    position = data.draw(st.integers(0, len(projects) - 1))
    moved = [*projects[:position], projects[position]._replace(stage=projects[position].stage + 1), *projects[position + 1 :]]
    assert all(after >= before for before, after in zip(libraries(projects), libraries(moved), strict=True))
