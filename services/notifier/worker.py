"""A worker: sends what waits for one receiver, the most severe first, as fast as the receiver lets it."""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from services.notifier.channels.channel import Channel, Outcome, refused, sent
from services.notifier.composing import Composer
from services.notifier.letter import Letter
from services.notifier.notice import Receiver
from services.notifier.outbox import Outbox, Turn
from services.notifier.parcel import Parcel, Settled, latency_ms
from services.notifier.stages.breaker import Breaker
from services.notifier.stages.pacing import VENDOR_PER_MINUTE, Pace
from services.notifier.stages.retrying import DEAD, DELIVERED, fate_after
from shared.model.catalogue import Catalogue
from shared.model.errors import Invalid
from shared.model.manifests import SubscriberSpec
from shared.runtime import metrics
from shared.runtime.telemetry import TRACE_HEADER, exemplar, span

_log = logging.getLogger(__name__)
_GIVE_UP_HOURS = 24


class Worker:
    """Of one receiver; from the event loop."""

    def __init__(
        self,
        receiver: Receiver,
        outbox: Outbox,
        composer: Composer,
        channel: Channel[Any],
        catalogue: Callable[[], Catalogue],
        now_ms: Callable[[], int],
    ) -> None:
        self._receiver = receiver
        self._outbox = outbox
        self._composer = composer
        self._channel = channel
        self._catalogue = catalogue
        self._now_ms = now_ms
        self._news = asyncio.Event()
        self._breaker = Breaker()
        self._pace = Pace(None)
        self._per_minute: int | None = None
        self._settled: list[Settled] = []
        self._recover = True
        self._stopping = asyncio.Event()

    @property
    def is_away(self) -> bool:
        """The receiver does not answer."""
        return self._breaker.is_open

    def wake(self) -> None:
        """Tell that something waits."""
        self._news.set()

    def stop(self) -> None:
        """Let `work` return once what is under way is written down."""
        self._stopping.set()
        self._news.set()

    async def work(self) -> None:
        """Send until stopped. After an error of the database it may be called again: what came of the last attempts is still written down."""
        while True:
            self._news.clear()
            pause = self._pause()
            most = 0 if pause > 0 or self._stopping.is_set() else self._at_once()
            turn, letters = await asyncio.to_thread(self._turn, most)
            self._settled, self._recover = [], self._recover and most == 0
            if turn.parcels:
                pairs = zip(turn.parcels, letters, strict=True)
                self._settled = list(await asyncio.gather(*(self._attempt(parcel, letter) for parcel, letter in pairs)))
            elif self._stopping.is_set():
                return
            elif turn.due_ms is None:
                await self._news.wait()
            else:
                await self._rest(pause, max(turn.due_ms - self._now_ms(), 0) / 1000)

    def _turn(self, most: int) -> tuple[Turn, list[Letter | Outcome]]:
        """Write down, take, and write the letters; instead of one that cannot be written, what is to be said of it. Blocks."""
        turn = self._outbox.turn(self._receiver, self._settled, now_ms=self._now_ms(), most=most, recover=self._recover)
        return turn, [self._letter(one) for one in turn.parcels]

    def _letter(self, parcel: Parcel) -> Letter | Outcome:
        spec = self._spec()
        if spec is None or self._receiver.channel not in spec.channels():
            return self._gone()
        try:
            return self._composer.compose(spec, parcel)
        except Invalid as error:
            return refused(error)

    def _gone(self) -> Outcome:
        return refused(f"the subscriber has no {self._receiver.channel} any more")

    async def _rest(self, pause: float, until_due: float) -> None:
        """Wait until the receiver may be written to again; where it may be, until a notice is due or there is news."""
        try:
            await asyncio.wait_for((self._stopping if pause > 0 else self._news).wait(), max(pause or until_due, 0.01))
        except TimeoutError:
            return

    def _spec(self) -> SubscriberSpec | None:
        subscriber = self._catalogue().subscribers.get((self._receiver.plan, self._receiver.subscriber))
        return subscriber.spec if subscriber else None

    def _at_once(self) -> int:
        spec = self._spec()
        return spec.at_once if spec else 1

    def _pause(self) -> float:
        spec, now_s = self._spec(), time.monotonic()
        per_minute = (spec.per_minute if spec else None) or VENDOR_PER_MINUTE.get(self._receiver.channel)
        if per_minute != self._per_minute:
            self._per_minute, self._pace = per_minute, Pace(per_minute)
        return max(self._breaker.pause(now_s), self._pace.pause(now_s))

    async def _attempt(self, parcel: Parcel, letter: Letter | Outcome) -> Settled:
        spec = self._spec()
        self._pace.note(time.monotonic())
        with span("notify", parcel.rows[0].trace, alert=parcel.notices[0].alert_id, subscriber=self._receiver.subscriber) as headers:
            outcome = await self._send(letter, {name: value.decode() for name, value in headers.items() if name == TRACE_HEADER})
            settled = self._judged(parcel, outcome, spec.give_up_hours if spec else _GIVE_UP_HOURS)
            self._tell(settled)
        return settled

    def _judged(self, parcel: Parcel, outcome: Outcome, give_up_hours: int) -> Settled:
        jitter = random.random()  # noqa: S311 - spreads, hides nothing
        self._breaker.note(delivered=outcome.delivered, now_s=time.monotonic(), jitter=jitter, retry_after=outcome.retry_after)
        now_ms = self._now_ms()
        fate = fate_after(
            outcome,
            attempts=parcel.notices[0].attempts + 1,
            created_ms=min(one.created_ms for one in parcel.notices),
            now_ms=now_ms,
            give_up_hours=give_up_hours,
            jitter=jitter,
        )
        return Settled(parcel, fate, outcome.delivered, outcome.answer, now_ms)

    async def _send(self, letter: Letter | Outcome, trace: dict[str, str]) -> Outcome:
        if isinstance(letter, Outcome):
            return letter
        to = getattr(self._spec(), self._receiver.channel, None)
        if to is None:
            return self._gone()
        return await sent(self._channel, to, replace(letter, trace=trace))

    def _tell(self, settled: Settled) -> None:
        channel, parcel = self._receiver.channel, settled.parcel
        metrics.NOTICES.labels(channel, "delivered" if settled.delivered else "failed").inc(len(parcel.notices))
        for row in parcel.rows:
            if settled.delivered and row.began_ms:
                metrics.NOTICE_SECONDS.labels(channel).observe(latency_ms(row, settled.time_ms) / 1000, exemplar())
        head = parcel.notices[0]
        about = {"notice": parcel.bundle, "alert": head.alert_id, "subscriber": head.subscriber, "answer": settled.answer}
        if settled.fate.state == DEAD:
            metrics.DEAD_NOTICES.inc(len(parcel.notices))
            _log.error("notice is dead", extra={"code": "notice-dead", **about})
        elif settled.fate.state == DELIVERED:
            _log.info("notice is delivered", extra={"code": "notice-delivered", **about})
        else:
            _log.info("notice is tried again later", extra={"code": "notice-waiting", **about})
