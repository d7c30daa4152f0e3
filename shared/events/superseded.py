"""Superseded values of a series' cell as bytes. They hardly ever go: only what was added since the last time is encoded.

A count that is revised again and again keeps every value that it had; to encode all of them at each checkpoint would soon take longer than
to judge the new ones.
"""

from __future__ import annotations

from typing import NamedTuple
from weakref import WeakKeyDictionary

from shared.judgement.cell import Cell, Entry
from xiheng.events.v1 import state_pb2


class _Written(NamedTuple):
    """The entries of a slot that were encoded last, ascending, and their bytes."""

    entries: list[Entry]
    wire: bytes


_NOTHING = _Written([], b"")
_WRITTEN: WeakKeyDictionary[Cell, dict[int, _Written]] = WeakKeyDictionary()
"""By cell and slot, for as long as there is the cell."""


def encode_superseded(cell: Cell) -> bytes:
    """Return what follows the winners in the bytes of a cell."""
    if not cell.superseded:
        return b""
    before = _WRITTEN.get(cell, {})
    now = {slot: _with_more(before.get(slot, _NOTHING), slot, cell.losers(slot)) for slot in sorted(cell.superseded)}
    _WRITTEN[cell] = now
    return b"".join(one.wire for one in now.values())


def _with_more(written: _Written, slot: int, entries: list[Entry]) -> _Written:
    known = len(written.entries)
    # They are the very same objects: to compare them takes a hundredth of the time of encoding.
    if entries[:known] != written.entries:
        known, written = 0, _NOTHING
    return _Written(entries, written.wire + b"".join(_encoded(slot, entry) for entry in entries[known:]))


def _encoded(slot: int, entry: Entry) -> bytes:
    """Return one more superseded entry for the bytes of a series' cell."""
    one = state_pb2.Superseded(
        slot=slot,
        value=entry.value,
        revision=entry.revision,
        received_time_ms=entry.received_ms,
        event_id=entry.event_id,
        status=entry.status,
    )
    return state_pb2.SeriesCell(superseded=[one]).SerializeToString()
