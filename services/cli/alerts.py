"""`xiheng alerts`: the group, and what it shows."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer
from google.protobuf.json_format import MessageToDict

from services.cli.alert_pages import all_alerts
from services.cli.alerts_asking import asked
from services.cli.alerts_heads import heads, ledger_restored
from services.cli.alerts_ledger import ledger
from services.cli.alerts_silences import on_call, silence, silences, unsilence
from services.cli.alerts_steps import Identity, ack, assign, comment, evidence, resolve, sign_off, snooze
from services.cli.alerts_view import PHASES, entry_json, phase_text, print_alerts
from services.cli.alerts_watch import watch
from services.cli.names import check_names, registry_beside
from services.cli.options import Format, OutputFormat
from services.cli.reach import Reach, reaching
from services.cli.screen import command, counted, moment, out, print_json, table
from shared.model.status import Severity
from xiheng.alerts.v1 import alert_service_pb2 as messages

alerts = typer.Typer(help="Risk alerts: see them, follow them, take care of them. 风险预警：查看、跟踪、处置。", no_args_is_help=True)

Area = Annotated[str, typer.Option("--area", help="Only this area's code and those below it.")]
Rule = Annotated[str, typer.Option("--rule", help="Only this rule, such as debt.ratio-band.")]
Phase = StrEnum("Phase", {one.upper(): one for one in PHASES})  # type: ignore[misc]  # the words of the phases
SeverityWord = StrEnum("SeverityWord", {one.name: one.word for one in Severity})  # type: ignore[misc]  # those of the severities


@alerts.command("list")
@command
@reaching
def list_alerts(
    area: Area = "",
    rule: Rule = "",
    family: Annotated[str, typer.Option("--family", help="Only rules of this family, such as debt.")] = "",
    plan: Annotated[str, typer.Option("--plan", help="Only this plan's, such as wuxi-2026.")] = "",
    severity: Annotated[SeverityWord | None, typer.Option("--severity", help="Lowest severity.")] = None,
    phase: Annotated[list[Phase] | None, typer.Option("--phase", help="Only those that have come so far; may be repeated.")] = None,
    unit: Annotated[str, typer.Option("--unit", help="Only those assigned to this unit.")] = "",
    resolved: Annotated[bool, typer.Option("--resolved", help="Also those that are over.")] = False,
    output: Format = OutputFormat.TABLE,
    *,
    reach: Reach,
) -> None:
    """列出预警，最严重的在前。 List alerts, the worst first.

    Examples 示例:

    - `xiheng alerts list`
    - `xiheng alerts list --area 320213 --rule debt.ratio-band --resolved`
    - `xiheng alerts list --phase resolved --unit 财政局`: what awaits its sign-off
    - `xiheng alerts list --severity orange --format json`
    """
    notifier = reach.to("notifier")
    request = messages.ListAlertsRequest(
        area=area,
        rule=rule,
        family=family,
        plan=plan,
        minimum_severity=int(Severity[severity.name]) if severity else 0,  # type: ignore[arg-type]  # numbers of the enum
        phases=[f"ALERT_PHASE_{one.name}" for one in phase or ()],
        unit=unit,
        include_resolved=resolved,
    )
    found = [entry_json(one) for one in all_alerts(notifier, request)]
    if not found:
        check_names(registry_beside(reach), Area=area, RiskRule=rule, Plan=plan)
    if output is OutputFormat.JSON:
        print_json(found)
        return
    print_alerts(found)
    out.print(counted(len(found), "alert"))


@alerts.command()
@command
@reaching
def show(
    identity: Identity,
    output: Format = OutputFormat.TABLE,
    *,
    reach: Reach,
) -> None:
    """查看一条预警及其台账。 Show one alert with its ledger: who knew what when.

    Examples 示例:

    - `xiheng alerts show 3fa9`
    - `xiheng alerts show 3fa9 --format json`
    """
    answer = asked("GetAlert", messages.GetAlertRequest(id=identity), reach)
    if output is OutputFormat.JSON:
        lines = [MessageToDict(one, preserving_proto_field_name=True) for one in answer.ledger]
        print_json({"alert": entry_json(answer.alert), "ledger": lines})
        return
    print_alerts([entry_json(answer.alert)])
    out.print(f"  {answer.alert.explanation_en}", markup=False, soft_wrap=True)
    out.print(f"  {phase_text(answer.alert)}", markup=False, soft_wrap=True)
    out.print(f"  runbook: {answer.alert.event.runbook or '–'}   owner: {answer.alert.event.owner or '–'}", markup=False)
    kept = table("台账 ledger", "时间 time", "步骤 step", "何人 who", "说明 note", "事实 facts")
    for line in answer.ledger:
        facts = " ".join(_fact(name, value) for name, value in sorted(line.facts.items()))
        kept.add_row(moment(int(line.time.ToMilliseconds())), line.step, line.actor, line.note, facts)
    out.print(kept)


def _fact(name: str, value: str) -> str:
    """Return a fact of a line as people read it: an instant in local time."""
    if name.endswith("_ms") and value.isdigit():
        return f"{name.removesuffix('_ms')}={moment(int(value))}"
    return f"{name}={value}"


for one in (ack, assign, comment, evidence, snooze, resolve, silence, silences, unsilence, watch, ledger, heads):
    alerts.command()(one)
alerts.command("sign-off")(sign_off)
alerts.command("on-call")(on_call)
alerts.command("ledger-restored")(ledger_restored)
