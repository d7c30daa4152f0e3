"""Unverified defaults: all of them are on the page, and a status that stands on one says so."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from docs.defaults import lines
from shared.judgement.defaults import is_unverified, unverified_under
from shared.judgement.derivations import FORMULAS
from shared.judgement.wording.numbers import number
from shared.model.manifests import RiskRule, Target
from shared.plans.checking import check_folder

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "defaults.md").read_text("utf-8")
MANIFESTS = check_folder(ROOT / "plans" / "wuxi-2026").manifests
OPEN = [one.name for one in MANIFESTS if isinstance(one, Target) and one.spec.parameter is not None]


@pytest.mark.parametrize("target", OPEN)
def test_a_number_that_the_plan_leaves_open_says_that_it_is_a_default(target: str) -> None:
    assert f"| `{target}` |" in PAGE


def test_every_unverified_formula_and_each_of_its_numbers_stand_on_the_page() -> None:
    unverified = {name: formula for name, formula in FORMULAS.items() if is_unverified(formula.source)}
    assert len(unverified) > 20
    assert all(f"| `{name}` | {formula.source} |" in PAGE for name, formula in unverified.items())
    assert all(f"`{name}` = {number(value)}" in PAGE for formula in unverified.values() for name, value in formula.parameters.items())


def test_every_rule_that_calls_itself_unverified_stands_on_the_page() -> None:
    rules = [one.name for one in MANIFESTS if isinstance(one, RiskRule) and is_unverified(one.spec.reference)]
    assert rules
    assert all(f"| `{name}` |" in PAGE for name in rules)


PARAMETERS = {"LEAST_COVERAGE": "coverage", "HEAT_FACTOR": "heat-factor", "rigid_share": "rigid_share"}
"""Unverified constants that are the default of a formula's parameter."""


def test_every_constant_that_calls_itself_unverified_is_a_line_of_the_page_or_a_parameter_on_it() -> None:
    found = {name for path in (ROOT / "shared" / "judgement").rglob("*.py") for name in unverified_constants(path)}
    assert {"PH_ENDS", "LEAST_COVERAGE"} <= found
    assert found - {"source"} == {*PARAMETERS, *(name for one in lines() for name in one.constants)}, "a formula's source tells which are"
    assert all(f"`{parameter}` = " in PAGE for parameter in PARAMETERS.values())


def unverified_constants(path: Path) -> Iterator[str]:
    """The names of constants and fields whose own words, below them, say so."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        body = node.body if isinstance(node, ast.Module | ast.ClassDef) else []
        for one, below in pairwise(body):
            targets = one.targets if isinstance(one, ast.Assign) else [one.target] if isinstance(one, ast.AnnAssign) else []
            said = below.value.value if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant) else ""
            if isinstance(said, str) and is_unverified(said):
                yield from (name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name))


def test_a_derivation_is_called_unverified_in_its_table_where_it_is() -> None:
    rows = [line for line in (ROOT / "docs" / "derivations.md").read_text("utf-8").splitlines() if line.startswith("| `")]
    said = {name: is_unverified(row) for row in rows for name in re.findall(r"`([a-z0-9.-]+)`", row.split("|")[1])}
    own = {name: formula for name, formula in FORMULAS.items() if name in said}
    assert len(own) > 60
    assert {name for name in own if said[name] != is_unverified(own[name].source)} == set()


def test_the_page_shows_the_numbers_that_the_code_has() -> None:
    assert all(f"| {one.name} | {one.value} |" in PAGE for one in lines())


@pytest.mark.parametrize(
    ("formula", "found"),
    [
        ("debt.ratio", ("debt.ratio", "fiscal.resources")),
        ("debt.ratio.official", ("debt.ratio.official", "fiscal.resources")),
        ("parks.zero-carbon", ("park.carbon-intensity.market", "park.electricity")),
        ("investment.major-industry", ()),
    ],
)
def test_a_formula_stands_on_its_own_default_and_on_those_beneath_it(formula: str, found: tuple[str, ...]) -> None:
    assert unverified_under(formula) == found
