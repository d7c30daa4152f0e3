"""The Report stream: requests are checked and handed to Kafka as they come, and answered in order once they are durable."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from typing import Any, NamedTuple

from shared.model.errors import Unavailable
from shared.reporting.intake import Intake, Taken
from shared.reporting.outbox import Outbox
from shared.reporting.receipts import Noted
from shared.reporting.rejections import count_rejections
from shared.runtime import metrics
from shared.runtime.request_size import Oversized, TooLarge
from shared.runtime.telemetry import exemplar, span
from xiheng.shared.v1 import reporting_pb2

_log = logging.getLogger(__name__)

WINDOW = 64
"""Requests of one stream that may wait for Kafka; then the client has to wait, by the stream's own flow control."""


class Answer(NamedTuple):
    """What is said about one request."""

    sequence: int
    accepted: int
    rejections: list[reporting_pb2.Rejection]


class _Waiting(NamedTuple):
    request: Any
    taken: Taken
    durable: list[asyncio.Future[Any]]
    began: float
    exemplar: dict[str, str] | None


class Stream:
    """One Report stream of one caller."""

    def __init__(
        self,
        service: str,
        reporter: str,
        outbox: Outbox,
        *,
        intake: Callable[[], Intake],
        now_ms: Callable[[], int],
        note: Callable[[Noted], None],
        trace: str = "",
    ) -> None:
        """Take what the stream needs.

        Args:
            service: Name of the domain service.
            reporter: Subject of the caller.
            outbox: Takes the accepted rows.
            intake: Returns the checks against the catalogue as it is now.
            now_ms: The platform's time.
            note: Takes the receipts.
            trace: The caller's trace; empty: none.
        """
        self._service = service
        self._reporter = reporter
        self._outbox = outbox
        self._intake = intake
        self._now_ms = now_ms
        self._note = note
        self._trace = trace
        self._seconds = metrics.REPORT_SECONDS.labels(service)
        self._accepted = metrics.OBSERVATIONS.labels(service, "accepted")
        self._rejected = metrics.OBSERVATIONS.labels(service, "rejected")
        self._checked = metrics.OBSERVATIONS.labels(service, "checked")

    async def answers(self, requests: AsyncIterator[Any]) -> AsyncIterator[Answer]:
        """Yield the answer to each request, in order.

        Raises:
            Unavailable: If accepted rows did not become durable: the client sends again what was not answered.
            TooLarge: If a request is; those before it are answered.
        """
        waiting: asyncio.Queue[_Waiting | BaseException | None] = asyncio.Queue(WINDOW)
        reader = asyncio.create_task(self._read(requests, waiting))
        try:
            while (item := await waiting.get()) is not None:
                if isinstance(item, BaseException):
                    raise item
                yield await self._answer(item)
        finally:
            reader.cancel()
            with suppress(asyncio.CancelledError):
                await reader

    async def _read(self, requests: AsyncIterator[Any], waiting: asyncio.Queue[_Waiting | BaseException | None]) -> None:
        try:
            async for request in requests:
                if isinstance(request, Oversized):
                    raise TooLarge(request.size)  # noqa: TRY301 - answered in its turn, as any other error is
                await waiting.put(self._begin(request))
            await waiting.put(None)
        except Exception as error:  # noqa: BLE001 - raised where the answers are read
            await waiting.put(error)

    def _begin(self, request: Any) -> _Waiting:  # noqa: ANN401 - a ReportRequest of any domain
        began, now_ms = time.perf_counter(), self._now_ms()
        taken = self._intake().take(request, now_ms)
        with span("report", self._trace, service=self._service, accepted=taken.accepted) as headers:
            if _log.isEnabledFor(logging.DEBUG):
                about = {"sequence": request.sequence, "accepted": taken.accepted, "refused": taken.refused}
                _log.debug("request is checked", extra={"code": "request-checked", "reporter": self._reporter, **about})
            batches = () if request.dry_run else taken.batches
            durable = [self._outbox.put(one, reporter=self._reporter, now_ms=now_ms, headers=headers) for one in batches]
            return _Waiting(request, taken, durable, began, exemplar())

    async def _answer(self, item: _Waiting) -> Answer:
        request, taken = item.request, item.taken
        try:
            for one in item.durable:
                await one
        except Unavailable:
            for one in item.durable:
                one.cancel()
            raise
        self._seconds.observe(time.perf_counter() - item.began, item.exemplar)
        self._count(request, taken)
        return Answer(request.sequence, taken.accepted, taken.rejections)

    def _count(self, request: Any, taken: Taken) -> None:  # noqa: ANN401 - a ReportRequest of any domain
        (self._checked if request.dry_run else self._accepted).inc(taken.accepted)
        if taken.refused:
            self._rejected.inc(taken.refused)
            count_rejections(self._service, request, taken.rejections, self._intake().catalogue.areas)
        if not request.dry_run:
            batches = taken.batches
            self._note(Noted(self._now_ms(), self._reporter, request.sequence, taken.accepted, taken.refused, taken.rejections, batches))
