"""Delivery: one worker a subscriber, so that a receiver that is away delays nobody else."""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import Callable, Iterable

from services.notifier.book import Attempt, Book
from services.notifier.domain import MOST_ATTEMPTS, Notice, body_of, pause_before, step_of
from services.notifier.webhook import Outcome, WebhookChannel
from shared.model.catalogue import Catalogue
from shared.runtime import metrics
from shared.runtime.telemetry import TRACE_HEADER, exemplar, span
from xiheng.events.v1.verdict_pb2 import AlertEvent

_log = logging.getLogger(__name__)


class Delivery:
    """Delivers notices. `tell` may be called from any thread, the rest from the event loop."""

    def __init__(
        self, book: Book, catalogue: Callable[[], Catalogue], channel: WebhookChannel, on_failure: Callable[[BaseException], None]
    ) -> None:
        self._book = book
        self._catalogue = catalogue
        self._channel = channel
        self._on_failure = on_failure
        self._loop = asyncio.get_running_loop()
        self._queues: dict[tuple[str, str], asyncio.Queue[Notice]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def tell(self, notices: Iterable[Notice]) -> None:
        """Hand over notices that are written down as waiting."""
        listed = list(notices)
        metrics.WAITING_NOTICES.inc(len(listed))
        if listed and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._put, listed)

    async def stop(self) -> None:
        """Stop; what is not delivered is delivered after the next start."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._channel.close()

    def _put(self, notices: Iterable[Notice]) -> None:
        for notice in notices:
            key = (notice.plan, notice.subscriber)
            if key not in self._queues:
                self._queues[key] = asyncio.Queue()
                task = asyncio.create_task(self._work(self._queues[key]))
                self._tasks.add(task)
            self._queues[key].put_nowait(notice)

    async def _work(self, queue: asyncio.Queue[Notice]) -> None:
        try:
            while True:
                await self._deliver(await queue.get())
        except asyncio.CancelledError:
            raise
        except BaseException as error:  # noqa: BLE001 - the process decides
            self._on_failure(error)

    async def _deliver(self, notice: Notice) -> None:
        catalogue = self._catalogue()
        subscriber = catalogue.subscribers.get((notice.plan, notice.subscriber))
        row = await asyncio.to_thread(self._book.event, notice.cursor)
        event = AlertEvent.FromString(row.event)
        if subscriber is None or subscriber.spec.webhook is None:
            outcome = Outcome(False, "the subscriber has no webhook any more", None)
            await self._note(notice, row.began_ms, outcome, "dead")
            return
        step = step_of(event, is_first=await asyncio.to_thread(self._book.is_first, notice.cursor, notice.alert_id))
        with span("notify", row.trace, alert=notice.alert_id, subscriber=notice.subscriber) as headers:
            trace = {TRACE_HEADER: headers[TRACE_HEADER].decode()} if TRACE_HEADER in headers else {}
            outcome = await self._channel.send(subscriber.spec.webhook, notice.notice_id, body_of(notice, event, step, catalogue), trace)
            tried = notice._replace(attempts=notice.attempts + 1)
            state = "delivered" if outcome.delivered else "dead" if tried.attempts >= MOST_ATTEMPTS else "waiting"
            await self._note(notice, row.began_ms, outcome, state)
        if state == "waiting":
            pause = pause_before(tried.attempts, jitter=random.random(), retry_after=outcome.retry_after)  # noqa: S311 - spreads, hides nothing
            self._loop.call_later(pause, self._put, [tried])

    async def _note(self, notice: Notice, began_ms: int, outcome: Outcome, state: str) -> None:
        now_ms = time.time_ns() / 1e6
        latency_ms = max(now_ms - began_ms, 0.0) if began_ms else 0.0
        metrics.NOTICES.labels(notice.channel, "delivered" if outcome.delivered else "failed").inc()
        if outcome.delivered and began_ms:
            metrics.NOTICE_SECONDS.labels(notice.channel).observe(latency_ms / 1000, exemplar())
        about = {"notice": notice.notice_id, "alert": notice.alert_id, "subscriber": notice.subscriber, "answer": outcome.answer}
        if state == "dead":
            metrics.DEAD_NOTICES.inc()
            _log.error("notice is dead", extra={"code": "notice-dead", **about})
        elif state == "delivered":
            _log.info("notice is delivered", extra={"code": "notice-delivered", **about})
        else:
            _log.info("notice is tried again later", extra={"code": "notice-waiting", **about})
        await asyncio.to_thread(self._book.note_attempt, notice, Attempt(int(now_ms), outcome.delivered, outcome.answer, latency_ms), state)
        if state != "waiting":
            metrics.WAITING_NOTICES.dec()
