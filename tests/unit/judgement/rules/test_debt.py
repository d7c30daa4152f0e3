"""Rules of debt at their lines: pace, overdue debt, limits."""

from __future__ import annotations

import pytest

from tests.unit.judgement.derivations.given import month
from tests.unit.judgement.rules.ruled import RULES, severity, told, walked

PACE = RULES["debt.resolution-behind"]


@pytest.mark.parametrize(
    ("june", "word"), [(48.5, ""), (48.49, "yellow"), (42.5, "yellow"), (42.49, "orange")], ids=["97 %", "below 97", "85 %", "below 85"]
)
def test_resolution_is_held_against_the_twelfths_that_have_passed(june: float, word: str) -> None:
    found = walked(PACE, {"debt.hidden.resolved": {"2026-05": 97.0 * 5 / 12 - 1, "2026-06": june}})
    assert [one.severity.word for one in found] == ([word] if word else [])


def test_one_month_behind_is_a_lump_and_two_are_told() -> None:
    assert told(walked(PACE, {"debt.hidden.resolved": {"2026-01": 1.0, "2026-02": 16.5}})) == []
    raised = {"2026-01": 1.0, "2026-02": 10.0, "2026-03": 24.24}
    assert told(walked(PACE, {"debt.hidden.resolved": raised})) == [("2026-02", "2026-03", "raised", "yellow")]
    assert told(walked(PACE, {"debt.hidden.resolved": {**raised, "2026-03": 24.25}})) == [("2026-02", "2026-03", "resolved", "orange")]


@pytest.mark.parametrize(("amount", "rate", "word"), [(0.0, 0.0, ""), (0.01, 0.001, "orange"), (0.01, 0.999, "orange"), (0.01, 1.0, "red")])
def test_any_overdue_debt_counts(amount: float, rate: float, word: str) -> None:
    assert severity("debt.overdue", {"debt.overdue": amount, "debt.overdue-rate": rate}) == word


def test_overdue_debt_is_told_before_its_share_is_known() -> None:
    assert severity("debt.overdue", {"debt.overdue": 0.01}) == "orange"


@pytest.mark.parametrize("kind", ["general", "special"])
@pytest.mark.parametrize(("use", "word"), [(94.9, ""), (95.0, ""), (95.1, "yellow"), (100.0, "yellow"), (100.1, "red")])
def test_either_limit_raises_above_95_percent(kind: str, use: float, word: str) -> None:
    uses = {"debt.limit-use.general": 50.0, "debt.limit-use.special": 50.0, f"debt.limit-use.{kind}": use}
    assert severity("debt.limit-use", uses) == word


def test_one_limit_that_is_not_known_keeps_the_alert_open() -> None:
    values = {"debt.limit-use.general": month("2026-05", [96.0, 90.0]), "debt.limit-use.special": {"2026-05": 90.0}}
    assert told(walked(RULES["debt.limit-use"], values)) == [("2026-05", "2026-05", "raised", "yellow")]
