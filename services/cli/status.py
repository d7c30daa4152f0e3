"""`xiheng status`."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from google.protobuf.timestamp_pb2 import Timestamp

from services.cli.alert_pages import all_alerts
from services.cli.names import check_names, registry_beside
from services.cli.options import AsOf, Format, KnownAt, OutputFormat, as_day, as_instant
from services.cli.reach import Reach, reaching
from services.cli.scoreboard_view import print_ladder, print_statuses
from services.cli.screen import command, out, print_json
from shared.client import Connection
from shared.events.verdicts import alert_from_message, status_from_message
from shared.judgement.report_json import alert_json, status_json
from shared.judgement.verdict import AlertVerdict
from xiheng.alerts.v1 import alert_service_pb2 as alerts_pb2
from xiheng.scoreboard.v1 import scoreboard_service_pb2 as messages
from xiheng.scoreboard.v1 import scoreboard_service_pb2_grpc as rpc

_PAGE = 500


@command
@reaching
def status(
    plan: Annotated[str, typer.Option(help="Only this plan.")] = "",
    area: Annotated[str, typer.Option(help="Only this area's code.")] = "",
    as_of: AsOf = "",
    known_at: KnownAt = "",
    embargoed: Annotated[
        bool, typer.Option("--embargoed", help="Only verdicts on values before their official release; needs the role insider.")
    ] = False,
    output: Format = OutputFormat.TABLE,
    *,
    reach: Reach,
) -> None:
    """各项目标的进度状态。 Show the status of every target: now, as of a day, or as it was known at a time.

    Examples 示例:

    - `xiheng status --area 320200`
    - `xiheng status --as-of 2026-06-30 --known-at 2026-07-15T08:00:00+08:00`: the half-year as it was known on 15 July
    - `xiheng status --format json`
    """
    as_day(as_of)
    scoreboard = reach.to("scoreboard")
    if embargoed:
        _print_embargoed(scoreboard, messages.ListEmbargoedRequest(plan=plan, area=area), output)
        return
    request = messages.ListStatusesRequest(plan=plan, area=area, as_of_day=as_of, known_time=timestamp(known_at))
    statuses = fetch_statuses(scoreboard, request)
    if not statuses:
        check_names(registry_beside(reach), Plan=plan, Area=area)
    if output is OutputFormat.JSON:
        notifier = reach.beside("notifier")
        print_json({"statuses": statuses, "alerts": fetch_alerts(notifier, area=area)})
        return
    print_statuses(statuses, {})
    print_ladder(statuses)


def _print_embargoed(reach: Connection, request: messages.ListEmbargoedRequest, output: OutputFormat) -> None:
    with reach.open() as channel:
        answer = rpc.ScoreboardServiceStub(channel).ListEmbargoed(request, metadata=reach.metadata, timeout=60, wait_for_ready=True)
    found = [status_json(status_from_message(one.event).verdict) for one in answer.statuses]
    if output is OutputFormat.JSON:
        print_json({"embargoed": found})
        return
    print_statuses(found, {})
    out.print(f"{len(found)} 项未到发布时间，不得外传 before their release: keep them to yourself", soft_wrap=True)


def fetch_statuses(reach: Connection, request: messages.ListStatusesRequest) -> list[dict[str, Any]]:
    """Return statuses as JSON values, asked for page by page."""
    request.page_size, found = _PAGE, list[dict[str, Any]]()
    with reach.open() as channel:
        stub, more = rpc.ScoreboardServiceStub(channel), True
        while more:
            answer = stub.ListStatuses(request, metadata=reach.metadata, timeout=60, wait_for_ready=True)
            found += (status_json(status_from_message(one.event).verdict) for one in answer.statuses)
            request.page_token = answer.next_page_token
            more = bool(answer.next_page_token)
    return found


def fetch_alerts(reach: Connection, *, area: str = "") -> list[dict[str, Any]]:
    """Return all alerts as JSON values, also resolved ones."""
    return [alert_json(one) for one in fetch_alert_verdicts(reach, area=area)]


def fetch_alert_verdicts(reach: Connection, *, area: str = "") -> list[AlertVerdict]:
    """Return all alerts, also resolved ones."""
    request = alerts_pb2.ListAlertsRequest(area=area, include_resolved=True)
    return [alert_from_message(one.event) for one in all_alerts(reach, request)]


def timestamp(text: str) -> Timestamp | None:
    """Return an instant as the wire has it; None for an empty text."""
    moment = as_instant(text)
    if moment is None:
        return None
    wire = Timestamp()
    wire.FromDatetime(moment)
    return wire
