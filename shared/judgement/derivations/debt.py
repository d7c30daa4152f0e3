"""Debt and fiscal indicators.

Debt ratios are stocks over 综合财力 (fiscal resources). The stock of year end over the whole year's flow is the official figure; within
the year the flow of the trailing twelve months is taken and flagged as an estimate. Land revenue falls push the ratio up without new
debt, which is why both sides are shown. Definitions: provincial early-warning rules under 国发〔2014〕43号; restructuring lines of
国办函〔2016〕88号; parts of 综合财力 as rating agencies list them, unverified.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from shared.judgement.derivations.formula import Formula, derived, ratio, same, series, share, together, total, trailing_year
from shared.judgement.view import Point, View
from shared.model.period import Period, PeriodLength


def _resources(view: View, inputs: Sequence[str], _: Mapping[str, float]) -> Iterable[Point]:
    """Return 综合财力 of twelve months: general revenue + transfers + fund revenue + state capital revenue."""
    for _period, point in trailing_year(total(view, inputs)):
        yield point


def _service_rate(view: View, inputs: Sequence[str], _: Mapping[str, float]) -> Iterable[Point]:
    """Return principal and interest of twelve months over 综合财力."""
    paid = dict(trailing_year(total(view, inputs[:-1])))
    return share(paid, series(view, inputs[-1]))


def _limit_use(view: View, inputs: Sequence[str], _: Mapping[str, float]) -> Iterable[Point]:
    """Return statutory debt over the year's limit, general and special together."""
    limits = view.entities(inputs[-1])
    for period, point in sorted(total(view, inputs[:-1]).items()):
        year = Period.year(period.calendar_year)
        parts = [one for points in limits.values() for one in points if one.period == year]
        if parts and sum(part.value for part in parts) > 0:
            yield derived(period, 100 * point.value / sum(part.value for part in parts), (point, *parts))


def _new_rate(view: View, inputs: Sequence[str], _: Mapping[str, float]) -> Iterable[Point]:
    """Return the change of statutory debt since the end of last year, in percent of it."""
    stock = total(view, inputs)
    for period in sorted(stock):
        base = stock.get(Period.month(period.calendar_year - 1, 12))
        if base is not None and base.value > 0:
            yield derived(period, 100 * (stock[period].value / base.value - 1), (stock[period], base))


def _resolved(view: View, inputs: Sequence[str], _: Mapping[str, float]) -> Iterable[Point]:
    """Return hidden debt paid since January in percent of the year's plan, which is a figure of the year."""
    plans = {point.period: point for point in view.points(inputs[1], PeriodLength.YEAR)}
    for period, (paid,) in together(series(view, inputs[0])):
        plan = plans.get(Period.year(period.calendar_year))
        if plan is not None and plan.value > 0:
            yield derived(period, 100 * paid.value / plan.value, (paid, plan))


_STATUTORY = ("debt.statutory.general", "debt.statutory.special")
_OFFICIAL = "decides the MoF colour of hidden-debt risk: statutory and hidden debt, without market debt of platforms; unverified"

FORMULAS = (
    Formula(
        "fiscal.resources",
        ("fiscal.revenue.general", "fiscal.transfers", "fiscal.revenue.fund", "fiscal.revenue.state-capital"),
        _resources,
        {},
        "综合财力, common form of rating agencies; unverified",
    ),
    Formula(
        "debt.ratio",
        (*_STATUTORY, "debt.hidden", "debt.platform", "fiscal.resources"),
        ratio(4),
        {},
        "全口径: 法定 + 隐性 + 平台; plan's wording",
    ),
    Formula("debt.ratio.official", (*_STATUTORY, "debt.hidden", "fiscal.resources"), ratio(3), {}, _OFFICIAL),
    Formula(
        "debt.interest-share.general",
        ("debt.interest.general", "fiscal.expenditure.general"),
        ratio(1),
        {},
        "国办函〔2016〕88号: above 10 %",
    ),
    Formula(
        "debt.interest-share.special", ("debt.interest.special", "fiscal.expenditure.fund"), ratio(1), {}, "国办函〔2016〕88号: above 10 %"
    ),
    Formula(
        "debt.service-rate",
        ("debt.interest.general", "debt.interest.special", "debt.principal-due", "fiscal.resources"),
        _service_rate,
        {},
        "偿债率 = 年度还本付息额 / 综合财力; unverified",
    ),
    Formula("debt.limit-use", (*_STATUTORY, "debt.limit"), _limit_use, {}, "限额使用 = 余额 / 限额"),
    Formula("debt.overdue-rate", ("debt.overdue", *_STATUTORY), ratio(1), {}, "逾期债务率 = 逾期债务余额 / 债务余额; unverified"),
    Formula("debt.new-rate", _STATUTORY, _new_rate, {}, "新增债务率 = (期末 - 期初) / 期初; unverified"),
    Formula("debt.hidden.resolved", ("debt.hidden.paid", "debt.hidden.plan"), _resolved, {}, "against the year's plan"),
    Formula("debt.hidden.new", ("debt.new-hidden",), same(), {}, "the same figure as a bureau reports it"),
)
