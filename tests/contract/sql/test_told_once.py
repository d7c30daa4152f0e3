"""Whatever falls due together: of one event nobody is told twice at a time, and nobody who should hear of it misses it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from services.notifier.episodes import standing_from
from services.notifier.lifecycle.line import Step
from services.notifier.lifecycle.maintenance import open_until
from services.notifier.lifecycle.standing import Standing
from services.notifier.stages.quiet import end_of_quiet
from services.notifier.tables import EPISODES, METADATA, MIGRATIONS, NOTICES
from shared.model.period import SHANGHAI
from shared.runtime.database import open_database
from tests.contract.sql.watch import MINUTE_MS, START_MS, Watch, subscriber

ALERT, ABOVE = "a1b2", "c1b2"
PERSONS = ("chief", "li", "one", "zhang")
MINUTES = (0, 0, 0, 5, 5, 30, 90)
START = datetime.fromtimestamp(START_MS / 1000, UTC).astimezone(SHANGHAI)


def clock(minutes: int) -> str:
    return (START + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M")


@st.composite
def chains(draw: st.DrawFn) -> dict[str, Any]:
    stage = st.fixed_dictionaries(
        {"afterMinutes": st.sampled_from(MINUTES), "tell": st.lists(st.sampled_from(PERSONS), unique=True, max_size=3)},
        optional={"rota": st.just("duty")},
    )
    found = {name: draw(st.lists(stage, min_size=1, max_size=3)) for name in ("plans", "own")}
    return {name: {"stages": sorted(stages, key=lambda one: one["afterMinutes"])} for name, stages in found.items()}


@st.composite
def alertings(draw: st.DrawFn) -> dict[str, Any]:
    starts = draw(st.lists(st.integers(-10, 100), max_size=2))
    windows = [
        {"name": f"w{one}", "start": clock(start), "end": clock(start + draw(st.integers(1, 60))), "reason": "known before"}
        for one, start in enumerate(starts)
    ]
    persons = draw(st.lists(st.sampled_from(PERSONS), min_size=1, max_size=2))
    return {
        "escalation": draw(chains()),
        "defaultEscalation": "plans",
        "rotas": {"duty": {"persons": persons, "start": "2026-01-05", "days": 1, "handOver": draw(st.sampled_from(["12:00", "09:00"]))}},
        "maintenance": windows,
        "inhibition": [{"name": "city-over-district", "above": True, "equal": ["rule"]}],
        "repeatHours": draw(st.sampled_from([None, 1, 0.5, 1.5])),
    }


SPECS = st.fixed_dictionaries(
    {"onlyWhenNamed": st.booleans()},
    optional={
        "escalation": st.just("own"),
        "quietHours": st.sampled_from([{"start": "12:00", "end": "13:00"}, {"start": "11:00", "end": "12:10"}]),
        "digest": st.just({"at": "13:30"}),
        "group": st.just({"waitSeconds": 20}),
    },
)
ACTS = st.one_of(
    st.tuples(st.sampled_from(["event"]), st.integers(1, 4)),
    st.tuples(st.sampled_from(["end", "acknowledge", "crash", "look", "above"]), st.just(0)),
    st.tuples(st.sampled_from(["snooze", "silence"]), st.integers(1, 60)),
)


@dataclass
class Tale:
    """What happens to one alert, and what is known of it without asking the rounds."""

    watch: Watch
    silent_until: int = 0
    has_above: bool = False
    """There was an alert of the city, which says it all to those who hear of it."""

    def act(self, name: str, number: int) -> None:
        going_on = self.standing.going_on
        until_ms = self.watch.now_ms + number * MINUTE_MS
        if name == "event":
            self.watch.take(ALERT, severity=number)
        elif name == "end" and going_on:
            self.watch.take(ALERT, state=2)
        elif name == "acknowledge" and going_on:
            self.watch.does(Step.ACKNOWLEDGED)
        elif name == "snooze" and going_on:
            self.watch.does(Step.SNOOZED, until_ms=str(until_ms))
        elif name == "silence":
            self.watch.does(Step.SILENCED, "", matchers="family=debt", end_ms=str(until_ms))
            self.silent_until = max(self.silent_until, until_ms)
        elif name == "above":
            self.watch.take(ABOVE, area="320200", severity=4, state=2 if self.standing_of(ABOVE).going_on else 1)
            self.has_above = True
        elif name == "crash":
            self.crash()

    def crash(self) -> None:
        """Die in the middle of a round, before what it did is written down."""

        def die(_: object) -> None:
            raise KeyboardInterrupt

        sa.event.listen(self.watch.engine, "commit", die)
        try:
            self.watch.rounds.go()
        except KeyboardInterrupt:
            pass
        finally:
            sa.event.remove(self.watch.engine, "commit", die)
        self.watch.rounds = self.watch.start()

    def row(self, alert: str = ALERT) -> Any:
        with self.watch.engine.connect() as connection:
            return connection.execute(sa.select(EPISODES).where(EPISODES.c.alert_id == alert)).one_or_none()

    def standing_of(self, alert: str) -> Standing:
        row = self.row(alert)
        return standing_from(row.standing) if row else Standing()

    @property
    def standing(self) -> Standing:
        return self.standing_of(ALERT)

    @property
    def notices(self) -> list[Any]:
        with self.watch.engine.connect() as connection:
            return list(connection.execute(sa.select(NOTICES)))

    def is_free(self) -> bool:
        """Nothing holds its notices back."""
        plan, now_ms = self.watch.catalogue.plans["wuxi-2026"], self.watch.now_ms
        windows = [open_until(one, now_ms, SHANGHAI) for one in plan.alerting.maintenance]
        standing = self.standing
        snoozed = now_ms < standing.snoozed_until_ms and standing.severity <= standing.answered
        return now_ms >= self.silent_until and not any(windows) and not snoozed


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sa.Engine]:
    url = f"sqlite:///{Path(tmp_path_factory.mktemp('once')) / 'test.db'}"
    opened = open_database(url, MIGRATIONS)
    opened.dispose()
    sa.event.listen(opened, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
    yield opened
    opened.dispose()


def check_nobody_is_told_twice(tale: Tale) -> None:
    """Of an event, at a time: neither written down nor delivered."""
    written = [(one.cursor, one.subscriber, one.created_ms) for one in tale.notices]
    told = [(one.cursor, one.subscriber, one.due_ms) for one in tale.notices]
    assert len(set(written)) == len(written)
    assert len(set(told)) == len(told)


def check_nobody_misses_it(tale: Tale) -> None:
    """Who hears of it, and who is named by a stage that is due, has a notice about it."""
    standing, watch = tale.standing, tale.watch
    if not standing.going_on or not tale.is_free():
        return
    of_event = {one.subscriber for one in tale.notices if one.cursor == tale.row().last_cursor}
    specs = {name: one.spec for (_, name), one in watch.catalogue.subscribers.items()}
    hearing = {name for name, spec in specs.items() if not spec.only_when_named}
    above = tale.standing_of(ABOVE)
    of_above = hearing | set(above.involved) if above.going_on else set()
    assert of_event >= (hearing | set(standing.involved)) - of_above
    if tale.has_above or standing.acknowledged or watch.now_ms < standing.snoozed_until_ms:
        return
    plan = watch.catalogue.plans["wuxi-2026"].alerting
    chains = {spec.escalation for name, spec in specs.items() if name in hearing and spec.escalation} or {"plans"}
    for name in chains:
        for number, stage in enumerate(plan.escalation[name].stages, 1):
            due_ms = standing.since_ms + int(stage.after_minutes * MINUTE_MS)
            if due_ms <= watch.now_ms:
                assert dict(standing.taken).get(name, 0) >= number
                for person in stage.tell:
                    check_was_told(tale, person, due_ms)


def check_was_told(tale: Tale, person: str, due_ms: int) -> None:
    """A person that a stage named was told when it was due or later, and not as late as by the next digest."""
    spec = tale.watch.catalogue.subscribers["wuxi-2026", person].spec
    when = [max(one.created_ms, one.due_ms) for one in tale.notices if one.subscriber == person]
    after = [one for one in when if one >= due_ms]
    assert after
    quiet_ms = end_of_quiet(spec.quiet_hours, tale.watch.now_ms, SHANGHAI) if spec.quiet_hours else 0
    assert min(after) <= max(quiet_ms, tale.watch.now_ms) + MINUTE_MS


def check_repeats_are_later(tale: Tale) -> None:
    """Who was told of an event is told of it again only by a stage or a reminder that fell due later."""
    by: dict[tuple[int, str], list[Any]] = {}
    for one in sorted(tale.notices, key=lambda row: (row.created_ms, row.due_ms)):
        by.setdefault((one.cursor, one.subscriber), []).append(one)
    for several in by.values():
        assert all(one.step in ("escalated", "reminded") for one in several[1:])
        assert all(one.due_ms < other.created_ms for one, other in pairwise(several))


@settings(max_examples=40)
@given(
    alerting=alertings(),
    specs=st.fixed_dictionaries(dict.fromkeys(PERSONS, SPECS)),
    acts=st.lists(st.tuples(st.integers(0, 50), ACTS), max_size=6),
    last=st.integers(0, 200),
)
def test_nobody_is_told_twice_at_a_time_and_nobody_misses_it(
    engine: sa.Engine, alerting: dict[str, Any], specs: dict[str, Any], acts: list[tuple[int, tuple[str, int]]], last: int
) -> None:
    with engine.begin() as connection:
        for table in METADATA.sorted_tables:
            connection.execute(sa.delete(table))
    watch = Watch(engine, alerting, *(subscriber(name, **spec) for name, spec in specs.items()))
    tale = Tale(watch)
    minutes = 0
    for pause, (name, number) in [(0, ("event", 2)), *acts, (last, ("look", 0))]:
        minutes += pause
        watch.now_ms = START_MS + minutes * MINUTE_MS
        watch.deliver()
        tale.act(name, number)
        watch.after(minutes=minutes)
        check_nobody_is_told_twice(tale)
        check_repeats_are_later(tale)
        check_nobody_misses_it(tale)
