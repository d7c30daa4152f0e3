"""Heads that were kept apart from a ledger: what it must have, whatever was recorded later."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.model.chain import Link
from shared.model.chain_verification import verify
from shared.model.errors import Invalid
from shared.model.kept_heads import KeptHead, head_text, heads_in_force, last_in_common, read_heads, restorations
from tests.unit.model.test_chain import SIZES, ledger

HEADS = st.builds(KeptHead, st.integers(1, 5), st.sampled_from("abc"), st.integers(0, 9))


def restored(link: int, *, hashed: str = "a") -> KeptHead:
    return KeptHead(link, hashed, 7, "li", "disk lost")


@given(st.lists(HEADS, max_size=8), st.lists(HEADS, max_size=8))
def test_what_was_recorded_first_counts_whatever_is_recorded_later(before: list[KeptHead], after: list[KeptHead]) -> None:
    known = heads_in_force(before)
    assert heads_in_force([*before, *after]).items() >= known.items()


@given(st.lists(HEADS, max_size=8), st.integers(0, 5), st.lists(HEADS, max_size=8))
def test_a_restoration_takes_back_later_links_alone(before: list[KeptHead], link: int, after: list[KeptHead]) -> None:
    found = heads_in_force([*before, restored(link), *after])
    kept = {number: known for number, known in heads_in_force(before).items() if number <= link}
    assert found.items() >= kept.items()
    fresh = heads_in_force(after)
    assert all(found[number] == fresh[number] for number in fresh if number > link)


@given(SIZES, SIZES, st.data())
def test_a_ledger_written_anew_or_cut_is_found_by_one_head(sizes: list[int], others: list[int], data: st.DataObject) -> None:
    links, _ = ledger(*sizes)
    forged_links, forged_lines = ledger(*others, personal=True)
    one = links[data.draw(st.integers(0, len(links) - 1))]
    heads = heads_in_force([KeptHead(one.number, one.hash, 0), *(KeptHead(each.number, each.hash, 1) for each in forged_links)])
    finding = verify(forged_links, forged_lines, heads).finding
    assert finding is not None
    assert finding.link == one.number


def test_the_last_head_in_common_is_where_a_backup_ended() -> None:
    kept = [KeptHead(1, "a", 1), KeptHead(2, "b", 2), KeptHead(4, "d", 4)]
    assert last_in_common(kept, {1: "a", 2: "b", 3: "x", 4: "y"}) == kept[1]
    assert last_in_common(kept, {1: "x"}) is None
    assert last_in_common([], {1: "a"}) is None


@given(st.lists(HEADS | st.builds(restored, st.integers(0, 5)), max_size=8))
def test_a_restoration_knows_what_it_made_void(kept: list[KeptHead]) -> None:
    places = [place for place, one in enumerate(kept) if one.is_restoration]
    for place, one in zip(places, restorations(kept), strict=True):
        before = heads_in_force(kept[:place])
        assert one.head == kept[place]
        assert {head.link: head.hash for head in one.void} == {link: known for link, known in before.items() if link > one.head.link}


def test_a_link_made_between_heads_that_are_void_is_of_no_backup() -> None:
    (one,) = restorations([KeptHead(2, "b", 100), KeptHead(4, "d", 200), KeptHead(9, "i", 500), KeptHead(2, "b", 900, "li", "disk lost")])
    assert [head.link for head in one.void] == [4, 9]
    backup, appended = [Link(1, 300, "a"), Link(2, 300, "b"), Link(3, 200, "c")], [Link(4, 501, "x"), Link(5, 1000, "y")]
    assert one.back_dated([*backup, *appended]) is None
    assert one.back_dated([*backup, Link(4, 201, "x")]) == Link(4, 201, "x")
    assert one.back_dated([*backup, Link(4, 500, "x"), *appended]) == Link(4, 500, "x")


def test_where_only_heads_were_lost_nothing_is_void_and_nothing_doubtful() -> None:
    (one,) = restorations([KeptHead(2, "b", 100), KeptHead(9, "i", 900, "li", "Kafka's disk was lost")])
    assert one.void == []
    assert one.back_dated([Link(number, 100 * number, "") for number in range(1, 20)]) is None


@given(st.lists(HEADS | st.builds(restored, st.integers(0, 5)), max_size=5))
def test_heads_come_back_from_a_file_as_they_were(heads: list[KeptHead]) -> None:
    assert read_heads([*map(head_text, heads), ""]) == heads


@pytest.mark.parametrize("text", ["{", "[]", "3", '{"link": 1}', '{"head": "x", "hash": "a", "time_ms": 1}'])
def test_what_is_no_head_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="no head"):
        read_heads([text])
