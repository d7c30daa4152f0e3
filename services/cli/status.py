"""`xiheng status`."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from google.protobuf.timestamp_pb2 import Timestamp

from services.cli.names import check_names, registry_beside
from services.cli.options import AsOf, Format, KnownAt, OutputFormat, as_day, as_instant
from services.cli.reach import DEFAULT_FOLDER, Address, AuthorityFile, PlatformFolder, TokenFile, connection
from services.cli.scoreboard_view import print_ladder, print_statuses
from services.cli.screen import command, out, print_json
from shared.client import Connection
from shared.events.verdicts import alert_from_message, status_from_message
from shared.judgement.report_json import alert_json, status_json
from shared.judgement.verdict import AlertVerdict
from xiheng.alerts.v1 import alert_service_pb2 as alerts_pb2
from xiheng.alerts.v1 import alert_service_pb2_grpc as alerts_rpc
from xiheng.scoreboard.v1 import scoreboard_service_pb2 as messages
from xiheng.scoreboard.v1 import scoreboard_service_pb2_grpc as rpc


@command
def status(
    plan: Annotated[str, typer.Option(help="Only this plan.")] = "",
    area: Annotated[str, typer.Option(help="Only this area's code.")] = "",
    as_of: AsOf = "",
    known_at: KnownAt = "",
    embargoed: Annotated[
        bool, typer.Option("--embargoed", help="Only verdicts on values before their official release; needs the role insider.")
    ] = False,
    output: Format = OutputFormat.TABLE,
    platform: PlatformFolder = DEFAULT_FOLDER,
    address: Address = "",
    token_file: TokenFile = None,
    authority: AuthorityFile = None,
) -> None:
    """各项目标的进度状态。 Show the status of every target: now, as of a day, or as it was known at a time.

    Examples 示例:

    - `xiheng status --area 320200`
    - `xiheng status --as-of 2026-06-30 --known-at 2026-07-15T08:00:00+08:00`: the half-year as it was known on 15 July
    - `xiheng status --format json`
    """
    as_day(as_of)
    reach = connection("scoreboard", platform, address=address, token_file=token_file, authority=authority)
    if embargoed:
        _print_embargoed(reach, messages.ListEmbargoedRequest(plan=plan, area=area), output)
        return
    request = messages.ListStatusesRequest(plan=plan, area=area, as_of_day=as_of, known_time=timestamp(known_at))
    statuses = fetch_statuses(reach, request)
    if not statuses:
        check_names(registry_beside(address, platform, token_file, authority), Plan=plan, Area=area)
    if output is OutputFormat.JSON:
        notifier = connection("notifier", platform, token_file=token_file, authority=authority)
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
    """Return statuses as JSON values."""
    with reach.open() as channel:
        answer = rpc.ScoreboardServiceStub(channel).ListStatuses(request, metadata=reach.metadata, timeout=60, wait_for_ready=True)
    return [status_json(status_from_message(one.event).verdict) for one in answer.statuses]


def fetch_alerts(reach: Connection, *, area: str = "") -> list[dict[str, Any]]:
    """Return all alerts as JSON values, also resolved ones."""
    return [alert_json(one) for one in fetch_alert_verdicts(reach, area=area)]


def fetch_alert_verdicts(reach: Connection, *, area: str = "") -> list[AlertVerdict]:
    """Return all alerts, also resolved ones."""
    found: list[AlertVerdict] = []
    token = ""
    with reach.open() as channel:
        stub = alerts_rpc.AlertServiceStub(channel)
        while True:
            request = alerts_pb2.ListAlertsRequest(area=area, include_resolved=True, page_size=1000, page_token=token)
            answer = stub.ListAlerts(request, metadata=reach.metadata, timeout=60, wait_for_ready=True)
            found += [alert_from_message(one.event) for one in answer.alerts]
            token = answer.next_page_token
            if not token:
                return found


def timestamp(text: str) -> Timestamp | None:
    """Return an instant as the wire has it; None for an empty text."""
    moment = as_instant(text)
    if moment is None:
        return None
    wire = Timestamp()
    wire.FromDatetime(moment)
    return wire
