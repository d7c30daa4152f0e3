"""The chain: whatever is done to a line that was sealed shows, and where."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.model.chain import GENESIS, Kept, Link, canonical, digest_of, next_hash, reference_of
from shared.model.chain_verification import Finding, verify
from shared.model.errors import Invalid
from shared.model.ledger_file import line_text, link_text, read_ledger

SALT = "0f" * 16


def line(number: int, link: int, note: str, *, personal: bool = False) -> Kept:
    words = canonical({"actor": "li", "note": note}) if personal else None
    said = {"alert": "a1", **({"words": reference_of(SALT, words)} if words else {"note": note})}
    body = canonical(said)
    return Kept(number, link, "a1", body, digest_of(body), SALT if words else "", words)


def ledger(*sizes: int, personal: bool = False) -> tuple[list[Link], list[Kept]]:
    """A ledger whose links seal so many lines each."""
    links: list[Link] = []
    lines: list[Kept] = []
    head = GENESIS
    for number, size in enumerate(sizes, 1):
        own = [line(len(lines) + index, number, f"{number}.{index}", personal=personal) for index in range(1, size + 1)]
        head = next_hash(head, number, 1000 * number, [one.digest for one in own])
        links.append(Link(number, 1000 * number, head))
        lines += own
    return links, lines


SIZES = st.lists(st.integers(1, 3), min_size=1, max_size=5)


@given(SIZES, st.booleans())
def test_what_was_written_holds_also_through_a_file(sizes: list[int], personal: bool) -> None:
    links, lines = ledger(*sizes, personal=personal)
    found = verify(links, lines, {links[-1].number: links[-1].hash})
    assert (found.finding, found.lines, found.links, found.head, found.erased) == (None, sum(sizes), len(sizes), links[-1].hash, 0)
    again = read_ledger([*map(line_text, reversed(lines)), "", *map(link_text, links)])
    assert again == (links, lines)


@given(SIZES, st.data())
def test_a_changed_body_is_named(sizes: list[int], data: st.DataObject) -> None:
    links, lines = ledger(*sizes)
    place = data.draw(st.integers(0, len(lines) - 1))
    lines[place] = replace(lines[place], body=lines[place].body.replace("note", "nota"))
    found = verify(links, lines)
    assert found.finding == Finding(lines[place].link, place + 1, "its body was changed")
    assert found.links == lines[place].link - 1


@given(SIZES, st.data(), st.sampled_from(["taken out", "doubled", "rewritten", "moved"]))
def test_lines_taken_out_put_in_moved_or_rewritten_break_their_link(sizes: list[int], data: st.DataObject, done: str) -> None:
    links, lines = ledger(*sizes)
    place = data.draw(st.integers(0, len(lines) - 1))
    wanted = lines[place].link
    if done == "taken out":
        del lines[place]
    elif done == "doubled":
        lines.insert(place, lines[place])
    elif done == "moved":
        lines[place] = replace(lines[place], link=lines[place].link + 1)
    else:
        body = canonical({"alert": "a1", "note": "another"})
        lines[place] = replace(lines[place], body=body, digest=digest_of(body))
    finding = verify(links, lines).finding
    assert finding is not None
    assert finding.link == wanted


def test_words_may_be_erased_and_not_changed() -> None:
    links, lines = ledger(2, personal=True)
    erased = verify(links, [replace(lines[0], words=None), lines[1]])
    assert (erased.finding, erased.erased) == (None, 1)
    changed = replace(lines[1], words=canonical({"actor": "wang", "note": "1.2"}))
    assert verify(links, [lines[0], changed]).finding == Finding(1, 2, "its words were changed")


def test_a_line_put_to_another_alert_is_named() -> None:
    links, lines = ledger(2)
    assert verify(links, [lines[0], replace(lines[1], about="b2")]).finding == Finding(1, 2, "it was put to another alert")


def test_who_writes_everything_anew_is_caught_by_a_head_that_was_kept() -> None:
    links, lines = ledger(1, 2, 1)
    forged_links, forged_lines = ledger(1, 1, 1)
    heads = {2: links[1].hash}
    assert verify(links, lines, heads).finding is None
    finding = verify(forged_links, forged_lines, heads).finding
    assert finding is not None
    assert (finding.link, "written anew" in finding.reason) == (2, True)
    cut = verify(links[:1], lines[:1], heads).finding
    assert cut is not None
    assert (cut.link, "cut off" in cut.reason) == (2, True)


def test_links_that_are_missing_are_named() -> None:
    links, lines = ledger(1, 1, 1)
    assert verify([links[0], links[2]], lines).finding == Finding(2, 0, "it is missing")
    assert verify(links[:2], lines).finding == Finding(3, 3, "no link seals it")


def test_a_body_that_is_no_object_is_broken_and_no_error() -> None:
    links, lines = ledger(1)
    assert verify(links, [replace(lines[0], body="[", digest=digest_of("["))]).finding is not None


@pytest.mark.parametrize(("text", "said"), [("{", "is no JSON"), ("[]", "no JSON object"), ('{"line": 1}', "no link and no line")])
def test_what_is_no_ledger_is_refused(text: str, said: str) -> None:
    with pytest.raises(Invalid, match=said):
        read_ledger([text])


def test_the_text_of_a_link_is_the_documented_one() -> None:
    """A golden case: another program computes the same."""
    digest = digest_of(canonical({"note": "水", "alert": "a1"}))
    assert digest == "753a6dee7eff3b7248f1108283430a1ff01af388ad46f3cab749e0d3efa25ca2"
    assert next_hash(GENESIS, 1, 1000, [digest]) == "006ff37953e964b3489fd892eeef51c2d4b9f729f3ac2bea2838294e07cc89d6"
