"""`python -m services.notifier`."""

from __future__ import annotations

import asyncio
import logging
import sys
from pathlib import Path

import sqlalchemy as sa

from services.notifier.answering.opening import open_answers
from services.notifier.bell import Bell
from services.notifier.book import Book
from services.notifier.chain_watch import ChainWatch
from services.notifier.composing import Composer
from services.notifier.dead import DeadNotices
from services.notifier.delivery import Delivery
from services.notifier.head_keeping import HeadKeeper
from services.notifier.notice_servicer import FULL_NAME as NOTICE_SERVICE
from services.notifier.notice_servicer import NoticeServicer, add_notice_servicer
from services.notifier.outbox import Outbox
from services.notifier.projection import Projection, Taken
from services.notifier.pulse import Pulse
from services.notifier.pulse_watch import EndsWhenAsked, feel_until_the_end
from services.notifier.rounds import Rounds
from services.notifier.servicer import FULL_NAME, AlertServicer, add_servicer
from services.notifier.settings import NotifierSettings
from services.notifier.silences import Silences
from services.notifier.stages.retrying import SENDING, WAITING
from services.notifier.step_counting import StepCounter
from services.notifier.tables import MIGRATIONS, POSITIONS
from services.notifier.trying import Trial
from services.notifier.watchman import Watchman
from services.notifier.writing import Writer
from shared.events.definitions_follower import DefinitionsFollower
from shared.events.ledger_heads import NOTIFIER, recorded_heads
from shared.events.topics import RISK_ALERTS
from shared.model.status import Severity
from shared.runtime import metrics
from shared.runtime.clock import SteadyClock
from shared.runtime.database import open_database
from shared.runtime.grpc_server import open_server
from shared.runtime.lifecycle import Life
from shared.runtime.process import open_pages, run_process, serve_when_ready
from shared.runtime.projector import Projector

_log = logging.getLogger(__name__)
_COUNT_SECONDS = 2.0


async def serve(life: Life, settings: NotifierSettings) -> None:
    """Run until the end of the life."""
    authenticator = settings.authenticator()
    engine = await asyncio.to_thread(open_database, settings.database_url, MIGRATIONS)
    follower = DefinitionsFollower(settings.bootstrap_servers, on_failure=life.fail)
    clock = SteadyClock()
    book, bell = Book(engine, clock.now_ms), Bell()
    outbox = Outbox(engine)
    answers = await open_answers(settings, book, lambda: follower.catalogue, told=bell.ring, now_ms=clock.now_ms)
    writer = Writer(Path(settings.templates) if settings.templates else None)
    composer = Composer(lambda: follower.catalogue, writer, book.history, answers.link_to)
    delivery = Delivery(outbox, composer, lambda: follower.catalogue, clock.now_ms, life.fail)

    def applied(taken: Taken) -> None:
        delivery.tell(taken.notices)
        metrics.ALERT_EVENTS.inc(taken.records)
        bell.ring()

    silences = Silences()
    rounds = Rounds(engine, lambda: follower.catalogue, clock.now_ms, silences)
    projection = Projection(lambda: follower.catalogue, clock.now_ms, silences)
    projector = Projector(
        settings.bootstrap_servers, RISK_ALERTS, engine, POSITIONS, apply=projection.apply, applied=applied, on_failure=life.fail
    )
    pages = open_pages(settings, ready={"alerts": lambda: "" if projector.ready else "alerts are not read yet: is Kafka there?"})
    servicer = AlertServicer(book, bell, lambda: follower.catalogue, authenticator, silences, clock.now_ms)
    trial, dead = Trial(delivery, composer, book, clock.now_ms), DeadNotices(engine, clock.now_ms)
    noticing = NoticeServicer(trial, dead, delivery, lambda: follower.catalogue, authenticator)
    adding = [lambda server: add_servicer(servicer, server), lambda server: add_notice_servicer(noticing, server)]
    server = await open_server(settings, adding, [FULL_NAME, NOTICE_SERVICE])
    ends = EndsWhenAsked(settings.bootstrap_servers)
    watchman = Watchman(rounds, delivery, bell, lambda: projector.ready, clock.now_ms)
    chain_watch = ChainWatch(engine, settings.ledger_round_seconds, lambda: recorded_heads(settings.bootstrap_servers, NOTIFIER))
    keeper = HeadKeeper(engine, settings.bootstrap_servers, every_seconds=settings.ledger_head_seconds, now_ms=clock.now_ms)
    steps = await asyncio.to_thread(StepCounter, engine)
    follower.start()
    tasks = [
        asyncio.create_task(_begin(follower, projector, delivery)),
        asyncio.create_task(watchman.watch(life)),
        asyncio.create_task(chain_watch.watch(life)),
        asyncio.create_task(keeper.keep(life)),
        asyncio.create_task(serve_when_ready(server, projector)),
        asyncio.create_task(_count(life, book, outbox, delivery)),
        asyncio.create_task(_count_steps(life, steps)),
    ]
    if settings.silent_seconds and not settings.replaying:
        after_ms = int(settings.silent_seconds * 1000)
        own = Projection(lambda: follower.catalogue, clock.now_ms, silences)
        pulse = Pulse(ends, engine, own, lambda: follower.catalogue, after_ms=after_ms, now_ms=clock.now_ms)
        tasks.append(asyncio.create_task(feel_until_the_end(life, pulse, applied)))
    await life.until_stopped()
    follower.stop()
    await asyncio.to_thread(projector.stop)
    await asyncio.gather(*tasks)
    await server.stop()
    await answers.stop()
    ends.close()
    await delivery.stop()
    engine.dispose()
    pages.stop()


async def _begin(follower: DefinitionsFollower, projector: Projector[Taken], delivery: Delivery) -> None:
    """Read alerts once the subscribers are known; deliver first what an earlier run left."""
    if await asyncio.to_thread(follower.wait, 86_400.0):
        await delivery.resume()
        projector.start()


async def _count_steps(life: Life, steps: StepCounter) -> None:
    while not life.stopping:
        try:
            await asyncio.to_thread(steps.count)
        except sa.exc.OperationalError as error:
            _log.warning("steps cannot be counted, trying again", extra={"code": "steps-uncounted", "error": str(error)})
        await life.rest(_COUNT_SECONDS)


async def _count(life: Life, book: Book, outbox: Outbox, delivery: Delivery) -> None:
    while not life.stopping:
        metrics.OPEN_ALERTS.clear()
        for severity, acknowledged, count in await asyncio.to_thread(book.open_counts):
            metrics.OPEN_ALERTS.labels(Severity(severity).word, str(acknowledged).lower()).set(count)
        counts = await asyncio.to_thread(outbox.counts)
        metrics.WAITING_NOTICES.set(counts.get(WAITING, 0) + counts.get(SENDING, 0))
        metrics.AWAY_RECEIVERS.set(delivery.away)
        metrics.QUALITY_FINDINGS.clear()
        for area, count in await asyncio.to_thread(book.quality_findings):
            metrics.QUALITY_FINDINGS.labels(area).set(count)
        await life.rest(_COUNT_SECONDS)


if __name__ == "__main__":
    sys.exit(run_process("notifier", NotifierSettings, serve))
