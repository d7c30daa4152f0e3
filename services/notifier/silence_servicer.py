"""The RPCs of silences and of who is on call."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import Any

import grpc

from services.notifier.answers import answered, ended
from services.notifier.bell import Bell
from services.notifier.book import Book
from services.notifier.entries import head_of, on_call_entry, silence_entry
from services.notifier.facts import zone_of
from services.notifier.lifecycle.rota import on_call
from services.notifier.lifecycle.silence import Silence, id_of
from services.notifier.requests import request_of
from services.notifier.rights import check_area
from services.notifier.silences import Silences
from shared.model.catalogue import Catalogue
from shared.model.matchers import areas_named, read_matcher
from shared.runtime.grpc_server import Authenticator, Context, errors_as_status, refuse
from shared.runtime.identity import READER, RESPONDER, Identity
from xiheng.alerts.v1 import alert_service_pb2 as messages
from xiheng.alerts.v1 import alert_service_pb2_grpc as rpc

_SHORTEST = 4


class SilencingServicer(rpc.AlertServiceServicer):
    """Takes and lists silences, and tells who is on call."""

    def __init__(
        self,
        book: Book,
        bell: Bell,
        catalogue: Callable[[], Catalogue],
        authenticator: Authenticator,
        silences: Silences,
        now_ms: Callable[[], int],
    ) -> None:
        self._book = book
        self._bell = bell
        self._catalogue = catalogue
        self._authenticator = authenticator
        self._silences = silences
        self._now_ms = now_ms

    async def SilenceAlerts(self, request: messages.SilenceAlertsRequest, context: Context) -> messages.SilenceAlertsResponse:
        """Make a silence."""
        caller = await self._authenticator.caller(context, RESPONDER)
        async with errors_as_status(context):
            answered(request, self._now_ms())
            await self._check_areas(context, caller, request.matchers)
            line = await asyncio.to_thread(self._book.take_step, "", request_of(caller.subject, request), partial(answered, request))
        return messages.SilenceAlertsResponse(**await self._silence(id_of(line)))

    async def EndSilence(self, request: messages.EndSilenceRequest, context: Context) -> messages.EndSilenceResponse:
        """End a silence."""
        caller = await self._authenticator.caller(context, RESPONDER)
        one = await self._find(context, request.id)
        await self._check_areas(context, caller, one.matchers)
        async with errors_as_status(context):
            await asyncio.to_thread(self._book.take_step, "", request_of(caller.subject, request), partial(ended, request, one))
        return messages.EndSilenceResponse(**await self._silence(one.id))

    async def ListSilences(self, request: messages.ListSilencesRequest, context: Context) -> messages.ListSilencesResponse:
        """List silences."""
        await self._authenticator.caller(context, READER)
        now_ms = self._now_ms()
        found = [one for one in (await self._all()).values() if request.include_ended or one.is_active(now_ms)]
        listed = sorted(found, key=lambda one: (-one.end_ms, one.id))
        return messages.ListSilencesResponse(silences=[silence_entry(one, now_ms) for one in listed])

    async def ListOnCall(self, request: messages.ListOnCallRequest, context: Context) -> messages.ListOnCallResponse:
        """Tell who is on call."""
        await self._authenticator.caller(context, READER)
        at_ms = request.time.ToMilliseconds() if request.HasField("time") else self._now_ms()
        catalogue = self._catalogue()
        found = []
        for plan, spec in catalogue.plans.items():
            for rota, one in sorted(spec.alerting.rotas.items()):
                if request.plan in ("", plan):
                    duty = on_call(one, at_ms, zone_of(plan, catalogue))
                    found.append(on_call_entry(plan, rota, duty, catalogue.subscribers.get((plan, duty.person))))
        return messages.ListOnCallResponse(on_call=found)

    async def _silence(self, identity: str) -> dict[str, Any]:
        """Return the fields of the answer about a silence."""
        self._bell.ring()
        one, end = (await self._all())[identity], await asyncio.to_thread(self._book.head)
        return {"silence": silence_entry(one, self._now_ms()), "head": head_of(end)}

    async def _all(self) -> Mapping[str, Silence]:
        return await asyncio.to_thread(self._book.read, self._silences.read)

    async def _find(self, context: Context, identity: str) -> Silence:
        """Return the silence whose id begins so; ends the call without one, or with several."""
        found = [one for one in (await self._all()).values() if one.id.startswith(identity)] if len(identity) >= _SHORTEST else []
        if len(found) != 1:
            said = f"id: {'several silences begin' if found else 'no silence begins'} with {identity!r}; `xiheng alerts silences` has all"
            await refuse(context, grpc.StatusCode.INVALID_ARGUMENT if found else grpc.StatusCode.NOT_FOUND, said)
        return found[0]

    async def _check_areas(self, context: Context, caller: Identity, matchers: Collection[str]) -> None:
        """End the call with PERMISSION_DENIED where alerts of areas that are none of the caller's would be silenced."""
        catalogue = self._catalogue()
        areas = areas_named(tuple(matchers))
        for area in sorted(_plan_areas(matchers, catalogue) if areas is None else areas):
            await check_area(context, caller, area, catalogue, "confine the silence by area=…, or ask the authority for it")


def _plan_areas(matchers: Collection[str], catalogue: Catalogue) -> frozenset[str]:
    """Return the areas of the plans that matchers are about."""
    plans = [one for one in map(read_matcher, matchers) if one.name == "plan"]
    return frozenset(spec.area for name, spec in catalogue.plans.items() if all((name in one.values) is not one.negated for one in plans))
