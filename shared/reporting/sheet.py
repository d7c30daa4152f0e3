"""The sheet of one request: what was accepted so far, what was refused, and the moment it is checked at."""

from __future__ import annotations

from typing import Any

from shared.model.period import Period, PeriodLength
from shared.model.status import ObservationStatus
from shared.reporting import refusal
from shared.reporting.columns import AreaColumns
from shared.reporting.refusal import MAX_REVISION, Refusal
from shared.reporting.series import moment_text
from xiheng.shared.v1 import reporting_pb2

FINAL, WITHDRAWN = int(ObservationStatus.FINAL), int(ObservationStatus.WITHDRAWN)
_DATED_BACK_MS = 15 * 60 * 1000
"""A recorded time that is older than this is dated back; a younger one is only the way that the record took."""


class Sheet:
    """Gathers the outcome of one request."""

    def __init__(self, now_ms: int, *, may_date_back: bool, offline: bool = False) -> None:
        """Begin a sheet.

        Args:
            now_ms: Periods that end later are in the future, milliseconds since 1970-01-01 UTC.
            may_date_back: The caller's recorded times count.
            offline: They count even when they lie after now: nobody is there to be deceived.
        """
        self.now_ms = now_ms
        self.columns = AreaColumns()
        self.rejections: list[reporting_pb2.Rejection] = []
        self.refused = 0
        """Observations refused; a block or record of several counts each."""
        self._may_date_back = may_date_back
        self._offline = offline

    def refuse(self, refusal: Refusal, index: int, *, point: int | None = None, count: int = 1) -> None:
        """Note that what stands at a position is refused."""
        self.rejections.append(refusal.rejection(index, point))
        self.refused += count

    def life_refusal(self, row: Any) -> Refusal | None:  # noqa: ANN401 - an Observation, DenseBlock or Record
        """Return what is wrong with revision or status, or None."""
        if row.revision > MAX_REVISION:
            return refusal.invalid_revision(row.revision)
        return None if 0 <= row.status <= WITHDRAWN else refusal.invalid_status(row.status)

    def received(self, row: Any) -> int | Refusal:  # noqa: ANN401 - an Observation, DenseBlock or Record
        """Return when a row counts as received, milliseconds, 0 for now; or why its claim is refused."""
        if not row.HasField("recorded_time"):
            return 0
        moment = row.recorded_time
        recorded_ms: int = moment.seconds * 1000 + moment.nanos // 1_000_000
        if self._offline:
            return recorded_ms
        if recorded_ms > self.now_ms + _DATED_BACK_MS:
            return refusal.future_recording(moment_text(recorded_ms))
        if self._may_date_back:
            return min(recorded_ms, self.now_ms)
        return refusal.back_dated(moment_text(recorded_ms)) if recorded_ms < self.now_ms - _DATED_BACK_MS else 0

    def last_ordinal(self, length: PeriodLength) -> int:
        """Return the ordinal of the last period of a length that has ended."""
        return Period.at(length, self.now_ms).ordinal - 1
