"""The RPCs of alerts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from functools import partial
from typing import Any

import grpc
import sqlalchemy as sa
from google.protobuf.message import Message

from services.notifier.answers import answered
from services.notifier.bell import Bell
from services.notifier.book import Book, Filter, NoSuchAlert
from services.notifier.entries import chain_link, delivery, entry, head_of, ledger_line, phase_word, sealed_line
from services.notifier.feed import Feed
from services.notifier.holds import Hold, holds_of
from services.notifier.paging import key_before, token_after
from services.notifier.requests import request_of
from services.notifier.rights import check_area
from services.notifier.silence_servicer import SilencingServicer
from services.notifier.silences import Silences
from shared.model.catalogue import Catalogue
from shared.runtime.grpc_server import Authenticator, Context, errors_as_status, refuse
from shared.runtime.identity import READER, RESPONDER, Identity
from xiheng.alerts.v1 import alert_service_pb2 as messages
from xiheng.alerts.v1 import alert_service_pb2_grpc as rpc
from xiheng.events.v1.verdict_pb2 import AlertEvent

FULL_NAME = messages.DESCRIPTOR.services_by_name["AlertService"].full_name
_MOST, _USUAL = 1000, 100


class AlertServicer(SilencingServicer):
    """Lists and streams alerts, and takes what people do about them."""

    def __init__(
        self,
        book: Book,
        bell: Bell,
        catalogue: Callable[[], Catalogue],
        authenticator: Authenticator,
        silences: Silences,
        now_ms: Callable[[], int],
    ) -> None:
        super().__init__(book, bell, catalogue, authenticator, silences, now_ms)
        self._feed = Feed(book)

    async def ListAlerts(self, request: messages.ListAlertsRequest, context: Context) -> messages.ListAlertsResponse:
        """List episodes, the one that began last first."""
        await self._authenticator.caller(context, READER)
        limit = min(request.page_size or _USUAL, _MOST)
        wanted = self._filter(request)
        asked = _without_place(request)
        async with errors_as_status(context):
            before = key_before(request.page_token, asked)
        rows = await asyncio.to_thread(self._book.episodes, wanted, limit=limit, before=before)
        token = token_after(rows[-1].first_cursor, asked) if len(rows) == limit else ""
        return messages.ListAlertsResponse(alerts=await self._entries(rows), next_page_token=token)

    async def GetAlert(self, request: messages.GetAlertRequest, context: Context) -> messages.GetAlertResponse:
        """Return an episode with its ledger."""
        await self._authenticator.caller(context, READER)
        row = await self._episode(context, request.id)
        lines = await asyncio.to_thread(self._book.ledger, row.alert_id)
        (found,) = await self._entries([row])
        return messages.GetAlertResponse(alert=found, ledger=[ledger_line(one) for one in lines])

    async def Subscribe(self, request: messages.SubscribeRequest, context: Context) -> AsyncIterator[messages.SubscribeResponse]:
        """Stream events from a cursor on, then as they come."""
        await self._authenticator.caller(context, READER)
        cursor = request.cursor
        while True:
            news = self._bell.next
            found = await self._feed.after(cursor, news)
            for one in found:
                cursor = one.cursor
                if self._is_wanted(request, one.event):
                    yield one.response
            if not found:
                await news.wait()

    async def AcknowledgeAlert(self, request: messages.AcknowledgeAlertRequest, context: Context) -> messages.AcknowledgeAlertResponse:
        """Write down that somebody takes care of an episode."""
        return messages.AcknowledgeAlertResponse(**await self._taken(request, context))

    async def AssignAlert(self, request: messages.AssignAlertRequest, context: Context) -> messages.AssignAlertResponse:
        """Put an episode into the hands of a unit."""
        return messages.AssignAlertResponse(**await self._taken(request, context))

    async def CommentOnAlert(self, request: messages.CommentOnAlertRequest, context: Context) -> messages.CommentOnAlertResponse:
        """Add a comment."""
        return messages.CommentOnAlertResponse(**await self._taken(request, context))

    async def AddEvidence(self, request: messages.AddEvidenceRequest, context: Context) -> messages.AddEvidenceResponse:
        """Add evidence."""
        return messages.AddEvidenceResponse(**await self._taken(request, context))

    async def SnoozeAlert(self, request: messages.SnoozeAlertRequest, context: Context) -> messages.SnoozeAlertResponse:
        """Let an episode rest."""
        return messages.SnoozeAlertResponse(**await self._taken(request, context))

    async def CloseNotices(self, request: messages.CloseNoticesRequest, context: Context) -> messages.CloseNoticesResponse:
        """Resolve by hand."""
        return messages.CloseNoticesResponse(**await self._taken(request, context))

    async def SignOffAlert(self, request: messages.SignOffAlertRequest, context: Context) -> messages.SignOffAlertResponse:
        """Sign off a unit's work."""
        return messages.SignOffAlertResponse(**await self._taken(request, context))

    async def ReadLedger(self, _: messages.ReadLedgerRequest, context: Context) -> AsyncIterator[messages.ReadLedgerResponse]:
        """Stream the ledger as it stands."""
        await self._authenticator.caller(context, READER)
        end = await asyncio.to_thread(self._book.head)
        for first in range(1, end.number + 1, _MOST):
            for link in await asyncio.to_thread(self._book.links, first, min(first + _MOST - 1, end.number)):
                yield chain_link(link)
        place = 0
        while lines := [one for one in await asyncio.to_thread(self._book.kept_after, place, _MOST) if one.link <= end.number]:
            place = lines[-1].number
            for line in lines:
                yield sealed_line(line)

    async def ListDeliveries(self, request: messages.ListDeliveriesRequest, context: Context) -> messages.ListDeliveriesResponse:
        """List attempts to deliver notices, newest first."""
        await self._authenticator.caller(context, READER)
        rows = await asyncio.to_thread(self._book.deliveries, request.alert_id, min(request.page_size or _USUAL, _MOST))
        return messages.ListDeliveriesResponse(deliveries=[delivery(row) for row in rows])

    async def _entries(self, rows: Sequence[Any]) -> list[messages.AlertEntry]:
        """Return episodes with what holds their notices back now."""
        catalogue, now_ms = self._catalogue(), self._now_ms()

        def read(connection: sa.Connection) -> Mapping[str, Sequence[Hold]]:
            return holds_of(connection, rows, catalogue, self._silences.active(connection, now_ms), now_ms)

        holds = await asyncio.to_thread(self._book.read, read)
        return [entry(row, holds.get(row.alert_id, ())) for row in rows]

    async def _taken(self, request: Any, context: Context) -> dict[str, Any]:  # noqa: ANN401 - one of those that name an episode
        """Take a step that somebody asks for, and return the fields of the answer."""
        caller = await self._authenticator.caller(context, RESPONDER)
        row = await self._episode(context, request.id)
        await self._check_right(context, caller, row, request)
        async with errors_as_status(context):
            await asyncio.to_thread(self._book.take_step, row.alert_id, request_of(caller.subject, request), partial(answered, request))
        self._bell.ring()
        row, end = await asyncio.to_thread(self._book.find, row.alert_id), await asyncio.to_thread(self._book.head)
        return {"alert": entry(row), "head": head_of(end)}

    async def _episode(self, context: Context, identity: str) -> Any:  # noqa: ANN401 - a row of the table
        """Return an episode; ends the call with NOT_FOUND without one."""
        async with errors_as_status(context):
            try:
                return await asyncio.to_thread(self._book.find, identity)
            except NoSuchAlert as error:
                await refuse(context, grpc.StatusCode.NOT_FOUND, str(error))

    async def _check_right(self, context: Context, caller: Identity, row: Any, request: Message) -> None:  # noqa: ANN401 - a row of the table
        """End the call with PERMISSION_DENIED where an area is none of the caller's, or the work to be signed off is its own unit's."""
        await check_area(context, caller, row.area, self._catalogue(), "ask the authority for it")
        if isinstance(request, messages.SignOffAlertRequest) and row.unit in caller.units:
            denied = f"unit: {row.unit} does not sign off its own work: ask somebody else"
            await refuse(context, grpc.StatusCode.PERMISSION_DENIED, denied)

    def _filter(self, request: messages.ListAlertsRequest) -> Filter:
        return Filter(
            areas=self._catalogue().below(request.area) or (request.area,) if request.area else None,
            rule=request.rule,
            minimum_severity=request.minimum_severity,
            include_resolved=request.include_resolved,
            plan=request.plan,
            family=request.family,
            phases=tuple(phase_word(one) for one in request.phases),
            unit=request.unit,
        )

    def _is_wanted(self, request: messages.SubscribeRequest, event: AlertEvent) -> bool:
        catalogue = self._catalogue()
        return (
            event.severity >= request.minimum_severity
            and (not request.rules or event.rule in request.rules)
            and (not request.areas or any(catalogue.within(event.area, area) for area in request.areas))
        )


def _without_place(request: messages.ListAlertsRequest) -> bytes:
    """Return what a list asks for, wherever in it and in whatever pages."""
    asked = messages.ListAlertsRequest()
    asked.CopyFrom(request)
    asked.page_token, asked.page_size = "", 0
    return asked.SerializeToString(deterministic=True)


def add_servicer(servicer: AlertServicer, server: grpc.aio.Server) -> None:
    """Add the service to a server."""
    rpc.add_AlertServiceServicer_to_server(servicer, server)
