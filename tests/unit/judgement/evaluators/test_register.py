"""Lists of items: all done by their day, all covered by a report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.judgement.assess_all import assess_state
from shared.judgement.fold import fold
from shared.judgement.state import PartitionState
from shared.judgement.verdict import StatusVerdict
from shared.model.register import CANCELLED, DONE, PLANNED, STARTED
from tests.unit.judgement.builders import area, define, indicator, manifest, observe, plan, target, tick
from tests.unit.judgement.evaluators.judged import CITY, rank

ALL_DONE = {"shape": "register", "comparator": "all_done", "value": None}
ALL_COVERED = {"shape": "register", "comparator": "all_covered", "value": None}
LATE, IN_TIME = {"plannedEnd": "2026-05-31"}, {"plannedEnd": "2026-11-30"}


Items = Mapping[str, tuple[Mapping[str, Any], float | None]]
"""Definition of each item, and what was reported of it; None: nothing."""


def judged(items: Items, wants: Mapping[str, Any], month: str = "2026-06") -> StatusVerdict:
    """The verdict on a register after June."""
    works = indicator("x", kind="register", accumulation="state", unit="project", entityType="item")
    entities = [manifest("Entity", name, type="item", area=CITY, register="x", **spec) for name, (spec, _) in items.items()]
    state = PartitionState()
    fold(state, define(plan(), area(CITY, level="city"), works, target("x", unit="project", **wants), *entities))
    fold(state, tick("2026-07-20"))
    for name, (_, value) in items.items():
        if value is not None:
            fold(state, observe(CITY, {("x", month): value}, entity=name))
    return assess_state(state).statuses[0]


def word(items: Items, wants: Mapping[str, Any]) -> str:
    """The word of its status."""
    return judged(items, wants).status.word


def works(late: int, others: int, done: int = 1, **more: Any) -> dict[str, tuple[dict[str, Any], float]]:
    """So many items that are late, others that are under way, and done ones."""
    found = {f"late-{number}": ({**LATE, **more}, STARTED) for number in range(late)}
    found |= {f"other-{number}": (IN_TIME, STARTED) for number in range(others)}
    return found | {f"done-{number}": (LATE, DONE) for number in range(done)}


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (works(0, 9), "on_track"),
        (works(1, 8), "at_risk"),
        (works(1, 7), "off_track"),
        (works(3, 26), "at_risk"),
        (works(4, 25), "off_track"),
        (works(1, 98, strength="确保"), "off_track"),
        (works(0, 0, 5), "achieved"),
        ({}, "unassessable"),
    ],
)
def test_up_to_a_tenth_may_be_late_but_none_that_is_ensured(items: dict[str, tuple[dict[str, Any], float]], expected: str) -> None:
    assert word(items, ALL_DONE) == expected


def test_a_cancelled_item_counts_nowhere() -> None:
    items: Items = {"a": (LATE, CANCELLED), "b": (LATE, DONE)}
    verdict = judged(items, ALL_DONE)
    assert (verdict.status.word, verdict.facts.numbers["items"]) == ("achieved", 1.0)


def test_share_late_items_and_the_next_day_are_told() -> None:
    verdict = judged(works(1, 8), ALL_DONE)
    assert (verdict.value, verdict.facts.numbers["late"], verdict.facts.texts["next_due"]) == (10.0, 1.0, "2026-11-30")
    assert verdict.facts.texts["late_items_zh"] == "名 late-0"


@pytest.mark.parametrize(("silent", "expected"), [(0, "on_track"), (1, "at_risk"), (2, "off_track")])
def test_nine_in_ten_have_to_report(silent: int, expected: str) -> None:
    items: Items = {f"item-{number}": ({}, None if number < silent else PLANNED) for number in range(10)}
    assert word(items, ALL_COVERED) == expected


STATES = st.sampled_from([PLANNED, STARTED, 40.0, DONE])
ITEMS = st.lists(st.tuples(st.sampled_from([LATE, IN_TIME]), STATES, st.sampled_from(["", "确保"])), min_size=1, max_size=15)


@given(ITEMS, st.data())
def test_one_more_item_done_never_makes_it_worse(listed: list[tuple[dict[str, str], float, str]], data: st.DataObject) -> None:
    items = {f"item-{number}": ({**spec, "strength": strength}, value) for number, (spec, value, strength) in enumerate(listed)}
    one = data.draw(st.sampled_from(sorted(items)))
    better = {**items, one: (items[one][0], DONE)}
    assert rank(word(items, ALL_DONE)) <= rank(word(better, ALL_DONE))
