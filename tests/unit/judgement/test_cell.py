"""A cell keeps the same content whatever the order of arrival."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shared.judgement.cell import FINAL, WITHDRAWN, Cell, Entry, bucket_of
from shared.model.period import Period, PeriodLength

ENTRIES = st.builds(
    Entry,
    revision=st.integers(0, 2),
    received_ms=st.integers(1, 5),
    event_id=st.integers(1, 4),
    status=st.sampled_from([FINAL, WITHDRAWN]),
    value=st.sampled_from([0.0, 1.0, 2.0]),
)


def content(cell: Cell) -> object:
    """Everything that a cell says."""
    return [(slot, cell.entry(slot), cell.losers(slot)) for slot in cell.used()]


def filled(entries: list[tuple[int, Entry]]) -> Cell:
    """A cell after the given puts."""
    cell = Cell("s/320205/x///3/2026", 0, 12)
    for slot, entry in entries:
        cell.put(slot, entry)
    return cell


@given(st.lists(st.tuples(st.integers(0, 2), ENTRIES), max_size=12), st.randoms(use_true_random=False))
def test_any_order_and_repetition_give_the_same_content(entries: list[tuple[int, Entry]], random: object) -> None:
    shuffled = [*entries, *entries]
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a Random
    assert content(filled(entries)) == content(filled(shuffled))


def test_a_higher_revision_wins_whenever_it_comes() -> None:
    first, second = Entry(0, 9, 1, FINAL, 1.0), Entry(1, 5, 2, FINAL, 2.0)
    assert filled([(0, second), (0, first)]).entry(0) == second


def test_a_resend_of_equal_value_and_revision_changes_nothing() -> None:
    cell = filled([(0, Entry(0, 5, 1, FINAL, 1.0))])
    assert not cell.put(0, Entry(0, 9, 2, FINAL, 1.0))


def test_a_contradiction_of_one_revision_is_won_by_the_later_receipt() -> None:
    cell = filled([(0, Entry(0, 9, 1, FINAL, 1.0)), (0, Entry(0, 5, 2, FINAL, 2.0))])
    assert cell.entry(0).value == 1.0
    assert cell.losers(0) == [Entry(0, 5, 2, FINAL, 2.0)]


@given(st.sampled_from(PeriodLength), st.integers(0, 10_000))
def test_every_period_has_a_slot_in_its_bucket(length: PeriodLength, shift: int) -> None:
    ordinal = Period.containing(length, Period.month(2024, 1).start).ordinal + shift
    bucket, first, size = bucket_of(length, ordinal)
    assert 0 <= ordinal - first < size
    assert bucket_of(length, first) == (bucket, first, size)
    assert bucket_of(length, first + size)[1] == first + size or length is PeriodLength.YEAR
