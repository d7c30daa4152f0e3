"""Checks of amendments: what a document changes is added, and what was wanted before stays as it stands."""

from __future__ import annotations

from collections.abc import Iterator

from shared.judgement.amendments import all_terms
from shared.model.catalogue import Catalogue
from shared.model.manifests import Amendment, Target, TargetSpec

Mistake = tuple[str, str]
"""Dotted path of a field, and what is wrong with it and how to mend it."""


def amendment_mistakes(target: Target, known: Catalogue) -> Iterator[Mistake]:
    """Yield every mistake of a target's amendments."""
    spec = target.spec
    if not spec.amendments:
        return
    year = known.plans[target.plan].year if target.plan in known.plans else None
    indicator = known.indicator(spec.indicator)
    stages = [stage for _, stage in all_terms(spec, "")]
    days = [spec.document.effective_from, *(one.effective_from for one in spec.amendments)]
    if list(spec.amendments) != sorted(spec.amendments, key=lambda one: one.effective_from):
        yield "spec.amendments", "amendments stand in the order of their days; put the oldest first"
        return
    for position, (one, before, after) in enumerate(zip(spec.amendments, stages, stages[1:], strict=False)):
        at = f"spec.amendments.{position}"
        if one.effective_from == days[position]:
            yield f"{at}.effectiveFrom", f"something else holds from {one.effective_from} already; write both as one amendment"
        if year is not None and one.effective_from.year != year:
            yield f"{at}.effectiveFrom", f"{one.effective_from} does not lie in the plan's year {year}"
        if one.class_name and indicator is not None and one.class_name not in indicator.classes:
            yield f"{at}.className", f"{one.class_name!r} is not a class of {spec.indicator!r}"
        yield from ((f"{at}.{field}" if field else at, message) for field, message in _mistakes(one, before, after))


def _mistakes(one: Amendment, before: TargetSpec, after: TargetSpec) -> Iterator[Mistake]:
    if after.model_copy(update={"parameter": before.parameter}) == before and _number(after) == _number(before):
        yield "", "it changes nothing; give the new value, className or areas"
    if one.value is not None and before.value is None and before.parameter is None:
        yield "value", f"{before.comparator} wants no number that could be changed; leave it out"
    if one.class_name and not before.class_name:
        yield "className", f"{before.comparator} wants no class that could be changed; leave it out"
    own = {share.area for share in before.areas}
    for position, share in enumerate(one.areas):
        if share.area not in own:
            yield f"areas.{position}.area", f"area {share.area!r} has no value of its own that could be changed; add it to spec.areas"


def rewriting_mistakes(before: TargetSpec, after: TargetSpec) -> Iterator[Mistake]:
    """Yield what a new version of a target changes without an amendment: numbers in force are never written over.

    Args:
        before: The version in force.
        after: The one that is to replace it.
    """
    remedy = "keep it, and add the new one to spec.amendments with effectiveFrom, document and approver"
    for field, old, new in (
        ("value", before.value, after.value),
        ("parameter.value", _parameter(before), _parameter(after)),
        ("className", before.class_name or None, after.class_name or None),
    ):
        if old is not None and new != old:
            yield f"spec.{field}", f"{old} → {'(none)' if new is None else new} changes what is wanted; {remedy}"
    shares = {share.area: share.value for share in after.areas}
    for share in before.areas:
        if shares.get(share.area) != share.value:
            new = shares.get(share.area, "(none)")
            yield "spec.areas", f"{share.area}: {share.value} → {new} changes what is wanted; {remedy}"
    if [_bare(one) for one in after.amendments[: len(before.amendments)]] != [_bare(one) for one in before.amendments]:
        yield "spec.amendments", "an amendment that was accepted stays as it is; add a new one after it"


def _number(spec: TargetSpec) -> float | None:
    return spec.value if spec.parameter is None else spec.parameter.value


def _parameter(spec: TargetSpec) -> float | None:
    return None if spec.parameter is None else spec.parameter.value


def _bare(amendment: Amendment) -> Amendment:
    return amendment.model_copy(update={"note": ""})
