"""The one-page report that a mayor could read: HTML with inline SVG, opens offline."""

from __future__ import annotations

from pathlib import Path

from services.demo.outcome import Outcome
from services.demo.report.page import render


def write_report(outcome: Outcome, path: Path) -> Path:
    """Write the report and return where it is."""
    path.write_text(render(outcome), encoding="utf-8")
    return path
