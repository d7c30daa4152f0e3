"""The ledger in SQL: appended in links, once each, and what was done to it in secret shows."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from services.notifier.answers import Answered
from services.notifier.book import Book
from services.notifier.ledger import append, head, kept_after, lines_of, links_between
from services.notifier.lifecycle.line import Line, Step, line_id
from services.notifier.requests import Request
from services.notifier.tables import LEDGER, MIGRATIONS, WORDS
from shared.model.chain_verification import Verified, verify
from shared.runtime.database import connect, open_database
from tests.contract.sql.conftest import Open
from tests.contract.sql.test_notifier import record, take
from tests.unit.notifier.test_domain import event


def verified(engine: sa.Engine, heads: dict[int, str] | None = None) -> Verified:
    with engine.connect() as connection:
        return verify(links_between(connection, 1, 1 << 40), kept_after(connection, 0, 10_000), heads)


def step(engine: sa.Engine, subject: str, note: str, *, alert: str = "a1") -> None:
    said = Answered(Step.COMMENTED, note, {})
    Book(engine, lambda: 6000).take_step(alert, Request(subject, "CommentOnAlert", note, "content"), lambda _: said)


def test_each_transaction_is_one_link_and_the_chain_holds(open_engine: Open) -> None:
    engine = open_engine(MIGRATIONS)
    take(engine, record(), record(id="b2"), record(id="c3"))
    step(engine, "li", "已联系区财政局")
    step(engine, "li", "已联系区财政局")
    found = verified(engine)
    assert (found.finding, found.lines, found.links) == (None, 4, 2)
    with engine.begin() as connection:
        assert head(connection).hash == found.head
        (own,) = [one for one in lines_of(connection, ["a1"])["a1"] if one.step is Step.COMMENTED]
        assert (own.actor, own.note, own.time_ms) == ("li", "已联系区财政局", 6000)
        assert append(connection, [own], 7000) == []


@pytest.mark.parametrize("column", ["body", "alert_id", "digest", "link"])
def test_a_line_changed_in_the_database_is_named(open_engine: Open, column: str) -> None:
    engine = open_engine(MIGRATIONS)
    take(engine, record(), record(id="b2"))
    step(engine, "li", "one")
    step(engine, "li", "two")
    value = {"body": '{"alert":"a1"}', "alert_id": "b2", "digest": "00", "link": 1}[column]
    with engine.begin() as connection:
        connection.execute(sa.update(LEDGER).where(LEDGER.c.line == 3).values(**{column: value}))
    finding = verified(engine).finding
    assert finding is not None
    assert (finding.line, finding.link) in ((3, 2), (1, 1))


def test_personal_words_are_no_part_of_what_is_hashed_and_may_be_erased(open_engine: Open) -> None:
    engine = open_engine(MIGRATIONS)
    take(engine, record())
    step(engine, "zhang-san", "a private remark")
    with engine.begin() as connection:
        bodies = "".join(connection.execute(sa.select(LEDGER.c.body)).scalars())
        assert "zhang-san" not in bodies
        assert "private" not in bodies
        connection.execute(sa.delete(WORDS))
        assert [one.actor for one in lines_of(connection, ["a1"])["a1"]] == ["platform", ""]
    found = verified(engine)
    assert (found.finding, found.erased) == (None, 1)


def test_writers_at_the_same_time_make_one_chain(open_engine: Open) -> None:
    engine = open_engine(MIGRATIONS)
    take(engine, record())
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda number: step(engine, "li", f"note {number}"), range(24)))
    found = verified(engine)
    assert (found.finding, found.lines, found.links) == (None, 25, 25)


def test_lines_of_no_alert_are_kept_too(open_engine: Open) -> None:
    engine = open_engine(MIGRATIONS)
    line = Line(id=line_id("x"), alert="", step=Step.SILENCED, time_ms=1, actor="li", facts={"until_ms": "9"})
    with engine.begin() as connection:
        assert append(connection, [line], 1) == [line]
        assert lines_of(connection, [""])[""] == [line]
    assert verified(engine).finding is None


def test_a_ledger_from_before_the_chain_becomes_its_first_link(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    _open_at(url, "0002")
    engine = connect(url)
    told, more = event().SerializeToString(), event(severity=4, origin={"offset": 9}).SerializeToString()
    events = "INSERT INTO events VALUES (:n, 'a1', :o, 0, :t, 0, '', :e)"
    lines = "INSERT INTO ledger (alert_id, time_ms, step, actor, note) VALUES ('a1', :t, :s, :a, 'a note')"
    with engine.begin() as connection:
        connection.execute(sa.text(events), [{"n": 1, "o": 7, "t": 1000, "e": told}, {"n": 2, "o": 9, "t": 3000, "e": more}])
        said = [(1000, "raised", "platform"), (2000, "acknowledged", "li"), (3000, "updated", "platform"), (3100, "delivered", "one")]
        connection.execute(sa.text(lines), [{"t": time, "s": step, "a": actor} for time, step, actor in said])
        row = "INSERT INTO episodes VALUES ('a1', 'p', 'r', '320205', 4, 1, 9, 0, 1000, 2, 'li', 2000, :e, 1)"
        connection.execute(sa.text(row), {"e": more})
    engine.dispose()
    engine = open_database(url, MIGRATIONS)
    with engine.connect() as connection:
        kept = sorted(lines_of(connection, ["a1"])["a1"], key=lambda one: one.time_ms)
    assert [(one.time_ms, one.step.value, one.actor) for one in kept] == said
    (episode,) = Book(engine, lambda: 1).open_counts()
    assert episode == (4, False, 1)
    assert verified(engine).finding is None
    engine.dispose()


def _open_at(url: str, revision: str) -> None:
    engine = connect(url)
    with engine.connect() as connection:
        config = Config()
        config.set_main_option("script_location", "shared/runtime/migration")
        config.set_main_option("version_locations", str(MIGRATIONS))
        config.set_main_option("path_separator", "newline")
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.commit()
    engine.dispose()
