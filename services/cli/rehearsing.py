"""History for a rehearsal: rows of files as events of the days on which they were known, and known events to hold alerts against."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, date, timedelta
from pathlib import Path
from typing import NamedTuple

from services.cli.assessing import BadRow, Sourced, end_of, events_of, read_sourced
from shared.judgement.calendar import due
from shared.judgement.event import Event
from shared.judgement.rehearsal import Episode, Known, Month, Score, by_month, episodes, needed, rehearse, score
from shared.model.catalogue import Catalogue
from shared.model.errors import Invalid
from shared.model.manifests import Manifest, Plan, RiskRule
from shared.model.period import SHANGHAI, Period

_EVENT_COLUMNS = ("area", "from", "to")


class History(NamedTuple):
    """Rows of history by the day on which they were known."""

    days: dict[date, list[Sourced]]
    bad: list[BadRow]


class Rehearsal(NamedTuple):
    """What rules would have sent."""

    rules: tuple[str, ...]
    first: date
    last: date
    months: list[Month]
    episodes: list[Episode]
    """Alerts that stood or began between both days."""
    score: Score | None
    """None: no known events were given."""
    budget: int
    """New alerts a month that the plan bears."""


def history_of(files: Sequence[Path], catalogue: Catalogue) -> History:
    """Read files of observations.

    A row counts from the day of its `recorded_at` on; without one, from the day on which the release calendar awaits it.

    Raises:
        UnreadableFile: If a file cannot be read.
    """
    rows, bad = read_sourced(files)
    days: dict[date, list[Sourced]] = defaultdict(list)
    for row in rows:
        days[_known_on(row, catalogue)].append(row)
    return History(days, bad)


def rehearsal_of(
    manifests: Sequence[Manifest],
    rules: Collection[RiskRule],
    history: History,
    first: date,
    last: date,
    events: Sequence[Known] | None = None,
) -> tuple[Rehearsal | None, list[BadRow]]:
    """Return what rules would have sent, and the rows that were refused; with any of those no rehearsal.

    Args:
        manifests: All definitions; rules among them do not count.
        rules: The rules to be rehearsed.
        history: The rows.
        first: What was known before it is taken in before, and what was raised then stands.
        last: Later rows are ignored.
        events: Known events to hold the alerts against; None: nobody asks.
    """
    kept, read = needed(manifests, rules)
    bad = list(history.bad)
    told = rehearse(kept, _days(history, Catalogue.from_manifests(kept), read, first, last, bad))
    if bad:
        return None, sorted(bad, key=lambda one: (str(one.file), one.line))
    whole = [one for one in episodes(told) if one.resolved_day is None or one.resolved_day >= first]
    known = None if events is None else [one for one in events if one.first <= last and one.last >= first]
    budget = min(one.spec.alerting.monthly_budget for one in kept if isinstance(one, Plan))
    return (
        Rehearsal(
            tuple(sorted(one.name for one in rules)),
            first,
            last,
            by_month(told, first, last),
            whole,
            None if known is None else score(whole, known),
            budget,
        ),
        [],
    )


def known_events(file: Path) -> list[Known]:
    """Read known events: a CSV with the columns area, from, to, and where they are known entity, rule (or family), note.

    Raises:
        Invalid: If a column or a value is wrong; the message has file, line and column.
    """
    with file.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        missing = [name for name in _EVENT_COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            raise Invalid(f"{file}:1: the column {missing[0]!r} is missing; known events have area, from, to, entity, rule, note")
        return [_known(file, number, row) for number, row in enumerate(reader, 2)]


def _known(file: Path, line: int, row: dict[str, str | None]) -> Known:
    days = []
    for name in ("from", "to"):
        try:
            days.append(date.fromisoformat(row[name] or ""))
        except ValueError as error:
            raise Invalid(f"{file}:{line}: {name} {row[name]!r}: is not a day such as 2026-07-20") from error
    if days[1] < days[0]:
        raise Invalid(f"{file}:{line}: to {row['to']!r}: lies before {row['from']}")
    return Known(row["area"] or "", days[0], days[1], row.get("entity") or "", row.get("rule") or "", row.get("note") or "")


def _known_on(row: Sourced, catalogue: Catalogue) -> date:
    observation = row.observation
    if observation.HasField("recorded_time"):
        return observation.recorded_time.ToDatetime(UTC).astimezone(SHANGHAI).date()
    spec = catalogue.indicator(observation.indicator)
    period = Period.parse(observation.period.partition("/")[2] or observation.period)
    if spec is None or spec.release.in_advance:
        return period.start.date()
    return due(period, spec.release).due_day


def _days(
    history: History, catalogue: Catalogue, read: Collection[str], first: date, last: date, bad: list[BadRow]
) -> Iterator[tuple[date, list[Event]]]:
    """Yield the days: those before the first one as one, so that a long past costs one look."""
    before = [row for day in sorted(history.days) if day < first for row in history.days[day]]
    yield first - timedelta(days=1), _events(before, catalogue, read, first - timedelta(days=1), bad)
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        yield day, _events(history.days.get(day, []), catalogue, read, day, bad)


def _events(rows: list[Sourced], catalogue: Catalogue, read: Collection[str], day: date, bad: list[BadRow]) -> list[Event]:
    # Rows of unknown indicators go along, so that they are refused by name.
    wanted = [row for row in rows if row.observation.indicator in read or row.observation.indicator not in catalogue.indicators]
    return list(events_of(catalogue, wanted, end_of(day), bad))
