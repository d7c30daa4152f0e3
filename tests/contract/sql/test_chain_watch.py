"""The watch over the ledger tells that it holds, and what does not: a line that was changed, a chain that was written anew or cut."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from services.notifier import chain_watch, head_keeping
from services.notifier.chain_watch import ChainWatch
from services.notifier.head_keeping import HeadKeeper
from services.notifier.ledger import head
from services.notifier.tables import LEDGER, LINKS, MIGRATIONS, WORDS
from shared.model.errors import Unavailable
from shared.model.kept_heads import KeptHead
from shared.runtime.metrics import REGISTRY
from tests.contract.sql.conftest import Open
from tests.contract.sql.test_ledger import step
from tests.contract.sql.test_notifier import record, take


def watch_over(engine: sa.Engine, *recorded: KeptHead) -> ChainWatch:
    return ChainWatch(engine, 1.0, lambda: recorded)


def end_of(engine: sa.Engine) -> KeptHead:
    with engine.connect() as connection:
        end = head(connection)
    return KeptHead(end.number, end.hash, 0)


def told(watch: ChainWatch) -> tuple[float | None, float | None]:
    watch._tell(watch.check())
    return REGISTRY.get_sample_value("xiheng_ledger_broken"), REGISTRY.get_sample_value("xiheng_ledger_links")


def test_a_chain_of_many_pages_holds(open_engine: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain_watch, "_AT_ONCE", 2)
    engine = open_engine(MIGRATIONS)
    assert told(watch_over(engine)) == (0.0, 0.0)
    take(engine, record(), record(id="b2"), record(id="c3"))
    for number in range(7):
        step(engine, "li", f"note {number}")
    assert told(watch_over(engine)) == (0.0, 8.0)


def test_a_line_that_was_changed_is_told_until_it_is_restored(open_engine: Open) -> None:
    engine = open_engine(MIGRATIONS)
    take(engine, record())
    step(engine, "li", "one")
    watch, line = watch_over(engine), sa.update(LEDGER).where(LEDGER.c.line == 2)
    with engine.begin() as connection:
        before = connection.execute(sa.select(LEDGER.c.digest).where(LEDGER.c.line == 2)).scalar_one()
        connection.execute(line.values(digest="00"))
    assert told(watch) == (1.0, 1.0)
    with engine.begin() as connection:
        connection.execute(line.values(digest=before))
    assert told(watch) == (0.0, 2.0)


def test_an_end_that_was_cut_off_is_told_by_a_head_that_was_recorded(open_engine: Open) -> None:
    engine = open_engine(MIGRATIONS)
    take(engine, record())
    step(engine, "li", "one")
    watch = watch_over(engine, end_of(engine))
    assert told(watch) == (0.0, 2.0)
    with engine.begin() as connection:
        connection.execute(sa.delete(LEDGER).where(LEDGER.c.link == 2))
        connection.execute(sa.delete(LINKS).where(LINKS.c.link == 2))
    assert told(watch) == (1.0, 1.0)
    assert told(watch_over(engine)) == (0.0, 1.0)


def test_a_chain_that_was_written_anew_whole_is_told_by_a_head_that_was_recorded(open_engine: Open) -> None:
    engine = open_engine(MIGRATIONS)
    take(engine, record())
    step(engine, "li", "called")
    watch = watch_over(engine, end_of(engine))
    with engine.begin() as connection:
        for table in (WORDS, LEDGER, LINKS):
            connection.execute(sa.delete(table))
    step(engine, "li", "never called")
    step(engine, "li", "closed")
    assert told(watch_over(engine)) == (0.0, 2.0)
    assert told(watch) == (1.0, 1.0)


def test_while_kafka_is_away_the_heads_that_were_read_last_count(open_engine: Open) -> None:
    engine = open_engine(MIGRATIONS)
    take(engine, record())
    answers = iter([[KeptHead(2, "ff", 0)]])

    def recorded() -> list[KeptHead]:
        for one in answers:
            return one
        raise Unavailable("Kafka is away")

    watch = ChainWatch(engine, 1.0, recorded)
    assert told(watch) == told(watch) == (1.0, 1.0)


def test_the_end_is_recorded_once_and_the_note_of_it_is_not_recorded_again(open_engine: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    recorded: list[KeptHead] = []

    def record_head(_address: str, _ledger: str, head: KeptHead) -> int:
        recorded.append(head)
        return len(recorded) - 1

    monkeypatch.setattr(head_keeping, "record_head", record_head)
    engine = open_engine(MIGRATIONS)

    def keep() -> list[int]:
        HeadKeeper(engine, "kafka", every_seconds=1.0, now_ms=lambda: 7).record()
        return [one.link for one in recorded]

    assert keep() == []
    take(engine, record())
    assert keep() == keep() == [1]
    step(engine, "li", "one")
    assert keep() == keep() == [1, 3]
    assert told(ChainWatch(engine, 1.0, lambda: recorded)) == (0.0, 4.0)
    assert told(ChainWatch(engine, 1.0, lambda: recorded[1:])) == (1.0, 4.0)
    assert told(watch_over(engine)) == (1.0, 4.0)
