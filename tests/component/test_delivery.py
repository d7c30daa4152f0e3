"""Delivery right under failure: nobody misses an alert, and at most one repeat a crash, marked as one."""

from __future__ import annotations

import asyncio
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from aiohttp import web

from services.notifier.stages import breaker, retrying
from services.notifier.tables import MIGRATIONS, NOTICES
from shared.runtime.database import open_database
from shared.runtime.ports import free_port
from tests.component.delivery_rig import delivering, subscriber
from tests.component.receivers import saying, serving, wecom, yes


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    made = open_database(f"sqlite:///{tmp_path / 'notifier.db'}", MIGRATIONS)
    yield made
    made.dispose()


@pytest.fixture
def brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses of milliseconds in the place of seconds."""
    monkeypatch.setattr(retrying, "LONGEST_SECONDS", 0.02)
    monkeypatch.setattr(breaker, "_FIRST_SECONDS", 0.02)
    monkeypatch.setattr(breaker, "_LONGEST_SECONDS", 0.02)


def ids(bodies: list[dict[str, object]]) -> list[str]:
    return [str(body["notice"]) for body in bodies]


async def test_an_alert_is_delivered_once_and_its_latency_kept(engine: sa.Engine) -> None:
    async with serving(yes) as receiver, delivering(engine, subscriber("one", webhook={"url": receiver.url})) as rig:
        rig.write("a1b2")
        await rig.until_empty()
    (attempt,) = rig.book.deliveries("a1b2", 9)
    assert (attempt.delivered, attempt.answer, len(receiver.bodies)) == (True, "200 ok", 1)
    assert 0 < attempt.latency_ms < 10_000


@pytest.mark.parametrize("moment", ["after the send", "before the send"])
async def test_a_crash_between_send_and_record_repeats_one_notice_marked_as_a_repeat(engine: sa.Engine, moment: str) -> None:
    held, come = asyncio.Event(), asyncio.Event()

    async def answer(_: web.Request, __: bytes) -> web.Response:
        come.set()
        if not held.is_set():
            await asyncio.sleep(30)
        return web.Response()

    async with serving(answer) as receiver, delivering(engine, subscriber("one", webhook={"url": receiver.url})) as rig:
        rig.write(*(f"alert-{number}" for number in range(5)), tell=moment == "after the send")
        if moment == "before the send":
            rig.outbox.turn(rig.outbox.receivers()[0], [], now_ms=10**14, most=1)  # written down as under way, and never sent
        else:
            await come.wait()
        held.set()
        await rig.crash()
        await rig.until_empty()
    came = ids(receiver.bodies)
    assert len(set(came)) == 5
    assert len(came) == (6 if moment == "after the send" else 5)
    assert [body["repeat"] for body in receiver.bodies].count(True) == 1
    assert [headers.get("X-Xiheng-Repeat") for headers in receiver.headers].count("true") == 1


async def test_a_crash_between_record_and_commit_repeats_one_notice(engine: sa.Engine) -> None:
    broken: list[bool] = []

    async with serving(yes) as receiver, delivering(engine, subscriber("one", webhook={"url": receiver.url})) as rig:

        @sa.event.listens_for(engine, "commit")
        def _(_: sa.Connection) -> None:
            if receiver.bodies and not broken:
                broken.append(True)
                raise sa.exc.OperationalError("COMMIT", None, Exception("disk I/O error"))

        rig.write("a1", "b2")
        await rig.until_empty()
        assert len(rig.book.deliveries("a1", 9)) == 1
    assert sorted(ids(receiver.bodies)) == sorted({*ids(receiver.bodies)})


@pytest.mark.usefixtures("brisk")
async def test_a_receiver_that_was_down_gets_everything_in_the_end(engine: sa.Engine) -> None:
    up = False

    async def answer(_: web.Request, __: bytes) -> web.Response:
        return web.Response(status=200 if up else 503)

    async with serving(answer) as receiver, delivering(engine, subscriber("one", webhook={"url": receiver.url})) as rig:
        for severity in (1, 4, 2):
            rig.write(*(f"alert-{severity}-{number}" for number in range(10)), severity=severity)
        await rig.until(lambda: len(receiver.bodies) > 20)
        assert rig.delivery.away == 1
        up = True
        receiver.bodies.clear()
        await rig.until_empty()
        assert rig.delivery.away == 0
    assert len(set(ids(receiver.bodies))) == 30


async def test_one_dead_receiver_delays_nobody_else(engine: sa.Engine) -> None:
    async def never(_: web.Request, __: bytes) -> web.Response:
        await asyncio.sleep(30)
        return web.Response()

    async with serving(never) as slow, serving(yes) as good:
        dead = [subscriber(f"dead-{number}", webhook={"url": f"http://127.0.0.1:{free_port()}/"}) for number in range(20)]
        hanging = [subscriber(f"slow-{number}", webhook={"url": slow.url}) for number in range(20)]
        async with delivering(engine, *dead, *hanging, subscriber("good", webhook={"url": good.url})) as rig:
            rig.write(*(f"alert-{number}" for number in range(20)))
            await rig.until(lambda: len(good.bodies) == 20, seconds=10)
            for task in rig.delivery._tasks:
                task.cancel()


async def test_a_refusal_for_good_is_not_tried_again_but_kept(engine: sa.Engine) -> None:
    async with serving(saying(404, {})) as receiver, delivering(engine, subscriber("one", webhook={"url": receiver.url})) as rig:
        rig.write("a1b2")
        await rig.until_empty()
        assert rig.outbox.counts() == {"dead": 1}
    assert len(receiver.bodies) == 1
    assert [line.step for line in rig.book.ledger("a1b2")] == ["raised", "failed"]


async def test_a_receiver_that_asks_for_a_pause_gets_one(engine: sa.Engine) -> None:
    async with (
        serving(saying(429, {}, Retry_After="60")) as receiver,
        delivering(engine, subscriber("one", webhook={"url": receiver.url})) as rig,
    ):
        rig.write("a1", "b2", "c3")
        await rig.until(lambda: len(receiver.bodies) == 1)
        await asyncio.sleep(0.2)
        assert len(receiver.bodies) == 1
        assert rig.outbox.counts() == {"waiting": 3}


async def test_events_that_come_again_or_late_make_no_second_notice(engine: sa.Engine) -> None:
    async with serving(yes) as receiver, delivering(engine, subscriber("one", webhook={"url": receiver.url})) as rig:
        rig.write("a1", "a1", "b2")
        rig._offset = 0
        rig.write("a1", "a1", "b2")
        await rig.until_empty()
    assert len(receiver.bodies) == 3


async def test_a_storm_is_grouped_the_worst_first_and_memory_stays_bounded(engine: sa.Engine, tmp_path: Path) -> None:
    (tmp_path / "url").write_text("", encoding="utf-8")
    async with serving(wecom) as robot:
        (tmp_path / "url").write_text(f"{robot.url}?key=k1", encoding="utf-8")
        async with delivering(engine, subscriber("group", wecom={"urlFile": str(tmp_path / "url")})) as rig:
            for severity in (1, 2, 3, 4):
                rig.storm(2_500, severity=severity, title_zh=f"级别{severity}")
            tracemalloc.start()
            await rig.delivery.resume()
            await rig.until(lambda: len(robot.bodies) == 20)
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            await rig.until(lambda: not rig.outbox.counts().get("waiting"))
    titles = [body["markdown"]["content"] for body in robot.bodies]
    assert all("级别4" in title for title in titles[:5])
    assert all("500 项预警" in title for title in titles)
    assert peak < 50_000_000


async def test_a_subscriber_that_is_gone_leaves_dead_notices(engine: sa.Engine) -> None:
    async with delivering(engine, subscriber("one", webhook={"url": "http://127.0.0.1:1/"})) as rig:
        rig.write("a1b2", tell=False)
        rig.catalogue = type(rig.catalogue).from_manifests([])
        await rig.delivery.resume()
        await rig.until_empty()
        assert rig.outbox.counts() == {"dead": 1}


async def test_a_digest_tells_in_one_message_what_could_wait_and_at_once_what_could_not(engine: sa.Engine, tmp_path: Path) -> None:
    async with serving(wecom) as robot:
        (tmp_path / "url").write_text(f"{robot.url}?key=k1", encoding="utf-8")
        one = subscriber("duty", wecom={"urlFile": str(tmp_path / "url")}, digest={"every": "week", "upTo": "orange"})
        async with delivering(engine, one) as rig:
            rig.write("a1", "b2", "c3", severity=2)
            rig.write("d4", severity=4)
            await rig.until(lambda: len(robot.bodies) == 1)
            rig.write("c3", severity=4)
            await rig.until(lambda: len(robot.bodies) == 2)
            with engine.begin() as connection:
                connection.execute(sa.update(NOTICES).where(NOTICES.c.state == "waiting").values(due_ms=0))
            await rig.delivery.resume()
            await rig.until_empty()
    told = [body["markdown"]["content"].splitlines()[0] for body in robot.bodies]
    assert told == ["### 名 320205:红色预警", "### 名 320205:红色预警", "### 每周汇总:2 项预警"]


async def test_an_event_that_nobody_can_put_into_words_is_kept_and_the_next_one_told(engine: sa.Engine) -> None:
    async with serving(yes) as receiver, delivering(engine, subscriber("one", webhook={"url": receiver.url})) as rig:
        rig.write("a1b2", raised_period="")
        await rig.until_empty()
        assert rig.outbox.counts() == {"dead": 1}
        rig.write("c3d4")
        await rig.until_empty()
    assert [body["alert"]["id"] for body in receiver.bodies] == ["c3d4"]
    assert "period '' is not one of" in rig.book.ledger("a1b2")[-1].note
