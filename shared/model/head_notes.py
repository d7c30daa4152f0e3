"""A ledger's own notes of its heads: where each was recorded, so that the deletion of what was recorded shows as well. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from shared.model.chain import Kept, Link
from shared.model.chain_verification import Finding, Verified, verify
from shared.model.kept_heads import KeptHead, heads_in_force

NOTE_STEP = "head-recorded"
"""Step of a line that is such a note; its facts are `head` (a link's number), `hash` and `offset`."""


class HeadNote(NamedTuple):
    """One note."""

    link: int
    """Of the note itself."""
    line: int
    head: int
    """Link that was recorded."""
    hash: str
    offset: int
    """Where it was recorded, in Kafka's topic."""


def verify_both_ways(links: Iterable[Link], lines: Iterable[Kept], recorded: Sequence[KeptHead], given: Mapping[int, str]) -> Verified:
    """Check a ledger against what was recorded of it, and that against the ledger's notes.

    Args:
        links: In order.
        lines: In order.
        recorded: Heads in the order in which they were recorded, read before the ledger was.
        given: More hashes that somebody kept, by number of the link.
    """
    notes: list[HeadNote] = []
    told = verify(links, _noting(lines, notes), {**heads_in_force(recorded), **given})
    lost = first_lost(notes, recorded)
    if told.finding is not None or lost is None:
        return told
    reason = f"head {lost.head} was recorded at offset {lost.offset} on Kafka and is not there: records were deleted"
    return replace(told, finding=Finding(lost.link, lost.line, reason))


def first_lost(notes: Iterable[HeadNote], recorded: Sequence[KeptHead]) -> HeadNote | None:
    """Return the first note of a head that is recorded no more; None: all are there.

    Heads that are newer than the last one read may have been recorded since; those up to a restoration are not asked for again.
    """
    known = {(one.link, one.hash) for one in recorded}
    last = recorded[-1].link if recorded else None
    restored = max((one.link for one in recorded if one.is_restoration), default=0)
    asked = (one for one in notes if restored < one.head and (last is None or one.head <= last))
    return next((one for one in asked if (one.head, one.hash) not in known), None)


def _noting(lines: Iterable[Kept], notes: list[HeadNote]) -> Iterator[Kept]:
    """Yield lines, and add the notes among them; a damaged one is for others to find."""
    for line in lines:
        if NOTE_STEP in line.body and (note := _note(line)) is not None:
            notes.append(note)
        yield line


def _note(line: Kept) -> HeadNote | None:
    try:
        said = json.loads(line.body)
        facts = said["facts"]
        return (
            HeadNote(line.link, line.number, int(facts["head"]), facts["hash"], int(facts["offset"])) if said["step"] == NOTE_STEP else None
        )
    except (ValueError, KeyError, TypeError):
        return None
