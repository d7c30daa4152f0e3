"""Unverified defaults that a verdict stands on, named in its facts, so that nobody takes them for the words of a document.

They are a number that the plan leaves open, a formula for which no published text was found, the distance from a reference that still counts
as in step with it, and, where it decided, the tolerance of a comparison and the revision noise. Each is named with the parameter to be set.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from shared.judgement.derivations import FORMULAS
from shared.judgement.evaluators.case import POINTS, SHARE, Case
from shared.judgement.evaluators.relation import AT_RISK, ON_TRACK
from shared.judgement.verdict import Facts, Reading
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
    found = tuple(_defaults(case, point, reading))
    return reading._replace(facts=_naming(reading.facts, *found)) if found else reading


def with_default_noise(facts: Facts, noise: float) -> Facts:
    """Return facts that also name the revision noise, by which an earlier status is kept, as a default."""
    shown = number(noise)
    return _naming(facts, Default(f"noise={noise!r}", f"修订幅度 {shown}(noise)", f"a revision noise of {shown} (noise)"))


def _naming(facts: Facts, *more: Default) -> Facts:
    """Return facts that name further defaults."""
    parts = (("defaults", "; ", 0), ("defaults_zh", ";", 1), ("defaults_en", "; ", 2))
    texts = {name: between.join((*filter(None, [facts.texts.get(name)]), *(one[place] for one in more))) for name, between, place in parts}
    return facts._replace(texts={**facts.texts, **texts})


def _defaults(case: Case, point: Point | None, reading: Reading) -> Iterator[Default]:
    parameter = case.spec.parameter
    if parameter is not None and is_unverified(parameter.note):
        wanted = number(parameter.value)
        yield Default(
            f"parameter={parameter.value!r}", f"目标数 {wanted}(parameter.value)", f"the number wanted, {wanted} (parameter.value)"
        )
    if case.spec.comparator == "in_step_with":
        yield Default(
            f"in_step={ON_TRACK:g},{AT_RISK:g}",
            f"同步的容差 {ON_TRACK:g}、{AT_RISK:g} 个百分点",
            f"in step down to {ON_TRACK:g}, {AT_RISK:g} points",
        )
    if point is None or point.lane == "derived":
        yield from _of_formulas(case)
    yield from _of_tolerance(case, reading)


def _of_tolerance(case: Case, reading: Reading) -> Iterator[Default]:
    """Yield the default tolerance where the status is a better one by it alone."""
    formula, ladder = reading.facts.formula, reading.ladder
    if ladder is None or formula not in _TOLERANT or reading.status is ladder.floor:
        return
    name = "band" if formula == AROUND else "tolerance"
    bound = ladder.rungs[0].bound if _TOLERANT[formula] else 0.0
    if getattr(case.spec, name) is not None or ladder.score >= bound or math.isclose(ladder.score, bound, rel_tol=1e-12):
        return
    if case.percent:
        yield Default(f"{name}={POINTS:g}", f"容差 {POINTS:g} 个百分点({name})", f"a tolerance of {POINTS:g} points ({name})")
    else:
        width = f"{POINTS:g}" if formula in _POINTS_ALWAYS else f"{SHARE:.0%}"
        yield Default(f"{name}={width}", f"容差 {width}({name})", f"a tolerance of {width} ({name})")


AROUND = "level.around/1"
_TOLERANT = {
    "level.at-least/1": True,
    "level.at-most/1": True,
    "last-year.improves/1": True,
    "external-limit.range/1": True,
    "last-year.not-worse/1": False,
    AROUND: False,
}
"""Formulas that tolerate a distance, and whether it begins at the bound of their best status; else at no distance at all."""
_POINTS_ALWAYS = frozenset({AROUND, "external-limit.range/1"})
"""Formulas that tolerate the same number in every unit."""


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
