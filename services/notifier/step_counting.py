"""Counting steps: what the ledger tells of alerts, as metrics. It is read on from the last line counted, so whoever appended and whatever failed counts once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa

from services.notifier.ledger import lines_of
from services.notifier.lifecycle.line import Step
from services.notifier.lifecycle.standing import Standing, standing_of
from services.notifier.tables import LEDGER
from shared.model.status import Severity
from shared.runtime import metrics
from shared.runtime.database import reading

_ANSWERS: Final = (Step.ACKNOWLEDGED, Step.SNOOZED, Step.NOTICES_CLOSED)
_LEFT_OUT: Final = (Step.DELIVERED, Step.FAILED, Step.HEAD_RECORDED)
"""Attempts, which have a metric of their own, and what is about the ledger alone."""
_AT_ONCE = 2_000
_COLUMNS = (LEDGER.c.line, LEDGER.c.id, LEDGER.c.alert_id, LEDGER.c.step)


class StepCounter:
    """Counts what is appended from now on; blocks, one thread at a time."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = reading(engine)
        with self._engine.connect() as connection:
            self._line = int(connection.execute(sa.select(sa.func.coalesce(sa.func.max(LEDGER.c.line), 0))).scalar_one())
        for step in Step:
            if step not in _LEFT_OUT:
                metrics.ALERT_STEPS.labels(step.value)
        for severity in Severity:
            for escalated in ("false", "true"):
                metrics.ANSWER_SECONDS.labels(severity.word, escalated)

    def count(self) -> None:
        """Count the lines that were appended since the last time."""
        after = sa.select(*_COLUMNS).where(LEDGER.c.line > sa.bindparam("after")).order_by(LEDGER.c.line).limit(_AT_ONCE)
        with self._engine.connect() as connection:
            while rows := connection.execute(after, {"after": self._line}).all():
                self._note(connection, rows)
                self._line = rows[-1].line

    def _note(self, connection: sa.Connection, rows: Sequence[Any]) -> None:
        for row in rows:
            if row.step not in _LEFT_OUT:
                metrics.ALERT_STEPS.labels(row.step).inc()
            if row.step in _ANSWERS:
                _answered(connection, row)


def _answered(connection: sa.Connection, row: Any) -> None:  # noqa: ANN401 - a row of the table
    """Note how long an answer was awaited; an answer to what was answered already was not."""
    lines = lines_of(connection, [row.alert_id])[row.alert_id]
    place = next(index for index, one in enumerate(lines) if one.id == row.id)
    before, answer = standing_of(lines[:place]), lines[place]
    if before.awaits_answer(answer.time_ms):
        seconds = max(answer.time_ms - before.since_ms, 0) / 1000
        metrics.ANSWER_SECONDS.labels(Severity(before.severity).word, _word(before)).observe(seconds)


def _word(before: Standing) -> str:
    return str(before.stage > 0).lower()
