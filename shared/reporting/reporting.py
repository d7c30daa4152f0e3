"""What the four domain services do alike: who may report what, the stream, the catalogue for clients, receipts."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any

import grpc
from google.protobuf.timestamp_pb2 import Timestamp

from shared.events.definitions_follower import DefinitionsFollower
from shared.events.publisher import Publisher
from shared.model.catalogue import Catalogue
from shared.model.errors import Unavailable
from shared.reporting.intake import Intake, RecordCheck
from shared.reporting.listing import indicator_info
from shared.reporting.outbox import Outbox
from shared.reporting.receipts import Receipts
from shared.reporting.streaming import Answer, Stream
from shared.runtime.grpc_server import Authenticator, Context, refuse, trace_parent
from shared.runtime.identity import REPORTER, Identity
from shared.runtime.request_size import TooLarge
from shared.runtime.wire_time import timestamp
from xiheng.shared.v1 import reporting_pb2

_DAY_MS = 86_400_000
_LIST_LIMIT = 1000


class Reporting:
    """The RPCs of one domain service, without the messages that are its own."""

    def __init__(
        self,
        service: str,
        *,
        follower: DefinitionsFollower,
        publisher: Publisher,
        receipts: Receipts,
        authenticator: Authenticator,
        check_record: RecordCheck,
    ) -> None:
        self._service = service
        self._follower = follower
        self._outbox = Outbox(publisher)
        self._receipts = receipts
        self._authenticator = authenticator
        self._check_record = check_record

    async def report(self, requests: AsyncIterator[Any], context: Context) -> AsyncIterator[Answer]:
        """Yield the answer to each request of a stream, in order."""
        caller = await self._caller(context)
        await self._catalogue_or_refusal(context)
        stream = Stream(
            self._service,
            caller.subject,
            self._outbox,
            intake=self._intakes(caller),
            now_ms=self._follower.now_ms,
            note=self._receipts.note,
            trace=trace_parent(context),
        )
        try:
            async for answer in stream.answers(requests):
                yield answer
        except Unavailable as error:
            await refuse(context, grpc.StatusCode.UNAVAILABLE, f"{error}; send again what was not answered")
        except TooLarge as error:
            await refuse(context, grpc.StatusCode.RESOURCE_EXHAUSTED, str(error))

    async def indicators(self, prefix: str, context: Context) -> tuple[list[reporting_pb2.IndicatorInfo], Timestamp]:
        """Return what may be sent to this service, and the platform's time."""
        await self._caller(context)
        catalogue = await self._catalogue_or_refusal(context)
        listed = [
            indicator_info(name, spec)
            for name, spec in catalogue.indicators.items()
            if spec.service in (None, self._service) and name.startswith(prefix)
        ]
        return listed, timestamp(self._follower.now_ms())

    async def receipts(self, request: Any, context: Context) -> tuple[list[reporting_pb2.Receipt], list[reporting_pb2.DueObservation]]:  # noqa: ANN401
        """Return the caller's receipts, newest first, and what is due."""
        caller = await self._caller(context)
        catalogue, now_ms = await self._catalogue_or_refusal(context), self._follower.now_ms()
        since_ms = int(request.since_time.ToMilliseconds()) if request.HasField("since_time") else now_ms - _DAY_MS
        limit = min(request.limit or 100, _LIST_LIMIT)
        receipts = self._receipts.of(caller.subject, since_ms=since_ms, limit=limit)
        return receipts, list(self._receipts.due(catalogue, caller, now_ms))

    async def _catalogue_or_refusal(self, context: Context) -> Catalogue:
        """Return the catalogue; ends the call with UNAVAILABLE while it is not read: an empty one would refuse everything for good."""
        if not self._follower.ready:
            await refuse(context, grpc.StatusCode.UNAVAILABLE, "the catalogue is not read yet: Kafka is away or starting; try again")
        return self._follower.catalogue

    async def _caller(self, context: Context) -> Identity:
        caller = await self._authenticator.caller(context, REPORTER)
        if self._service not in caller.services:
            own = ", ".join(sorted(caller.services)) or "none"
            message = f"{caller.subject} may not report to the {self._service} service (its services: {own})"
            await refuse(context, grpc.StatusCode.PERMISSION_DENIED, message)
        return caller

    def _intakes(self, caller: Identity) -> Callable[[], Intake]:
        """Return what gives the checks against the catalogue as it is at each call."""
        found: list[Intake] = []

        def current() -> Intake:
            catalogue = self._follower.catalogue
            if not found or found[0].catalogue is not catalogue:
                found[:] = [Intake(service=self._service, catalogue=catalogue, caller=caller, check_record=self._check_record)]
            return found[0]

        return current
