"""Amendments: a target whose number was changed is judged under each of its terms, the old ones and the new ones.

The verdict shown for a period is the one under the terms that hold at its end; the others stand beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from shared.judgement.verdict import OtherVerdict, StatusVerdict, Terms
from shared.model.manifests import Amendment, Document, TargetSpec
from shared.model.period import Period


def wanted_in(spec: TargetSpec, area: str) -> float | None:
    """Return the number wanted in an area: its own or its share, else that of the parameter, else that of the target."""
    number = spec.parameter.value if spec.parameter is not None else spec.value
    own = next((one for one in spec.areas if one.area == area), None)
    if own is None:
        return number
    return own.value if own.share is None or number is None else own.share * number


def all_terms(spec: TargetSpec, area: str) -> list[tuple[Terms, TargetSpec]]:
    """Return the terms of a target in an area, and the target as it stands under each, in the order of their days."""
    stages = [(spec.document, spec.model_copy(update={"amendments": ()}))]
    for one in sorted(spec.amendments, key=lambda one: one.effective_from):
        document = Document(number=one.document, approver=one.approver, effective_from=one.effective_from)
        stages.append((document, _amended(stages[-1][1], one)))
    return [
        (Terms(document.effective_from, document.number, document.approver, wanted_in(stage, area), stage.class_name), stage)
        for document, stage in stages
    ]


def in_force(terms: Sequence[Terms], period: Period) -> int:
    """Return the position of the terms that hold at the end of a period; the first ones hold from the beginning."""
    day = period.last_day
    return max(number for number, one in enumerate(terms) if not number or (one.effective_from is not None and one.effective_from <= day))


def joined(terms: Sequence[Terms], verdicts: Sequence[StatusVerdict]) -> StatusVerdict:
    """Return the verdict under the terms in force, with those under the other terms beside it.

    Args:
        terms: All terms, in order.
        verdicts: The verdict on one period under each of them.
    """
    shown = in_force(terms, verdicts[0].period)
    return verdicts[shown]._replace(terms=terms[shown], others=tuple(_others(terms, verdicts, shown)))


def under_all(verdict: StatusVerdict) -> StatusVerdict:
    """Return a verdict that is the same whatever the terms with those in force at its period's end, and the others beside it."""
    if verdict.terms is None:
        return verdict
    terms = sorted((verdict.terms, *(one.terms for one in verdict.others)), key=lambda one: one.effective_from or date.min)
    return joined(terms, [verdict._replace(terms=None, others=())] * len(terms))


def _others(terms: Sequence[Terms], verdicts: Sequence[StatusVerdict], shown: int) -> Iterator[OtherVerdict]:
    for number, (one, verdict) in enumerate(zip(terms, verdicts, strict=True)):
        if number != shown:
            status = verdict.last_status or verdict.status
            yield OtherVerdict(one, status, verdict.plan_value, verdict.attainment, verdict.flip_value, verdict.facts)


def _amended(spec: TargetSpec, by: Amendment) -> TargetSpec:
    own = {share.area: share for share in (*spec.areas, *by.areas)}
    changes: dict[str, object] = {"areas": tuple(own.values()), "class_name": by.class_name or spec.class_name}
    if by.value is not None and spec.parameter is not None:
        changes["parameter"] = spec.parameter.model_copy(update={"value": by.value, "note": by.document})
    elif by.value is not None:
        changes["value"] = by.value
    return spec.model_copy(update=changes)
