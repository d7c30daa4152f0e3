"""The notifier's book: every step once, every attempt kept."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from services.notifier.answers import Answered
from services.notifier.book import Book, Filter, NoSuchAlert
from services.notifier.lifecycle.line import Step
from services.notifier.notice import Notice
from services.notifier.outbox import Outbox
from services.notifier.projection import Projection
from services.notifier.requests import Request
from services.notifier.silences import Silences
from services.notifier.tables import MIGRATIONS
from shared.events.kafka_client import Record
from shared.events.topics import RISK_ALERTS
from shared.model.catalogue import Catalogue
from shared.model.errors import Invalid
from tests.contract.sql.conftest import Open
from tests.unit.judgement.builders import area, plan
from tests.unit.notifier.test_domain import event, subscriber
from xiheng.events.v1.verdict_pb2 import Origin

CATALOGUE = Catalogue.from_manifests([plan(), area("320200", level="city"), area("320205", "320200"), subscriber()])


def record(**changes: object) -> Record:
    return Record(RISK_ALERTS, 0, 0, b"320205", event(**changes).SerializeToString(), (("began", b"42"),), 0)


def take(engine: sa.Engine, *records: Record) -> list[Notice]:
    with engine.begin() as connection:
        return Projection(lambda: CATALOGUE, lambda: 5000, Silences()).apply(connection, list(records)).notices


def at(offset: int, **changes: object) -> Record:
    return record(origin=Origin(offset=offset), **changes)


def test_an_event_that_comes_again_makes_no_second_notice(open_engine: Open) -> None:
    engine = open_engine(MIGRATIONS)
    assert len(take(engine, record())) == 1
    assert take(engine, record()) == []
    book = Book(engine, lambda: 6000)
    assert [line.step for line in book.ledger("a1")] == ["raised"]
    assert Outbox(engine).counts() == {"waiting": 1}


def test_an_acknowledgement_is_kept_once_a_request_and_the_first_name_stays(open_engine: Open) -> None:
    engine = open_engine(MIGRATIONS)
    take(engine, record())
    book = Book(engine, lambda: 6000)
    for request, by in (("r1", "li"), ("r1", "li"), ("r1", "wang"), ("", "wang"), ("", "wang")):
        book.take_step("a1", Request(by, "AcknowledgeAlert", request, "content"), lambda _: Answered(Step.ACKNOWLEDGED, "on it", {}))
    with pytest.raises(Invalid, match="was used for another"):
        book.take_step("a1", Request("li", "AcknowledgeAlert", "r1", "other content"), lambda _: Answered(Step.COMMENTED, "", {}))
    (episode,) = book.episodes(Filter(), limit=1, before=1 << 62)
    assert (episode.acknowledged_by, episode.acknowledged_ms) == ("li", 6000)
    assert [line.actor for line in book.ledger("a1")] == ["platform", "li", "wang", "wang", "wang"]


def test_who_snoozed_or_closed_an_alert_hears_of_it_again_when_it_gets_worse(open_engine: Open) -> None:
    engine = open_engine(MIGRATIONS)
    take(engine, record(severity=2))
    book = Book(engine, lambda: 6000)
    snoozed = Request("li", "SnoozeAlert", "r1", "content")
    book.take_step("a1", snoozed, lambda _: Answered(Step.SNOOZED, "data come at eight", {"until_ms": "9000"}))
    assert [len(take(engine, at(11, severity=2))), len(take(engine, at(12, severity=3))), len(take(engine, at(13, severity=2)))] == [
        0,
        1,
        1,
    ]
    book.take_step("a1", Request("li", "CloseNotices", "r2", "content"), lambda _: Answered(Step.NOTICES_CLOSED, "known", {}))
    assert take(engine, at(14, severity=2), at(15, severity=2, state=2)) == []
    assert [line.facts["why"] for line in book.ledger("a1") if line.step is Step.MUTED] == ["snoozed", "notices-closed", "notices-closed"]
    assert len(take(engine, at(16, severity=2))) == 1  # raised again


def test_episodes_are_listed_by_filter_and_page(open_engine: Open) -> None:
    engine = open_engine(MIGRATIONS)
    take(engine, record(id="aaaa1111"), record(id="bbbb2222", severity=1), record(id="cccc3333", state=2))
    book = Book(engine, lambda: 6000)
    everything = 1 << 62
    assert [one.alert_id for one in book.episodes(Filter(), limit=10, before=everything)] == ["bbbb2222", "aaaa1111"]
    assert [one.alert_id for one in book.episodes(Filter(minimum_severity=2), limit=10, before=everything)] == ["aaaa1111"]
    assert [one.alert_id for one in book.episodes(Filter(include_resolved=True), limit=1, before=everything)] == ["cccc3333"]
    assert book.episodes(Filter(areas=["320206"]), limit=10, before=everything) == []
    assert book.find("aaaa").alert_id == "aaaa1111"
    with pytest.raises(NoSuchAlert, match="no alert begins"):
        book.find("zzzz")
    with pytest.raises(Invalid, match="at least 4"):
        book.find("aa")


def test_events_are_followed_from_a_cursor(open_engine: Open) -> None:
    engine = open_engine(MIGRATIONS)
    take(engine, record(id="aaaa1111"), record(id="bbbb2222"))
    book = Book(engine, lambda: 6000)
    first, second = book.events_after(0, 10)
    assert [one.alert_id for one in book.events_after(first.cursor, 10)] == ["bbbb2222"]
    assert book.events_after(second.cursor, 10) == []
