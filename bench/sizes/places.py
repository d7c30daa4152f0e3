"""A province as definitions and as values: Wuxi's plan for every area, with Wuxi as one of thirteen cities."""

from __future__ import annotations

from collections.abc import Iterator

from bench.workload import MANIFESTS
from shared.judgement.event import Observations
from shared.model.manifests import Area, Indicator, Manifest, Plan, Target
from shared.model.manifests.target import AreaShare
from shared.model.period import Period, PeriodLength

PROVINCE = "320000"
_WUXI = tuple(one for one in MANIFESTS if isinstance(one, Area))
_MONTHS = [Period.month(year, month).ordinal for year in (2025, 2026) for month in range(1, 13)][:18]
_NUMBERS = 10_000.0
"""Wanted in every area below the province: how much is judged is measured, not what comes of it."""


def areas(count: int) -> list[Area]:
    """Return the province, 13 cities, some 104 districts and, up to the count, towns below them.

    Args:
        count: From 130 on.
    """
    cities = [f"32{city:02}00" for city in range(1, 14) if city != 2]
    districts = [(f"{city[:4]}{number:02}", city) for city in cities for number in range(1, 9)]
    above = [(PROVINCE, ""), *((city, PROVINCE) for city in cities), *districts]
    made = [_area(code, parent) for code, parent in above]
    wuxi = [_under(one, PROVINCE) if one.spec.parent is None else one for one in _WUXI]
    towns = [_area(f"{parent}{number:03}", parent) for number in range(1, 1 + count // len(districts)) for parent, _ in districts]
    return [*made, *wuxi, *towns][:count]


def definitions(count: int) -> Iterator[list[Manifest]]:
    """Yield what is applied at once, in order; every target is judged in every area."""
    places = areas(count)
    for first in range(0, count, 500):
        yield list(places[first : first + 500])
    yield [_of_the_province(one) if isinstance(one, Plan) else one for one in MANIFESTS if not isinstance(one, (Area, Target))]
    targets = [_everywhere(one, places) for one in MANIFESTS if isinstance(one, Target)]
    for first in range(0, len(targets), 20):
        yield list(targets[first : first + 20])


def values(count: int) -> Iterator[Observations]:
    """Yield eighteen months of every target's indicator in every area, an area in one record."""
    known = {one.name for one in MANIFESTS if isinstance(one, Indicator)}
    names = sorted(known & {one.spec.indicator for one in MANIFESTS if isinstance(one, Target)})
    for place, area in enumerate(areas(count)):
        yield Observations(
            area=area.name,
            child="",
            indicators=names,
            entities=[""] * len(names),
            lengths=[PeriodLength.MONTH] * len(names),
            series=[number for number in range(len(names)) for _ in _MONTHS],
            periods=_MONTHS * len(names),
            values=[float(10 + place % 7 + month) for _ in names for month in range(len(_MONTHS))],
        )


def _area(code: str, parent: str) -> Area:
    level = "province" if not parent else "city" if parent == PROVINCE else "district" if len(code) == len(PROVINCE) else "county"
    spec = {"names": {"zh": f"地区{code}", "en": f"area {code}"}, "level": level, **({"parent": parent} if parent else {})}
    return Area.model_validate({"metadata": {"name": code}, "spec": spec})


def _under(area: Area, parent: str) -> Area:
    return area.model_copy(update={"spec": area.spec.model_copy(update={"parent": parent})})


def _of_the_province(plan: Plan) -> Plan:
    return plan.model_copy(update={"spec": plan.spec.model_copy(update={"area": PROVINCE})})


def _everywhere(target: Target, places: list[Area]) -> Target:
    number = None if target.spec.value is None else _NUMBERS
    shares = tuple(AreaShare(area=one.name, value=number) for one in places if one.name != PROVINCE)
    return target.model_copy(update={"spec": target.spec.model_copy(update={"areas": shares})})
