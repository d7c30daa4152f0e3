"""The scoreboard's RPCs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import date

import grpc

from services.scoreboard.embargoed import EmbargoedStatuses
from services.scoreboard.paging import MOST, key_of, token_after
from services.scoreboard.past import Wanted
from services.scoreboard.projection import Key
from services.scoreboard.queries import Page, Queries
from services.scoreboard.unknown import why_unknown
from services.scoreboard.watchers import TooSlow, Watchers
from shared.events.verdicts import status_from_message
from shared.judgement.wording import both
from shared.model.statement import Statement, StatementKind
from shared.runtime.grpc_server import Authenticator, Context, errors_as_status, refuse
from shared.runtime.identity import INSIDER, READER, NotProven
from shared.runtime.signing import verify_shown
from xiheng.events.v1.verdict_pb2 import TargetStatusEvent
from xiheng.scoreboard.v1 import scoreboard_service_pb2 as messages
from xiheng.scoreboard.v1 import scoreboard_service_pb2_grpc as rpc

FULL_NAME = messages.DESCRIPTOR.services_by_name["ScoreboardService"].full_name
_HISTORY = 50


class ScoreboardServicer(rpc.ScoreboardServiceServicer):
    """Answers questions about statuses."""

    def __init__(self, queries: Queries, embargoed: EmbargoedStatuses, watchers: Watchers, authenticator: Authenticator) -> None:
        self._queries = queries
        self._embargoed = embargoed
        self._watchers = watchers
        self._authenticator = authenticator

    async def ListStatuses(self, request: messages.ListStatusesRequest, context: Context) -> messages.ListStatusesResponse:
        """List one status of every target and area, in pages where that is asked for."""
        await self._authenticator.caller(context, READER)
        wanted = await _wanted(request, context)
        async with errors_as_status(context):
            page = Page(key_of(request.page_token, wanted), min(request.page_size, MOST))
        return await asyncio.to_thread(self._listed, wanted, page)

    async def ExplainTarget(self, request: messages.ExplainTargetRequest, context: Context) -> messages.ExplainTargetResponse:
        """Explain one target in one area, with its history."""
        await self._authenticator.caller(context, READER)
        if not request.target or not request.area:
            await refuse(context, grpc.StatusCode.INVALID_ARGUMENT, "target and area: both are needed, such as jobs.urban-new and 320200")
        plan = request.plan or await self._only_plan(request.target, context)
        key = Key(plan, request.target, request.area)
        wanted = (await _wanted(request, context))._replace(plan=plan)
        found = await asyncio.to_thread(self._queries.statuses, wanted)
        if not found:
            await refuse(context, grpc.StatusCode.NOT_FOUND, await asyncio.to_thread(why_unknown, self._queries, key))
        past = await asyncio.to_thread(self._queries.history, key, limit=_HISTORY, wanted=wanted)
        earlier = [self._entry(event) for event in past if event.origin != found[0].origin]
        return messages.ExplainTargetResponse(status=self._entry(found[0]), history=earlier)

    async def ListPoints(self, request: messages.ListPointsRequest, context: Context) -> messages.ListPointsResponse:
        """List the values and statuses of one target in one area over time."""
        await self._authenticator.caller(context, READER)
        wanted = await _wanted(request, context)
        events = await asyncio.to_thread(self._queries.points, Key(request.plan, request.target, request.area), wanted)
        return messages.ListPointsResponse(points=[_point(event) for event in events])

    async def ListEmbargoed(self, request: messages.ListEmbargoedRequest, context: Context) -> messages.ListEmbargoedResponse:
        """List the verdicts on values before their official release, of the caller's areas."""
        caller = await self._authenticator.caller(context, INSIDER)
        events = await asyncio.to_thread(self._embargoed.listed, caller.areas, plan=request.plan, area=request.area)
        return messages.ListEmbargoedResponse(statuses=[self._entry(event) for event in events])

    async def WatchStatuses(
        self, request: messages.WatchStatusesRequest, context: Context
    ) -> AsyncIterator[messages.WatchStatusesResponse]:
        """Stream statuses as they change."""
        await self._authenticator.caller(context, READER)
        try:
            async for event in self._watchers.watch(request.plan, request.area):
                yield messages.WatchStatusesResponse(status=self._entry(event))
        except TooSlow:
            await refuse(context, grpc.StatusCode.RESOURCE_EXHAUSTED, "too slow: list the statuses and watch again")

    def _listed(self, wanted: Wanted, page: Page) -> messages.ListStatusesResponse:
        """Read and word a page: a thousand statuses keep a thread busy for a while, not the event loop."""
        found = self._queries.page(wanted, page)
        entries = [self._entry(event) for event in found.events]
        return messages.ListStatusesResponse(statuses=entries, next_page_token=token_after(found.last, wanted))

    def _entry(self, event: TargetStatusEvent) -> messages.StatusEntry:
        return entry(event, self._authenticator.public_key)

    async def _only_plan(self, target: str, context: Context) -> str:
        plans = await asyncio.to_thread(self._queries.plans_of, target)
        if len(plans) != 1:
            code = grpc.StatusCode.INVALID_ARGUMENT if plans else grpc.StatusCode.NOT_FOUND
            await refuse(context, code, f"plan: name one of {', '.join(plans)}" if plans else f"no status of a target {target!r}")
        return plans[0]


def entry(event: TargetStatusEvent, public_key: str) -> messages.StatusEntry:
    """Return a status with its sentences, signatures beside it verified with the authority's key."""
    verdict = status_from_message(event).verdict
    (headline_zh, explanation_zh), (headline_en, explanation_en) = both(verdict, "zh"), both(verdict, "en")
    return messages.StatusEntry(
        event=event,
        explanation_zh=explanation_zh,
        explanation_en=explanation_en,
        headline_zh=headline_zh,
        headline_en=headline_en,
        checks=[_check(one, public_key) for one in verdict.statements if one.kind is StatementKind.OVERRIDE],
    )


def _check(statement: Statement, public_key: str) -> messages.SignatureCheck:
    try:
        signed = verify_shown(statement, public_key)
    except NotProven as error:
        return messages.SignatureCheck(event_id=statement.event_id, valid=False, finding=str(error))
    finding = f"signed by {signed.signer.subject} at {signed.signed_at.isoformat()}, certificate of the platform's authority"
    return messages.SignatureCheck(event_id=statement.event_id, valid=True, finding=finding)


def _point(event: TargetStatusEvent) -> messages.Point:
    return messages.Point(
        period=event.period,
        value=event.value if event.HasField("value") else None,
        plan_value=event.plan_value if event.HasField("plan_value") else None,
        status=event.status,
    )


_InBothTimes = messages.ListStatusesRequest | messages.ExplainTargetRequest | messages.ListPointsRequest


async def _wanted(request: _InBothTimes, context: Context) -> Wanted:
    try:
        as_of = date.fromisoformat(request.as_of_day) if request.as_of_day else None
    except ValueError:
        await refuse(context, grpc.StatusCode.INVALID_ARGUMENT, f"as_of_day: {request.as_of_day!r} is not a day such as 2026-07-15")
    known_ms = int(request.known_time.ToMilliseconds()) if request.HasField("known_time") else None
    return Wanted(request.plan, request.target, request.area, as_of, known_ms)


def add_servicer(servicer: ScoreboardServicer, server: grpc.aio.Server) -> None:
    """Add the service to a server."""
    rpc.add_ScoreboardServiceServicer_to_server(servicer, server)
