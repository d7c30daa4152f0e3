"""Housing indicators.

去化周期 = homes for sale at month end over mean monthly sales of the last twelve months (a window of six is common in the industry). The
lines at 18 and 36 months: notice of the Ministry of Natural Resources of 2024-04-29: up to 18 normal, above 18 to 36 limited, above 36
stopped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from shared.judgement.derivations.formula import Formula, derived, ratio, same, series, since_january
from shared.judgement.view import Point, View


def _destocking(view: View, inputs: Sequence[str], parameters: Mapping[str, float]) -> Iterable[Point]:
    """Return months of supply, for months whose whole window of sales is known and not zero."""
    window = int(parameters.get("window", DESTOCKING_WINDOW))
    stock, sold = series(view, inputs[0]), series(view, inputs[1])
    for period in sorted(stock):
        months = [sold.get(period.shift(-back)) for back in range(window)]
        known = [month for month in months if month is not None]
        area = sum(month.value for month in known)
        if len(known) == window and area > 0:
            yield derived(period, stock[period].value / (area / window), (stock[period], *known))


DESTOCKING_WINDOW = 12.0
"""Months of sales that the mean is taken over."""


def _sales_growth(view: View, inputs: Sequence[str], _: Mapping[str, float]) -> Iterable[Point]:
    """Return the growth of sales since January on the same months of last year, in percent."""
    sums = since_january(series(view, inputs[0]))
    for period in sorted(sums):
        before = sums.get(period.shift(-12))
        if before is not None and before.value > 0:
            yield derived(period, 100 * (sums[period].value / before.value - 1), (sums[period], before))


def chained(month_on_month: Sequence[float]) -> float:
    """Return the index of the last of twelve months on the one before the first, chained from indices with previous month = 100.

    Example: the published year-on-year index of Wuxi is met within 0.35 points in every month from 2023-12 to 2026-06, so that a
    difference above 0.5 tells of a mistake in the data.
    """
    index = 100.0
    for step in month_on_month:
        index *= step / 100
    return index


FORMULAS = (
    Formula(
        "housing.destocking-months",
        ("housing.stock-area", "housing.sold-area"),
        _destocking,
        {"window": DESTOCKING_WINDOW},
        "自然资源部 2024-04-29 关于做好2024年住宅用地供应有关工作的通知; window unverified",
    ),
    Formula("housing.sales.growth", ("housing.sold-area",), _sales_growth, {}, "sums since January, as statistics offices publish growth"),
    Formula("housing.price-index", ("housing.price.new.yoy",), same(-100.0), {}, "NBS 70-city index, same month of last year = 100"),
    Formula("housing.price-index.second-hand", ("housing.price.second-hand.yoy",), same(-100.0), {}, "NBS 70-city index, second-hand"),
    Formula("housing.vouchers", ("housing.vouchers.issued",), same(), {}, "vouchers issued; redeemed beside it"),
    Formula(
        "housing.vouchers.redeemed-share", ("housing.vouchers.redeemed", "housing.vouchers.issued"), ratio(1), {}, "兑付率; unverified"
    ),
    Formula("housing.delivery-rate", ("housing.delivery.done", "housing.delivery.due"), ratio(1), {}, "交付率 = 已交付套数 / 应交付套数"),
    Formula("housing.trade-in", ("housing.trade-in.closed",), same(), {}, "closed; registered beside it"),
    Formula("provident-fund.loan-rate", ("provident-fund.loans", "provident-fund.deposits"), ratio(1), {}, "个贷率 = 贷款余额 / 缴存余额"),
)
