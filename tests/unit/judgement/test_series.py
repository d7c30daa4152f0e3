"""The points of a series are kept between events, and are those of one that is read for the first time."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shared.judgement.cell import Entry
from shared.judgement.places import Places
from shared.judgement.series import Series, SeriesKey
from shared.judgement.slots import Slots
from shared.model.period import Period, PeriodLength
from tests.unit.judgement.test_cell import ENTRIES

JANUARY = Period.month(2026, 1).ordinal


def fresh() -> Series:
    """A monthly series without values."""
    return Series("320200", SeriesKey("jobs", "", "", PeriodLength.MONTH), Slots(), Places())


def put(series: Series, ordinal: int, entry: Entry) -> None:
    """Fold one value in."""
    cell = series.cell(ordinal)
    cell.put(ordinal - cell.first, entry)
    series.forget(ordinal)


@given(st.lists(st.tuples(st.integers(JANUARY - 2, JANUARY + 2), ENTRIES, st.booleans()), max_size=12))
def test_points_that_are_kept_are_those_that_are_read_for_the_first_time(puts: list[tuple[int, Entry, bool]]) -> None:
    kept, unread = fresh(), fresh()
    for ordinal, entry, is_read in puts:
        put(kept, ordinal, entry)
        put(unread, ordinal, entry)
        if is_read:
            kept.by_period()
    assert [*kept.by_period().items()] == [*unread.by_period().items()]
    assert kept.taken_back() == unread.taken_back()
