"""Delivery: one worker a receiver, so that a receiver that is away delays nobody else."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable

import aiohttp
import sqlalchemy as sa

from services.notifier.channels.all import all_channels
from services.notifier.channels.channel import Outcome, sent
from services.notifier.channels.posting import open_session
from services.notifier.composing import Composer
from services.notifier.letter import Letter
from services.notifier.notice import Notice, Receiver
from services.notifier.outbox import Outbox
from services.notifier.worker import Worker
from shared.model.catalogue import Catalogue

_log = logging.getLogger(__name__)
_RETRY_SECONDS = 1.0
_STOP_SECONDS = 5.0


class Delivery:
    """Delivers notices. `tell` may be called from any thread, the rest from the event loop."""

    def __init__(
        self,
        outbox: Outbox,
        composer: Composer,
        catalogue: Callable[[], Catalogue],
        now_ms: Callable[[], int],
        on_failure: Callable[[BaseException], None],
    ) -> None:
        """Take what is needed; nothing is sent before `tell`.

        Args:
            outbox: The queue.
            composer: Writes the letters.
            catalogue: Returns the definitions in force, for the subscribers.
            now_ms: The machine's time.
            on_failure: Told when a worker ends because of an error that retrying does not mend.
        """
        self._outbox = outbox
        self._composer = composer
        self._catalogue = catalogue
        self._now_ms = now_ms
        self._on_failure = on_failure
        self._loop = asyncio.get_running_loop()
        self._session: aiohttp.ClientSession = open_session()
        self._channels = all_channels(self._session)
        self._workers: dict[Receiver, Worker] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def away(self) -> int:
        """Receivers that do not answer."""
        return sum(one.is_away for one in self._workers.values())

    async def send_now(self, receiver: Receiver, to: object, letter: Letter) -> Outcome:
        """Send a letter at once, beside the queue, and return what came of it."""
        return await sent(self._channels[receiver.channel], to, letter)

    def tell(self, notices: Iterable[Notice]) -> None:
        """Tell that notices are written down as waiting."""
        self.wake({one.receiver for one in notices})

    def wake(self, receivers: Iterable[Receiver]) -> None:
        """Tell that something waits for receivers."""
        listed = list(receivers)
        if listed and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake, listed)

    async def resume(self) -> None:
        """Go on with what an earlier run left."""
        self._wake(await asyncio.to_thread(self._outbox.receivers))

    async def stop(self) -> None:
        """Stop; what is under way is given a moment to be written down, and what is not delivered is delivered after the next start."""
        for worker in self._workers.values():
            worker.stop()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=_STOP_SECONDS)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._session.close()

    def _wake(self, receivers: Iterable[Receiver]) -> None:
        for receiver in receivers:
            if receiver not in self._workers:
                worker = Worker(receiver, self._outbox, self._composer, self._channels[receiver.channel], self._catalogue, self._now_ms)
                self._workers[receiver] = worker
                self._tasks.add(asyncio.create_task(self._run(worker)))
            self._workers[receiver].wake()

    async def _run(self, worker: Worker) -> None:
        while True:
            try:
                return await worker.work()
            except sa.exc.OperationalError as error:
                _log.warning("cannot deliver, trying again", extra={"code": "delivery-away", "error": str(error)})
                await asyncio.sleep(_RETRY_SECONDS)
            except Exception as error:  # noqa: BLE001 - the process decides
                self._on_failure(error)
                return None
