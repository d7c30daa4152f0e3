"""The RPCs of the office's steps and of statements: checked at the door, then written into the log of their area."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import grpc
from google.protobuf.timestamp_pb2 import Timestamp

from services.registry.active import Active
from services.registry.office.checking import Forbidden, check_override, remark_of, reviews_of
from shared.events.codec import encode_event
from shared.events.definitions_follower import DefinitionsFollower
from shared.events.statements import encode_statement
from shared.events.topics import AREA_EVENTS
from shared.judgement.event import Reviews
from shared.model.catalogue import Catalogue
from shared.model.statement import Statement
from shared.runtime.grpc_server import Authenticator, Context, errors_as_status, refuse, trace_parent
from shared.runtime.identity import READER, REVIEWER, UNIT, NotProven
from shared.runtime.signing import verify
from shared.runtime.telemetry import span
from shared.runtime.wire_time import timestamp
from xiheng.office.v1 import office_service_pb2 as messages
from xiheng.office.v1 import office_service_pb2_grpc as rpc

OFFICE_NAME = messages.DESCRIPTOR.services_by_name["OfficeService"].full_name


class OfficeServicer(rpc.OfficeServiceServicer):
    """Takes steps and statements."""

    def __init__(self, active: Active, follower: DefinitionsFollower, authenticator: Authenticator) -> None:
        self._active = active
        self._follower = follower
        self._authenticator = authenticator

    async def TakeStep(self, request: messages.TakeStepRequest, context: Context) -> messages.TakeStepResponse:
        """Take a step about values."""
        caller = await self._authenticator.caller(context, REVIEWER)
        catalogue = await self._catalogue(context)
        async with _refusals(context):
            return messages.TakeStepResponse(time=await self._publish(reviews_of(request, caller, catalogue), context))

    async def AddRemark(self, request: messages.AddRemarkRequest, context: Context) -> messages.AddRemarkResponse:
        """Explain a verdict for the responsible unit."""
        caller = await self._authenticator.caller(context, UNIT)
        catalogue = await self._catalogue(context)
        async with _refusals(context):
            return messages.AddRemarkResponse(time=await self._publish(remark_of(request, caller, catalogue), context))

    async def FileOverride(self, request: messages.FileOverrideRequest, context: Context) -> messages.FileOverrideResponse:
        """File an override that somebody signed."""
        await self._authenticator.caller(context, READER)
        catalogue = await self._catalogue(context)
        async with _refusals(context):
            signed = verify(request.signature, self._authenticator.public_key)
            check_override(signed.statement, signed.signer, catalogue, signed_at=signed.signed_at)
            time = await self._publish(signed.statement, context)
            return messages.FileOverrideResponse(time=time, statement=encode_statement(signed.statement))

    async def _catalogue(self, context: Context) -> Catalogue:
        """Return the catalogue; ends the call with FAILED_PRECONDITION while a replay's clock stands nowhere."""
        if not self._follower.now_ms():
            await refuse(
                context, grpc.StatusCode.FAILED_PRECONDITION, "the replay's clock does not stand anywhere yet: move it first (MoveClock)"
            )
        return self._follower.catalogue

    async def _publish(self, body: Reviews | Statement, context: Context) -> Timestamp:
        """Write into the log of the area, and return the time once it is durable."""
        now_ms = self._follower.now_ms()
        value, key = encode_event(body, received_time_ms=now_ms), body.area.encode()
        with span("file", trace_parent(context), kind=type(body).__name__, area=body.area) as headers:
            sent = self._active.submit(lambda producer, _: producer.send(AREA_EVENTS, key=key, value=value, headers=headers).result())
            await asyncio.wrap_future(sent)
        return timestamp(now_ms)


@asynccontextmanager
async def _refusals(context: Context) -> AsyncIterator[None]:
    async with errors_as_status(context):
        try:
            yield
        except (Forbidden, NotProven) as error:
            await refuse(context, grpc.StatusCode.PERMISSION_DENIED, str(error))


def add_office(servicer: OfficeServicer, server: grpc.aio.Server) -> None:
    """Add the service to a server."""
    rpc.add_OfficeServiceServicer_to_server(servicer, server)
