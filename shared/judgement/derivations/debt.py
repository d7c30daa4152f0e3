"""Debt and fiscal indicators.

Debt ratios are stocks over 综合财力 (fiscal resources). The stock of year end over the whole year's flow is the official figure; within
the year the flow of the trailing twelve months is taken and flagged as an estimate. Land revenue falls push the ratio up without new
debt, which is why both sides are shown. Definitions: provincial early-warning rules under 国发〔2014〕43号; restructuring lines of
国办函〔2016〕88号; parts of 综合财力 as rating agencies list them, unverified.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from shared.judgement.derivations.formula import Formula, Series, Sides, derived, same, series, share, total
from shared.judgement.derivations.ratio import ratio, sums
from shared.judgement.derivations.statistics import last_december, months_of_trailing_year, trailing_year, within_the_year
from shared.judgement.view import Point, View
from shared.model.period import Period, PeriodLength

GENERAL, SPECIAL = "general", "special"
"""Entities of `debt.limit`: general debt is paid from the general budget, special debt from the budget of funds."""


def _resources(view: View, inputs: Sequence[str], _: Mapping[str, float]) -> Iterable[Point]:
    """Return 综合财力 of twelve months: general revenue + transfers + fund revenue + state capital revenue."""
    for _period, point in trailing_year(total(view, inputs)):
        yield point


def _service(view: View, inputs: Sequence[str], _: Mapping[str, float]) -> tuple[Series, Series]:
    """Return principal and interest of twelve months, and 综合财力."""
    return dict(trailing_year(total(view, inputs[:-1]))), series(view, inputs[-1])


def _interest(view: View, inputs: Sequence[str], _: Mapping[str, float]) -> tuple[Series, Series]:
    """Return interest and expenditure since January; the line is one of whole years, so a month's share is an estimate."""
    return within_the_year(series(view, inputs[0])), series(view, inputs[1])


def _limit_use(*kinds: str) -> Sides:
    """Return the sides of the use of a limit: debt, and the year's limits of these kinds, all of them known."""

    def sides(view: View, inputs: Sequence[str], _: Mapping[str, float]) -> tuple[Series, Series]:
        debt, known = total(view, inputs[:-1]), view.entities(inputs[-1])
        limits = [{point.period: point for point in known.get(kind, ())} for kind in kinds]
        found = {}
        for period in debt:
            parts = [limit.get(Period.year(period.calendar_year)) for limit in limits]
            present = [part for part in parts if part is not None]
            if len(present) == len(kinds):
                found[period] = derived(period, sum(part.value for part in present), present)
        return debt, found

    return sides


def _year_end(_place: int, period: Period, _: Mapping[str, float]) -> Sequence[Period]:
    return (last_december(period),)


def _new_rate(view: View, inputs: Sequence[str], _: Mapping[str, float]) -> Iterable[Point]:
    """Return the change of statutory debt since the end of last year, in percent of it."""
    stock = total(view, inputs)
    for period in sorted(stock):
        base = stock.get(last_december(period))
        if base is not None and base.value > 0:
            yield derived(period, 100 * (stock[period].value / base.value - 1), (stock[period], base))


def _resolved(view: View, inputs: Sequence[str], _: Mapping[str, float]) -> Iterable[Point]:
    """Return hidden debt paid since January in percent of the year's plan, which is a figure of the year."""
    paid = series(view, inputs[0])
    plans = {point.period: point for point in view.points(inputs[1], PeriodLength.YEAR)}
    return share(paid, {period: plan for period in paid if (plan := plans.get(Period.year(period.calendar_year))) is not None})


_STATUTORY = ("debt.statutory.general", "debt.statutory.special")
_OFFICIAL = "decides the MoF colour of hidden-debt risk: statutory and hidden debt, without market debt of platforms; unverified"
_RESTRUCTURING = "国办函〔2016〕88号: above 10 % of the year's expenditure; unverified"
_LIMIT = "限额使用 = 余额 / 限额; 财预〔2016〕: the balance never passes the limit approved by the province"

FORMULAS = (
    Formula(
        "fiscal.resources",
        ("fiscal.revenue.general", "fiscal.transfers", "fiscal.revenue.fund", "fiscal.revenue.state-capital"),
        _resources,
        {},
        "综合财力, common form of rating agencies; unverified",
        earlier=months_of_trailing_year,
    ),
    ratio(
        "debt.ratio",
        (*_STATUTORY, "debt.hidden", "debt.platform", "fiscal.resources"),
        sums(4),
        "全口径: 法定 + 隐性 + 平台; plan's wording, its parts unverified",
    ),
    ratio("debt.ratio.official", (*_STATUTORY, "debt.hidden", "fiscal.resources"), sums(3), _OFFICIAL),
    ratio(
        "debt.interest-share.general", ("debt.interest.general", "fiscal.expenditure.general"), _interest, _RESTRUCTURING, cumulated=True
    ),
    ratio("debt.interest-share.special", ("debt.interest.special", "fiscal.expenditure.fund"), _interest, _RESTRUCTURING, cumulated=True),
    ratio(
        "debt.service-rate",
        ("debt.interest.general", "debt.interest.special", "debt.principal-due", "fiscal.resources"),
        _service,
        "偿债率 = 年度还本付息额 / 综合财力; unverified",
        earlier=months_of_trailing_year,
    ),
    ratio("debt.limit-use", (*_STATUTORY, "debt.limit"), _limit_use(GENERAL, SPECIAL), _LIMIT),
    ratio("debt.limit-use.general", ("debt.statutory.general", "debt.limit"), _limit_use(GENERAL), _LIMIT),
    ratio("debt.limit-use.special", ("debt.statutory.special", "debt.limit"), _limit_use(SPECIAL), _LIMIT),
    ratio("debt.overdue-rate", ("debt.overdue", *_STATUTORY), sums(1), "逾期债务率 = 逾期债务余额 / 债务余额; unverified"),
    Formula("debt.new-rate", _STATUTORY, _new_rate, {}, "新增债务率 = (期末 - 期初) / 期初; unverified", earlier=_year_end),
    Formula("debt.hidden.resolved", ("debt.hidden.paid", "debt.hidden.plan"), _resolved, {}, "against the year's plan"),
    Formula("debt.hidden.new", ("debt.new-hidden",), same(), {}, "the same figure as a bureau reports it"),
)
