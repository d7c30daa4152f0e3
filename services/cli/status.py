"""`xiheng status` and `xiheng explain`."""

from __future__ import annotations

from typing import Annotated, Any

import grpc
import typer
from google.protobuf.timestamp_pb2 import Timestamp

from services.cli.findings import findings_on
from services.cli.names import check_names, registry_beside
from services.cli.office_view import print_beside
from services.cli.options import AsOf, Format, KnownAt, OutputFormat, as_day, as_instant
from services.cli.reach import DEFAULT_FOLDER, Address, AuthorityFile, PlatformFolder, TokenFile, connection
from services.cli.scoreboard_view import print_ladder, print_statuses
from services.cli.screen import STATUS_STYLE, command, moment, number, out, print_json, table
from shared.client import Connection
from shared.events.verdicts import alert_from_message, status_from_message
from shared.judgement.report_json import alert_json, status_json
from shared.judgement.verdict import AlertVerdict, StatusVerdict
from shared.judgement.wording import explain_alert
from shared.model.errors import Unavailable
from shared.model.status import TargetStatus
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
    request = messages.ListStatusesRequest(plan=plan, area=area, as_of_day=as_of, known_time=_timestamp(known_at))
    statuses = fetch_statuses(reach, request)
    if not statuses:
        check_names(registry_beside(address, platform, token_file, authority), Plan=plan, Area=area)
    if output is OutputFormat.JSON:
        notifier = connection("notifier", platform, token_file=token_file, authority=authority)
        print_json({"statuses": statuses, "alerts": fetch_alerts(notifier, area=area)})
        return
    print_statuses(statuses, {})
    print_ladder(statuses)


@command
def explain(
    target: Annotated[str, typer.Argument(help="Target id, such as jobs.urban-new.")],
    area: Annotated[str, typer.Option("--area", help="Area code, such as 320200.")],
    plan: Annotated[str, typer.Option(help="Plan; needed when several have the target.")] = "",
    as_of: AsOf = "",
    known_at: KnownAt = "",
    platform: PlatformFolder = DEFAULT_FOLDER,
    address: Address = "",
    token_file: TokenFile = None,
    authority: AuthorityFile = None,
) -> None:
    """说明一项判定。 Explain one target in one area: why, from which values, what would change it, and how it came about.

    Examples 示例:

    - `xiheng explain jobs.urban-new --area 320200`
    - `xiheng explain jobs.urban-new --area 320200 --known-at 2026-07-15T08:00:00+08:00`: as it was known then
    """
    as_day(as_of)
    reach = connection("scoreboard", platform, address=address, token_file=token_file, authority=authority)
    request = messages.ExplainTargetRequest(plan=plan, target=target, area=area, as_of_day=as_of, known_time=_timestamp(known_at))
    with reach.open() as channel:
        try:
            answer = rpc.ScoreboardServiceStub(channel).ExplainTarget(request, metadata=reach.metadata, timeout=30)
        except grpc.RpcError:
            check_names(registry_beside(address, platform, token_file, authority), Plan=plan, Target=target, Area=area)
            raise
    _print_entry(answer.status)
    try:
        notifier = connection("notifier", platform, token_file=token_file, authority=authority)
        _print_findings(answer.status, notifier)
    except Unavailable as error:
        out.print(f"  数据质量提示不可得 no findings on the data: {error}", soft_wrap=True, markup=False)
    if answer.history:
        history = table("earlier", "known", "period", "status", "value", "plan")
        for one in answer.history:
            event = one.event
            word = TargetStatus(event.status)
            shown = event.value if event.HasField("value") else None
            planned = event.plan_value if event.HasField("plan_value") else None
            history.add_row(moment(event.known_time_ms), event.period, f"{word.chinese} {word.word}", number(shown), number(planned))
        out.print(history)


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


def _print_findings(entry: messages.StatusEntry, notifier: Connection) -> None:
    verdict = status_from_message(entry.event).verdict
    for one in findings_on(verdict, fetch_alert_verdicts(notifier, area=verdict.area)):
        facts = one.episode.facts
        out.print(f"  数据质量 {one.rule}: {explain_alert(facts, 'zh')}", soft_wrap=True, markup=False)
        out.print(f"  data quality {one.rule}: {explain_alert(facts, 'en')}", soft_wrap=True, markup=False)


def _print_entry(entry: messages.StatusEntry) -> None:
    verdict = status_from_message(entry.event).verdict
    word = verdict.status
    out.print(
        f"[{STATUS_STYLE[word]}]{word.chinese} {word.word}[/]  {verdict.target}  {verdict.area}  {verdict.period.text}  "
        f"(plan {verdict.plan}, definition {verdict.definition_version}{f', {verdict.strength}' if verdict.strength else ''})"
    )
    out.print(f"  {entry.explanation_zh}", soft_wrap=True, markup=False)
    out.print(f"  {entry.explanation_en}", soft_wrap=True, markup=False)
    out.print(f"  value {number(verdict.value)}, plan {number(verdict.plan_value)} {verdict.unit}; changes at {number(verdict.flip_value)}")
    print_beside(verdict, entry.checks)
    inputs = table("inputs", "indicator", "area", "entity", "period", "value", "unit", "revision", "received", "event")
    for one in verdict.inputs:
        event = f"{one.event_id:016x}" if one.event_id else "derived"
        received = moment(one.received_ms)
        inputs.add_row(
            one.indicator, one.area, one.entity, one.period.text, number(one.value), one.unit, str(one.revision), received, event
        )
    if verdict.inputs:
        out.print(inputs)
    _print_contributions(verdict)


_BASES = {
    "own": "本级目标 its own target",
    "last-year": "按上年 by last year",
    "equal": "平均 equal parts",
    "weight": "按权重 by weight",
    "difference": "发布值减汇总 published less summed",
}


def _print_contributions(verdict: StatusVerdict) -> None:
    """Show what each area carries of the gap, the one that holds back most first."""
    if not verdict.contributions:
        return
    parts = table("各地贡献 contributions", "area", "value", "fair part", "carries", "by")
    for one in sorted(verdict.contributions, key=lambda one: one.gap):
        parts.add_row(one.area or "—", number(one.value), number(one.fair), f"{one.gap:+,.6g}", _BASES[one.basis])
    out.print(parts)
    out.print(f"  together {(verdict.value or 0.0) - (verdict.plan_value or 0.0):+,.6g} {verdict.unit} of value less plan", markup=False)


def _timestamp(text: str) -> Timestamp | None:
    moment = as_instant(text)
    if moment is None:
        return None
    wire = Timestamp()
    wire.FromDatetime(moment)
    return wire
