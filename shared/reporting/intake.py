"""From a request to columns and refusals. Pure: the catalogue, the caller and the time are arguments."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, Protocol

from google.protobuf.message import Message

from shared.judgement.event import Observations
from shared.model.catalogue import Catalogue
from shared.reporting import refusal
from shared.reporting.blocks import take_block
from shared.reporting.plain_rows import take_plain_rows
from shared.reporting.records import measures_of
from shared.reporting.refusal import Refusal
from shared.reporting.series import PeriodCheck, Series, SeriesName, moment_text, open_series
from shared.reporting.sheet import FINAL, WITHDRAWN, Sheet
from shared.runtime.identity import BACKFILL, Identity
from xiheng.shared.v1 import observation_pb2, reporting_pb2

_MOST_SERIES = 200_000
"""Series remembered for one caller; more are worked out again each time."""

RecordCheck = Callable[[Any], Iterable[Refusal]]
"""Yields what contradicts itself in the measures of a typed record."""


class Request(Protocol):
    """A ReportRequest of any of the four services."""

    @property
    def records(self) -> Sequence[Any]:
        """Typed records."""

    @property
    def observations(self) -> Sequence[observation_pb2.Observation]:
        """Plain observations."""

    @property
    def blocks(self) -> Sequence[observation_pb2.DenseBlock]:
        """Dense blocks."""


class Taken(NamedTuple):
    """What became of a request."""

    batches: list[Observations]
    """Accepted rows, a batch for each area."""
    accepted: int
    refused: int
    rejections: list[reporting_pb2.Rejection]


class Intake:
    """Checks the requests of one caller against one catalogue."""

    def __init__(
        self, *, service: str, catalogue: Catalogue, caller: Identity, check_record: RecordCheck = lambda _: (), offline: bool = False
    ) -> None:
        """Take what stays the same between requests.

        Args:
            service: Name of the domain service; empty: any.
            catalogue: Definitions in force.
            caller: Who reports.
            check_record: The domain's own checks of typed records.
            offline: Files are judged without a server: recorded times count as they stand.
        """
        self.catalogue = catalogue
        self._service = service
        self._caller = caller
        self._check_record = check_record
        self._offline = offline
        self._series: dict[tuple[str, str, str, str], Series | Refusal] = {}
        self._periods: dict[str, dict[str, PeriodCheck | Refusal]] = {}

    def take(self, request: Request, now_ms: int) -> Taken:
        """Check everything in a request at a moment. Never raises: what is wrong becomes a rejection."""
        sheet = Sheet(now_ms, may_date_back=self._caller.may(BACKFILL), offline=self._offline)
        index = 0
        for record in request.records:
            self._take_record(record, index, sheet)
            index += 1
        for number, row in take_plain_rows(request.observations, self._series, sheet):
            wrong = self._take_row(row, sheet)
            if wrong is not None:
                sheet.refuse(wrong, index + number)
        index += len(request.observations)
        for block in request.blocks:
            take_block(block, self._find(block.indicator, block.area, block.entity, block.unit), index, sheet)
            index += 1
        batches = list(sheet.columns.batches(now_ms))
        return Taken(batches, sum(len(batch.periods) for batch in batches), sheet.refused, sheet.rejections)

    def _take_row(self, row: observation_pb2.Observation, sheet: Sheet) -> Refusal | None:
        series = self._find(row.indicator, row.area, row.entity, row.unit)
        if isinstance(series, Refusal):
            return series
        value = row.value * series.factor
        if row.class_name:
            named = series.class_value(row.class_name)
            if named is None:
                return refusal.unknown_class(row.class_name, series.class_names)
            value = named
        return _add(series, value, row, sheet)

    def _take_record(self, record: Any, index: int, sheet: Sheet) -> None:  # noqa: ANN401 - a Record of any domain
        name = record.WhichOneof("measures")
        part: Message | None = getattr(record, name) if name else None
        measures = [] if part is None else list(measures_of(part))
        wrong = [] if part is None else list(self._check_record(part))
        if not measures:
            wrong.append(
                refusal.malformed("measures", "the record has no measure; fill in at least one", "记录没有任何数值；请至少填写一项")
            )
        for number, one in enumerate(wrong):
            sheet.refuse(one, index, count=max(len(measures), 1) if number == 0 else 0)
        for measure in measures if not wrong else ():
            found: Series | Refusal | None = self._find(measure.indicator, record.area, record.entity, "")
            if isinstance(found, Series):
                found = _add(found, measure.value * found.factor, record, sheet)
            if found is not None:
                sheet.refuse(found._replace(field=measure.field) if found.field == "value" else found, index)

    def _find(self, indicator: str, area: str, entity: str, unit: str) -> Series | Refusal:
        name = (indicator, area, entity, unit)
        found = self._series.get(name)
        if found is None:
            found = open_series(SeriesName(*name), service=self._service, catalogue=self.catalogue, caller=self._caller)
            if isinstance(found, Series):
                # Stations report the same hours: what is known of a text holds for all series of an indicator.
                found.periods = self._periods.setdefault(indicator, found.periods)
            if len(self._series) < _MOST_SERIES:
                self._series[name] = found
        return found


def _add(series: Series, value: float, row: Any, sheet: Sheet) -> Refusal | None:  # noqa: ANN401 - an Observation or Record
    """Add a value to the sheet, or return why it is refused."""
    text = row.period
    period = series.periods.get(text) or series.period(text)
    if isinstance(period, Refusal):
        return period
    if period.from_ms > sheet.now_ms:
        return refusal.future_period(text, moment_text(sheet.now_ms))
    status = row.status or FINAL
    wrong = series.value(value) if status != WITHDRAWN else None
    received_ms = sheet.received(row)
    wrong = wrong or sheet.life_refusal(row)
    if wrong is not None or isinstance(received_ms, Refusal):
        return wrong or received_ms  # type: ignore[return-value]  # one of them is a refusal
    name = series.name
    sheet.columns.of(name.area).add(
        (name.indicator, name.entity, period.length),
        period.ordinal,
        0.0 if status == WITHDRAWN else value,
        (row.revision, status, received_ms),
    )
    return None
