"""The table of docs/telemetry.md is what the code does: every span and attribute has its row, every row its test."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.architecture.reading import ROOT

PAGE = (ROOT / "docs" / "telemetry.md").read_text(encoding="utf-8")
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in PAGE.splitlines() if line.startswith("| ")][1:]
_OURS = {"parent", "since_ns"}
"""Arguments that are no attributes."""


def calls() -> list[ast.Call]:
    """Every call that records a span or adds to one."""
    texts = [one.read_text(encoding="utf-8") for folder in ("services", "shared") for one in (ROOT / folder).rglob("*.py")]
    ours = [text for text in texts if "from shared.runtime.telemetry import" in text]
    nodes = [node for text in ours for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    return [node for node in nodes if isinstance(node.func, ast.Name) and node.func.id in ("span", "tell_span", "note")]


def test_every_span_has_its_row() -> None:
    spans = {one.args[0].value for one in calls() if one.args and isinstance(one.args[0], ast.Constant)}
    told = {found[1] for row in ROWS if (found := re.match(r"span `(\w+)`", row[1]))}
    assert spans == told


def test_every_attribute_is_named() -> None:
    given = {one.arg for call in calls() for one in call.keywords if one.arg and one.arg not in _OURS}
    assert given == {name for row in ROWS if row[1].startswith("span") for name in re.findall(r"`(\w+)`", row[2].split(";")[0])}


def test_every_row_is_proved_by_tests_that_are_there() -> None:
    for row in ROWS:
        tests = re.findall(r"`([\w/.]+\.py)`", row[3])
        assert tests, row
        assert all(Path(ROOT, one).exists() for one in tests), row
