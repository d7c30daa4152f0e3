"""Rows of episodes: copies of their latest event and of where they stand by the ledger, written where either changes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import sqlalchemy as sa
from pydantic import TypeAdapter

from services.notifier.ledger import append, lines_of
from services.notifier.lifecycle.line import Line, Seen
from services.notifier.lifecycle.standing import Standing, standing_of
from services.notifier.tables import EPISODES, LEDGER

_STANDING = TypeAdapter(Standing)
_ALERTS: sa.BindParameter[str] = sa.bindparam("alerts", expanding=True)
_COUNTS = sa.select(LEDGER.c.alert_id, sa.func.count().label("lines")).where(LEDGER.c.alert_id.in_(_ALERTS)).group_by(LEDGER.c.alert_id)
_ORIGINS = sa.select(EPISODES.c.alert_id, EPISODES.c.source_offset, EPISODES.c.source_ordinal).where(EPISODES.c.alert_id.in_(_ALERTS))


def write_down(connection: sa.Connection, lines: Sequence[Line], now_ms: int, *, look_ms: int = 0) -> list[Line]:
    """Append lines and bring the rows of their episodes up to date, inside a transaction; return the lines that were not there yet.

    Args:
        connection: The transaction.
        lines: The lines.
        now_ms: The machine's time.
        look_ms: When the episodes are looked at next, at the latest.
    """
    fresh = append(connection, lines, now_ms)
    copy_standings(connection, {one.alert for one in fresh if one.alert}, look_ms=look_ms)
    return fresh


def copy_standings(connection: sa.Connection, alerts: Iterable[str], *, look_ms: int = 0) -> None:
    """Fold the lines of episodes anew into their rows."""
    listed = sorted(alerts)
    lines = lines_of(connection, listed)
    rows = [{"alert": alert, **columns_of(standing_of(lines.get(alert, ())))} for alert in listed]
    if rows:
        next_ms = sa.case((EPISODES.c.next_ms < look_ms, EPISODES.c.next_ms), else_=look_ms)
        names: dict[str, sa.BindParameter[object]] = {name: sa.bindparam(name) for name in rows[0] if name != "alert"}
        connection.execute(sa.update(EPISODES).where(EPISODES.c.alert_id == sa.bindparam("alert")).values(next_ms=next_ms, **names), rows)


def columns_of(standing: Standing) -> dict[str, object]:
    """Return what a row copies of a standing."""
    acknowledged, assigned = standing.acknowledged, standing.assigned
    return {
        "acknowledged_by": acknowledged.by if acknowledged else "",
        "acknowledged_ms": acknowledged.time_ms if acknowledged else 0,
        "phase": standing.phase.value,
        "unit": assigned.unit if assigned else "",
        "deadline_ms": assigned.deadline_ms if assigned else 0,
        "standing": _STANDING.dump_json(standing).decode(),
    }


def standing_from(text: str) -> Standing:
    """Return the standing that a row copied."""
    return _STANDING.validate_json(text)


def seen_of(connection: sa.Connection, alerts: Collection[str]) -> Mapping[str, Seen]:
    """Return what a writer sees of each episode now."""
    asked = {"alerts": list(alerts)}
    counts = {row.alert_id: row.lines for row in connection.execute(_COUNTS, asked)}
    rows = connection.execute(_ORIGINS, asked)
    found = {row.alert_id: Seen(row.source_offset, row.source_ordinal, counts.get(row.alert_id, 0)) for row in rows}
    return {alert: found.get(alert, Seen(lines=counts.get(alert, 0))) for alert in alerts}
