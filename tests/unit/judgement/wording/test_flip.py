"""At the flip value the status is another, just before it is not; what is printed of it is as true as the value itself."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from shared.judgement.verdict import StatusVerdict
from shared.judgement.wording.flip import printed_flip
from shared.model.register import PLANNED
from tests.unit.judgement.builders import indicator
from tests.unit.judgement.evaluators import judged as one_target
from tests.unit.judgement.evaluators import test_register as register
from tests.unit.judgement.evaluators.judged import PERCENT
from tests.unit.judgement.evaluators.test_constraint import MONTHS, NONE_NEW, RIVER, STEADILY

At = Callable[[float], StatusVerdict]
"""The verdict if the last value were another."""

STOCK = {"kind": "stock", "accumulation": "stock"}
OTHERS = (indicator("gdp.growth", **PERCENT), indicator("cpi.change", **PERCENT), indicator("gdp.value"))
LIMITS = [{"effectiveFrom": "2026-01-01", "floor": 1.0, "ceiling": 3.0}]
RATE = {"shape": "level", "value": None, "unit": "percent"}
COUNT = {"shape": "level", "value": None}

Setting = tuple[Mapping[str, Any], Mapping[str, Any]]
"""What the indicator is and what the target wants; both sides of every bound are drawn."""

SETTINGS: Mapping[str, Setting] = {
    "cumulative": ({}, {}),
    "cumulative, more than": ({}, {"comparator": "more_than"}),
    "cumulative, at most": (
        {},
        {"comparator": "at_most_parameter", "value": None, "parameter": {"value": 120.0, "note": "open"}, "better": "down"},
    ),
    "cumulative, in money": ({"unit": "yi_cny"}, {"unit": "yi_cny", "value": 1450.3}),
    "cumulative, in millions": ({"unit": "mwh"}, {"unit": "mwh", "value": 123456789.1}),
    "growth": (PERCENT, {**RATE, "shape": "growth_yoy", "value": 5.0}),
    "growth, more than": (PERCENT, {**RATE, "comparator": "more_than", "value": 5.0}),
    "level": (STOCK, {**COUNT, "value": 101.3}),
    "level, at most": (
        STOCK,
        {**COUNT, "comparator": "at_most_parameter", "parameter": {"value": 18.0, "note": "open"}, "better": "down", "unit": "month"},
    ),
    "around": (PERCENT, {**RATE, "comparator": "around", "value": 4.0, "better": "band"}),
    "range": (PERCENT, {**RATE, "comparator": "within_external_limit", "limits": LIMITS, "better": "band"}),
    "over base": (STOCK, {**COUNT, "comparator": "at_least_over_base", "value": 10.3}),
    "improves": (STOCK, {**COUNT, "comparator": "improves_on_last_year"}),
    "falls": (STOCK, {**COUNT, "comparator": "falling", "better": "down"}),
    "not worse": (STOCK, {**COUNT, "comparator": "not_worse_than_last_year"}),
    "stable": (STOCK, {**COUNT, "comparator": "stable_vs_last_year", "better": "band"}),
    "stabilises": (PERCENT, {**RATE, "comparator": "stabilises"}),
    "in step": (PERCENT, {**RATE, "shape": "growth_yoy", "comparator": "in_step_with", "reference": "gdp.growth"}),
    "none new": ({"accumulation": "single"}, NONE_NEW),
}
FACTOR = {
    "cumulative, in money": 10.0,
    "cumulative, in millions": 1e6,
    "around": 0.04,
    "range": 0.03,
    "growth": 0.06,
    "growth, more than": 0.06,
}
"""How large values are, where they are not near 100."""


def at_last(name: str, earlier: list[float], beside: float) -> At:
    """Judge a target whose values before the last one are given."""
    of, wants = SETTINGS[name]
    before = dict(zip(("2025-06", "2025-12", "2026-04", "2026-05"), earlier, strict=True))
    others = {
        "gdp.growth": {"2026-06": beside},
        "cpi.change": {"2026-06": beside / 4},
        "gdp.value": {"2025-06": 100.0, "2026-06": 100.0 + beside},
    }
    return lambda value: one_target.judged({**before, "2026-06": value}, of=of, wants=wants, beside=others, defined=OTHERS)


def word(verdict: StatusVerdict) -> str:
    """The word of what is said of the value."""
    return (verdict.last_status or verdict.status).word


def beyond(number: float, *, up: bool) -> float:
    """The next number past another, beyond what counts as equal."""
    return number + (1 if up else -1) * max(abs(number), 1e-3) * 1e-7


def check(verdict: StatusVerdict, at: At) -> None:
    """The laws of a flip value, exact and printed in either language."""
    value, flip, shown = verdict.value, verdict.flip_value, word(verdict)
    assert value is not None
    assert flip is not None
    assert word(at(flip)) == verdict.facts.texts["flips_to"] != shown
    assert word(at(verdict.facts.numbers.get("flip_bound", nearer(flip, value)))) == shown
    for language in ("zh", "en"):
        printed = printed_flip(verdict, language)
        assert printed is not None
        assert printed.up == (flip > value)
        if printed.beyond:
            assert word(at(printed.value)) == shown
            assert word(at(beyond(printed.value, up=printed.up))) != shown
        else:
            assert word(at(printed.value)) == printed.to != shown
            assert word(at(between(value, printed.value, printed.step))) == shown


def nearer(flip: float, value: float) -> float:
    """A number between the value and its flip, as near to the flip as counts as another one."""
    return between(value, flip, max(abs(flip), abs(value), 1.0) * 1e-9)


def between(value: float, far: float, step: float) -> float:
    """So much nearer than far, but not past the value."""
    back = far - math.copysign(step, far - value)
    return value if (back - value) * (far - value) < 0 else back


SOME = st.floats(-20.0, 200.0, allow_subnormal=False).map(lambda number: round(number, 3))


@pytest.mark.parametrize("name", SETTINGS)
@given(earlier=st.lists(SOME, min_size=4, max_size=4), value=SOME, beside=st.floats(-3.0, 8.0).map(lambda number: round(number, 2)))
def test_the_laws_hold_for_values(name: str, earlier: list[float], value: float, beside: float) -> None:
    size = FACTOR.get(name, 1.0)
    at = at_last(name, [one * size for one in earlier], beside)
    verdict = at(value * size)
    assume(verdict.flip_value is not None)
    check(verdict, at)


@given(st.integers(1, 12), st.integers(2, 12))
def test_the_laws_hold_for_lists_that_are_reported_on(covered: int, items: int) -> None:
    assume(covered <= items)

    def at(count: float) -> StatusVerdict:
        listed: register.Items = {f"item-{number}": ({}, PLANNED if number < count else None) for number in range(items)}
        return register.judged(listed, {**register.ALL_COVERED, "value": float(items)})

    verdict = at(covered)
    up = (verdict.flip_value or 0.0) > covered
    check(verdict, lambda count: at((math.floor if up else math.ceil)(count)))


@given(st.lists(st.integers(0, 4), min_size=1, max_size=6), st.integers(0, 2))
def test_the_laws_hold_for_classes(classes: list[int], allowed: int) -> None:
    def at(last: float) -> StatusVerdict:
        values = dict(zip(MONTHS, [*map(float, classes[:-1]), last], strict=False))
        return one_target.judged(values, of=RIVER, wants={**STEADILY, "allowedMisses": allowed})

    verdict = at(float(classes[-1]))
    assume(verdict.flip_value is not None)
    flip, value = verdict.flip_value or 0.0, verdict.value or 0.0
    assert word(at(flip)) == verdict.facts.texts["flips_to"] != word(verdict)
    assert word(at(flip - math.copysign(1.0, flip - value))) == word(verdict)
    assert verdict.facts.texts["flip_class"] == RIVER["classes"][int(flip)]
