"""The rows of the page of unverified defaults: what the plan, the formulas and the rules take for want of a published text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from shared.judgement import hysteresis
from shared.judgement.defaults import is_unverified
from shared.judgement.derivations import FORMULAS, bloom, emissions, surface_water
from shared.judgement.derivations.air_standard import AIR_2026
from shared.judgement.evaluators import case, relation
from shared.judgement.wording.numbers import number
from shared.model.manifests import Manifest, Release, RiskRule, Target
from shared.plans.checking import check_folder

_PLAN = Path(__file__).parents[1] / "plans" / "wuxi-2026"
_SAID_OF_RULES = ("默认", "efault")


class Line(NamedTuple):
    """A number or choice in the code that no parameter sets."""

    name: str
    value: str
    used_by: str
    how: str
    constants: tuple[str, ...] = ()
    """Names in the code that say of themselves that they are unverified."""


def defaults_rows() -> str:
    """Return the whole body of the page."""
    manifests = check_folder(_PLAN).manifests
    parts = ((_TARGETS, target_rows(manifests)), (_FORMULAS, formula_rows()), (_RULES, rule_rows(manifests)), (_LINES, line_rows()))
    return "".join("".join((head, *rows)) for head, rows in parts)


def target_rows(manifests: list[Manifest]) -> Iterator[str]:
    """Yield a row for each number that the plan leaves open."""
    for one in sorted((one for one in manifests if isinstance(one, Target)), key=lambda one: one.name):
        parameter = one.spec.parameter
        if parameter is not None and is_unverified(parameter.note):
            yield f"| `{one.name}` | {one.spec.names.zh} | {number(parameter.value)} {one.spec.unit} |\n"


def formula_rows() -> Iterator[str]:
    """Yield a row for each formula whose source says that something of it is unverified."""
    for name, formula in sorted(FORMULAS.items()):
        if is_unverified(formula.source):
            numbers = ", ".join(f"`{one}` = {number(value)}" for one, value in formula.parameters.items())
            yield f"| `{name}` | {formula.source} | {numbers} |\n"


def rule_rows(manifests: list[Manifest]) -> Iterator[str]:
    """Yield a row for each rule whose lines no document sets."""
    for one in sorted((one for one in manifests if isinstance(one, RiskRule)), key=lambda one: one.name):
        said = one.spec.reference + one.spec.note
        if is_unverified(said) or any(word in said for word in _SAID_OF_RULES):
            yield f"| `{one.name}` | {one.spec.names.zh} | `{one.spec.when.replace('|', chr(92) + '|')}` |\n"


def line_rows() -> Iterator[str]:
    """Yield a row for each line that stands in the code."""
    for one in lines():
        yield f"| {one.name} | {one.value} | {one.used_by} | {one.how} |\n"


def lines() -> tuple[Line, ...]:
    """Return the lines that stand in the code, with the values that it has."""
    low, high = surface_water.PH_ENDS
    older = ", ".join(f"{year}: {emissions.GRID_FACTORS[year]}" for year in (2021, 2022))
    weights = ", ".join(f"{item} {weight:g}" for item, weight in AIR_2026.weights.items())
    bands = ", ".join(f"{share:g}" for share in bloom.SHARES)
    given = "report the derived indicator as such: what is given goes before it"
    return (
        Line(
            "pH outside its ends is inferior Ⅴ (劣Ⅴ)",
            f"{low:g} to {high:g}",
            "`water.section.class`, `taihu.water-class`",
            given,
            ("PH_ENDS",),
        ),
        Line("items without which a sample has no class", ", ".join(sorted(surface_water.BASIC)), "the same", given, ("BASIC",)),
        Line("assessed items", f"{len(surface_water.ITEMS)}", "the same", given),
        Line(
            "超标倍数 of an item that is too much", "(value - limit) / limit", "the items named beside a class", "no verdict stands on it"
        ),
        Line("bands of bloom by area, percent", bands, "`taihu.bloom-grade`", given, ("SHARES",)),
        Line("factors of electricity in Jiangsu, kg/kWh", older, "`park.carbon-intensity`", given, ("GRID_FACTORS",)),
        Line(
            "line of a park below 200 000 tce a year, tCO2/tce",
            f"{emissions.LINE:.2f}",
            "`parks.zero-carbon`",
            given,
            ("LINE", "LARGE_LINE"),
        ),
        Line("weights of the composite index from 2026-03-01", weights, "`air.composite-index`", given),
        Line(
            "days until a value is due",
            f"{Release().delay_days}",
            "`overdue`, of every indicator whose own calendar is not known",
            "the indicator's `spec.release.delayDays`",
        ),
        Line(
            "in step with a reference: on track, at risk down to, points",
            f"{relation.ON_TRACK:g}, {relation.AT_RISK:g}",
            "`in_step_with`",
            "judge the growth by a number (`at_least`) instead",
        ),
        Line(
            "tolerance of a comparison",
            f"{case.POINTS:g} points, {case.SHARE:.0%}",
            "levels against a number, comparisons with last year, ranges, `around`",
            "the target's `spec.tolerance`, `spec.band`",
        ),
        Line(
            "revision noise until it is learned",
            f"{hysteresis.DEFAULT_POINTS:g} points, {hysteresis.DEFAULT_SHARE:.1%}",
            "hysteresis",
            "the indicator's `spec.noise`",
        ),
    )


_TARGETS = """
## Numbers that the plan leaves open

The plan says *raise* or *complete*, and no number. Set in the target, `spec.parameter.value`; change it there, with a note that names the document, or by an
amendment (`spec.amendments`), which keeps the old number beside the new one.

| target | 中文 | number wanted |
|---|---|---|
"""

_FORMULAS = """
## Formulas

No published text was found for these, or for the number named. Parameters are set in the indicator, `spec.derivation.parameters`; another formula is
named in `spec.derivation.formula`; and a figure that is reported as such goes before the derived one.

| formula | of which is unverified | parameters |
|---|---|---|
"""

_RULES = """
## Rules

Lines of risk rules that no document sets, or only a secondary source. Set in the rule, `spec.when` and `spec.bands`.

| rule | 中文 | when |
|---|---|---|
"""

_LINES = """
## Numbers in the code

| what | value | used by | how to change it |
|---|---|---|---|
"""
