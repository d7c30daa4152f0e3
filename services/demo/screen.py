"""The end of a demo run on the terminal: the scoreboard by chapter, the alerts, the notices, the latencies."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from services.demo.data.real import CITY
from services.demo.data.reported import TODAY
from services.demo.outcome import Outcome
from shared.model.status import Severity, TargetStatus

_STYLES = {
    TargetStatus.ACHIEVED: "bold green",
    TargetStatus.AHEAD: "green",
    TargetStatus.ON_TRACK: "cyan",
    TargetStatus.AT_RISK: "yellow",
    TargetStatus.OFF_TRACK: "red",
    TargetStatus.BREACHED: "bold white on red",
    TargetStatus.TOO_EARLY: "bright_black",
    TargetStatus.OVERDUE: "magenta",
    TargetStatus.UNASSESSABLE: "bright_black",
}
_SEVERITIES = {Severity.BLUE: "blue", Severity.YELLOW: "yellow", Severity.ORANGE: "dark_orange", Severity.RED: "bold red"}
_ATTENTION = (TargetStatus.BREACHED, TargetStatus.OFF_TRACK, TargetStatus.AT_RISK, TargetStatus.OVERDUE)
_STAGES = {
    "report": "reported → durable in Kafka, acknowledged",
    "judge": "in the log → judged",
    "status": "in the log → on the scoreboard",
    "notice": "in the log → delivered to the webhook",
}


def print_outcome(outcome: Outcome, console: Console) -> None:
    """Print everything, worst first, summary last."""
    _print_attention(outcome, console)
    _print_chapters(outcome, console)
    _print_alerts(outcome, console)
    _print_numbers(outcome, console)


def word_of(status: Mapping[str, Any]) -> TargetStatus:
    """Return the status of a line of JSON."""
    return TargetStatus[status["status"].upper()]


def _print_attention(outcome: Outcome, console: Console) -> None:
    console.print("\n[bold]需要关注 Targets that need attention[/]")
    for wanted in _ATTENTION:
        for one in (one for one in outcome.statuses if word_of(one) is wanted):
            spec = outcome.catalogue.targets[one["plan"], one["target"]].spec
            head = Text.assemble((f"{wanted.chinese} {wanted.word}", _STYLES[wanted]), f"  {spec.names.zh}  {spec.names.en}")
            console.print(head, soft_wrap=True)
            console.print(Text(f"    {one['explanation']['zh']}", style="bright_black"), soft_wrap=True)


def _print_chapters(outcome: Outcome, console: Console) -> None:
    chapters: dict[int, list[TargetStatus]] = defaultdict(list)
    for one in outcome.statuses:
        chapters[outcome.catalogue.targets[one["plan"], one["target"]].spec.chapter].append(word_of(one))
    names = {part.number: part.names for plan in outcome.catalogue.plans.values() for part in plan.chapters}
    made = _table(f"无锡市2026年计划 Scoreboard of {CITY} as of {TODAY}, by chapter", "chapter", "targets", "ladder")
    for number, statuses in sorted(chapters.items()):
        made.add_row(f"{number} {names[number].zh}", str(len(statuses)), _bar(statuses))
    console.print(made)
    everything = [word_of(one) for one in outcome.statuses]
    console.print(Text.assemble(("合计 ", "bold"), f"{len(everything)}  ", _legend(everything)), soft_wrap=True)


def _print_alerts(outcome: Outcome, console: Console) -> None:
    console.print("\n[bold]风险预警 Risk alerts[/]")
    for one in sorted(
        outcome.alerts, key=lambda one: (one["state"] != "raised", -Severity[one["severity"].upper()], one["rule"], one["area"])
    ):
        severity = Severity[one["severity"].upper()]
        area = outcome.catalogue.areas[one["area"]].names
        head = f"  {one['rule']}  {area.zh} {area.en}  since {one['raised_period']}  {one['state']}"
        console.print(Text.assemble((severity.word, _SEVERITIES[severity]), head), soft_wrap=True)
        for language in ("zh", "en"):
            console.print(Text(f"    {one['explanation'][language]}", style="bright_black"), soft_wrap=True)


def _print_numbers(outcome: Outcome, console: Console) -> None:
    made = _table("\n用时 Latencies during the replay (a year's data in seconds; queues included)", "stage", "p50", "p99")
    for stage, text in _STAGES.items():
        found = outcome.latencies[stage]
        made.add_row(text, _milliseconds(found.p50), _milliseconds(found.p99))
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


def _bar(statuses: Iterable[TargetStatus]) -> Text:
    counts = Counter(statuses)
    bar = Text()
    for status in TargetStatus:
        bar.append("■" * counts[status], style=_STYLES[status])
    return bar


def _legend(statuses: Iterable[TargetStatus]) -> Text:
    counts = Counter(statuses)
    line = Text()
    for status in TargetStatus:
        if counts[status]:
            line.append(f"{status.chinese} {status.word} {counts[status]}  ", style=_STYLES[status])
    return line


def _table(title: str, *columns: str) -> Table:
    made = Table(
        title=title, title_justify="left", title_style="bold", header_style="bright_black", box=None, pad_edge=False, padding=(0, 2, 0, 0)
    )
    for column in columns:
        made.add_column(column, overflow="fold")
    return made


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:,.6g}".replace(",", " ")


def _milliseconds(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:,.0f} ms" if value >= 10 else f"{value:.1f} ms"
