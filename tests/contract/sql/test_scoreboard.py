"""The scoreboard's tables: idempotent, fenced, in both times."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa

from services.scoreboard.embargoed import EmbargoedStatuses
from services.scoreboard.past import Wanted
from services.scoreboard.projection import MIGRATIONS, POSITIONS, Key, Projection
from services.scoreboard.queries import Queries
from shared.events.kafka_client import Record
from shared.events.topics import EMBARGOED_STATUSES, TARGET_STATUSES
from tests.contract.sql.conftest import Open
from xiheng.events.v1.verdict_pb2 import Origin, TargetStatus, TargetStatusEvent

KEY = Key("p", "jobs", "320200")


def record(offset: int, *, origin: int, ordinal: int = 0, period: str = "2026-06", value: float = 1.0, known_ms: int = 1000) -> Record:
    event = TargetStatusEvent(
        origin=Origin(partition=3, offset=origin, ordinal=ordinal),
        plan=KEY.plan,
        target=KEY.target,
        area=KEY.area,
        period=period,
        status=TargetStatus.TARGET_STATUS_ON_TRACK,
        value=value,
        known_time_ms=known_ms,
    )
    return Record(TARGET_STATUSES, 0, offset, b"key", event.SerializeToString(), (), 0)


def applied(engine: sa.Engine, *records: Record) -> Projection:
    projection = Projection(engine)
    with engine.begin() as connection:
        news = projection.apply(connection, list(records))
    projection.applied(news)
    return projection


def test_migrations_run_once_and_again_without_effect(open_engine: Open) -> None:
    open_engine(MIGRATIONS)
    engine = open_engine(MIGRATIONS)
    with engine.connect() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(POSITIONS)).scalar() == 0


def test_what_is_not_higher_for_its_key_has_no_effect(open_engine: Open) -> None:
    engine = open_engine(MIGRATIONS)
    projection = applied(engine, record(0, origin=5, value=1.0), record(1, origin=7, value=2.0), record(2, origin=5, value=1.0))
    with engine.begin() as connection:
        assert projection.apply(connection, [record(3, origin=7, value=2.0)]) == []
    assert [one.value for one in Projection(engine).latest({KEY.area})] == [2.0]
    (shown,) = Queries(engine).statuses(Wanted())
    assert shown.value == 2.0
    assert len(Queries(engine).history(KEY, limit=10)) == 2


def test_an_instance_that_fell_behind_does_no_harm(open_engine: Open) -> None:
    engine = open_engine(MIGRATIONS)
    stale = Projection(engine)
    applied(engine, record(0, origin=5, value=1.0), record(1, origin=9, value=3.0))
    with engine.begin() as connection:
        stale.apply(connection, [record(0, origin=5, value=1.0)])
    (shown,) = Queries(engine).statuses(Wanted())
    assert shown.value == 3.0


def test_both_times_are_answered(open_engine: Open) -> None:
    engine = open_engine(MIGRATIONS)
    applied(
        engine,
        record(0, origin=1, period="2026-05", value=10.0, known_ms=1000),
        record(1, origin=2, period="2026-06", value=20.0, known_ms=2000),
        record(2, origin=3, ordinal=0, period="2026-05", value=11.0, known_ms=3000),
        record(3, origin=3, ordinal=1, period="2026-06", value=21.0, known_ms=3000),
    )
    queries = Queries(engine)

    def value(**wanted: object) -> float:
        (found,) = queries.statuses(Wanted(**wanted))  # type: ignore[arg-type]
        return found.value

    assert value() == 21.0
    assert value(as_of=date(2026, 5, 31)) == 11.0
    assert value(as_of=date(2026, 5, 31), known_ms=1500) == 10.0
    assert value(known_ms=2500) == 20.0
    assert queries.statuses(Wanted(as_of=date(2026, 4, 30))) == []
    assert [point.value for point in queries.points(KEY)] == [11.0, 21.0]


def test_what_is_under_embargo_stands_apart_and_ends(open_engine: Open) -> None:
    engine = open_engine(MIGRATIONS)
    insiders = EmbargoedStatuses(engine)
    over = TargetStatusEvent(origin=Origin(offset=9), plan=KEY.plan, target=KEY.target, area=KEY.area).SerializeToString()
    with engine.begin() as connection:
        insiders.apply(connection, [record(0, origin=5, value=1.0), record(1, origin=7, value=2.0), record(2, origin=5, value=1.0)])
    assert [one.value for one in insiders.listed({KEY.area, "320205"})] == [2.0]
    assert insiders.listed({"320205"}) == insiders.listed(set()) == insiders.listed({KEY.area}, plan="q") == []
    assert Queries(engine).statuses(Wanted()) == []
    with engine.begin() as connection:
        insiders.apply(connection, [Record(EMBARGOED_STATUSES, 0, 3, b"key", over, (), 0), record(4, origin=7, value=2.0)])
    assert insiders.listed({KEY.area}) == []
