"""Values on their way up: gathered for a moment, so that a parent is judged once for many records of a child."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from services.processor.outputs import Record
from shared.events.codec import encode_event
from shared.events.topics import AREA_EVENTS
from shared.judgement.roll_up import RollUp

LINGER_SECONDS = 0.02
"""Longest time that a value waits for others."""
_MOST_ROWS = 2_000


@dataclass(frozen=True, slots=True)
class _Gathered:
    roll_up: RollUp
    received_ms: int
    headers: Mapping[str, bytes]


class GoingUp:
    """What one partition has to send up. Which values share an event changes neither the parent's state nor its verdicts."""

    def __init__(self) -> None:
        self._gathered: dict[tuple[str, str], _Gathered] = {}
        self._since = 0.0

    def add(self, roll_ups: Iterable[RollUp], received_ms: int, headers: Mapping[str, bytes]) -> None:
        """Gather values; what comes of them carries the headers of the first that came."""
        for one in roll_ups:
            key = one.parent, one.child
            known = self._gathered.get(key)
            if not self._gathered:
                self._since = time.monotonic()
            if known is None:
                self._gathered[key] = _Gathered(one, received_ms, headers)
            else:
                self._gathered[key] = _Gathered(known.roll_up + one, max(known.received_ms, received_ms), known.headers)

    @property
    def is_due(self) -> bool:
        """Whether something has waited long enough, or is large enough."""
        waited = time.monotonic() - self._since > LINGER_SECONDS
        return bool(self._gathered) and (waited or any(len(one.roll_up.rows) > _MOST_ROWS for one in self._gathered.values()))

    def take(self) -> Iterator[tuple[Record, Mapping[str, bytes]]]:
        """Yield an event for each parent, with its headers, and forget them."""
        taken, self._gathered = self._gathered, {}
        for one in taken.values():
            value = encode_event(one.roll_up.observations(), received_time_ms=one.received_ms, reporter="processor")
            yield Record(AREA_EVENTS, one.roll_up.parent.encode(), value), one.headers
