"""Rows that contradict each other are found whatever way they are written; those that say the same are not."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.reporting.contradictions import Contradictions
from shared.reporting.listing import indicator_info
from tests.unit.reporting.builders import CATALOGUE, observation

INFOS = [indicator_info(name, spec) for name, spec in CATALOGUE.indicators.items()]
WITHDRAWN = 4


def found(*rows: dict[str, Any]) -> list[list[int]]:
    looked_at = Contradictions()
    looked_at.learn(INFOS)
    for place, row in enumerate(rows):
        looked_at.add(place, observation(**row))
    return list(looked_at.found())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param({"value": 1.0}, {"value": 2.0}, id="value"),
        pytest.param({"value": 1.0}, {"value": 0.0, "status": WITHDRAWN}, id="withdrawn"),
        pytest.param({"period": "2026-01/2026-06", "value": 1.0}, {"period": "2026-06", "value": 2.0}, id="period written otherwise"),
        pytest.param({"value": 1.0, "unit": "wan_person"}, {"value": 10_001.0}, id="unit"),
        pytest.param({"indicator": "grade", "class_name": "III"}, {"indicator": "grade", "class_name": "II"}, id="class"),
    ],
)
def test_what_differs_with_the_same_revision_is_a_contradiction(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert found(one, other) == [[0, 1]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param({}, {}, id="a row twice"),
        pytest.param({"value": 7.2, "unit": "wan_person"}, {"value": 72_000.0}, id="unit"),
        pytest.param({"indicator": "grade", "class_name": "III"}, {"indicator": "grade", "class_name": "Ⅲ"}, id="class"),
        pytest.param({"value": 1.0}, {"value": 2.0, "revision": 1}, id="revised"),
        pytest.param({"value": 1.0}, {"value": 2.0, "area": "320206"}, id="area"),
        pytest.param({"value": 1.0}, {"value": 2.0, "period": "2026-05"}, id="period"),
        pytest.param({"value": 1.0, "status": 1}, {"value": 1.0, "status": 2}, id="preliminary, then final"),
        pytest.param({"status": WITHDRAWN}, {"status": WITHDRAWN, "value": 3.0}, id="withdrawn twice"),
        pytest.param({"indicator": "nothing", "value": 1.0}, {"indicator": "nothing", "value": 2.0}, id="unknown indicator"),
    ],
)
def test_what_says_the_same_or_is_about_something_else_is_none(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert found(one, other) == []


@given(st.lists(st.tuples(st.sampled_from(["2026-04", "2026-05", "2026-06"]), st.integers(0, 2), st.integers(0, 2)), max_size=30))
def test_the_order_of_rows_changes_only_their_places(parts: list[tuple[str, int, int]]) -> None:
    rows = [{"period": period, "value": float(value), "revision": revision} for period, value, revision in parts]
    said: dict[tuple[object, object], set[object]] = {}
    for row in rows:
        said.setdefault((row["period"], row["revision"]), set()).add(row["value"])
    order = random.Random(1).sample(range(len(rows)), len(rows))
    sets = found(*(rows[one] for one in order))
    assert len(sets) == sum(len(values) > 1 for values in said.values())
    assert all(len({(rows[order[place]]["period"], rows[order[place]]["revision"]) for place in one}) == 1 for one in sets)
