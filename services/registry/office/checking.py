"""What may be said about a value or beside a verdict, and by whom. Pure: catalogue and caller are arguments."""

from __future__ import annotations

import math
import re
from datetime import datetime, timedelta

from shared.judgement.event import Reviews
from shared.model.catalogue import Catalogue
from shared.model.errors import Invalid
from shared.model.manifests import IndicatorSpec, Target
from shared.model.nearest import did_you_mean
from shared.model.period import SHANGHAI, Period
from shared.model.review import ReviewStep
from shared.model.statement import Statement, StatementKind
from shared.runtime.identity import Identity
from xiheng.office.v1 import office_service_pb2 as messages

MOST_VALUES = 1000
MOST_CHARACTERS = 2000
_MOMENT = timedelta(microseconds=1)
_BETWEEN_UNITS = re.compile(r"[、,，;；]")


class Forbidden(Invalid):
    """The caller may do such things, but not this one."""


def reviews_of(request: messages.TakeStepRequest, caller: Identity, catalogue: Catalogue) -> Reviews:
    """Return the step that a request takes.

    Raises:
        Forbidden: If the area is not one of the caller's.
        Invalid: If it says something that the catalogue does not know; the message names the field.
    """
    spec = catalogue.indicator(request.indicator)
    if spec is None:
        raise Invalid(
            f"indicator: {request.indicator!r} is not in the catalogue{did_you_mean(request.indicator, frozenset(catalogue.indicators))}"
        )
    if spec.entity_type is not None:
        raise Invalid(f"indicator: {request.indicator!r} is no indicator of areas; only values of areas are reviewed")
    _check_area(request.area, caller, catalogue)
    if not 0 < len(request.values) <= MOST_VALUES:
        raise Invalid(f"values: {len(request.values)} of them; name 1 to {MOST_VALUES}")
    periods = tuple(_period_of(one.period, spec) for one in request.values)
    if len({period.length for period in periods}) > 1:
        raise Invalid("values: their periods are of different lengths; take a step for each")
    for one in request.values:
        if not math.isfinite(one.value):
            raise Invalid(f"values: {one.value} of {one.period} is not a number")
    try:
        step = ReviewStep(request.step)
    except ValueError as error:
        raise Invalid("step: say preliminary, reviewed or locked") from error
    values = tuple(one.value for one in request.values)
    return Reviews(
        area=request.area,
        indicator=request.indicator,
        periods=periods,
        values=values,
        step=step,
        reviewer=caller.subject,
        note=_short("note", request.note),
    )


def remark_of(request: messages.AddRemarkRequest, caller: Identity, catalogue: Catalogue) -> Statement:
    """Return the remark of a request.

    Raises:
        Forbidden: If the caller does not speak for the unit, the unit is not responsible, or the area is not the caller's.
        Invalid: If it says something that the catalogue does not know; the message names the field.
    """
    target = target_of(request.plan, request.target, request.area, catalogue)
    _check_area(request.area, caller, catalogue)
    if not request.text_zh.strip() and not request.text_en.strip():
        raise Invalid("text_zh, text_en: say something in one of both")
    return Statement(
        plan=target.plan,
        target=target.name,
        area=request.area,
        period=Period.parse(request.period),
        kind=StatementKind.REMARK,
        author=caller.subject,
        unit=_unit_of(request.unit, target, caller, catalogue),
        zh=_short("text_zh", request.text_zh),
        en=_short("text_en", request.text_en),
    )


def check_override(override: Statement, signer: Identity, catalogue: Catalogue, *, signed_at: datetime) -> None:
    """Check an override whose signature holds.

    Raises:
        Forbidden: If the area is not one of the signer's.
        Invalid: If it is about no target, says no reason or document, or was over when it was signed.
    """
    target_of(override.plan, override.target, override.area, catalogue)
    _check_area(override.area, signer, catalogue)
    if not (override.zh.strip() or override.en.strip()):
        raise Invalid("zh, en: an override says why, in one of both languages")
    if not override.document.strip():
        raise Invalid("document: an override names the document that it rests on")
    if override.until is not None and override.until < signed_at.astimezone(SHANGHAI).date():
        raise Invalid(f"until: {override.until} was over when it was signed; name the last day that it stands, today or later")


def target_of(plan: str, name: str, area: str, catalogue: Catalogue) -> Target:
    """Return the target that is spoken of in an area.

    Raises:
        Invalid: If there is none, or several plans have it and none is named.
    """
    found = [target for (each, known), target in catalogue.targets.items() if known == name and plan in ("", each)]
    if len(found) != 1:
        plans = ", ".join(target.plan for target in found)
        raise Invalid(f"plan: name one of {plans}" if found else _no_target(plan, name, catalogue))
    (target,) = found
    known = catalogue.plans.get(target.plan)
    judged = {known.area if known else "", *(share.area for share in target.spec.areas)}
    if area not in judged:
        raise Invalid(f"area: {name} is judged in {', '.join(sorted(judged))}, not in {area!r}")
    return target


def _no_target(plan: str, name: str, catalogue: Catalogue) -> str:
    if plan and plan not in catalogue.plans:
        return f"plan: {plan!r} is not in the catalogue; there are {', '.join(catalogue.plans)}"
    known = frozenset(known for each, known in catalogue.targets if plan in ("", each))
    return f"target: {name!r} is not in the catalogue{did_you_mean(name, known)}"


def _check_area(area: str, caller: Identity, catalogue: Catalogue) -> None:
    if catalogue.area(area) is None:
        raise Invalid(f"area: {area!r} is not in the catalogue")
    if not caller.covers(area, catalogue):
        raise Forbidden(f"area: {area!r} is not among those of {caller.subject} ({', '.join(sorted(caller.areas)) or 'none'})")


def _unit_of(named: str, target: Target, caller: Identity, catalogue: Catalogue) -> str:
    """Return the unit that speaks: one of the caller's, and responsible for the target where somebody is."""
    plan = catalogue.plans.get(target.plan)
    owner = target.spec.owner_in(plan) if plan else target.spec.owner
    own = {unit.strip() for unit in _BETWEEN_UNITS.split(owner) if unit.strip()}
    speaking = {named} if named else set(caller.units) & own or set(caller.units)
    if len(speaking) != 1:
        raise Invalid(f"unit: name one of {', '.join(sorted(speaking)) or 'your units; your token has none'}")
    (unit,) = speaking
    if unit not in caller.units:
        raise Forbidden(f"unit: {caller.subject} does not speak for {unit!r} ({', '.join(sorted(caller.units)) or 'for no unit'})")
    if own and unit not in own:
        raise Forbidden(f"unit: {owner} is responsible for {target.name}, not {unit}")
    return unit


def _period_of(text: str, spec: IndicatorSpec) -> Period:
    period = Period.parse(text)
    if spec.accumulation == "year-to-date":
        return Period.containing(spec.stored_length, period.end - _MOMENT)
    if period.length not in spec.lengths:
        raise Invalid(f"period: {text!r} is not of a length that the indicator has ({', '.join(spec.periods)})")
    return period


def _short(field: str, text: str) -> str:
    if len(text) > MOST_CHARACTERS:
        raise Invalid(f"{field}: {len(text)} characters; say it in {MOST_CHARACTERS}")
    return text.strip()
