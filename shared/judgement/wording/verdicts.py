"""What is said of a status beside its formula.

What each side of a ratio did, that a value stands in for another, which defaults were used, where the year is heading, which terms it was judged by, the verdict under the others, and that a target is only watched.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from shared.judgement.verdict import Facts, OtherVerdict, StatusVerdict, Terms
from shared.judgement.wording.numbers import number
from shared.judgement.wording.outlook import outlook
from shared.judgement.wording.provenance import provenance
from shared.judgement.wording.review import review

Language = Literal["zh", "en"]


def beside_the_formula(verdict: StatusVerdict, language: Language, unit: str) -> Iterator[str]:
    """Yield the sentences, in order.

    Args:
        verdict: The status.
        language: zh or en.
        unit: Unit of its numbers, as it is written in the language.
    """
    yield from provenance(verdict.facts, language, unit)
    yield from _defaults(verdict.facts, language)
    yield from review(verdict, language, unit)
    if verdict.projection is not None:
        yield from outlook(verdict.projection, verdict.facts, language, unit)
    if verdict.terms is not None:
        yield _terms(verdict.terms, verdict.others, language, unit)
        yield from (_other(one, verdict.terms, language, unit) for one in verdict.others)
    if verdict.watch:
        yield "监测项,计划原文未列。" if language == "zh" else "Watched: it is not in the plan's own words."


def _defaults(facts: Facts, language: Language) -> Iterator[str]:
    """Yield which unverified defaults the verdict stands on; nothing where there are none."""
    if "defaults" in facts.texts:
        named = facts.texts[f"defaults_{language}"]
        yield f"未经核实的默认值:{named}。" if language == "zh" else f"Unverified defaults: {named}."


def _terms(terms: Terms, others: tuple[OtherVerdict, ...], language: Language, unit: str) -> str:
    wanted = _wanted(terms, unit)
    since = f"{terms.effective_from}" if terms.effective_from else ""
    changed = any(_later(terms, one.terms) for one in others)
    if language == "zh":
        name = "调整后的目标" if changed else "原目标"
        return f"按{name} {wanted}{f'(自 {since} 起)' if changed else ''}判断:{terms.document}{f',{terms.approver}批准' if terms.approver else ''}。"
    name = "amended target" if changed else "original target"
    return f"Judged by the {name}, {wanted}{f', in force since {since}' if changed else ''} ({_source(terms)})."


def _other(other: OtherVerdict, shown: Terms, language: Language, unit: str) -> str:
    wanted, later = _wanted(other.terms, unit), _later(other.terms, shown)
    if language == "zh":
        if later:
            return f"按自 {other.terms.effective_from} 起的目标 {wanted}({other.terms.document}):{other.status.chinese}。"
        return f"按此前的目标 {wanted}({other.terms.document}):{other.status.chinese}。"
    if later:
        return f"Under the target in force from {other.terms.effective_from}, {wanted} ({_source(other.terms)}): {other.status.word}."
    return f"Under the earlier target, {wanted} ({_source(other.terms)}): {other.status.word}."


def _source(terms: Terms) -> str:
    return f"{terms.document}, approved by {terms.approver}" if terms.approver else terms.document


def _later(one: Terms, other: Terms) -> bool:
    return one.effective_from is not None and (other.effective_from is None or one.effective_from > other.effective_from)


def _wanted(terms: Terms, unit: str) -> str:
    return terms.class_name if terms.value is None else f"{number(terms.value)} {unit}".rstrip()
