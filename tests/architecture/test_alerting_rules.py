"""The platform's own alerting rules name what is there: metrics, runbooks, words in both languages."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from shared.runtime.metrics import REGISTRY
from tests.architecture.reading import ROOT, anchors, text

FOLDER = ROOT / "deploy" / "prometheus"
RULES: list[dict[str, Any]] = [
    rule
    for name in ("recording", "alerts")
    for group in yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))["groups"]
    for rule in group["rules"]
]
ALERTS = {rule["alert"]: rule for rule in RULES if "alert" in rule}
RECORDED = {rule["record"] for rule in RULES if "record" in rule}
KNOWN = {sample.name for metric in REGISTRY.collect() for sample in metric.samples} | {metric.name for metric in REGISTRY.collect()}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.get("alert") or rule["record"])
def test_every_metric_of_a_rule_is_one_of_ours(rule: dict[str, Any]) -> None:
    for name in re.findall(r"\b(?:xiheng|process)_\w+", rule["expr"]):
        assert name in KNOWN or re.sub(r"_(bucket|sum|count|total)$", "", name) in KNOWN, name
    assert set(re.findall(r"\bxiheng:[\w:]+", rule["expr"])) <= RECORDED


@pytest.mark.parametrize("name", ALERTS)
def test_every_alert_speaks_both_languages_and_leads_to_its_runbook(name: str) -> None:
    alert = ALERTS[name]
    assert alert["labels"]["severity"] in {"info", "warning", "critical"}
    assert re.search(r"[\u4e00-\u9fff]", alert["annotations"]["summary_zh"])
    page, _, anchor = alert["annotations"]["runbook"].partition("#")
    assert anchor in anchors(page)


def test_every_alert_of_a_runbook_exists() -> None:
    pages = sorted((ROOT / "docs" / "runbooks").glob("platform.*.md"))
    told = {name for page in pages for name in re.findall(r"^## (\w+)$", text(str(page.relative_to(ROOT))), re.MULTILINE)}
    assert told == set(ALERTS)


def test_every_alert_is_tried_by_promtool() -> None:
    tried = (FOLDER / "rules_test.yaml").read_text(encoding="utf-8")
    assert {name for name in ALERTS if name not in tried} == set()
