"""`xiheng plan diff --history`: changed rules are rehearsed as they are in force and as the folder has them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from services.cli.rule_changes import compared, compared_json, compared_words
from shared.model.manifests import Manifest, RiskRule
from shared.plans.loading import load_folder
from tests.unit.cli.test_rules import HEAD, PLAN, ROWS
from xiheng.registry.v1 import registry_service_pb2 as messages

NAME = "housing.loan-rate"


@pytest.fixture(scope="module")
def manifests() -> list[Manifest]:
    return list(load_folder(PLAN).manifests)


def change(kind: messages.ChangeKind, name: str = NAME, of: str = "RiskRule") -> messages.DefinitionChange:
    return messages.DefinitionChange(kind=of, plan="wuxi-2026", name=name, change=kind)


def test_a_changed_rule_tells_what_it_sends_and_what_it_would(manifests: list[Manifest], tmp_path: Path) -> None:
    history = tmp_path / "history.csv"
    history.write_text(HEAD + ROWS, encoding="utf-8")
    (rule,) = [one for one in manifests if isinstance(one, RiskRule) and one.name == NAME]
    sharper = rule.model_copy(update={"spec": rule.spec.model_copy(update={"when": 'value("provident-fund.loan-rate") >= 90.0'})})
    changes = [
        change(messages.CHANGE_KIND_UPDATED),
        change(messages.CHANGE_KIND_UNCHANGED, "housing.delivery"),
        change(messages.CHANGE_KIND_UPDATED, "jobs.urban-new", "Target"),
    ]
    span = date(2025, 1, 1), date(2025, 6, 30)
    (found,) = compared(manifests, changes, {("wuxi-2026", NAME): sharper}, [history], *span)
    assert found.before is not None
    assert found.after is not None
    assert [sum(month.raised for month in one.months) for one in (found.before, found.after)] == [1, 2]
    words = compared_words(found)
    assert "as it is: 2025-01-01 to 2025-06-30: 1 raised" in words
    assert "then: 2025-01-01 to 2025-06-30: 2 raised" in words
    assert compared_json(found)["after"]["rules"] == [NAME]


def test_a_new_rule_sends_nothing_before_and_a_retired_one_nothing_after(manifests: list[Manifest], tmp_path: Path) -> None:
    history = tmp_path / "history.csv"
    history.write_text(HEAD + ROWS, encoding="utf-8")
    span = date(2025, 1, 1), date(2025, 6, 30)
    (new,) = compared(manifests, [change(messages.CHANGE_KIND_CREATED)], {}, [history], *span)
    assert (new.before, new.after is None) == (None, False)
    (rule,) = [one for one in manifests if isinstance(one, RiskRule) and one.name == NAME]
    (gone,) = compared(manifests, [change(messages.CHANGE_KIND_RETIRED)], {("wuxi-2026", NAME): rule}, [history], *span)
    assert (gone.before is None, gone.after) == (False, None)
    assert "then: nothing" in compared_words(gone)
