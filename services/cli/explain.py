"""`xiheng explain`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import grpc
import typer

from services.cli.explain_plot import print_plot
from services.cli.explain_view import Lang, print_contributions, print_explanation, print_history, print_inputs
from services.cli.findings import findings_on
from services.cli.names import area_names, check_names, registry_beside
from services.cli.office_view import print_beside
from services.cli.options import AsOf, Format, KnownAt, OutputFormat, as_day
from services.cli.reach import Reach, reaching
from services.cli.screen import command, out, print_json
from services.cli.status import fetch_alert_verdicts, timestamp
from shared.client import Connection
from shared.events.verdicts import status_from_message
from shared.judgement.explanation_json import explanation_json
from shared.judgement.report_json import status_json
from shared.judgement.verdict import AlertVerdict, StatusVerdict
from shared.judgement.wording import explain_alert
from shared.model.errors import Unavailable
from xiheng.scoreboard.v1 import scoreboard_service_pb2 as messages
from xiheng.scoreboard.v1 import scoreboard_service_pb2_grpc as rpc


@command
@reaching
def explain(
    target: Annotated[str, typer.Argument(help="Target id, such as jobs.urban-new.")],
    area: Annotated[str, typer.Option("--area", help="Area code, such as 320200.")],
    plan: Annotated[str, typer.Option(help="Plan; needed when several have the target.")] = "",
    lang: Annotated[Lang, typer.Option("--lang", help="Language of what is said.")] = Lang.BOTH,
    plot: Annotated[bool, typer.Option("--plot/--no-plot", help="Draw value and plan over the year; only on a terminal.")] = True,
    as_of: AsOf = "",
    known_at: KnownAt = "",
    output: Format = OutputFormat.TABLE,
    *,
    reach: Reach,
) -> None:
    """说明一项判定。 Explain one target in one area: in a sentence, by its facts, and how it came about.

    The facts are formula and version, thresholds, plan value, what would change the verdict, the next release and every input with its
    revision.

    Examples 示例:

    - `xiheng explain jobs.urban-new --area 320200`
    - `xiheng explain jobs.urban-new --area 320200 --lang zh --no-plot`
    - `xiheng explain jobs.urban-new --area 320200 --known-at 2026-07-15T08:00:00+08:00`: as it was known then
    - `xiheng explain jobs.urban-new --area 320200 --format json`
    """
    as_day(as_of)
    scoreboard = reach.to("scoreboard")
    request = messages.ExplainTargetRequest(plan=plan, target=target, area=area, as_of_day=as_of, known_time=timestamp(known_at))
    registry = registry_beside(reach)
    with scoreboard.open() as channel:
        stub = rpc.ScoreboardServiceStub(channel)
        try:
            answer = stub.ExplainTarget(request, metadata=scoreboard.metadata, timeout=30)
        except grpc.RpcError:
            check_names(registry, Plan=plan, Target=target, Area=area)
            raise
        place = {"plan": answer.status.event.plan, "target": target, "area": area}
        wanted = messages.ListPointsRequest(**place, as_of_day=as_of, known_time=timestamp(known_at))
        points = stub.ListPoints(wanted, metadata=scoreboard.metadata, timeout=30).points
    verdict = status_from_message(answer.status.event).verdict
    earlier = [status_from_message(one.event) for one in answer.history]
    if output is OutputFormat.JSON:
        print_json({"status": explanation_json(verdict), "earlier": [status_json(one.verdict) for one in earlier]})
        return
    print_explanation(verdict, lang)
    if plot:
        print_plot(verdict, points, lang)
    print_beside(verdict, answer.status.checks)
    _print_findings(verdict, lambda: reach.beside("notifier"), lang)
    print_inputs(verdict, lang)
    print_contributions(verdict, lang, area_names(registry) if verdict.contributions else {})
    print_history(earlier, lang)


def _print_findings(verdict: StatusVerdict, notifier: Callable[[], Connection], lang: Lang) -> None:
    """Print what is doubtful about the data; that it cannot be had is no reason to say nothing."""
    try:
        found: list[AlertVerdict] = list(findings_on(verdict, fetch_alert_verdicts(notifier(), area=verdict.area)))
    except Unavailable as error:
        out.print(f"  {lang.label('数据质量提示不可得', 'no findings on the data')}: {error}", soft_wrap=True, markup=False)
        return
    for one in found:
        for language in lang.languages:
            label = "数据质量" if language == "zh" else "data quality"
            out.print(f"  {label} {one.rule}: {explain_alert(one.episode.facts, language)}", soft_wrap=True, markup=False)
