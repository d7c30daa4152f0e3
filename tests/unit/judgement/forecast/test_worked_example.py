"""The worked examples of docs/statuses.md say what the code says."""

from __future__ import annotations

from pathlib import Path

from shared.judgement.forecast import Track, forecast_level, forecast_total, reach
from shared.judgement.forecast.total import LUMPINESS, LUMPINESS_YEARS, MEMORY, PLANNED_YEARS, STEP_YEARS, YEARLY, YEARLY_CHANGES

PAGE = " ".join((Path(__file__).parents[4] / "docs" / "statuses.md").read_text(encoding="utf-8").split())
LAST = Track(2025, (3, 6, 9, 12), (41_000.0, 79_000.0, 115_000.0, 145_900.0))
THIS = Track(2026, (3, 6), (33_000.0, 62_000.0))


def spaced(value: float) -> str:
    """A number as the page writes it."""
    return f"{value:,.0f}".replace(",", " ")


def test_the_total_of_the_page() -> None:
    found = forecast_total(THIS, [LAST])
    assert found is not None
    assert found.spread is not None
    inner, outer = found.spread.interval(0.80), found.spread.interval(0.95)
    assert f"heading for {spaced(found.value)}; 80 %: {spaced(inner.low)} to {spaced(inner.high)}" in PAGE
    assert f"95 %: {spaced(outer.low)} to {spaced(outer.high)}" in PAGE
    assert f"The chance of 130 000 is {found.spread.reaches(130_000.0):.3f}" in PAGE


def test_the_last_feasible_date_of_the_page() -> None:
    found = reach(THIS, [LAST], 130_000.0)
    assert found is not None
    assert f"{spaced(found.best)} could still be reached" in PAGE
    assert f"the last feasible date is {found.last_day}" in PAGE


def test_the_level_of_the_page() -> None:
    found = forecast_level([Track(2026, (1, 2, 3, 4, 5, 6), (5.0, 6.0, 5.0, 6.0, 7.0, 8.0))], mean=False)
    assert found is not None
    assert f"= {found.interval(0.80).high - found.value:.2f}." in PAGE


def test_the_parameters_of_the_page() -> None:
    assert f"| K | {PLANNED_YEARS} |" in PAGE
    assert f"| F0, W0 | {LUMPINESS}, {LUMPINESS_YEARS} |" in PAGE
    assert f"| W1 | {STEP_YEARS} |" in PAGE
    assert f"| D | {MEMORY} |" in PAGE
    assert f"| T0, A | {YEARLY}, {YEARLY_CHANGES:.0f} |" in PAGE
