"""Plain rows, the hot path: a number, final, of revision 0, received now. Nearly all rows are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import repeat

from shared.reporting.columns import Columns
from shared.reporting.refusal import Refusal
from shared.reporting.series import PeriodCheck, Series
from shared.reporting.sheet import FINAL, Sheet
from xiheng.shared.v1 import observation_pb2

Row = observation_pb2.Observation
_PLAIN_STATUSES = frozenset({int(observation_pb2.OBSERVATION_STATUS_UNSPECIFIED), FINAL})


class _Run:
    """Plain rows of one area that follow each other, on their way into its columns."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self.known = columns.numbers
        self.numbers: list[int] = []
        self.ordinals: list[int] = []
        self.values: list[float] = []

    def end(self) -> None:
        self.columns.add_plain(self.numbers, self.ordinals, self.values)
        self.numbers, self.ordinals, self.values = [], [], []


def take_plain_rows(
    rows: Iterable[Row], known: Mapping[tuple[str, str, str, str], Series | Refusal], sheet: Sheet
) -> Iterator[tuple[int, Row]]:
    """Take the rows that are plain and right; yield (position, row) of every other one, to be looked at before the next is read.

    Args:
        rows: Rows of a request.
        known: Series that were opened before, by (indicator, area, entity, unit); the rows of others are yielded.
        sheet: Takes the values.
    """
    now_ms, area, run = sheet.now_ms, "", _Run(Columns(""))
    rows = list(rows)
    # Asked of all rows at once, it takes a third of the time.
    dated = map(Row.HasField, rows, repeat("recorded_time"))
    for index, (row, is_dated) in enumerate(zip(rows, dated, strict=True)):
        series = known.get((row.indicator, row.area, row.entity, row.unit))
        if isinstance(series, Series) and not (is_dated or row.revision or row.class_name or row.status not in _PLAIN_STATUSES):
            period, value = series.periods.get(row.period), row.value * series.factor
            if isinstance(period, PeriodCheck) and period.from_ms <= now_ms and series.plain_low <= value <= series.plain_high:
                if series.name.area != area:
                    run.end()
                    area = series.name.area
                    run = _Run(sheet.columns.of(area))
                # Periods are checked once for all entities of an indicator: they know nothing of the series.
                run.numbers.append(run.known.setdefault(series.keys[period.length], len(run.known)))
                run.ordinals.append(period.ordinal)
                run.values.append(value)
                continue
        # What was taken comes first: rows keep their order.
        run.end()
        yield index, row
    run.end()
