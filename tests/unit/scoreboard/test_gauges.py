"""Which statuses are gauges: those of the upper levels of areas, whatever comes first, areas or statuses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from services.scoreboard.gauges import Gauges, upper
from services.scoreboard.projection import MIGRATIONS, Projection
from shared.events.kafka_client import Record
from shared.events.topics import TARGET_STATUSES
from shared.runtime import metrics
from shared.runtime.database import open_database
from xiheng.events.v1.verdict_pb2 import Origin, TargetStatus, TargetStatusEvent

PROVINCE = {"320000": "", "320200": "320000", "320205": "320200", "320205001": "320205"}
GAUGES = ("xiheng_target_status", "xiheng_target_value", "xiheng_target_plan_value", "xiheng_target_attainment_ratio")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    for gauge in (metrics.TARGET_STATUS, metrics.TARGET_VALUE, metrics.TARGET_PLAN_VALUE, metrics.TARGET_ATTAINMENT):
        gauge.clear()
    made = open_database(f"sqlite:///{tmp_path / 'scoreboard.db'}", MIGRATIONS)
    yield made
    made.dispose()


class Board:
    """A projection and its gauges, as the process has them."""

    def __init__(self, engine: sa.Engine, *, levels: int) -> None:
        self._engine = engine
        self._projection = Projection(engine)
        self.gauges = Gauges(self._projection, levels=levels)

    def judged(self, area: str, value: float, *, offset: int = 1) -> None:
        event = TargetStatusEvent(
            origin=Origin(partition=0, offset=offset),
            plan="p",
            target="jobs",
            area=area,
            period="2026-06",
            status=TargetStatus.TARGET_STATUS_ON_TRACK,
            value=value,
        )
        with self._engine.begin() as connection:
            news = self._projection.apply(connection, [Record(TARGET_STATUSES, 0, offset, b"k", event.SerializeToString(), (), 0)])
        self._projection.applied(news)
        self.gauges.show(news)


def shown() -> dict[str, float]:
    """Value by area, as /metrics says."""
    return {one.labels["area"]: one.value for family in metrics.TARGET_VALUE.collect() for one in family.samples}


def left_out() -> float | None:
    return metrics.REGISTRY.get_sample_value("xiheng_statuses_without_gauges")


def test_areas_below_the_levels_have_no_gauges_and_are_counted(engine: sa.Engine) -> None:
    board = Board(engine, levels=2)
    board.gauges.know(PROVINCE)
    for number, area in enumerate(PROVINCE):
        board.judged(area, float(number))
    assert (shown(), left_out()) == ({"320000": 0.0, "320200": 1.0}, 2.0)


def test_a_status_that_came_before_its_area_was_known_is_shown_with_it(engine: sa.Engine) -> None:
    board = Board(engine, levels=2)
    board.judged("320200", 1.0)
    board.judged("320200", 2.0, offset=2)
    assert (shown(), left_out()) == ({}, 1.0)
    board.gauges.know(PROVINCE)
    assert (shown(), left_out()) == ({"320200": 2.0}, 0.0)


def test_an_area_that_goes_below_the_levels_loses_all_its_gauges(engine: sa.Engine) -> None:
    board = Board(engine, levels=1)
    board.gauges.know({"320200": ""})
    board.judged("320200", 1.0)
    board.gauges.know({"320000": "", "320200": "320000"})
    labels = {"plan": "p", "target": "jobs", "area": "320200"}
    assert [metrics.REGISTRY.get_sample_value(name, labels) for name in GAUGES] == [None] * 4
    assert left_out() == 1.0


def test_a_city_with_its_districts_is_shown_whole_by_default(engine: sa.Engine) -> None:
    city = {"320200": "", "320205": "320200", "320200-jkq": "320200"}
    assert upper(city, 2) == city.keys()
    assert upper(city, 0) == frozenset()
    assert Projection(engine).keys == 0


@given(st.dictionaries(st.integers(0, 20), st.integers(0, 20)), st.integers(0, 6))
def test_an_area_is_shown_when_fewer_than_so_many_are_above_it(tree: dict[int, int], levels: int) -> None:
    parents = {str(area): str(parent) if parent < area else "" for area, parent in tree.items()}

    def above(area: str) -> int:
        return 1 + above(parents[area]) if parents[area] in parents else 0

    assert upper(parents, levels) == {area for area in parents if above(area) < levels}
