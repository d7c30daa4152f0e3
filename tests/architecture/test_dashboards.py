"""The dashboards are current, name what is there, and lead to one another."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from typing import Any

import pytest

from deploy.grafana.__main__ import FOLDER, outdated_dashboards
from shared.runtime.metrics import REGISTRY
from tests.architecture.reading import ROOT
from tests.architecture.test_alerting_rules import RECORDED

BOARDS: dict[str, dict[str, Any]] = {one.stem: json.loads(one.read_text(encoding="utf-8")) for one in FOLDER.glob("*.json")}
PANELS = [pytest.param(panel, id=f"{name}: {panel['title']}") for name, board in BOARDS.items() for panel in board["panels"]]


def test_the_dashboards_are_current() -> None:
    assert outdated_dashboards() == []
    assert BOARDS.keys() == {"city", "target", "risk", "districts", "pipeline", "delivery"}


@pytest.mark.parametrize("panel", PANELS)
def test_every_panel_has_both_languages_a_unit_thresholds_and_a_runbook(panel: dict[str, Any]) -> None:
    assert re.search(r"[\u4e00-\u9fff].* · \w", panel["title"])
    defaults = panel["fieldConfig"]["defaults"]
    assert defaults["unit"]
    steps = [one["value"] for one in defaults["thresholds"]["steps"]]
    assert steps[0] is None
    assert steps[1:] == sorted(steps[1:])
    assert "runbooks" in panel["links"][0]["url"]


@pytest.mark.parametrize("panel", PANELS)
def test_every_metric_of_a_panel_exists(panel: dict[str, Any]) -> None:
    known = {name for metric in REGISTRY.collect() for name in (metric.name, *(sample.name for sample in metric.samples))}
    for query in panel["targets"]:
        for name in re.findall(r"\bxiheng[_:][\w:]+", query.get("expr", "")):
            assert name in RECORDED or re.sub(r"_(bucket|sum|count|total)$", "", name) in known, name


@pytest.mark.parametrize("name", BOARDS)
def test_every_link_leads_to_a_dashboard(name: str) -> None:
    text = json.dumps(BOARDS[name])
    assert set(re.findall(r"/d/xiheng-(\w+)", text)) == BOARDS.keys()


@pytest.mark.parametrize("name", BOARDS)
def test_every_dashboard_has_a_picture_of_all_its_panels(name: str) -> None:
    drawn = ET.parse(ROOT / "docs" / "images" / f"dashboard-{name}.svg")  # noqa: S314 - drawn here
    assert {panel["title"] for panel in BOARDS[name]["panels"]} <= {one.text for one in drawn.iter()}
