"""三道红线: three lines that a developer's balance sheet should keep, and the colour by how many it passes.

剔除预收款资产负债率 at most 70 %, 净负债率 at most 100 %, 现金短债比 at least 1. None passed is green, one yellow, two orange, three red; the
colour caps the yearly growth of debt that bears interest (住房城乡建设部 and 中国人民银行, 2020; superseded in practice after 2022).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from shared.judgement.derivations.formula import Formula, derived, nothing
from shared.judgement.view import Point, View
from shared.model.period import Period

GROWTH_CAPS = (15.0, 10.0, 5.0, 0.0)
"""Most growth of interest-bearing debt in a year, percent: green, yellow, orange, red."""


class Lines(NamedTuple):
    """Where the lines lie; a value on a line keeps it."""

    liabilities: float = 70.0
    """(Liabilities - advance receipts) / (assets - advance receipts), percent, at most."""
    gearing: float = 100.0
    """(Interest-bearing debt - cash) / equity, percent, at most."""
    cash: float = 100.0
    """Cash / short-term debt, percent, at least."""


USUAL = Lines()
"""As published; parameters of the formula."""


class Balance(NamedTuple):
    """A balance sheet, all amounts in one unit; in the order of the formula's inputs."""

    liabilities: float
    advance_receipts: float
    assets: float
    debt: float
    """Bears interest."""
    short_term_debt: float
    cash: float
    equity: float


def passed(balance: Balance, lines: Lines = USUAL) -> tuple[bool, bool, bool]:
    """Return which of the lines are passed: liabilities, gearing, cash.

    Example: liabilities 850, advance receipts 250, assets 1 000; debt 400, of it 150 short, cash 120, equity 150: 600 / 750 = 80 % and
    280 / 150 = 187 % and 120 / 150 = 80 %: all three.
    """
    return (
        _exceeds(balance.liabilities - balance.advance_receipts, balance.assets - balance.advance_receipts, lines.liabilities),
        _exceeds(balance.debt - balance.cash, balance.equity, lines.gearing),
        _exceeds(balance.short_term_debt * lines.cash / 100, balance.cash, 100.0),
    )


def _exceeds(part: float, whole: float, percent: float) -> bool:
    """Tell whether a part is more than so many percent of the whole; of a whole that is used up, anything is."""
    if whole <= 0:
        return part > 0 or whole < 0
    return float(f"{100 * part / whole:.12g}") > percent


def colour(balance: Balance, lines: Lines = USUAL) -> int:
    """Return 0 for green, 1 yellow, 2 orange, 3 red: how many lines are passed."""
    return sum(passed(balance, lines))


def _colours(view: View, developer: str, inputs: Sequence[str], parameters: Mapping[str, float]) -> Iterable[Point]:
    """Yield the colour of a developer in each quarter whose balance sheet is whole."""
    lines = Lines(**parameters)
    columns: list[dict[Period, Point]] = [{point.period: point for point in view.entities(name).get(developer, ())} for name in inputs]
    for period in sorted(set(columns[0]).intersection(*columns[1:])):
        yield _coloured([column[period] for column in columns], lines)


def _coloured(parts: Sequence[Point], lines: Lines) -> Point:
    balance = Balance(*(part.value for part in parts))
    return derived(parts[0].period, float(colour(balance, lines)), parts)


FORMULAS = (
    Formula(
        "developer.red-lines",
        (
            "developer.liabilities",
            "developer.advance-receipts",
            "developer.assets",
            "developer.interest-bearing-debt",
            "developer.short-term-debt",
            "developer.cash",
            "developer.equity",
        ),
        nothing,
        USUAL._asdict(),
        "三道红线, 2020",
        each=_colours,
    ),
)
