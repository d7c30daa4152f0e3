"""Assessing files offline: the same checks as the services, the same core as the processor, no server."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from shared.events.codec import encode_observations, event_id
from shared.judgement.assess_all import Assessment, assess_all
from shared.judgement.event import Event
from shared.judgement.report_json import alert_json, status_json
from shared.model.catalogue import Catalogue
from shared.model.manifests import Manifest
from shared.model.nearest import did_you_mean
from shared.model.period import Period
from shared.reporting.contradictions import Contradictions, place_of
from shared.reporting.intake import Intake
from shared.reporting.listing import indicator_info
from shared.reporting.refusal import Reason, Refusal
from shared.reporting.rows import column_of, observation_of
from shared.reporting.tables import Row, read_rows
from shared.runtime.identity import BACKFILL, REPORTER, Identity
from xiheng.shared.v1 import observation_pb2, reporting_pb2

_BATCH = 2000


class BadRow(NamedTuple):
    """A row that was refused."""

    file: Path
    line: int
    field: str
    value: str
    message: str

    def __str__(self) -> str:
        """Return file, line, field, value, reason."""
        return f"{self.file}:{self.line}: {self.field} {self.value!r}: {self.message}"


class _Batch(NamedTuple):
    """The shape of a request, without a service."""

    records: list[Any]
    observations: list[observation_pb2.Observation]
    blocks: list[observation_pb2.DenseBlock]


class Sourced(NamedTuple):
    """An observation and where it stood."""

    observation: observation_pb2.Observation
    file: Path
    row: Row
    place: int


def end_of(day: date) -> int:
    """Return the end of a day in Shanghai, milliseconds since 1970-01-01 UTC."""
    return Period.day(day).end_ms()


def assess_files(
    manifests: Iterable[Manifest],
    files: Iterable[Path],
    *,
    as_of: date,
    known_at: datetime | None,
    contradictions: Contradictions | None = None,
) -> tuple[Assessment | None, list[BadRow]]:
    """Judge the observations of files.

    Args:
        manifests: All definitions.
        files: CSV or xlsx.
        as_of: The clock stands at the end of this day; periods that end later are ignored.
        known_at: Rows recorded later are hidden; None: none are.
        contradictions: Shown every row that counts, where anybody asks for them.

    Returns:
        The assessment, and the rows that were refused; with any of those no assessment.

    Raises:
        UnreadableFile: If a file cannot be read.
    """
    listed = list(manifests)
    now_ms = end_of(as_of)
    rows, bad = read_sourced(files)
    known = [one for one in rows if known_at is None or _recorded_ms(one.observation, now_ms) <= known_at.timestamp() * 1000]
    # Sorted and each once, so that files in another order, or with a row twice, give the same events.
    by_content = {one.observation.SerializeToString(deterministic=True): one for one in reversed(known)}
    known = [one for _, one in sorted(by_content.items())]
    catalogue = Catalogue.from_manifests(listed)
    contradictions = contradictions or Contradictions()
    contradictions.learn(indicator_info(name, spec) for name, spec in catalogue.indicators.items())
    events = list(events_of(catalogue, known, now_ms, bad, contradictions))
    if bad:
        return None, sorted(bad, key=lambda one: (str(one.file), one.line))
    return assess_all(listed, events, now_ms=now_ms), []


def assessment_json(assessment: Assessment) -> dict[str, Any]:
    """Return the JSON of an assessment."""
    return {"statuses": [status_json(one) for one in assessment.statuses], "alerts": [alert_json(one) for one in assessment.alerts]}


def read_sourced(files: Iterable[Path]) -> tuple[list[Sourced], list[BadRow]]:
    """Read files of observations; rows that are no observation come back as refused.

    Raises:
        UnreadableFile: If a file cannot be read.
    """
    rows: list[Sourced] = []
    bad: list[BadRow] = []
    for number, file in enumerate(files):
        for row in read_rows(file):
            found = observation_of(row)
            if isinstance(found, Refusal):
                bad.append(_refused(file, row, found.field, found.english))
            else:
                rows.append(Sourced(found, file, row, place_of(number, row.line)))
    return rows, bad


def _recorded_ms(observation: observation_pb2.Observation, default_ms: int) -> int:
    return int(observation.recorded_time.ToMilliseconds()) if observation.HasField("recorded_time") else default_ms


def events_of(
    catalogue: Catalogue, rows: list[Sourced], now_ms: int, bad: list[BadRow], contradictions: Contradictions | None = None
) -> Iterator[Event]:
    """Yield rows as the services would publish them at a moment; those that they would refuse are added to `bad`, periods to come left out."""
    everywhere = Identity("offline", frozenset({REPORTER, BACKFILL}), frozenset(catalogue.areas), frozenset())
    intake = Intake(service="", catalogue=catalogue, caller=everywhere, offline=True)
    by_area: dict[str, list[Sourced]] = defaultdict(list)
    for one in rows:
        by_area[one.observation.area].append(one)
    for area_rows in by_area.values():
        for start in range(0, len(area_rows), _BATCH):
            part = area_rows[start : start + _BATCH]
            taken = intake.take(_Batch([], [one.observation for one in part], []), now_ms)
            refused = {one.index for one in taken.rejections}
            for position, one in enumerate(part):
                if position not in refused and contradictions is not None:
                    contradictions.add(one.place, one.observation)
            bad += (
                _refused(part[one.index].file, part[one.index].row, one.field, one.message + _hint(one, part[one.index], catalogue))
                for one in taken.rejections
                if one.reason != Reason.REJECTION_REASON_FUTURE_PERIOD
            )
            for batch in taken.batches:
                content = encode_observations(batch).SerializeToString(deterministic=True)
                yield Event(event_id=event_id(content), received_time_ms=now_ms, body=batch)


def _hint(rejection: reporting_pb2.Rejection, sourced: Sourced, catalogue: Catalogue) -> str:
    """Return what may have been meant by an unknown name."""
    unknown = rejection.reason == Reason.REJECTION_REASON_UNKNOWN_INDICATOR
    return did_you_mean(sourced.observation.indicator, frozenset(catalogue.indicators)) if unknown else ""


def _refused(file: Path, row: Row, field: str, message: str) -> BadRow:
    column = column_of(field)
    return BadRow(file, row.line, column, row.fields.get(column, ""), message)
