"""The queue of notices: the most severe first, each alert in order, and what was under way known after a crash."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from services.notifier.book import Book
from services.notifier.notice import Receiver
from services.notifier.outbox import Outbox
from services.notifier.parcel import Settled
from services.notifier.projection import Projection
from services.notifier.silences import Silences
from services.notifier.stages.retrying import Fate
from services.notifier.tables import MIGRATIONS, NOTICES
from shared.events.kafka_client import Record
from shared.events.topics import RISK_ALERTS
from shared.model.catalogue import Catalogue
from tests.contract.sql.conftest import Open
from tests.unit.judgement.builders import area, plan
from tests.unit.notifier.test_domain import event, subscriber
from xiheng.events.v1.verdict_pb2 import Origin

CATALOGUE = Catalogue.from_manifests([plan(), area("320200", level="city"), area("320205", "320200"), subscriber()])
ONE = Receiver("wuxi-2026", "one", "webhook")
NOW_MS = 5000


def take(engine: sa.Engine, alert: str, offset: int, *, severity: int = 3) -> None:
    told = event(id=alert, severity=severity, origin=Origin(offset=offset))
    record = Record(RISK_ALERTS, 0, offset, b"", told.SerializeToString(), (("began", b"4000"),), 0)
    with engine.begin() as connection:
        Projection(lambda: CATALOGUE, lambda: NOW_MS, Silences()).apply(connection, [record])


def alerts(outbox: Outbox, *, most: int = 1, now_ms: int = NOW_MS) -> list[str]:
    turn = outbox.turn(ONE, [], now_ms=now_ms, most=most)
    return [f"{one.notices[0].alert_id}@{one.notices[0].cursor}" for one in turn.parcels]


def settled(outbox: Outbox, fate: Fate, *, delivered: bool = False, now_ms: int = NOW_MS) -> Settled:
    (parcel,) = outbox.turn(ONE, [], now_ms=now_ms, most=1).parcels
    return Settled(parcel, fate, delivered, "200" if delivered else "503", now_ms)


def test_the_most_severe_goes_first_and_then_the_oldest(open_engine: Open) -> None:
    engine = open_engine(MIGRATIONS)
    for offset, (alert, severity) in enumerate([("blue", 1), ("old-red", 4), ("new-red", 4), ("orange", 3)]):
        take(engine, alert, offset, severity=severity)
    assert alerts(Outbox(engine), most=9) == ["old-red@2", "new-red@3", "orange@4", "blue@1"]


def test_the_events_of_one_alert_keep_their_order_whatever_their_severity(open_engine: Open) -> None:
    engine = open_engine(MIGRATIONS)
    outbox = Outbox(engine)
    take(engine, "a", 1, severity=1)
    take(engine, "b", 2, severity=3)
    take(engine, "a", 3, severity=4)
    assert alerts(outbox, most=9) == ["a@1", "b@2"]  # the red one waits for the blue one, which has its place in the queue
    assert alerts(outbox, most=9) == []


def test_a_later_event_waits_while_an_earlier_one_of_its_alert_is_tried_again(open_engine: Open) -> None:
    engine = open_engine(MIGRATIONS)
    outbox = Outbox(engine)
    take(engine, "a", 1)
    outbox.turn(ONE, [settled(outbox, Fate("waiting", NOW_MS + 1000))], now_ms=NOW_MS, most=0)
    take(engine, "a", 2)
    assert alerts(outbox) == []
    assert outbox.turn(ONE, [], now_ms=NOW_MS, most=1).due_ms == NOW_MS
    assert alerts(outbox, now_ms=NOW_MS + 1000) == ["a@1"]


@pytest.mark.parametrize("group", ["", "area=320205"])
def test_what_was_put_off_to_the_morning_goes_along_when_its_alert_gets_worse(open_engine: Open, group: str) -> None:
    engine = open_engine(MIGRATIONS)
    take(engine, "a", 1, severity=2)
    take(engine, "b", 2, severity=2)
    with engine.begin() as connection:
        connection.execute(sa.update(NOTICES).values(due_ms=10**12))
    take(engine, "a", 3, severity=4)
    if group:
        with engine.begin() as connection:
            connection.execute(sa.update(NOTICES).where(NOTICES.c.cursor == 3).values(group_key=group))
    (parcel,) = Outbox(engine).turn(ONE, [], now_ms=NOW_MS, most=9).parcels
    assert [(one.alert_id, one.severity) for one in parcel.notices] == [("a", 4), ("a", 2)]
    assert parcel.bundle == parcel.notices[0].notice_id
    assert alerts(Outbox(engine), now_ms=10**12) == ["b@2"]


@pytest.mark.parametrize("group", ["", "area=320205"])
def test_what_failed_is_tried_again_as_the_message_that_it_was(open_engine: Open, group: str) -> None:
    engine = open_engine(MIGRATIONS)
    outbox, later_ms = Outbox(engine), NOW_MS + 1000
    take(engine, "a", 1, severity=2)
    with engine.begin() as connection:
        connection.execute(sa.update(NOTICES).values(due_ms=10**12, group_key="digest"))
    take(engine, "a", 2, severity=4)
    take(engine, "b", 3, severity=2)
    with engine.begin() as connection:
        connection.execute(sa.update(NOTICES).where(NOTICES.c.cursor > 1).values(group_key=group))
    failed = outbox.turn(ONE, [], now_ms=NOW_MS, most=9).parcels
    outbox.turn(ONE, [Settled(one, Fate("waiting", later_ms), False, "503", NOW_MS) for one in failed], now_ms=NOW_MS, most=0)
    take(engine, "a", 4, severity=4)
    take(engine, "c", 5, severity=1)
    with engine.begin() as connection:
        connection.execute(sa.update(NOTICES).where(NOTICES.c.cursor > 3).values(group_key=group))
    (fresh,) = outbox.turn(ONE, [], now_ms=NOW_MS, most=9).parcels
    assert [one.cursor for one in fresh.notices] == [5]
    again = outbox.turn(ONE, [], now_ms=later_ms, most=9).parcels
    assert [(one.bundle, [each.cursor for each in one.notices], one.repeat) for one in again] == [
        (one.bundle, [each.cursor for each in one.notices], False) for one in failed
    ]
    outbox.turn(ONE, [Settled(one, Fate("delivered", later_ms), True, "200", later_ms) for one in again], now_ms=later_ms, most=0)
    assert alerts(outbox, now_ms=later_ms) == ["a@4"]


def test_what_was_under_way_at_a_crash_goes_first_and_is_marked_as_a_repeat(open_engine: Open) -> None:
    engine = open_engine(MIGRATIONS)
    take(engine, "a", 1, severity=1)
    (before,) = Outbox(engine).turn(ONE, [], now_ms=NOW_MS, most=1).parcels
    take(engine, "b", 2, severity=4)
    again, after = Outbox(engine).turn(ONE, [], now_ms=NOW_MS, most=2, recover=True).parcels
    assert (again.bundle, again.repeat, after.repeat) == (before.bundle, True, False)
    assert Outbox(engine).receivers() == [ONE]


def test_an_attempt_is_kept_with_its_answer_and_latency_and_in_the_ledger(open_engine: Open) -> None:
    engine = open_engine(MIGRATIONS)
    outbox = Outbox(engine)
    take(engine, "a1b2", 1)
    outbox.turn(ONE, [settled(outbox, Fate("waiting", NOW_MS))], now_ms=NOW_MS, most=0)
    outbox.turn(ONE, [settled(outbox, Fate("delivered", NOW_MS), delivered=True, now_ms=6000)], now_ms=6000, most=0)
    book = Book(engine, lambda: NOW_MS)
    kept = [(one.attempt, one.delivered, one.answer, one.latency_ms) for one in book.deliveries("a1b2", 9)]
    assert kept == [(2, True, "200", 2000.0), (1, False, "503", 1000.0)]
    assert [line.step for line in book.ledger("a1b2")] == ["raised", "failed", "delivered"]
    assert outbox.counts() == {}


def test_a_group_goes_in_one_message_the_most_severe_first(open_engine: Open) -> None:
    engine = open_engine(MIGRATIONS)
    for offset, severity in ((1, 2), (2, 3), (3, 4), (4, 1)):
        take(engine, f"alert-{offset}", offset, severity=severity)
    with engine.begin() as connection:
        for cursor, key in ((1, "x"), (2, "x"), (3, "y"), (4, "x")):
            due_ms = 10**12 if cursor == 4 else 0
            connection.execute(sa.update(NOTICES).where(NOTICES.c.cursor == cursor).values(group_key=key, due_ms=due_ms))
    other, one = Outbox(engine).turn(ONE, [], now_ms=NOW_MS, most=9).parcels
    assert [notice.cursor for notice in one.notices] == [2, 1, 4]
    assert [notice.cursor for notice in other.notices] == [3]
