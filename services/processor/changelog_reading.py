"""How far each changelog is read: what was fetched and could not be handed on is fetched again, so that no state is restored with holes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from faust.types import TP


class ChangelogReading:
    """Of each partition the next offset to hand on, how often it was sought, and whether its position is beyond that offset."""

    def __init__(self) -> None:
        self._next: dict[TP, int] = {}
        self._seeks: Counter[TP] = Counter()
        self._owed: set[TP] = set()

    def sought(self, positions: Mapping[TP, int]) -> None:
        """Note that partitions are read from other positions on."""
        self._next.update(positions)
        self._seeks.update(positions.keys())

    def seeks(self) -> Mapping[TP, int]:
        """Return how often each partition was sought until now."""
        return self._seeks.copy()

    def is_next(self, tp: TP, offset: int, seeks: Mapping[TP, int]) -> bool:
        """Tell whether a record may be handed on: it was fetched after the last seek, and was not handed on before.

        Args:
            tp: Its partition.
            offset: Its offset.
            seeks: What `seeks` returned before it was fetched.
        """
        return seeks.get(tp, 0) == self._seeks[tp] and offset >= self._next.get(tp, 0)

    def handed_on(self, tp: TP, offset: int) -> None:
        """Note that a record is on its way to the state; one of the log is not counted here."""
        if tp in self._next:
            self._next[tp] = offset + 1

    def fetched(self, partitions: Iterable[TP]) -> None:
        """Note that partitions are owed what was fetched of them, until it is `settled`."""
        self._owed.update(tp for tp in partitions if tp in self._next)

    def settled(self, seeks: Mapping[TP, int]) -> None:
        """Note that all that was fetched is handed on, but of partitions that were sought since `seeks` were noted."""
        self._owed = {tp for tp in self._owed if seeks.get(tp, 0) != self._seeks[tp]}

    def owed(self, assigned: Collection[TP]) -> dict[TP, int]:
        """Return where to read again, by partition that is still assigned, and forget it."""
        owed, self._owed = self._owed, set()
        return {tp: self._next[tp] for tp in sorted(owed) if tp in assigned}
