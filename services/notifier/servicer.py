"""The RPCs of alerts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from typing import Any

import grpc
from google.protobuf.timestamp_pb2 import Timestamp

from services.notifier.book import Book, Filter, NoSuchAlert
from services.notifier.lifecycle.line import Step
from services.notifier.paging import key_before, token_after
from services.notifier.requests import request_of
from shared.events.verdicts import alert_from_message
from shared.judgement.wording import explain
from shared.model.catalogue import Catalogue
from shared.runtime.grpc_server import Authenticator, Context, errors_as_status, refuse
from shared.runtime.identity import READER, RESPONDER, Identity
from xiheng.alerts.v1 import alert_service_pb2 as messages
from xiheng.alerts.v1 import alert_service_pb2_grpc as rpc
from xiheng.events.v1.verdict_pb2 import AlertEvent

FULL_NAME = messages.DESCRIPTOR.services_by_name["AlertService"].full_name
_MOST, _USUAL = 1000, 100


class Bell:
    """Wakes those who wait for news. `ring` may be called from any thread, the rest from the event loop."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Tell that there is news."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._ring)

    async def wait(self) -> None:
        """Wait for the next ring."""
        await self._rung.wait()

    @property
    def next(self) -> asyncio.Event:
        """The event of the next ring: take it before looking for news, then wait for it."""
        return self._rung

    def _ring(self) -> None:
        rung, self._rung = self._rung, asyncio.Event()
        rung.set()


class AlertServicer(rpc.AlertServiceServicer):
    """Lists, streams and acknowledges alerts."""

    def __init__(self, book: Book, bell: Bell, catalogue: Callable[[], Catalogue], authenticator: Authenticator) -> None:
        self._book = book
        self._bell = bell
        self._catalogue = catalogue
        self._authenticator = authenticator

    async def ListAlerts(self, request: messages.ListAlertsRequest, context: Context) -> messages.ListAlertsResponse:
        """List episodes, newest first."""
        await self._authenticator.caller(context, READER)
        limit = min(request.page_size or _USUAL, _MOST)
        asked = (request.area, request.rule, request.minimum_severity, request.include_resolved)
        async with errors_as_status(context):
            before = key_before(request.page_token, asked)
        areas = self._catalogue().below(request.area) or (request.area,) if request.area else None
        wanted = Filter(areas, request.rule, request.minimum_severity, request.include_resolved)
        rows = await asyncio.to_thread(self._book.episodes, wanted, limit=limit, before=before)
        token = token_after(rows[-1].first_cursor, asked) if len(rows) == limit else ""
        return messages.ListAlertsResponse(alerts=[entry(row) for row in rows], next_page_token=token)

    async def GetAlert(self, request: messages.GetAlertRequest, context: Context) -> messages.GetAlertResponse:
        """Return an episode with its ledger."""
        await self._authenticator.caller(context, READER)
        row = await self._find(context, request.id)
        lines = await asyncio.to_thread(self._book.ledger, row.alert_id)
        ledger = [messages.LedgerLine(time=_timestamp(one.time_ms), step=one.step.value, actor=one.actor, note=one.note) for one in lines]
        return messages.GetAlertResponse(alert=entry(row), ledger=ledger)

    async def Subscribe(self, request: messages.SubscribeRequest, context: Context) -> AsyncIterator[messages.SubscribeResponse]:
        """Stream events from a cursor on, then as they come."""
        await self._authenticator.caller(context, READER)
        cursor = request.cursor
        while True:
            news = self._bell.next
            rows = await asyncio.to_thread(self._book.events_after, cursor, _USUAL)
            for row in rows:
                cursor = row.cursor
                if self._is_wanted(request, AlertEvent.FromString(row.event)):
                    yield messages.SubscribeResponse(cursor=cursor, alert=entry(row))
            if not rows:
                await news.wait()

    async def AcknowledgeAlert(self, request: messages.AcknowledgeAlertRequest, context: Context) -> messages.AcknowledgeAlertResponse:
        """Write down that somebody takes care of an episode."""
        caller = await self._authenticator.caller(context, RESPONDER)
        row = await self._find(context, request.id)
        await self._check_area(context, caller, row.area)
        asked = request_of(caller.subject, request)
        async with errors_as_status(context):
            await asyncio.to_thread(self._book.take_step, row.alert_id, Step.ACKNOWLEDGED, asked, note=request.comment)
            row = await asyncio.to_thread(self._book.find, row.alert_id)
        return messages.AcknowledgeAlertResponse(alert=entry(row))

    async def ListDeliveries(self, request: messages.ListDeliveriesRequest, context: Context) -> messages.ListDeliveriesResponse:
        """List attempts to deliver notices, newest first."""
        await self._authenticator.caller(context, READER)
        rows = await asyncio.to_thread(self._book.deliveries, request.alert_id, min(request.page_size or _USUAL, _MOST))
        return messages.ListDeliveriesResponse(deliveries=[_delivery(row) for row in rows])

    async def _find(self, context: Context, identity: str) -> Any:  # noqa: ANN401 - a row of the table
        """Return an episode; ends the call with NOT_FOUND without one."""
        async with errors_as_status(context):
            try:
                return await asyncio.to_thread(self._book.find, identity)
            except NoSuchAlert as error:
                await refuse(context, grpc.StatusCode.NOT_FOUND, str(error))

    async def _check_area(self, context: Context, caller: Identity, area: str) -> None:
        """End the call with PERMISSION_DENIED where an area is none of the caller's."""
        if not caller.covers(area, self._catalogue()):
            denied = f"area: {area} is not among those of {caller.subject}: ask the authority for it"
            await refuse(context, grpc.StatusCode.PERMISSION_DENIED, denied)

    def _is_wanted(self, request: messages.SubscribeRequest, event: AlertEvent) -> bool:
        catalogue = self._catalogue()
        return (
            event.severity >= request.minimum_severity
            and (not request.rules or event.rule in request.rules)
            and (not request.areas or any(catalogue.within(event.area, area) for area in request.areas))
        )


def entry(row: Any) -> messages.AlertEntry:  # noqa: ANN401 - a row with an event and an acknowledgement
    """Return an episode with its sentences."""
    event = AlertEvent.FromString(row.event)
    facts = alert_from_message(event).episode.facts
    return messages.AlertEntry(
        event=event,
        explanation_zh=explain(facts, language="zh"),
        explanation_en=explain(facts, language="en"),
        acknowledged_by=row.acknowledged_by,
        acknowledged_time=_timestamp(row.acknowledged_ms) if row.acknowledged_ms else None,
        first_seen_time=_timestamp(row.first_seen_ms),
    )


def _delivery(row: Any) -> messages.Delivery:  # noqa: ANN401 - a row of the table
    return messages.Delivery(
        notice_id=row.notice_id,
        alert_id=row.alert_id,
        subscriber=row.subscriber,
        channel=row.channel,
        attempt=row.attempt,
        attempt_time=_timestamp(row.time_ms),
        delivered=row.delivered,
        answer=row.answer,
        latency_ms=row.latency_ms,
    )


def _timestamp(time_ms: int) -> Timestamp:
    wire = Timestamp()
    wire.FromDatetime(datetime.fromtimestamp(time_ms / 1000, UTC))
    return wire


def add_servicer(servicer: AlertServicer, server: grpc.aio.Server) -> None:
    """Add the service to a server."""
    rpc.add_AlertServiceServicer_to_server(servicer, server)
