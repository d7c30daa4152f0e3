"""What holds notices back now, on both databases: as it is told to people who look."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
import sqlalchemy as sa

from services.notifier.book import Book
from services.notifier.holds import Hold, holds_of
from services.notifier.lifecycle.line import Step
from services.notifier.lifecycle.silence import id_of
from services.notifier.tables import MIGRATIONS
from tests.contract.sql.conftest import Open
from tests.contract.sql.watch import HOUR_MS, MINUTE_MS, START_MS, Watch, subscriber

WINDOW = {"name": "books", "start": "2026-07-14T00:00", "end": "2026-07-14T12:00", "reason": "books are closed"}
NOON_MS = START_MS + 26 * MINUTE_MS + 40_000


@pytest.fixture
def opened(open_engine: Open) -> sa.Engine:
    return open_engine(MIGRATIONS)


def holds(watch: Watch, alert: str = "a1b2") -> Sequence[Hold]:
    row = Book(watch.engine, lambda: watch.now_ms).find(alert)
    with watch.engine.connect() as connection:
        active = watch.silences.active(connection, watch.now_ms)
        return holds_of(connection, [row], watch.catalogue, active, watch.now_ms).get(alert, ())


def test_what_nobody_holds_back_is_not_told(opened: sa.Engine) -> None:
    watch = Watch(opened, {})
    watch.take()
    assert holds(watch) == ()


def test_a_silence_is_told_as_soon_as_it_is_made_and_beside_it_the_snooze_and_the_window(opened: sa.Engine) -> None:
    watch = Watch(opened, {"maintenance": [WINDOW]})
    watch.take()
    watch.does(Step.SNOOZED, until_ms=str(START_MS + HOUR_MS))
    line = watch.does(Step.SILENCED, "", matchers="family=debt", end_ms=str(START_MS + 2 * HOUR_MS))
    watch.does(Step.SILENCED, "", matchers="family=housing", end_ms=str(START_MS + 3 * HOUR_MS))
    assert holds(watch) == [
        Hold("snoozed", "", START_MS + HOUR_MS),
        Hold("silence", id_of(line), START_MS + 2 * HOUR_MS),
        Hold("maintenance", "books", NOON_MS),
    ]
    watch.after(minutes=119)
    assert [one.why for one in holds(watch)] == ["silence"]
    watch.after(minutes=120)
    assert holds(watch) == ()


def test_closed_notices_are_held_until_it_gets_worse(opened: sa.Engine) -> None:
    watch = Watch(opened, {})
    watch.take()
    watch.does(Step.NOTICES_CLOSED)
    assert holds(watch) == [Hold("notices-closed")]
    watch.take(severity=4)
    assert holds(watch) == ()


def test_what_another_alert_says_is_told_with_that_alert(opened: sa.Engine) -> None:
    watch = Watch(opened, {"inhibition": [{"name": "city-over-district", "above": True, "equal": ["rule"]}]})
    watch.take("c1b2", area="320200")
    watch.take()
    assert holds(watch) == [Hold("inhibition", "c1b2")]
    watch.take("c1b2", area="320200", state=2)
    watch.after(minutes=1)
    assert holds(watch) == ()


def test_what_comes_and_goes_is_told_until_it_is_calm(opened: sa.Engine) -> None:
    watch = Watch(opened, {"flapDamping": {"changes": 3, "minutes": 10}})
    for state in (1, 2, 1):
        watch.take(state=state)
    assert holds(watch) == [Hold("flapping", "", START_MS + 10 * MINUTE_MS)]


def test_who_has_quiet_hours_or_a_digest_is_named(opened: sa.Engine) -> None:
    quiet = {"quietHours": {"start": "11:00", "end": "12:00"}}
    others = [subscriber("one", **quiet), subscriber("two", **quiet), subscriber("three", digest={"at": "12:00"})]
    watch = Watch(opened, {}, *others, subscriber("four", group={"waitSeconds": 30}))
    watch.take()
    assert holds(watch) == [Hold("digest", "", NOON_MS, ("three",)), Hold("quiet-hours", "", NOON_MS, ("one", "two"))]
    watch.after(minutes=30)
    assert holds(watch) == ()
    watch.take("b1b2", severity=4)
    assert [one.why for one in holds(watch, "b1b2")] == []
