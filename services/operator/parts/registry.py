"""The registry: what is in force, and what has to be."""

from __future__ import annotations

from typing import NamedTuple

from services.operator.domain.handing_over import Handover, InForce, Refusal, Registered
from services.operator.parts.asking import ASK_SECONDS, asked
from shared.client import Connection
from shared.events.definitions import parse_manifest
from shared.model.catalogue import Key
from xiheng.registry.v1 import registry_service_pb2 as messages
from xiheng.registry.v1 import registry_service_pb2_grpc as rpc


class Present(NamedTuple):
    """What the registry says of itself."""

    is_active: bool
    """It accepts, copies and ticks; not while Kafka is away."""
    pending: int
    """Definitions that are not in every partition yet."""
    tick_ms: int
    """Latest tick, milliseconds since 1970-01-01 UTC; 0: none."""
    is_replaying: bool


class RegistryPart:
    """Asks a registry; blocks, and raises Unavailable while it is away."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._channel = connection.open()
        self._stub = rpc.RegistryServiceStub(self._channel)

    def present(self) -> Present:
        """Return what it says of itself."""
        request, metadata = messages.GetStateRequest(), self._connection.metadata
        state = asked("registry", lambda: self._stub.GetState(request, metadata=metadata, timeout=ASK_SECONDS))
        tick_ms = int(state.tick_time.ToMilliseconds()) if state.HasField("tick_time") else 0
        return Present(state.active, state.pending_definitions, tick_ms, state.replaying)

    def registered(self) -> Registered:
        """Return the definitions in force."""
        request, metadata = messages.ListDefinitionsRequest(), self._connection.metadata
        listed = asked("registry", lambda: self._stub.ListDefinitions(request, metadata=metadata, timeout=ASK_SECONDS))
        return {
            Key(one.kind, one.plan, one.name): InForce(one.version, parse_manifest(one.kind, one.manifest), one.approver)
            for one in listed.definitions
        }

    def hand_over(self, handover: Handover) -> tuple[Refusal, ...]:
        """Put definitions into force and take others out, all or none; return what it refuses."""
        request = messages.ApplyDefinitionsRequest(
            manifests=[one.document() for one in handover.apply.values()],
            retirements=[messages.DefinitionReference(kind=one.kind, plan=one.plan, name=one.name) for one in sorted(handover.retire)],
        )
        metadata = self._connection.metadata
        answer = asked("registry", lambda: self._stub.ApplyDefinitions(request, metadata=metadata, timeout=ASK_SECONDS))
        return tuple(_refusal(one) for one in answer.problems)

    def close(self) -> None:
        """Close the connection."""
        self._channel.close()


def _refusal(problem: messages.Problem) -> Refusal:
    message = f"{problem.field}: {problem.message}" if problem.field else problem.message
    return Refusal(Key(problem.kind, problem.plan, problem.name), message)
