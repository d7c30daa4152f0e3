"""Trying out: a test notice to a subscriber, at once and on request."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Callable
from typing import NamedTuple

from services.notifier.answers import Answered
from services.notifier.book import Book
from services.notifier.channels.channel import Outcome
from services.notifier.composing import Composer
from services.notifier.delivery import Delivery
from services.notifier.letter import Told
from services.notifier.lifecycle.line import Step
from services.notifier.notice import Receiver
from services.notifier.requests import Request
from services.notifier.sample import TEST_STEP, trial_event
from shared.model.errors import Invalid
from shared.model.manifests import SubscriberSpec


class Tried(NamedTuple):
    """What came of a test over one channel."""

    channel: str
    outcome: Outcome
    took_ms: float


class Trial:
    """Sends test notices. From the event loop."""

    def __init__(self, delivery: Delivery, composer: Composer, book: Book, now_ms: Callable[[], int]) -> None:
        self._delivery = delivery
        self._composer = composer
        self._book = book
        self._now_ms = now_ms

    async def send(self, plan: str, subscriber: str, spec: SubscriberSpec, *, area: str, channel: str, by: str) -> list[Tried]:
        """Send a test notice over one channel or, where none is named, each; every one stands in the ledger.

        Raises:
            Invalid: If the subscriber has no such channel, or none at all.
        """
        channels = [one for one in spec.channels() if one == channel or not channel]
        if not channels:
            raise Invalid(f"channel: {subscriber} has {'no ' + channel if channel else 'none, only the gRPC stream'}")
        told = Told(trial_event(plan, area, self._now_ms()), TEST_STEP, self._now_ms())
        return [await self._over(Receiver(plan, subscriber, one), spec, told, by) for one in channels]

    async def _over(self, receiver: Receiver, spec: SubscriberSpec, told: Told, by: str) -> Tried:
        notice = uuid.uuid4().hex[:16]
        letter = self._composer.letter(spec, [told], channel=receiver.channel, notice=notice)
        began = time.perf_counter()
        outcome = await self._delivery.send_now(receiver, getattr(spec, receiver.channel), letter)
        took_ms = (time.perf_counter() - began) * 1000
        facts = {**receiver._asdict(), "notice": notice, "delivered": str(outcome.delivered).lower()}
        step = Answered(Step.TESTED, outcome.answer, facts)
        await asyncio.to_thread(self._book.take_step, "", Request(by, "SendTestNotice", "", ""), lambda _: step)
        return Tried(receiver.channel, outcome, took_ms)
