"""The one-page report that a mayor could read: HTML with inline SVG, opens offline."""

from __future__ import annotations

from pathlib import Path

from services.demo.outcome import Outcome
from services.demo.report.data import ReportData
from services.demo.report.from_outcome import report_data
from services.demo.report.rendering import render

__all__ = ["ReportData", "render", "report_data", "write_report"]


def write_report(outcome: Outcome, path: Path) -> Path:
    """Write the report and return where it is."""
    path.write_text(render(report_data(outcome)), encoding="utf-8")
    return path
