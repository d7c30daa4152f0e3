"""What an alert about a target says of its chances and its time."""

from __future__ import annotations

from shared.judgement.verdict import Facts
from shared.judgement.wording.alerts import about_target

TEXTS = {
    "status": "off_track",
    "state": "raised",
    "severity": "yellow",
    "period": "2026-06",
    "unit": "item",
    "name_zh": "新开工项目",
    "name_en": "Projects",
}
TEXTS |= {"rule_zh": "最后可行日将近", "rule_en": "Last feasible date near"}


def said(**numbers: float) -> tuple[str, str]:
    """The sentence in both languages."""
    facts = Facts("rule.target/1", numbers, TEXTS)
    return about_target(facts, "zh"), about_target(facts, "en")


def test_a_chance_that_rounds_to_nothing_or_everything_is_no_certainty() -> None:
    assert "年底达到的可能性不足1%" in said(chance=0.0)[0]
    assert "chance by year end less than 1%" in said(chance=0.0)[1]
    assert "chance by year end more than 99%" in said(chance=100.0)[1]
    assert "chance by year end 47%" in said(chance=47.0)[1]


def test_a_last_feasible_date_is_to_come_or_was() -> None:
    assert "63 days until the last feasible date" in said(days_left=63.0)[1]
    assert "the last feasible date was 111 days ago" in said(days_left=-111.0)[1]
    assert "最后可行日已过 111 天" in said(days_left=-111.0)[0]
