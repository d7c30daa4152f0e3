"""A partition in memory: its state, how far it is applied, and what the next checkpoint has to keep."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from faust.types import TP

from services.processor.cell_store import CellStore
from services.processor.going_up import GoingUp
from shared.events.cells import load_state
from shared.events.codec import decode_event
from shared.events.topics import STATE_CHANGELOG
from shared.judgement.embargo import withhold
from shared.judgement.event import Event
from shared.judgement.fold import fold
from shared.judgement.judge import Outputs, judge


class Partition:
    """What a partition has folded since its state was loaded. Dropped whenever the consumer's epoch changes."""

    def __init__(self, number: int, epoch: int, membership: tuple[str, int], store: CellStore, owns: Callable[[str], bool]) -> None:
        self.number = number
        self.epoch = epoch
        self.membership = membership
        """Member and generation of the group when the state was loaded: only as such it may be kept."""
        self.claim = max(store.claim(number) + 1, membership[1])
        """Higher than that of any earlier owner: the group's generation, or one more than was written last."""
        self.claimed = False
        """It stands in the changelog: the first checkpoint writes it before all else."""
        self.applied = store.applied(number)
        """Offset of the last record folded."""
        self.durable = self.applied
        """Offset of the last finished checkpoint."""
        kept = store.load(number, TP(STATE_CHANGELOG, number))
        self.cells = len(kept)
        """How many cells the last finished checkpoint left."""
        self.state = load_state(kept, owns)
        withhold(self.state)
        self.sent: set[asyncio.Future[None]] = set()
        """Outputs on their way, awaited by the next checkpoint."""
        self.going_up = GoingUp()
        """Values for parent areas, not sent yet."""
        self.records = 0
        """Records since the last checkpoint began."""
        self.since = time.monotonic()
        """When the first of them came."""
        self.lost = False
        """The group gave the partition away meanwhile: what is folded here is not kept."""
        self.cost = 0.0
        """Seconds of the event loop that the last checkpoint took."""
        self.checkpoint: asyncio.Task[None] | None = None
        """The checkpoint under way; one at a time."""

    def apply(self, offset: int, value: bytes) -> tuple[Event, Outputs]:
        """Fold and judge the next record.

        Raises:
            InvalidEvent: If the record cannot be decoded; nothing was folded.
        """
        event = decode_event(value)
        self.state.offset = offset
        outputs = judge(self.state, fold(self.state, event))
        self.advance(offset)
        return event, outputs

    def advance(self, offset: int) -> None:
        """Count a record as applied."""
        if not self.records:
            self.since = time.monotonic()
        self.applied = offset
        self.records += 1

    def is_due(self, *, interval: float, records: int, rest: float) -> bool:
        """Tell whether a checkpoint should begin.

        Args:
            interval: Longest time that a fold waits for it while there is time enough, seconds.
            records: Records after which it begins earlier.
            rest: Shortest time between two of them, seconds.
        """
        waited = time.monotonic() - self.since
        return bool(self.records) and not self.lost and waited >= rest and (self.records >= records or waited >= interval)
