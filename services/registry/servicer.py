"""The registry's RPCs."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Iterable, Iterator

import grpc

from services.registry.active import Active
from services.registry.copier import Copier
from services.registry.domain import Change, changes_for, differences, problems_after, read_manifests
from services.registry.follower import RegistryFollower, definition_key, history_key
from shared.events.definitions import decode_definition, encode_definition
from shared.events.definitions_follower import CLOCK_KEY
from shared.events.kafka_client import Producer
from shared.events.topics import DEFINITIONS
from shared.model.catalogue import Key
from shared.model.errors import Unavailable
from shared.model.manifests import Manifest
from shared.runtime.grpc_server import Authenticator, Context, errors_as_status, refuse, trace_parent
from shared.runtime.identity import APPROVER, READER
from shared.runtime.telemetry import note, span
from shared.runtime.wire_time import timestamp
from xiheng.events.v1.area_event_pb2 import Definition, ReplayClock
from xiheng.registry.v1 import registry_service_pb2 as messages
from xiheng.registry.v1 import registry_service_pb2_grpc as rpc

FULL_NAME = messages.DESCRIPTOR.services_by_name["RegistryService"].full_name
_REMEMBERED = 1000
"""Answers kept by request id."""
_FOLLOW_SECONDS = 10.0


class RegistryServicer(rpc.RegistryServiceServicer):
    """Accepts definitions and moves the clock."""

    def __init__(self, active: Active, follower: RegistryFollower, authenticator: Authenticator, *, replaying: bool) -> None:
        self._active = active
        self._follower = follower
        self._authenticator = authenticator
        self._replaying = replaying
        self._answers: OrderedDict[str, messages.ApplyDefinitionsResponse] = OrderedDict()

    async def ApplyDefinitions(self, request: messages.ApplyDefinitionsRequest, context: Context) -> messages.ApplyDefinitionsResponse:
        """Accept manifests, all or none."""
        approver = await self._authenticator.caller(context, APPROVER)
        await self._whole(context)
        if not self._follower.now_ms():
            await refuse(
                context, grpc.StatusCode.FAILED_PRECONDITION, "the replay's clock does not stand anywhere yet: move it first (MoveClock)"
            )
        if request.request_id in self._answers:
            return self._answers[request.request_id]
        async with errors_as_status(context):
            with span("accept", trace_parent(context), manifests=len(request.manifests), approver=approver.subject):
                work = self._active.submit(lambda producer, copier: self._apply(request, approver.subject, producer, copier))
                answer = await asyncio.wrap_future(work)
                note(changes=len(answer.changes), problems=len(answer.problems))
        if request.request_id and not request.dry_run:
            self._answers[request.request_id] = answer
            while len(self._answers) > _REMEMBERED:
                self._answers.popitem(last=False)
        return answer

    async def ListDefinitions(self, request: messages.ListDefinitionsRequest, context: Context) -> messages.ListDefinitionsResponse:
        """List definitions in force."""
        await self._authenticator.caller(context, READER)
        await self._whole(context)
        wanted = (
            one
            for key, one in sorted(self._follower.entries.items())
            if not one.retired and request.kind in ("", key.kind) and request.plan in ("", key.plan)
        )
        return messages.ListDefinitionsResponse(
            definitions=[
                messages.DefinitionEntry(
                    kind=one.kind,
                    plan=one.plan,
                    name=one.name,
                    version=one.version,
                    manifest=one.manifest,
                    approver=one.approver,
                    accepted_time=timestamp(one.accepted_time_ms),
                )
                for one in wanted
            ]
        )

    async def ListVersions(self, request: messages.ListVersionsRequest, context: Context) -> messages.ListVersionsResponse:
        """List every version of one definition."""
        await self._authenticator.caller(context, READER)
        await self._whole(context)
        plans = sorted(key.plan for key in self._follower.entries if (key.kind, key.name) == (request.kind, request.name))
        if len(plans) > 1 and not request.plan:
            await refuse(context, grpc.StatusCode.INVALID_ARGUMENT, f"plan: name one of {', '.join(plans)}")
        plan = request.plan or next(iter(plans), "")
        if plan not in plans:
            await refuse(context, grpc.StatusCode.NOT_FOUND, f"there never was a {request.kind} {request.name!r}{plan and f' in {plan!r}'}")
        wires = self._follower.versions(Key(request.kind, plan, request.name))
        return messages.ListVersionsResponse(plan=plan, versions=list(_versions(wires)))

    async def GetState(self, request: messages.GetStateRequest, context: Context) -> messages.GetStateResponse:  # noqa: ARG002 - has no fields
        """Tell the clock and how far copying has come."""
        await self._authenticator.caller(context, READER)
        last_ms = self._active.last_tick_ms
        return messages.GetStateResponse(
            active=self._active.is_active,
            tick_time=timestamp(last_ms) if last_ms else None,
            pending_definitions=self._active.pending,
            replaying=self._replaying,
        )

    async def MoveClock(self, request: messages.MoveClockRequest, context: Context) -> messages.MoveClockResponse:
        """Move the clock of a replay."""
        await self._authenticator.caller(context, APPROVER)
        if not self._replaying:
            await refuse(
                context, grpc.StatusCode.FAILED_PRECONDITION, "the clock is the machine's; only a replay's can be moved (XIHENG_REPLAYING)"
            )
        wanted_ms, now_ms = int(request.time.ToMilliseconds()), self._follower.now_ms()
        if wanted_ms < now_ms:
            await refuse(
                context, grpc.StatusCode.INVALID_ARGUMENT, f"time: {wanted_ms} ms is before the present {now_ms} ms; time never runs back"
            )
        async with errors_as_status(context):
            await asyncio.wrap_future(self._active.submit(lambda producer, copier: self._move(wanted_ms, request.tick, producer, copier)))
        return messages.MoveClockResponse(time=timestamp(wanted_ms))

    async def _whole(self, context: Context) -> None:
        """End the call with UNAVAILABLE before all definitions are read: what is not known yet is not absent, and has had versions."""
        if not self._follower.ready:
            await refuse(context, grpc.StatusCode.UNAVAILABLE, "definitions are not read yet: is Kafka there? try again")

    def _apply(
        self, request: messages.ApplyDefinitionsRequest, approver: str, producer: Producer, copier: Copier
    ) -> messages.ApplyDefinitionsResponse:
        manifests, problems = read_manifests(request.manifests)
        catalogue = self._follower.catalogue
        changes = [] if problems else changes_for(catalogue, manifests, prune=request.prune, retire=_references(request))
        problems = problems or problems_after(catalogue, changes)
        if problems:
            return messages.ApplyDefinitionsResponse(problems=problems)
        if not request.dry_run:
            self._write([one for one in changes if one.is_news], approver, producer, copier)
        return messages.ApplyDefinitionsResponse(changes=[_change(one) for one in changes])

    def _write(self, changes: list[Change], approver: str, producer: Producer, copier: Copier) -> None:
        """Keep new versions, and wait until this registry itself knows them: the next request builds on them."""
        wires = [encode_definition(one.definition, approver=approver, accepted_time_ms=self._follower.now_ms()) for one in changes]
        # The version that is replaced is kept first: killed in between, it is merely known twice.
        replaced = (self._follower.entries.get(Key(one.kind, one.plan, one.name)) for one in wires)
        keyed = [*((history_key(one), one) for one in replaced if one is not None), *((definition_key(one), one) for one in wires)]
        sent = [producer.send(DEFINITIONS, key=key, value=one.SerializeToString(), partition=0) for key, one in keyed]
        offsets = [one.result().offset for one in sent]
        for wire, offset in zip(wires, offsets[len(sent) - len(wires) :], strict=True):
            copier.announce(definition_key(wire), offset, wire)
        self._active.pending = copier.pending
        self._read_back(max(offsets, default=-1))

    def _move(self, wanted_ms: int, tick: bool, producer: Producer, copier: Copier) -> None:
        """Move the clock, and wait until this registry itself stands there: the next request is judged by it."""
        clock = ReplayClock(time_ms=wanted_ms).SerializeToString()
        self._read_back(producer.send(DEFINITIONS, key=CLOCK_KEY, value=clock, partition=0).result().offset)
        if tick:
            self._active.tick(copier, wanted_ms)

    def _read_back(self, offset: int) -> None:
        end = time.monotonic() + _FOLLOW_SECONDS
        while self._follower.offset < offset:
            if time.monotonic() > end:
                raise Unavailable("it is kept, but cannot be read back: Kafka is away; try again")
            time.sleep(0.005)


def _references(request: messages.ApplyDefinitionsRequest) -> list[Key]:
    return [Key(one.kind, one.plan, one.name) for one in request.retirements]


def _change(change: Change) -> messages.DefinitionChange:
    definition = change.definition
    return messages.DefinitionChange(
        kind=definition.kind,
        plan=definition.plan,
        name=definition.name,
        version=definition.version,
        change=change.what,
        differences=differences(change.before, definition.manifest),
    )


def _versions(wires: Iterable[Definition]) -> Iterator[messages.DefinitionVersion]:
    before: Manifest | None = None
    for one in wires:
        manifest = decode_definition(one).manifest
        yield messages.DefinitionVersion(
            version=one.version,
            manifest=one.manifest,
            retired=one.retired,
            approver=one.approver,
            accepted_time=timestamp(one.accepted_time_ms),
            differences=differences(before, manifest),
        )
        before = manifest


def add_servicer(servicer: RegistryServicer, server: grpc.aio.Server) -> None:
    """Add the service to a server."""
    rpc.add_RegistryServiceServicer_to_server(servicer, server)
