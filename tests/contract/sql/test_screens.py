"""What screens ask for, in plain columns, on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from services.scoreboard.named import AREAS, RELEASES, TARGETS, write_names
from services.scoreboard.projection import MIGRATIONS, Projection, decoded
from services.scoreboard.screens import PARTS, STANDING, write_screens
from shared.model.catalogue import Catalogue
from shared.model.period import Period
from shared.plans.checking import check_folder
from shared.runtime.yearly import year_of
from tests.contract.sql.conftest import Open
from tests.contract.sql.test_scoreboard import applied, record
from xiheng.events.v1.verdict_pb2 import Contribution, Facts, TargetStatusEvent
from xiheng.events.v1.verdict_pb2 import Projection as Outlook

PLAN = Path(__file__).parents[3] / "plans" / "wuxi-2026"


def status(origin: int, *, value: float, parts: tuple[str, ...] = ()) -> TargetStatusEvent:
    event = decoded(record(0, origin=origin, value=value))
    assert event is not None
    event.unit, event.owner = "person", "人社局"
    event.facts.CopyFrom(Facts(formula="cumulative.at-least/1"))
    event.projection.CopyFrom(Outlook(value=12.0, low=10.0, high=14.0, chance=0.7))
    event.contributions.extend(Contribution(area=one, value=1.0, fair=2.0, gap=-1.0) for one in parts)
    return event


def written(engine: sa.Engine, *events: TargetStatusEvent) -> None:
    with engine.begin() as connection:
        write_screens(connection, engine, events)


def test_the_last_status_stands_with_its_outlook_and_sentences(open_engine: Open) -> None:
    engine = open_engine(MIGRATIONS)
    written(engine, status(7, value=2.0, parts=("320205", "320206", "")))
    written(engine, status(9, value=3.0, parts=("320205",)))
    written(engine, status(8, value=9.0, parts=("320205",)))
    with engine.connect() as connection:
        (row,) = connection.execute(sa.select(STANDING)).all()
        parts = connection.execute(sa.select(PARTS.c.child)).scalars().all()
    assert (row.value, row.projected, row.low, row.high, row.chance, row.owner) == (3.0, 12.0, 10.0, 14.0, 0.7, "人社局")
    assert "cumulative.at-least/1" in row.explanation_zh
    assert "cumulative.at-least/1" in row.explanation_en
    assert parts == ["320205"]


def test_the_history_of_each_year_has_its_partition(open_engine: Open) -> None:
    engine = open_engine(MIGRATIONS)
    applied(engine, record(0, origin=1, period="2025-12"), record(1, origin=2, period="2026"), record(2, origin=3, period="2027-01"))
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            rows = connection.execute(sa.text("SELECT tableoid::regclass::text AS part, period FROM history ORDER BY source_offset")).all()
        assert [tuple(row) for row in rows] == [("history_2025", "2025-12"), ("history_2026", "2026"), ("history_2027", "2027-01")]


def test_a_partition_whose_transaction_failed_is_made_again(open_engine: Open) -> None:
    engine = open_engine(MIGRATIONS)
    projection = Projection(engine)
    for fails in (True, False):
        with engine.connect() as connection:
            news = projection.apply(connection, [record(0, origin=1, period="2031-05")])
            connection.rollback() if fails else connection.commit()
    projection.applied(news)


@pytest.mark.parametrize("text", ["2026", "2026-12", "2026-12-31", "2026-Q4", "2026-01", "2026-01-01"])
def test_a_period_belongs_to_the_year_that_it_ends_in(text: str) -> None:
    assert year_of(Period.parse(text).end_ms()) == 2026


def test_names_and_the_calendar_are_those_of_the_catalogue(open_engine: Open) -> None:
    engine = open_engine(MIGRATIONS)
    catalogue = Catalogue.from_manifests(check_folder(PLAN).manifests)
    for _ in range(2):
        write_names(engine, catalogue)
    with engine.connect() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(AREAS)).scalar() == 9
        assert connection.execute(sa.select(sa.func.count()).select_from(TARGETS)).scalar() == 142
        jobs = sa.select(RELEASES.c.period, RELEASES.c.due_ms).where(RELEASES.c.target == "jobs.urban-new").order_by(RELEASES.c.due_ms)
        first = connection.execute(jobs).first()
    assert first is not None
    assert (first.period, first.due_ms) == ("2026-01", Period.parse("2026-02-20").end_ms())
