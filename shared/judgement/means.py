"""Means over the entities of an area, period by period: a day that changes is worked out anew, all others stay as they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import fsum
from typing import TYPE_CHECKING

from shared.judgement.view import Point
from shared.model.period import Period

if TYPE_CHECKING:
    from shared.judgement.series import Series


class Means:
    """The mean of every period that any entity has a value of."""

    def __init__(self, ranked: Iterable[Series]) -> None:
        """Have everything worked out when it is read first.

        Args:
            ranked: Series of one indicator and length, of entities; of one entity those that count more come later.
        """
        self._known: dict[Period, Point] = {}
        self._changed: set[int] = {ordinal for series in ranked for ordinal in series.ordinals()}

    def changed(self, ordinals: Iterable[int]) -> None:
        """Have periods worked out anew when they are read next."""
        self._changed.update(ordinals)

    def read(self, ranked: Sequence[Series]) -> Mapping[Period, Point]:
        """Return the means by period, in no order; `ranked` as above, as it is now."""
        waiting, self._changed = self._changed, set()
        for ordinal in waiting:
            self._renew(ordinal, ranked)
        return self._known

    def _renew(self, ordinal: int, ranked: Sequence[Series]) -> None:
        found = {series.key.entity: point for series in ranked if (point := series.point(ordinal)) is not None}
        if found:
            parts = [found[entity] for entity in sorted(found)]
            self._known[parts[0].period] = _mean(parts)
        elif ranked:
            self._known.pop(Period(ranked[0].key.length, ordinal), None)


def _mean(parts: Sequence[Point]) -> Point:
    return Point(
        parts[0].period,
        fsum(part.value for part in parts) / len(parts),
        revision=sum(part.revision for part in parts),
        received_ms=max(part.received_ms for part in parts),
        lane="derived",
    )
