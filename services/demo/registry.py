"""The demo's hand on the registry: it applies the plan and moves the clock."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterable
from types import TracebackType
from typing import Self

from google.protobuf.timestamp_pb2 import Timestamp

from shared.client import Connection
from shared.model.errors import InvalidManifest
from shared.model.manifests import Manifest
from xiheng.registry.v1 import registry_service_pb2 as messages
from xiheng.registry.v1 import registry_service_pb2_grpc as rpc

_SECONDS = 60.0


class Registry:
    """A connection to the registry as its operator."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._channel = connection.open()
        self._stub = rpc.RegistryServiceStub(self._channel)

    def apply(self, manifests: Iterable[Manifest]) -> None:
        """Apply manifests and return when they are in every partition.

        Raises:
            InvalidManifest: If they are refused.
        """
        request = messages.ApplyDefinitionsRequest(request_id=uuid.uuid4().hex, manifests=[one.document() for one in manifests])
        answer = self._stub.ApplyDefinitions(request, metadata=self._connection.metadata, timeout=_SECONDS, wait_for_ready=True)
        if answer.problems:
            raise InvalidManifest("; ".join(f"{one.kind}/{one.name} {one.field}: {one.message}" for one in answer.problems))
        while self._stub.GetState(messages.GetStateRequest(), metadata=self._connection.metadata, timeout=_SECONDS).pending_definitions:
            time.sleep(0.05)

    def move_clock(self, time_ms: int, *, tick: bool) -> None:
        """Move the clock; with a tick when everything of that time is reported."""
        moment = Timestamp()
        moment.FromMilliseconds(time_ms)
        request = messages.MoveClockRequest(time=moment, tick=tick)
        self._stub.MoveClock(request, metadata=self._connection.metadata, timeout=_SECONDS, wait_for_ready=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._channel.close()
