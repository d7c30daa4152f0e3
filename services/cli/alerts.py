"""`xiheng alerts list|show|ack|watch`."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from typing import Annotated, Any

import typer
from google.protobuf.json_format import MessageToDict

from services.cli.alerts_view import print_alerts, severity_text
from services.cli.names import check_names, registry_beside
from services.cli.options import Format, OutputFormat
from services.cli.reach import DEFAULT_FOLDER, Address, AuthorityFile, PlatformFolder, TokenFile, connection
from services.cli.screen import command, counted, moment, out, print_json, table
from shared.client import Connection
from shared.events.verdicts import alert_from_message
from shared.judgement.report_json import alert_json
from shared.model.status import AlertState, Severity
from xiheng.alerts.v1 import alert_service_pb2 as messages
from xiheng.alerts.v1 import alert_service_pb2_grpc as rpc

_PAGE = 1000

alerts = typer.Typer(help="Risk alerts: see them, follow them, take care of them. 风险预警：查看、跟踪、处置。", no_args_is_help=True)

Area = Annotated[str, typer.Option("--area", help="Only this area's code and those below it.")]
Rule = Annotated[str, typer.Option("--rule", help="Only this rule, such as debt.ratio-band.")]
Identity = Annotated[str, typer.Argument(metavar="ID", help="Id of the alert, or its beginning.")]


@alerts.command("list")
@command
def list_alerts(
    area: Area = "",
    rule: Rule = "",
    resolved: Annotated[bool, typer.Option("--resolved", help="Also those that are over.")] = False,
    output: Format = OutputFormat.TABLE,
    platform: PlatformFolder = DEFAULT_FOLDER,
    address: Address = "",
    token_file: TokenFile = None,
    authority: AuthorityFile = None,
) -> None:
    """列出预警，最严重的在前。 List alerts, the worst first.

    Examples 示例:

    - `xiheng alerts list`
    - `xiheng alerts list --area 320213 --rule debt.ratio-band --resolved`
    - `xiheng alerts list --format json`
    """
    reach = connection("notifier", platform, address=address, token_file=token_file, authority=authority)
    request = messages.ListAlertsRequest(area=area, rule=rule, include_resolved=resolved, page_size=_PAGE)
    found = [_alert(one) for one in _pages(reach, request)]
    if not found:
        check_names(registry_beside(address, platform, token_file, authority), Area=area, RiskRule=rule)
    if output is OutputFormat.JSON:
        print_json(found)
        return
    print_alerts(found)
    out.print(counted(len(found), "alert"))


@alerts.command()
@command
def show(
    identity: Identity,
    output: Format = OutputFormat.TABLE,
    platform: PlatformFolder = DEFAULT_FOLDER,
    address: Address = "",
    token_file: TokenFile = None,
    authority: AuthorityFile = None,
) -> None:
    """查看一条预警及其台账。 Show one alert with its ledger: who knew what when.

    Examples 示例:

    - `xiheng alerts show 3fa9`
    - `xiheng alerts show 3fa9 --format json`
    """
    reach = connection("notifier", platform, address=address, token_file=token_file, authority=authority)
    with reach.open() as channel:
        answer = rpc.AlertServiceStub(channel).GetAlert(messages.GetAlertRequest(id=identity), metadata=reach.metadata, timeout=30)
    if output is OutputFormat.JSON:
        print_json(
            {"alert": _alert(answer.alert), "ledger": [MessageToDict(one, preserving_proto_field_name=True) for one in answer.ledger]}
        )
        return
    print_alerts([_alert(answer.alert)])
    out.print(f"  {answer.alert.explanation_en}", markup=False, soft_wrap=True)
    out.print(f"  runbook: {answer.alert.event.runbook or '–'}   owner: {answer.alert.event.owner or '–'}", markup=False)
    ledger = table("ledger", "time", "step", "who", "note")
    for line in answer.ledger:
        ledger.add_row(moment(int(line.time.ToMilliseconds())), line.step, line.actor, line.note)
    out.print(ledger)


@alerts.command()
@command
def ack(
    identity: Identity,
    comment: Annotated[str, typer.Option("--comment", help="What should be remembered.")] = "",
    platform: PlatformFolder = DEFAULT_FOLDER,
    address: Address = "",
    token_file: TokenFile = None,
    authority: AuthorityFile = None,
) -> None:
    """确认预警：由您处置。 Acknowledge an alert: say that you take care of it. Needs the role responder.

    Examples 示例:

    - `xiheng alerts ack 3fa9 --comment "meeting on Friday"`
    """
    reach = connection("notifier", platform, address=address, token_file=token_file, authority=authority)
    request = messages.AcknowledgeAlertRequest(request_id=uuid.uuid4().hex, id=identity, comment=comment)
    with reach.open() as channel:
        answer = rpc.AlertServiceStub(channel).AcknowledgeAlert(request, metadata=reach.metadata, timeout=30)
    at = moment(int(answer.alert.acknowledged_time.ToMilliseconds()))
    out.print(f"{answer.alert.event.id} acknowledged by {answer.alert.acknowledged_by} at {at}", markup=False, soft_wrap=True)


@alerts.command()
@command
def watch(
    area: Area = "",
    rule: Rule = "",
    output: Format = OutputFormat.TABLE,
    cursor: Annotated[int, typer.Option("--cursor", help="Go on after this event; 0: from the beginning.")] = 0,
    platform: PlatformFolder = DEFAULT_FOLDER,
    address: Address = "",
    token_file: TokenFile = None,
    authority: AuthorityFile = None,
) -> None:
    """持续跟踪预警，按 Ctrl-C 结束。 Follow alerts as they come, until Ctrl-C.

    Examples 示例:

    - `xiheng alerts watch --area 320200`
    - `xiheng alerts watch --format json --cursor 17`: a line of JSON for each event after the 17th
    """
    reach = connection("notifier", platform, address=address, token_file=token_file, authority=authority)
    check_names(registry_beside(address, platform, token_file, authority), Area=area, RiskRule=rule)
    request = messages.SubscribeRequest(cursor=cursor, areas=[area] if area else [], rules=[rule] if rule else [])
    with reach.open() as channel:
        for response in rpc.AlertServiceStub(channel).Subscribe(request, metadata=reach.metadata):
            event = response.alert.event
            if output is OutputFormat.JSON:
                typer.echo(json.dumps({"cursor": response.cursor, **_alert(response.alert)}, ensure_ascii=False))
                continue
            word = severity_text(Severity(event.severity).word)
            out.print(response.cursor, word, AlertState(event.state).word, event.rule, event.area, event.entity, event.period, event.id[:8])
            out.print(f"    {response.alert.explanation_zh}", markup=False, soft_wrap=True)


def _pages(reach: Connection, request: messages.ListAlertsRequest) -> Iterator[messages.AlertEntry]:
    """Yield what a list has, page by page."""
    with reach.open() as channel:
        stub = rpc.AlertServiceStub(channel)
        while True:
            answer = stub.ListAlerts(request, metadata=reach.metadata, timeout=30)
            yield from answer.alerts
            if not answer.next_page_token:
                return
            request.page_token = answer.next_page_token


def _alert(entry: messages.AlertEntry) -> dict[str, Any]:
    acknowledged = {"acknowledged_by": entry.acknowledged_by or None}
    return {**alert_json(alert_from_message(entry.event)), **acknowledged}
