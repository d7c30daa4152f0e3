"""What is said of a status beside its formula.

Where the value lies between two formulas' bounds and the earlier status is kept, what was told before a correction, what each side of a ratio did, that a value stands in for
another, which defaults were used, how far it is from what the districts' make, where the year is heading, which terms it was judged by, the verdict under the others,
and that a target is only watched.
"""

from __future__ import annotations

from collections.abc import Iterator

from shared.judgement.verdict import OtherVerdict, Terms
from shared.judgement.wording.corrected import corrected
from shared.judgement.wording.dates import day_words
from shared.judgement.wording.outlook import outlook
from shared.judgement.wording.provenance import provenance
from shared.judgement.wording.review import review
from shared.judgement.wording.told import Told
from shared.judgement.wording.verdict_words import STATUS_EN, class_words
from shared.model.status import TargetStatus


def beside_the_formula(one: Told) -> Iterator[str]:
    """Yield the sentences, in order."""
    verdict = one.verdict
    yield from _held(one)
    yield from corrected(one)
    yield from provenance(one)
    yield from _defaults(one)
    yield from review(one)
    if verdict.projection is not None:
        yield from outlook(one, verdict.projection)
    if verdict.terms is not None:
        yield _terms(one, verdict.terms, verdict.others)
        yield from (_other(one, each, verdict.terms) for each in verdict.others)
    if verdict.watch:
        yield "监测项,计划原文未列。" if one.zh else "The plan does not name this figure as a target; it is watched beside it."


def _defaults(one: Told) -> Iterator[str]:
    """Tell on which unverified defaults the verdict stands."""
    if "defaults" in one.texts:
        named = one.texts[f"defaults_{one.language}"]
        yield f"未经核实的默认值:{named}。" if one.zh else f"Unverified defaults: {named}."


def _held(one: Told) -> Iterator[str]:
    """Tell that the status before is kept, as the value lies within the revision noise of a bound."""
    if "held_from" in one.texts:
        alone = TargetStatus[one.texts["held_from"].upper()]
        noise = one.points(one.numbers["noise"])
        if one.zh:
            yield f"单看本期应为{alone.chinese};因与界限之差未超过数据修订的通常幅度({noise}),且仅此一期,维持原判。"
        else:
            yield (
                f"This figure alone would make it {STATUS_EN[alone]}; as it lies within the usual size of a revision ({noise}) "
                "of the bound, and for the first time, the earlier verdict stands."
            )


def _terms(one: Told, terms: Terms, others: tuple[OtherVerdict, ...]) -> str:
    wanted = _wanted(one, terms)
    since = day_words(terms.effective_from, one.language) if terms.effective_from else ""
    changed = any(_later(terms, each.terms) for each in others)
    if one.zh:
        name = "调整后的目标" if changed else "原目标"
        source = f"{terms.document}{f',{terms.approver}批准' if terms.approver else ''}"
        return f"本次按{name} {wanted}{f'(自 {since}起)' if changed else ''}判断:{source}。"
    name = "amended target" if changed else "original target"
    return f"It is judged by the {name}, {wanted}{f', in force since {since}' if changed else ''} ({_source(terms)})."


def _other(one: Told, other: OtherVerdict, shown: Terms) -> str:
    wanted, later = _wanted(one, other.terms), _later(other.terms, shown)
    since = day_words(other.terms.effective_from, one.language) if other.terms.effective_from else ""
    if one.zh:
        which = f"自 {since}起的目标" if later else "此前的目标"
        return f"若按{which} {wanted}({other.terms.document}),则判为{other.status.chinese}。"
    which = f"target in force from {since}" if later else "earlier target"
    return f"Under the {which}, {wanted} ({_source(other.terms)}), it would be {STATUS_EN[other.status]}."


def _source(terms: Terms) -> str:
    return f"{terms.document}, approved by {terms.approver}" if terms.approver else terms.document


def _later(one: Terms, other: Terms) -> bool:
    return one.effective_from is not None and (other.effective_from is None or one.effective_from > other.effective_from)


def _wanted(one: Told, terms: Terms) -> str:
    return class_words(terms.class_name, one.language) if terms.value is None else one.amount(terms.value)
