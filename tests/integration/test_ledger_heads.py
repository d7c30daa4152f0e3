"""Heads of the ledger on a real Kafka: whoever cuts the ledger or writes it anew, and records new heads too, is found out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from services.cli.__main__ import make_app
from services.notifier.chain_watch import ChainWatch
from services.notifier.head_keeping import HeadKeeper
from services.notifier.tables import LEDGER, LINKS, WORDS
from shared.events.kafka_client import Admin
from shared.events.ledger_heads import NOTIFIER, recorded_heads
from shared.events.topics import LEDGER_HEADS, TOPICS
from tests.component.alerts_rig import Rig, person, running

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(60)]


@pytest.fixture
def heads(kafka: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Address of a Kafka that has the topic."""
    admin = Admin(kafka)
    admin.create(LEDGER_HEADS, partitions=1, replication=1, configuration=TOPICS[LEDGER_HEADS].configuration())
    admin.close()
    monkeypatch.setenv("KAFKA_BOOTSTRAP_SERVERS", kafka)
    return kafka


def cut(rig: Rig, link: int) -> None:
    """Take out everything from a link on, as somebody could who may write the database."""
    with rig.engine.begin() as connection:
        gone = sa.select(LEDGER.c.id).where(LEDGER.c.link >= link)
        connection.execute(sa.delete(WORDS).where(WORDS.c.id.in_(gone)))
        connection.execute(sa.delete(LEDGER).where(LEDGER.c.link >= link))
        connection.execute(sa.delete(LINKS).where(LINKS.c.link >= link))


async def comment(rig: Rig, text: str) -> None:
    code, output = await rig.run(person(), "alerts", "comment", "aaaa", text)
    assert code == 0, output


async def test_a_ledger_that_was_cut_or_written_anew_is_found_until_its_restoration_is_recorded(heads: str, tmp_path: Path) -> None:
    ledger, kept = str(tmp_path / "ledger.jsonl"), str(tmp_path / "heads.jsonl")
    async with running(tmp_path) as rig:
        keeper = HeadKeeper(rig.engine, heads, every_seconds=1.0, now_ms=lambda: rig.now_ms)
        watch = ChainWatch(rig.engine, 1.0, lambda: recorded_heads(heads, NOTIFIER))
        rig.take(1, id="aaaa1111")
        keeper.record()
        await comment(rig, "called the bureau")
        await comment(rig, "no answer")
        keeper.record()
        keeper.record()
        code, output = await rig.run(person(), "verify", "--strict")
        assert (code, "2 heads recorded elsewhere" in output, "1 link since then" in output) == (0, True, True), output
        assert (await rig.run(person(), "alerts", "ledger-restored", "--by", "li", "--reason", "none"))[0] == 1

        cut(rig, 4)
        code, output = await rig.run(person(), "verify")
        assert (code, "link 4: a head of it was kept" in output, "cut off" in output) == (1, True, True), output

        cut(rig, 2)
        await comment(rig, "never called")
        await comment(rig, "nobody called")
        await comment(rig, "closed")
        keeper.record()
        HeadKeeper(rig.engine, heads, every_seconds=1.0, now_ms=lambda: rig.now_ms).record()
        code, output = await rig.run(person(), "verify")
        assert (code, "written anew" in output) == (1, True), output
        finding = watch.check().finding
        assert finding is not None
        assert finding.link == 4
        assert (await rig.run(person(), "alerts", "ledger", ledger))[0] == 0
        assert CliRunner().invoke(make_app(), ["alerts", "heads", kept]).exit_code == 0
        assert CliRunner().invoke(make_app(), ["verify", ledger]).exit_code == 0
        assert CliRunner().invoke(make_app(), ["verify", ledger, "--heads", kept]).exit_code == 1

        code, output = await rig.run(person(), "alerts", "ledger-restored", "--by", "li", "--reason", "disk lost")
        assert (code, "restored to link 1; 1 later head void" in output) == (0, True), output
        code, output = await rig.run(person(), "verify", "--format", "json")
        (restored,) = json.loads(output)["restored"]
        assert (code, restored["link"], restored["by"], restored["reason"]) == (0, 1, "li", "disk lost")
        assert restored["void_heads"] == 1
        assert watch.check().finding is None
