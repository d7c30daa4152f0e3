"""Unverified defaults that a verdict stands on, named in its facts, so that nobody takes them for the words of a document.

They are three: a number that the plan leaves open, a formula for which no published text was found, and the distance from a reference that
still counts as in step with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from shared.judgement.derivations import FORMULAS
from shared.judgement.evaluators.case import Case
from shared.judgement.evaluators.relation import AT_RISK, ON_TRACK
from shared.judgement.verdict import Reading
from shared.judgement.view import Point
from shared.judgement.wording.numbers import number

UNVERIFIED = ("unverified", "未经核实")
"""Words by which a source or a note says that no published text was found."""


class Default(NamedTuple):
    """One of them: its id, and its words in both languages."""

    id: str
    zh: str
    en: str


def is_unverified(text: str) -> bool:
    """Tell whether a source or a note says of itself that it is unverified."""
    return any(word in text for word in UNVERIFIED)


@lru_cache
def unverified_under(formula: str) -> tuple[str, ...]:
    """Return the unverified formulas that a formula stands on, itself first, each once; inputs are those of the formulas' own."""
    found = [formula] if is_unverified(FORMULAS[formula].source) else []
    for name in FORMULAS[formula].inputs:
        found += unverified_under(name) if name in FORMULAS else ()
    return tuple(dict.fromkeys(found))


def with_defaults(case: Case, point: Point | None, reading: Reading) -> Reading:
    """Return a reading whose facts name the defaults that it stands on: texts `defaults`, `defaults_zh`, `defaults_en`.

    Args:
        case: The case.
        point: The value judged; None: a list.
        reading: What was made of it.
    """
    found = tuple(_defaults(case, point))
    if not found:
        return reading
    texts = {
        "defaults": "; ".join(one.id for one in found),
        "defaults_zh": ";".join(one.zh for one in found),
        "defaults_en": "; ".join(one.en for one in found),
    }
    return replace(reading, facts=replace(reading.facts, texts={**reading.facts.texts, **texts}))


def _defaults(case: Case, point: Point | None) -> Iterator[Default]:
    parameter = case.spec.parameter
    if parameter is not None and is_unverified(parameter.note):
        wanted = number(parameter.value)
        yield Default(f"parameter={parameter.value!r}", f"目标数 {wanted}", f"the number wanted, {wanted}")
    if case.spec.comparator == "in_step_with":
        yield Default(
            f"in_step={ON_TRACK:g},{AT_RISK:g}",
            f"同步的容差 {ON_TRACK:g}、{AT_RISK:g} 个百分点",
            f"in step down to {ON_TRACK:g}, {AT_RISK:g} points",
        )
    if point is None or point.lane == "derived":
        yield from _of_formulas(case)


def _of_formulas(case: Case) -> Iterator[Default]:
    derivation = case.indicator.derivation
    for formula in unverified_under(derivation.formula) if derivation is not None and derivation.formula in FORMULAS else ():
        spec = case.view.indicator(formula)
        own = derivation.parameters if derivation is not None and formula == derivation.formula else {}
        numbers = ", ".join(f"{name} = {number(value)}" for name, value in FORMULAS[formula].parameters.items() if name not in own)
        zh, en = (spec.names.zh, spec.names.en) if spec is not None else (formula, formula)
        yield Default(
            f"{formula} {numbers}".rstrip(),
            f"“{zh}”的算法" + (f"({numbers})" if numbers else ""),
            f"the formula of “{en}”" + (f" ({numbers})" if numbers else ""),
        )
