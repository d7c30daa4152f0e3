"""Short questions to a running platform."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import TypeVar

from shared.client import Connection, Reporter
from shared.model.manifests import Manifest
from xiheng.alerts.v1 import alert_service_pb2 as alerts_pb2
from xiheng.alerts.v1 import alert_service_pb2_grpc as alerts_rpc
from xiheng.events.v1.verdict_pb2 import TargetStatusEvent
from xiheng.registry.v1 import registry_service_pb2 as registry_pb2
from xiheng.registry.v1 import registry_service_pb2_grpc as registry_rpc
from xiheng.scoreboard.v1 import scoreboard_service_pb2 as scores_pb2
from xiheng.scoreboard.v1 import scoreboard_service_pb2_grpc as scores_rpc
from xiheng.shared.v1.observation_pb2 import Observation

T = TypeVar("T")


def eventually(ask: Callable[[], T | None], *, seconds: float = 20.0) -> T:
    """Return the first answer that is neither None nor empty nor false."""
    end = time.monotonic() + seconds
    while True:
        found = ask()
        if found:
            return found
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.1)


def apply(connection: Connection, manifests: Iterable[Manifest]) -> registry_pb2.ApplyDefinitionsResponse:
    with connection.open() as channel:
        request = registry_pb2.ApplyDefinitionsRequest(manifests=[one.document() for one in manifests])
        return registry_rpc.RegistryServiceStub(channel).ApplyDefinitions(request, metadata=connection.metadata, timeout=30)


def retire(connection: Connection, kind: str, plan: str, name: str) -> registry_pb2.ApplyDefinitionsResponse:
    with connection.open() as channel:
        request = registry_pb2.ApplyDefinitionsRequest(retirements=[registry_pb2.DefinitionReference(kind=kind, plan=plan, name=name)])
        return registry_rpc.RegistryServiceStub(channel).ApplyDefinitions(request, metadata=connection.metadata, timeout=30)


def statuses(connection: Connection, target: str = "", area: str = "320200") -> list[TargetStatusEvent]:
    with connection.open() as channel:
        request = scores_pb2.ListStatusesRequest(target=target, area=area)
        answer = scores_rpc.ScoreboardServiceStub(channel).ListStatuses(
            request, metadata=connection.metadata, timeout=30, wait_for_ready=True
        )
    return [one.event for one in answer.statuses]


def alerts(connection: Connection, rule: str, area: str) -> list[alerts_pb2.AlertEntry]:
    with connection.open() as channel:
        request = alerts_pb2.ListAlertsRequest(rule=rule, area=area, include_resolved=True)
        return list(
            alerts_rpc.AlertServiceStub(channel).ListAlerts(request, metadata=connection.metadata, timeout=30, wait_for_ready=True).alerts
        )


def report(connection: Connection, service: str, rows: Iterable[Observation]) -> tuple[int, list[str]]:
    """Report rows in one batch and return how many were accepted, and why others were not."""
    with Reporter(service, connection) as reporter:
        (answered,) = reporter.report([list(rows)])
    return answered.accepted, [one.message for one in answered.rejections]
