"""Lists of alerts are answered in pages: all of them, one after the other."""

from __future__ import annotations

from collections.abc import Iterator

from shared.client import Connection
from xiheng.alerts.v1 import alert_service_pb2 as messages
from xiheng.alerts.v1 import alert_service_pb2_grpc as rpc

PAGE = 1000


def all_alerts(notifier: Connection, request: messages.ListAlertsRequest) -> Iterator[messages.AlertEntry]:
    """Yield what a list has; the request, without page size and token, moves on from page to page."""
    request.page_size = PAGE
    with notifier.open() as channel:
        stub = rpc.AlertServiceStub(channel)
        while True:
            answer = stub.ListAlerts(request, metadata=notifier.metadata, timeout=60, wait_for_ready=True)
            yield from answer.alerts
            if not answer.next_page_token:
                return
            request.page_token = answer.next_page_token
