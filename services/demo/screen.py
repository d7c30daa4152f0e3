"""The end of a demo run on the terminal: the scoreboard by chapter, the alerts, the notices, the latencies."""

from __future__ import annotations

from collections import defaultdict

from rich.console import Console
from rich.text import Text

from services.cli.alerts_view import order, severity_text
from services.cli.scoreboard_view import ladder, print_legend, status_of
from services.cli.screen import STATUS_STYLE, print_entry, table
from services.demo.data.real import CITY
from services.demo.data.reported import TODAY
from services.demo.one_alert import AREA, RULE
from services.demo.outcome import Outcome
from services.demo.report.words import duration
from shared.model.status import TargetStatus

_ATTENTION = (TargetStatus.BREACHED, TargetStatus.OFF_TRACK, TargetStatus.AT_RISK, TargetStatus.OVERDUE)
_STAGES = {
    "report": "reported → durable in Kafka, acknowledged",
    "judge": "in the log → judged",
    "status": "in the log → on the scoreboard",
    "notice": "in the log → delivered to the webhook",
}


_SHOWN = frozenset({"severity", "reason", "chain", "stage", "to", "why", "by"})
"""Facts of a ledger's line that people read."""


def print_outcome(outcome: Outcome, console: Console) -> None:
    """Print everything, worst first, summary last."""
    _print_attention(outcome, console)
    _print_chapters(outcome, console)
    _print_alerts(outcome, console)
    _print_ledger(outcome, console)
    _print_numbers(outcome, console)


def _print_attention(outcome: Outcome, console: Console) -> None:
    console.print("\n[bold]需要关注 Targets that need attention[/]")
    for wanted in _ATTENTION:
        for one in (one for one in outcome.statuses if status_of(one) is wanted):
            spec = outcome.catalogue.targets[one["plan"], one["target"]].spec
            word = f"{wanted.symbol} {wanted.chinese} {wanted.word}"
            head = Text.assemble((word, STATUS_STYLE[wanted]), f"  {spec.names.zh}  {spec.names.en}")
            print_entry(head, one["headline"]["zh"], console=console)


def _print_chapters(outcome: Outcome, console: Console) -> None:
    chapters: dict[int, list[TargetStatus]] = defaultdict(list)
    for one in outcome.statuses:
        chapters[outcome.catalogue.targets[one["plan"], one["target"]].spec.chapter].append(status_of(one))
    names = {part.number: part.names for plan in outcome.catalogue.plans.values() for part in plan.chapters}
    made = table(f"\n无锡市2026年计划 Scoreboard of {CITY} as of {TODAY}, by chapter", "chapter", "targets", "ladder")
    for number, statuses in sorted(chapters.items()):
        made.add_row(f"{number} {names[number].zh}", str(len(statuses)), ladder(statuses))
    console.print(made)
    everything = [status_of(one) for one in outcome.statuses]
    console.print(Text.assemble(("合计 all ", "bold"), str(len(everything))))
    print_legend(everything, console)


def _print_alerts(outcome: Outcome, console: Console) -> None:
    console.print("\n[bold]风险预警 Risk alerts[/]")
    for one in sorted(outcome.alerts, key=order):
        area = outcome.catalogue.areas[one["area"]].names
        head = f"  {one['rule']}  {area.zh} {area.en}  since {one['raised_period']}  {one['state']}"
        print_entry(
            Text.assemble(severity_text(one["severity"]), head), one["explanation"]["zh"], one["explanation"]["en"], console=console
        )


def _print_ledger(outcome: Outcome, console: Console) -> None:
    if not outcome.ledger:
        return
    area = outcome.catalogue.areas[AREA].names
    title = f"一次预警的台账 The ledger of one alert: {RULE}, {area.zh} {area.en}"
    console.print(Text.assemble("\n", (title, "bold")))
    first_ms = outcome.ledger[0].time.ToMilliseconds()
    for line in outcome.ledger:
        facts = " ".join(f"{name}={value}" for name, value in sorted(line.facts.items()) if name in _SHOWN)
        after = (line.time.ToMilliseconds() - first_ms) / 1000
        head = f"  +{after:5.2f} s  {line.step:<12}  {line.actor}"
        console.print("  ".join(filter(None, (head, line.note, facts))), markup=False, soft_wrap=True)


def _print_numbers(outcome: Outcome, console: Console) -> None:
    made = table("\n用时 Latencies during the replay (a year's data in seconds; queues included)", "stage", "p50", "p99")
    for stage, text in _STAGES.items():
        found = outcome.latencies[stage]
        made.add_row(text, duration(found.p50), duration(found.p99))
    console.print(made)
    repeated = len(outcome.notices)
    console.print(
        f"\nwebhook: {outcome.delivered} notices delivered ({repeated} at the receiver, signatures verified), {outcome.failed} failed attempts"
    )
    parts = ", ".join(f"{name} {value:.1f} s" for name, value in outcome.seconds.items())
    rate = outcome.observations / max(outcome.seconds["replay"] + outcome.seconds["settle"], 0.001)
    console.print(
        f"{outcome.observations} observations in {outcome.records} records of the log; {rate:.0f} a second; {parts}", soft_wrap=True
    )
