"""`xiheng alerts watch`: a screen that follows what goes on, or a line for each event where a program reads."""

from __future__ import annotations

import json
import time
from typing import Annotated

import typer
from rich.console import Group
from rich.live import Live
from rich.text import Text

from services.cli.alerts_view import alerts_table, entry_json, severity_text
from services.cli.names import check_names, registry_beside
from services.cli.options import Format, OutputFormat
from services.cli.reach import Reach, reaching
from services.cli.screen import command, counted, moment, out
from shared.client import Connection
from shared.model.status import AlertState, Severity
from xiheng.alerts.v1 import alert_service_pb2 as messages
from xiheng.alerts.v1 import alert_service_pb2_grpc as rpc

_SHOWN = 200
"""Alerts on a screen; a longer list is for `xiheng alerts list`."""
_REFRESH_SECONDS = 2.0


@command
@reaching
def watch(
    area: Annotated[str, typer.Option("--area", help="Only this area's code and those below it.")] = "",
    rule: Annotated[str, typer.Option("--rule", help="Only this rule, such as debt.ratio-band.")] = "",
    output: Format = OutputFormat.TABLE,
    cursor: Annotated[
        int | None, typer.Option("--cursor", help="Print events as they come, after this one; 0: from the beginning.")
    ] = None,
    *,
    reach: Reach,
) -> None:
    """持续跟踪预警，按 Ctrl-C 结束。 Follow alerts on a live screen, until Ctrl-C; in a pipe or with --cursor a line for each event.

    Examples 示例:

    - `xiheng alerts watch --area 320200`
    - `xiheng alerts watch --format json --cursor 17`: a line of JSON for each event after the 17th
    """
    notifier = reach.to("notifier")
    check_names(registry_beside(reach), Area=area, RiskRule=rule)
    if output is OutputFormat.TABLE and cursor is None and out.is_terminal:
        _screen(notifier, messages.ListAlertsRequest(area=area, rule=rule, page_size=_SHOWN))
        return
    request = messages.SubscribeRequest(cursor=cursor or 0, areas=[area] if area else [], rules=[rule] if rule else [])
    with notifier.open() as channel:
        for response in rpc.AlertServiceStub(channel).Subscribe(request, metadata=notifier.metadata):
            _print_event(response, output)


def _screen(reach: Connection, request: messages.ListAlertsRequest) -> None:
    with reach.open() as channel, Live(console=out, screen=True, auto_refresh=False) as live:
        stub = rpc.AlertServiceStub(channel)
        while True:
            answer = stub.ListAlerts(request, metadata=reach.metadata, timeout=30)
            live.update(picture(answer, int(time.time() * 1000)), refresh=True)
            time.sleep(_REFRESH_SECONDS)


def picture(answer: messages.ListAlertsResponse, now_ms: int) -> Group:
    """Return the screen of what goes on: how many of each severity, then the alerts, the worst first."""
    found = [entry_json(one) for one in answer.alerts]
    head = Text(f"预警 {counted(len(found), 'alert')}{' and more' if answer.next_page_token else ''}  {moment(now_ms)}   ")
    for severity in reversed(Severity):
        count = sum(one["severity"] == severity.word for one in found)
        head = Text.assemble(head, severity_text(severity.word), f" {count}   ")
    unanswered = sum(one["phase"] in ("raised", "escalated") for one in found)
    return Group(head, Text(f"待响应 awaiting an answer: {unanswered}; Ctrl-C 退出 ends", style="dim"), Text(), alerts_table(found))


def _print_event(response: messages.SubscribeResponse, output: OutputFormat) -> None:
    event = response.alert.event
    if output is OutputFormat.JSON:
        typer.echo(json.dumps({"cursor": response.cursor, **entry_json(response.alert)}, ensure_ascii=False))
        return
    word = severity_text(Severity(event.severity).word)
    out.print(response.cursor, word, AlertState(event.state).word, event.rule, event.area, event.entity, event.period, event.id[:8])
    out.print(f"    {response.alert.explanation_zh}", markup=False, soft_wrap=True)
