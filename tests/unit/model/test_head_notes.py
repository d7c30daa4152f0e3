"""A ledger's notes of its heads: a record that was deleted is missed, one that may still come is not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shared.model.chain import GENESIS, Kept, Link, canonical, digest_of, next_hash
from shared.model.head_notes import NOTE_STEP, HeadNote, first_lost, verify_both_ways
from shared.model.kept_heads import KeptHead

NUMBERS = st.lists(st.integers(1, 30), min_size=1, max_size=8, unique=True).map(sorted)


def note(head: int) -> HeadNote:
    return HeadNote(head + 1, head + 1, head, f"h{head}", 0)


def kept(head: int) -> KeptHead:
    return KeptHead(head, f"h{head}", 0)


def restored(head: int) -> KeptHead:
    return KeptHead(head, f"h{head}", 0, "li", "Kafka's disk was lost")


@given(NUMBERS, st.data())
def test_the_first_head_that_was_deleted_is_missed_and_a_restoration_asks_for_it_no_more(heads: list[int], data: st.DataObject) -> None:
    recorded = [kept(one) for one in heads]
    assert first_lost(map(note, heads), recorded) is None
    deleted = data.draw(st.integers(1, len(heads)))
    left = recorded[deleted:]
    assert first_lost(map(note, heads), left) == note(heads[0])
    assert first_lost(map(note, heads), [*left, restored(heads[-1])]) is None


@given(NUMBERS, st.integers(1, 8))
def test_what_was_recorded_after_the_heads_were_read_is_not_missed(heads: list[int], read: int) -> None:
    assert first_lost(map(note, heads), [kept(one) for one in heads[:read]]) is None


def ledger(*facts: dict[str, str]) -> tuple[list[Link], list[Kept]]:
    """A ledger of notes alone, one in each link."""
    links: list[Link] = []
    lines: list[Kept] = []
    for number, said in enumerate(facts, 1):
        body = canonical({"id": str(number), "step": NOTE_STEP, "facts": said})
        lines.append(Kept(number, number, "", body, digest_of(body)))
        links.append(Link(number, 0, next_hash(links[-1].hash if links else GENESIS, number, 0, [lines[-1].digest])))
    return links, lines


def test_a_ledger_names_the_line_whose_head_is_gone() -> None:
    links, lines = ledger({"head": "none"}, {"head": "1", "hash": "ab", "offset": "7"})
    assert verify_both_ways(links, lines, [], {1: links[0].hash}).finding is not None
    found = verify_both_ways(links, lines, [KeptHead(1, links[0].hash, 0)], {})
    assert found.finding is not None
    assert (found.finding.link, found.finding.line, "offset 7" in found.finding.reason) == (2, 2, True)
    assert verify_both_ways(links, lines[:1], [], {}).finding is not None
