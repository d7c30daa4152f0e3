"""Alerts on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rich.text import Text

from services.cli.screen import SEVERITY_STYLE, out, print_entry
from shared.model.status import Severity

_CHINESE = {Severity.BLUE: "蓝", Severity.YELLOW: "黄", Severity.ORANGE: "橙", Severity.RED: "红"}


def severity_text(word: str) -> Text:
    """Return a severity for the screen."""
    severity = Severity[word.upper()]
    return Text(f"{_CHINESE[severity]} {word}", style=SEVERITY_STYLE[severity])


def print_alerts(alerts: Iterable[Mapping[str, Any]]) -> None:
    """Print an entry for each alert, those that go on and the worst first."""
    listed = sorted(alerts, key=order)
    if listed:
        out.print("预警 alerts", style="bold")
    for one in listed:
        area = f"{one['area']} {one['entity'] or ''}".strip()
        about = f"  {one['rule']}  {area}  since {one['raised_period']}  {one['state']}  {one['id'][:8]}"
        print_entry(Text.assemble(severity_text(one["severity"]), about), one["explanation"]["zh"])


def order(alert: Mapping[str, Any]) -> tuple[bool, int, str, str]:
    """Return what alerts are sorted by: those that go on and the worst first."""
    return alert["state"] != "raised", -Severity[alert["severity"].upper()], alert["rule"], alert["area"]
