"""Knowing already: of one event nobody is told twice at a time, whatever falls due together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from services.notifier.notice import Notice
from services.notifier.stages.retrying import DEAD, DELIVERED, WAITING
from services.notifier.tables import NOTICES

EVER: Final = 0
"""Whoever was told of the event at all knows it."""
_OF_EVENT = sa.select(NOTICES).where(NOTICES.c.alert_id == sa.bindparam("alert"), NOTICES.c.cursor == sa.bindparam("cursor"))


class Telling(NamedTuple):
    """What is told, and how."""

    fresh: Sequence[Notice] = ()
    """Notices to be written down."""
    sooner: Sequence[Notice] = ()
    """Notices that were put off to later, by their ids: they are told now, as these say."""


def telling(connection: sa.Connection, notices: Iterable[Notice], since_ms: int | None) -> Telling:
    """Return which notices tell their receivers what they do not know.

    Whoever was told of the event since the step fell due knows it, and so does who is told of it anyway: when quiet hours end, or the receiver
    is back. What waits longer than the new notice, for a digest, is told in its place.

    Args:
        connection: The transaction.
        notices: Of one event.
        since_ms: When the step fell due; None: it is news, whatever was told of the event.
    """
    fresh: list[Notice] = []
    sooner: list[Notice] = []
    for one, known in _known(connection, list(notices)):
        if any(row.notice_id == one.notice_id for row in known):
            continue
        enough = [row for row in known if since_ms is not None and _is_enough(row, since_ms)]
        if not enough:
            fresh.append(one)
        elif all(_waits_longer(row, one) for row in enough):
            sooner.append(one._replace(notice_id=min(enough, key=lambda row: int(row.due_ms)).notice_id))
    return Telling(fresh, sooner)


def _known(connection: sa.Connection, notices: Sequence[Notice]) -> Iterable[tuple[Notice, Sequence[Any]]]:
    """Yield notices with those of the same event that their receivers have or will have."""
    if not notices:
        return
    rows = list(connection.execute(_OF_EVENT, {"alert": notices[0].alert_id, "cursor": notices[0].cursor}))
    for one in notices:
        yield one, [row for row in rows if (row.plan, row.subscriber, row.channel) == one.receiver]


def _is_enough(row: Any, since_ms: int) -> bool:  # noqa: ANN401 - a row of the table
    """Tell whether a notice tells of the event at an instant or later."""
    if row.state == DELIVERED:
        return max(int(row.created_ms), int(row.due_ms)) >= since_ms
    return bool(row.state != DEAD)


def _waits_longer(row: Any, one: Notice) -> bool:  # noqa: ANN401 - a row of the table
    """Tell whether what was not tried yet would come later than a new notice."""
    return bool(row.state == WAITING and not row.attempts and row.due_ms > one.due_ms)
