"""Housing indicators.

去化周期 = homes for sale at month end over mean monthly sales of the last twelve months (a window of six is common in the industry). The
lines at 18 and 36 months: notice of the Ministry of Natural Resources of 2024-04-29: up to 18 normal, above 18 to 36 limited, above 36
stopped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import fsum

from shared.judgement.derivations.formula import Formula, Series, derived, last_years, same, series
from shared.judgement.derivations.ratio import ratio, sums
from shared.judgement.derivations.statistics import APPROXIMATE, on_last_year, since_january
from shared.judgement.view import Point, View
from shared.model.period import Period

DESTOCKING_WINDOW = 12.0
"""Months of sales that the mean is taken over."""


def _destocking(view: View, inputs: Sequence[str], parameters: Mapping[str, float]) -> tuple[Series, Series]:
    """Return homes for sale and mean monthly sales, for months whose whole window of sales is known."""
    window = int(parameters.get("window", DESTOCKING_WINDOW))
    stock, sold = series(view, inputs[0]), series(view, inputs[1])
    means = {}
    for period in stock:
        months = [month for back in range(window) if (month := sold.get(period.shift(-back))) is not None]
        if len(months) == window:
            means[period] = derived(period, fsum(month.value for month in months) / window, months)
    return stock, means


def _window(place: int, period: Period, parameters: Mapping[str, float]) -> Sequence[Period]:
    """Return the months of sales before that of the stock."""
    return () if place == 0 else [period.shift(-back) for back in range(1, int(parameters.get("window", DESTOCKING_WINDOW)))]


def _sales_growth(view: View, inputs: Sequence[str], _: Mapping[str, float]) -> Iterable[Point]:
    """Return the growth of sales since January on the same months of last year, in percent."""
    return on_last_year(since_january(series(view, inputs[0])))


def chained(month_on_month: Sequence[float]) -> float:
    """Return the index of the last of twelve months on the one before the first, chained from indices with previous month = 100.

    Example: the published year-on-year index of Wuxi is met within 0.28 points in every month from 2023-12 to 2026-06, so that a
    difference above 0.5 tells of a mistake in the data.
    """
    index = 100.0
    for step in month_on_month:
        index *= step / 100
    return index


def _change_on_last_year(view: View, inputs: Sequence[str], _: Mapping[str, float]) -> Iterable[Point]:
    """Yield the published index on last year less 100; where none is, the chain of twelve published months, flagged as approximate.

    Inputs are the index on last year and the one on the month before.
    """
    published, steps = series(view, inputs[0]), series(view, inputs[1])
    for period in sorted({*published, *steps}):
        if period in published:
            yield derived(period, published[period].value - 100, (published[period],))
        else:
            year = [month for back in range(_YEAR) if (month := steps.get(period.shift(-back))) is not None]
            if len(year) == _YEAR:
                yield derived(period, chained([month.value for month in reversed(year)]) - 100, year, APPROXIMATE)


_YEAR = 12
_NOTICE = "自然资源部 2024-04-29 关于做好2024年住宅用地供应有关工作的通知; window unverified"
_INDEX = "NBS 70-city index, same month of last year = 100"

FORMULAS = (
    ratio(
        "housing.destocking-months",
        ("housing.stock-area", "housing.sold-area"),
        _destocking,
        _NOTICE,
        parameters={"window": DESTOCKING_WINDOW},
        scale=1.0,
        earlier=_window,
    ),
    Formula(
        "housing.sales.growth",
        ("housing.sold-area",),
        _sales_growth,
        {},
        "sums since January, as statistics offices publish growth",
        earlier=last_years,
    ),
    Formula("housing.price-index", ("housing.price.new.yoy", "housing.price.new.mom"), _change_on_last_year, {}, _INDEX, substitutes=True),
    Formula(
        "housing.price-index.second-hand",
        ("housing.price.second-hand.yoy", "housing.price.second-hand.mom"),
        _change_on_last_year,
        {},
        f"{_INDEX}; second-hand",
        substitutes=True,
    ),
    Formula("housing.vouchers", ("housing.vouchers.issued",), same(), {}, "vouchers issued; redeemed beside it"),
    ratio(
        "housing.vouchers.redeemed-share",
        ("housing.vouchers.redeemed", "housing.vouchers.issued"),
        sums(1),
        "兑付率; unverified",
        cumulated=True,
    ),
    ratio(
        "housing.delivery-rate",
        ("housing.delivery.done", "housing.delivery.due"),
        sums(1),
        "交付率 = 已交付套数 / 应交付套数; unverified",
        cumulated=True,
    ),
    Formula("housing.trade-in", ("housing.trade-in.closed",), same(), {}, "closed; registered beside it"),
    ratio(
        "provident-fund.loan-rate",
        ("provident-fund.loans", "provident-fund.deposits"),
        sums(1),
        "个贷率 = 贷款余额 / 缴存余额; watched from 85 %, tight above 90 %; unverified",
    ),
)
