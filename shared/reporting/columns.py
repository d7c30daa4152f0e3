"""Rows that were accepted, gathered into columns: one batch for each area of a request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from shared.judgement.event import Observations
from shared.model.period import PeriodLength
from shared.model.status import ObservationStatus

SeriesKey = tuple[str, str, PeriodLength]
"""Indicator, entity, length."""
Life = tuple[int, int, int]
"""Revision, status, and received time in milliseconds, 0 unless it is dated back."""

_FINAL = int(ObservationStatus.FINAL)
_PLAIN: Life = (0, _FINAL, 0)


class Columns:
    """The columns of one area."""

    def __init__(self, area: str) -> None:
        self._area = area
        self.numbers: dict[SeriesKey, int] = {}
        """Series by their number, in order."""
        self._series: list[int] = []
        self._periods: list[int] = []
        self._values: list[float] = []
        self._revisions: list[int] = []
        self._statuses: list[int] = []
        self._received: list[int] = []
        self._plain = True

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self._periods)

    def number(self, series: SeriesKey) -> int:
        """Return the number of a series (indicator, entity, length) in this batch."""
        return self.numbers.setdefault(series, len(self.numbers))

    def add_plain(self, numbers: Sequence[int], ordinals: Iterable[int], values: Iterable[float]) -> None:
        """Add final rows of revision 0, received now, of the series with these numbers."""
        self._series += numbers
        self._periods += ordinals
        self._values += values
        if not self._plain:
            revision, status, received_ms = _PLAIN
            self._revisions += [revision] * len(numbers)
            self._statuses += [status] * len(numbers)
            self._received += [received_ms] * len(numbers)

    def add(self, series: SeriesKey, ordinal: int, value: float, life: Life) -> None:
        """Add a row of the series (indicator, entity, length)."""
        numbers = self.numbers
        number = numbers.get(series)
        if number is None:
            number = numbers[series] = len(numbers)
        self._series.append(number)
        self._periods.append(ordinal)
        self._values.append(value)
        if self._plain and life == _PLAIN:
            return
        self._spread(len(self._periods) - 1)
        revision, status, received_ms = life
        self._revisions.append(revision)
        self._statuses.append(status)
        self._received.append(received_ms)

    def extend(self, series: SeriesKey, ordinals: Sequence[int], values: Sequence[float], life: Life) -> None:
        """Add many rows of one series that share their life."""
        if not ordinals:
            return
        number = self.numbers.setdefault(series, len(self.numbers))
        before, count = len(self._periods), len(ordinals)
        self._series += [number] * count
        self._periods += ordinals
        self._values += values
        if self._plain and life == _PLAIN:
            return
        self._spread(before)
        revision, status, received_ms = life
        self._revisions += [revision] * count
        self._statuses += [status] * count
        self._received += [received_ms] * count

    def observations(self, now_ms: int) -> Observations:
        """Return the batch; columns that say nothing new are empty."""
        single = len(self.numbers) == 1
        return Observations(
            area=self._area,
            child="",
            indicators=[name[0] for name in self.numbers],
            entities=[name[1] for name in self.numbers],
            lengths=[name[2] for name in self.numbers],
            series=() if single else self._series,
            periods=self._periods,
            values=self._values,
            revisions=self._revisions if any(self._revisions) else (),
            statuses=self._statuses if any(one != _FINAL for one in self._statuses) else (),
            received_times_ms=[one or now_ms for one in self._received] if any(self._received) else (),
        )

    def _spread(self, before: int) -> None:
        """Write out what the plain rows so far have in common."""
        if self._plain:
            self._plain = False
            self._revisions, self._statuses, self._received = [0] * before, [_FINAL] * before, [0] * before


class AreaColumns:
    """The columns of every area of a request."""

    def __init__(self) -> None:
        self._areas: dict[str, Columns] = {}

    def of(self, area: str) -> Columns:
        """Return those of an area."""
        found = self._areas.get(area)
        if found is None:
            found = self._areas[area] = Columns(area)
        return found

    def batches(self, now_ms: int) -> Iterator[Observations]:
        """Yield the batch of each area that has rows."""
        for columns in self._areas.values():
            if len(columns):
                yield columns.observations(now_ms)
