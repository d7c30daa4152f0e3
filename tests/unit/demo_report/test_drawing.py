from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.demo.report.data import AreaFigure, PeriodPoint, Words
from services.demo.report.drawing.bars import DEBT_LINES, DESTOCKING_LINES, Line, area_bars, band
from services.demo.report.drawing.element import element
from services.demo.report.drawing.ladder import ladder
from services.demo.report.drawing.prices import PriceLine, price_lines
from services.demo.report.drawing.scale import month_labels, month_ordinal, round_scale
from services.demo.report.drawing.spark import spark
from shared.model.status import Severity, TargetStatus
from tests.unit.demo_report.samples import AREAS, month_end, points

PERCENT = Words("%", "%")
NUMBERS = st.lists(st.floats(-1e9, 1e9, allow_subnormal=False).map(lambda value: round(value, 3)), min_size=1)


def drawn(markup: str) -> ET.Element:
    return ET.fromstring(markup)  # noqa: S314 - our own drawing


def numbers_of(drawing: ET.Element, kind: str, key: str) -> list[float]:
    return [float(one.attrib[key].rstrip("%")) for one in drawing.iter(kind)]


def test_an_element_escapes_text_and_attributes() -> None:
    assert (
        element("text", "<&>", class_='"', text_anchor="end", x=1.0) == '<text class="&#34;" text-anchor="end" x="1">&lt;&amp;&gt;</text>'
    )
    assert element("rect", width=None, x=0.125) == '<rect x="0.12"/>'


@given(NUMBERS)
def test_a_scale_covers_its_values_with_few_even_ticks(values: list[float]) -> None:
    scale = round_scale(values)
    steps = [after - before for before, after in pairwise(scale.ticks)]
    unseen = 1e-6 * max(1.0, *steps)
    assert scale.ticks[0] <= min(values) + unseen
    assert scale.ticks[-1] >= max(values) - unseen
    assert 2 <= len(scale.ticks) <= 7
    assert max(steps) == pytest.approx(min(steps), rel=1e-6)


def test_ticks_are_round() -> None:
    assert round_scale([0.0, 340.0]).ticks == (0.0, 100.0, 200.0, 300.0, 400.0)
    assert round_scale([90.7, 101.0]).ticks == (90.0, 95.0, 100.0, 105.0)
    assert round_scale([0.0, 0.0], steps=2).ticks == round_scale([], steps=2).ticks == (0.0, 0.5, 1.0)
    assert round_scale([80.0], steps=2).ticks == (0.0, 50.0, 100.0)
    assert round_scale([-3.5], steps=2).ticks == (-4.0, -2.0, 0.0)


@pytest.mark.parametrize(
    ("first", "last"), [("2023-01", "2026-06"), ("2026-01", "2026-06"), ("2025-11", "2026-11"), ("1990-03", "2026-06")]
)
def test_month_labels_are_few_even_and_begin_with_a_year(first: str, last: str) -> None:
    labels = month_labels(month_ordinal(first), month_ordinal(last))
    assert 1 <= len(labels) <= 8
    assert len(labels[0].text) == 7
    assert len({after.ordinal - before.ordinal for before, after in pairwise(labels)}) <= 1


@pytest.mark.parametrize(
    ("value", "lines", "expected"),
    [
        (119.9, DEBT_LINES, None),
        (120.0, DEBT_LINES, Severity.YELLOW),
        (199.9, DEBT_LINES, Severity.YELLOW),
        (200.0, DEBT_LINES, Severity.ORANGE),
        (300.0, DEBT_LINES, Severity.RED),
        (18.0, DESTOCKING_LINES, None),
        (18.1, DESTOCKING_LINES, Severity.YELLOW),
        (36.0, DESTOCKING_LINES, Severity.YELLOW),
        (36.1, DESTOCKING_LINES, Severity.RED),
    ],
)
def test_bands_keep_their_open_and_closed_ends(value: float, lines: Sequence[Line], expected: Severity | None) -> None:
    assert band(value, lines) is expected


def test_bars_go_from_the_highest_and_show_every_line_even_when_all_is_calm() -> None:
    figures = [AreaFigure(AREAS[0], 30.0), AreaFigure(AREAS[1], 60.0)]
    drawing = drawn(area_bars(figures, DEBT_LINES, unit=PERCENT, name="debt", title="debt"))
    assert numbers_of(drawing, "rect", "width") == [20.0, 10.0]
    names = ["".join(one.itertext()) for one in drawing.iter("text")]
    assert [name for name in names if "≥" in name] == ["Ⅲ ≥\u2009120", "Ⅱ ≥\u2009200", "Ⅰ ≥\u2009300"]


def test_ladder_fills_the_whole_width_in_the_order_of_the_statuses() -> None:
    drawing = drawn(ladder(dict.fromkeys(TargetStatus, 3), name="all", title="all"))
    assert sum(numbers_of(drawing, "rect", "width")) == pytest.approx(100, abs=0.1)
    assert [one.attrib["class"] for one in drawing.iter("rect")] == [f"fill-{status.word}" for status in TargetStatus]


def test_ladder_writes_no_number_where_there_is_no_room() -> None:
    drawing = drawn(ladder({TargetStatus.ON_TRACK: 99, TargetStatus.BREACHED: 1}, name="all", title="all"))
    assert [one.text for one in drawing.iter("text")] == ["● 99"]
    assert "已突破 breached 1" in "".join(drawing.itertext())


def test_spark_shows_value_and_plan_inside_its_frame() -> None:
    drawing = drawn(spark(points(1200.0, 0.9), name="one", title="one"))
    curves = list(drawing.iter("polyline"))
    assert [one.attrib["class"] for one in curves] == ["curve curve-plan", "curve curve-value"]
    places = [tuple(map(float, place.split(","))) for one in curves for place in one.attrib["points"].split()]
    assert all(0 <= x <= 300 and 0 <= y <= 100 for x, y in places)
    assert {"2026-01", "2026-06"} <= {one.text for one in drawing.iter("text")}


@pytest.mark.parametrize(
    "series",
    [
        [PeriodPoint("2026", date(2026, 12, 31), 5.0, 5.0)],
        [PeriodPoint("2026-01", month_end(1), None, 1.0), PeriodPoint("2026-02", month_end(2), 2.0, None)],
        [PeriodPoint("2026-01", month_end(1), 0.0, 0.0), PeriodPoint("2026-02", month_end(2), 0.0, 0.0)],
        [PeriodPoint("2026-01", month_end(1), -3.5, None), PeriodPoint("2026-02", month_end(2), 1e12, None)],
    ],
)
def test_spark_bears_single_missing_equal_and_extreme_points(series: list[PeriodPoint]) -> None:
    drawing = drawn(spark(series, name="one", title="one"))
    assert "nan" not in ET.tostring(drawing, encoding="unicode")
    assert list(drawing.iter("circle"))


def test_spark_without_numbers_is_nothing() -> None:
    assert spark([], name="one", title="one") == ""
    assert spark([PeriodPoint("2026-01", month_end(1), None, None)], name="one", title="one") == ""


def test_price_lines_hold_the_line_at_100_even_when_all_values_are_below() -> None:
    drawing = drawn(price_lines(["2026-01", "2026-02"], [PriceLine("new", "new", [95.0, 96.0])], name="p", title="p"))
    assert len([one for one in drawing.iter("line") if one.attrib["class"] == "same"]) == 1
    assert "100" in [one.text for one in drawing.iter("text")]


def test_price_lines_of_one_month_are_drawn() -> None:
    drawn(price_lines(["2026-06"], [PriceLine("second", "second", [95.0])], name="p", title="p"))
