"""Collecting what came of a demo run, from the running platform's own answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from services.demo.clients import Clients
from services.demo.data.real import CITY
from services.demo.data.reported import Reported
from services.demo.figures import latest_figures
from services.demo.gauges import Latency, Pages
from services.demo.outcome import Outcome
from services.demo.receiver import Receiver
from services.demo.settling import Settling
from services.local.credentials import DOMAINS
from services.local.platform import Platform
from shared.client import Connection
from shared.events.topics import AREA_EVENTS
from shared.events.verdicts import alert_from_message, status_from_message
from shared.judgement.report_json import alert_json, status_json
from shared.model.catalogue import Catalogue
from xiheng.alerts.v1 import alert_service_pb2 as alerts_pb2
from xiheng.alerts.v1 import alert_service_pb2_grpc as alerts_rpc
from xiheng.scoreboard.v1 import scoreboard_service_pb2 as scores_pb2
from xiheng.scoreboard.v1 import scoreboard_service_pb2_grpc as scores_rpc

_SECONDS = 30.0
_STAGES = {
    "report": ("xiheng_report_seconds", DOMAINS),
    "judge": ("xiheng_judge_seconds", ("processor",)),
    "status": ("xiheng_status_seconds", ("scoreboard",)),
    "notice": ("xiheng_notice_seconds", ("notifier",)),
}
"""Histogram of each stage, and the processes that keep it."""


def collect(
    platform: Platform,
    catalogue: Catalogue,
    rows: list[Reported],
    receiver: Receiver,
    clients: Clients,
    settling: Settling,
    seconds: dict[str, float],
    ledger: list[alerts_pb2.LedgerLine],
) -> Outcome:
    """Ask the platform for everything that is shown."""
    statuses, points = _statuses(platform.connection("scoreboard"))
    entries = _alerts(platform.connection("notifier"))
    notifier = Pages([platform.components["notifier"].pages])
    alerts = [alert_json(alert_from_message(one.event)) for one in entries]
    return Outcome(
        catalogue=catalogue,
        statuses=statuses,
        alerts=alerts,
        points=points,
        debt=latest_figures(catalogue, rows, "debt.ratio.official"),
        destocking=latest_figures(catalogue, rows, "housing.destocking-months"),
        observations=sum(clients.accepted.values()),
        records=settling.records(AREA_EVENTS),
        delivered=int(notifier.total("xiheng_notices_total", outcome="delivered")),
        failed=int(notifier.total("xiheng_notices_total", outcome="failed")),
        notices=list(receiver.received.values()),
        latencies={stage: _latency(platform, *source) for stage, source in _STAGES.items()},
        seconds=seconds,
        ledger=ledger,
    )


def _statuses(connection: Connection) -> tuple[list[dict[str, Any]], dict[str, list[scores_pb2.Point]]]:
    with connection.open() as channel:
        stub = scores_rpc.ScoreboardServiceStub(channel)
        listed = stub.ListStatuses(scores_pb2.ListStatusesRequest(), metadata=connection.metadata, timeout=_SECONDS).statuses
        points = {}
        for one in listed:
            if one.event.area == CITY:
                request = scores_pb2.ListPointsRequest(plan=one.event.plan, target=one.event.target, area=CITY)
                points[one.event.target] = list(stub.ListPoints(request, metadata=connection.metadata, timeout=_SECONDS).points)
    return [status_json(status_from_message(one.event).verdict) for one in listed], points


def _alerts(connection: Connection) -> list[alerts_pb2.AlertEntry]:
    with connection.open() as channel:
        request = alerts_pb2.ListAlertsRequest(include_resolved=True, page_size=1000)
        return list(alerts_rpc.AlertServiceStub(channel).ListAlerts(request, metadata=connection.metadata, timeout=_SECONDS).alerts)


def _latency(platform: Platform, histogram: str, processes: Iterable[str]) -> Latency:
    pages = [one.pages for name, one in platform.components.items() if name.partition("-")[0] in processes]
    return Pages(pages).latency(histogram)
