"""Cells of a checkpoint that was cut off are taken back; what an earlier owner wrote too late does not count."""

from __future__ import annotations

from pathlib import Path

import pytest
from faust.types import TP
from hypothesis import given
from hypothesis import strategies as st

from services.processor.cell_store import APPLIED, FORMAT, CellStore, IncompleteState, LaterState, table_key
from shared.model.errors import Conflict
from tests.unit.processor.tables import Change, Message, Table, apply_to, put, stored
from xiheng.events.v1.state_pb2 import Cell as StoredCell

CHANGELOG = TP("changelog", 0)


@pytest.fixture
def table(tmp_path: Path) -> Table:
    return Table(tmp_path)


@pytest.fixture
def store(table: Table) -> CellStore:
    return CellStore(table)


def test_an_empty_partition_wants_the_first_record(store: CellStore) -> None:
    assert (store.applied(0), store.topic_id(0), store.claim(0), list(store.cells(0))) == (-1, "", 0, [])


def test_cells_of_a_finished_checkpoint_stand(store: CellStore) -> None:
    put(store, "s/a", offset=7, content=b"new", previous=(3, b"old"))
    apply_to(store, 7)
    assert list(store.cells(0)) == [("s/a", b"new")]


def test_cells_of_a_checkpoint_that_was_cut_off_are_taken_back(store: CellStore) -> None:
    apply_to(store, 5)
    put(store, "s/a", offset=7, content=b"new", previous=(3, b"old"))
    put(store, "s/first", offset=6, content=b"new")
    put(store, "s/untouched", offset=5, content=b"kept")
    assert sorted(store.cells(0)) == [("s/a", b"old"), ("s/untouched", b"kept")]


def test_a_checkpoint_tried_again_keeps_the_same_earlier_value(store: CellStore) -> None:
    put(store, "s/a", offset=3, content=b"old")
    apply_to(store, 5)
    for offset, content in ((7, b"cut off"), (9, b"cut off again"), (8, b"done")):
        cell = store.successor(0, "s/a", offset=offset, content=content, durable=5, claim=1)
        store.write(0, [(table_key(0, "s/a"), cell.SerializeToString())])
        assert list(store.cells(0)) == [("s/a", b"old")]
    apply_to(store, 8)
    assert list(store.cells(0)) == [("s/a", b"done")]


def test_cells_of_other_partitions_in_the_same_database_are_not_ours(store: CellStore) -> None:
    store.write(1, [(table_key(11, "s/a"), stored(1, b"other"))])
    apply_to(store, 3, partition=1)
    assert list(store.cells(1)) == []


def test_a_store_that_lacks_a_cell_is_not_used_and_is_restored_from_the_beginning(table: Table, store: CellStore) -> None:
    table.set_persisted_offset(CHANGELOG, 40)
    put(store, "s/a", offset=3, content=b"here")
    whole = StoredCell(offset=5, content=b"id", previous_offset=-1, claim=1, cells=2).SerializeToString()
    store.write(0, [(table_key(0, APPLIED), whole)])
    with pytest.raises(IncompleteState, match="1 cells are here, 2 were written"):
        store.load(0, CHANGELOG)
    assert table.persisted_offset(CHANGELOG) == -1
    put(store, "s/b", offset=4, content=b"here too")
    put(store, "s/c", offset=6, content=b"cut off")
    assert sorted(store.load(0, CHANGELOG)) == [("s/a", b"here"), ("s/b", b"here too")]


@pytest.mark.parametrize("oldest_reader", [0, FORMAT, FORMAT + 1])
def test_cells_of_a_later_release_are_used_only_where_it_says_that_they_can_be(store: CellStore, oldest_reader: int) -> None:
    put(store, "s/a", offset=3, content=b"later")
    later = StoredCell(offset=5, content=b"id", previous_offset=-1, claim=1, cells=1, format=FORMAT + 1, oldest_reader=oldest_reader)
    store.write(0, [(table_key(0, APPLIED), later.SerializeToString())])
    if oldest_reader <= FORMAT:
        store.check_format(0)
        assert store.load(0, CHANGELOG) == [("s/a", b"later")]
    else:
        with pytest.raises(LaterState, match="Start the later release again, or delete the state"):
            store.check_format(0)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 3)), max_size=12))
def test_at_recovery_nothing_counts_that_comes_after_a_higher_claim(
    tmp_path_factory: pytest.TempPathFactory, writes: list[tuple[str, int]]
) -> None:
    table = Table(tmp_path_factory.mktemp("table"))
    store = CellStore(table)
    table.apply_changelog_batch(
        Change(Message(0, table_key(0, key), stored(1, str(number).encode(), claim=claim))) for number, (key, claim) in enumerate(writes)
    )
    rightful = [(key, number) for number, (key, claim) in enumerate(writes) if claim == max(one for _, one in writes[: number + 1])]
    found = {key: store.read(0, key) for key, _ in writes}
    assert {key: int(cell.content) for key, cell in found.items() if cell is not None} == dict(rightful)


def test_a_claim_counts_over_batches_of_the_recovery(table: Table, store: CellStore) -> None:
    put(store, APPLIED, offset=9, claim=4)
    table.apply_changelog_batch(iter([Change(Message(0, table_key(0, APPLIED), stored(12, b"", claim=3)))]))
    assert store.applied(0) == 9


def test_what_we_wrote_next_to_each_other_is_noted(table: Table, store: CellStore) -> None:
    store.persisted(CHANGELOG, [0, 1])
    store.persisted(CHANGELOG, [3, 2])
    assert table.persisted_offset(CHANGELOG) == 3


@pytest.mark.parametrize("offsets", [[3, 4], [2, 4], [1, 2], [-1]])
def test_a_record_of_somebody_else_in_between_is_a_conflict(table: Table, store: CellStore, offsets: list[int]) -> None:
    store.persisted(CHANGELOG, [0, 1])
    with pytest.raises(Conflict, match="another processor writes"):
        store.persisted(CHANGELOG, offsets)
    assert table.persisted_offset(CHANGELOG) == 1
