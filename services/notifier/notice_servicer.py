"""The RPCs of notices: tests, and those that are dead."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import grpc

from services.notifier.dead import DeadNotices, Wanted
from services.notifier.delivery import Delivery
from services.notifier.entries import dead_notice
from services.notifier.rights import check_area
from services.notifier.trying import Trial
from shared.model.catalogue import Catalogue
from shared.model.errors import Invalid
from shared.runtime.grpc_server import Authenticator, Context, errors_as_status, refuse
from shared.runtime.identity import READER, RESPONDER
from xiheng.alerts.v1 import notice_service_pb2 as messages
from xiheng.alerts.v1 import notice_service_pb2_grpc as rpc

FULL_NAME = messages.DESCRIPTOR.services_by_name["NoticeService"].full_name
_USUAL, _MOST = 100, 1000


class NoticeServicer(rpc.NoticeServiceServicer):
    """Implements `xiheng.alerts.v1.NoticeService`."""

    def __init__(
        self, trial: Trial, dead: DeadNotices, delivery: Delivery, catalogue: Callable[[], Catalogue], authenticator: Authenticator
    ) -> None:
        self._trial = trial
        self._dead = dead
        self._delivery = delivery
        self._catalogue = catalogue
        self._authenticator = authenticator

    async def SendTestNotice(self, request: messages.SendTestNoticeRequest, context: Context) -> messages.SendTestNoticeResponse:
        """Send a test notice."""
        caller = await self._authenticator.caller(context, RESPONDER)
        catalogue = self._catalogue()
        found, plan = catalogue.subscribers.get((request.plan, request.subscriber)), catalogue.plans.get(request.plan)
        if found is None or plan is None:
            await refuse(context, grpc.StatusCode.NOT_FOUND, f"subscriber: {request.plan} has no {request.subscriber!r}")
        await check_area(context, caller, plan.area, catalogue)
        async with errors_as_status(context):
            tried = await self._trial.send(
                request.plan, request.subscriber, found.spec, area=plan.area, channel=request.channel, by=caller.subject
            )
        outcomes = [
            messages.TestOutcome(channel=one.channel, delivered=one.outcome.delivered, answer=one.outcome.answer, took_ms=one.took_ms)
            for one in tried
        ]
        return messages.SendTestNoticeResponse(outcomes=outcomes)

    async def ListDeadNotices(self, request: messages.ListDeadNoticesRequest, context: Context) -> messages.ListDeadNoticesResponse:
        """List dead notices."""
        await self._authenticator.caller(context, READER)
        rows, total = await asyncio.to_thread(self._dead.listed, _wanted(request.filter), min(request.page_size or _USUAL, _MOST))
        return messages.ListDeadNoticesResponse(notices=[dead_notice(row) for row in rows], total=total)

    async def ReplayNotices(self, request: messages.ReplayNoticesRequest, context: Context) -> messages.ReplayNoticesResponse:
        """Put dead notices back into the queue."""
        caller = await self._authenticator.caller(context, RESPONDER)
        wanted, catalogue = _wanted(request.filter), self._catalogue()
        async with errors_as_status(context):
            if wanted.says_nothing and not request.all:
                raise Invalid("filter: it is empty; say which notices, or all")
        receivers = await asyncio.to_thread(
            lambda: self._dead.replay(wanted, by=caller.subject, why=request.comment, may=lambda area: caller.covers(area, catalogue))
        )
        self._delivery.wake(set(receivers))
        return messages.ReplayNoticesResponse(replayed=len(receivers))


def _wanted(asked: messages.DeadFilter) -> Wanted:
    return Wanted(asked.plan, asked.subscriber, asked.channel, asked.alert_id, tuple(asked.notice_ids))


def add_notice_servicer(servicer: NoticeServicer, server: grpc.aio.Server) -> None:
    """Add the service to a server."""
    rpc.add_NoticeServiceServicer_to_server(servicer, server)
