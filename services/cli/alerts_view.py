"""Alerts on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rich.text import Text

from services.cli.screen import SEVERITY_STYLE, out, table
from shared.model.status import Severity

_CHINESE = {Severity.BLUE: "蓝", Severity.YELLOW: "黄", Severity.ORANGE: "橙", Severity.RED: "红"}


def severity_text(word: str) -> Text:
    """Return a severity for the screen."""
    severity = Severity[word.upper()]
    return Text(f"{_CHINESE[severity]} {word}", style=SEVERITY_STYLE[severity])


def print_alerts(alerts: Iterable[Mapping[str, Any]]) -> None:
    """Print a line for each alert, those that go on and the worst first."""
    listed = sorted(alerts, key=lambda one: (one["state"] != "raised", -Severity[one["severity"].upper()], one["rule"], one["area"]))
    if not listed:
        return
    made = table("预警 alerts", "severity", "rule", "area", "since", "state", "id", "explanation")
    for one in listed:
        area = f"{one['area']} {one['entity'] or ''}".strip()
        made.add_row(
            severity_text(one["severity"]), one["rule"], area, one["raised_period"], one["state"], one["id"][:8], one["explanation"]["zh"]
        )
    out.print(made)
