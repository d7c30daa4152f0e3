"""What was encoded before of a cell is not encoded again, and never shows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shared.events.cells import decode_cell, encode_cell
from shared.judgement.cell import Cell, Entry
from shared.judgement.slots import Slots
from tests.unit.judgement.test_cell import ENTRIES, content, filled

PUTS = st.lists(st.tuples(st.integers(0, 2), ENTRIES), min_size=1, max_size=12)


@given(PUTS)
def test_a_cell_that_is_written_again_and_again_has_the_bytes_of_one_that_is_written_once(puts: list[tuple[int, Entry]]) -> None:
    cell = Cell("s/320205/x///3/2026", 0, 12)
    for slot, entry in puts:
        cell.put(slot, entry)
        written = encode_cell(cell)
    assert written == encode_cell(filled(puts))


@given(PUTS)
def test_a_cell_is_read_as_it_was_written(puts: list[tuple[int, Entry]]) -> None:
    cell = filled(puts)
    read = decode_cell(cell.key, encode_cell(cell), lambda _: Slots())
    assert isinstance(read, Cell)
    assert content(read) == content(cell)
