"""Pictures of dashboards: every panel is there, values are told in the panel's unit, and nothing is drawn outside."""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deploy.grafana.picture.answers import Answer, Cell, shown
from deploy.grafana.picture.drawing import picture
from tests.architecture.test_dashboards import BOARDS

NAMES = st.text('abcXYZ 目标区报送<&"', min_size=1, max_size=40)
NUMBERS = st.floats(-1e12, 1e12)
CURVES = st.dictionaries(NAMES, st.lists(st.tuples(st.floats(0, 2e9), NUMBERS | st.just(math.nan)), max_size=5), max_size=20)
COLUMNS = ("target", "目标", "status", "value", "chance")
ROWS = st.lists(st.tuples(NAMES, NAMES, st.integers(1, 9), st.none() | NUMBERS, st.floats(0, 1)), max_size=40)


def drawn(board: Mapping[str, Any], answer: Answer) -> ET.Element:
    return ET.fromstring(picture(board, {panel["id"]: answer for panel in board["panels"]}, name="x"))  # noqa: S314 - drawn here


def places(svg: ET.Element) -> list[tuple[float, float]]:
    ends = (("x", "y"), ("x1", "y1"), ("x2", "y2"), ("cx", "cy"))
    return [(float(one.get(x, "0")), float(one.get(y, "0"))) for one in svg.iter() for x, y in ends if one.get(x)]


@settings(max_examples=40)
@given(CURVES, ROWS, st.dictionaries(NAMES, NUMBERS, max_size=12))
def test_whatever_is_answered_stays_inside(lines: Mapping[str, Any], rows: list[tuple[Cell, ...]], values: Mapping[str, float]) -> None:
    svg = drawn(BOARDS["city"], Answer(COLUMNS, rows, lines, values))
    width, height = float(svg.get("width", 0)), float(svg.get("height", 0))
    assert all(0 <= x <= width and 0 <= y <= height for x, y in places(svg))


@pytest.mark.parametrize("name", BOARDS)
def test_every_panel_has_its_title_and_its_data(name: str) -> None:
    rows = [("jobs.urban-new", "城镇新增就业", 5, 12.5, 0.25)]
    svg = drawn(BOARDS[name], Answer(COLUMNS, rows, {"line": [(0.0, 1.0), (60.0, 2.0)]}, {"bar": 3.0}))
    said = {one.text for one in svg.iter() if one.text}
    assert {panel["title"] for panel in BOARDS[name]["panels"]} <= said
    kinds = {panel["type"] for panel in BOARDS[name]["panels"]}
    told = {"table": "jobs.urban-new", "timeseries": "line", "bargauge": "bar", "stat": "3"}
    assert {told[kind] for kind in kinds if kind in told} <= said
    if "table" in kinds:
        assert any("滞后" in one for one in said)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.256, "percentunit", "25.6%"),
        (90.0, "s", "1.5 min"),
        (0.0123, "s", "12.3 ms"),
        (172_800.0, "s", "2 d"),
        (250_000_000.0, "bytes", "250 MB"),
        (1234.5, "obs/s", "1,234/s"),
        (2_500_000.0, "short", "2.5 M"),
        (0.5, "percent", "0.5 %"),
        (None, "short", ""),
        ("word", "s", "word"),
    ],
)
def test_values_are_told_in_their_unit(value: Cell, unit: str, text: str) -> None:
    assert shown(value, unit) == text
