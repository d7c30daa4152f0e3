"""What was known at a time, and what is to be said as of a day: what a fresh load of the same gives."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.scoreboard.past import Wanted
from services.scoreboard.projection import Key
from services.scoreboard.unknown import why_unknown
from shared.events.verdicts import status_from_message
from shared.judgement.event import Event
from tests.unit.judgement.builders import PLAN, area, define, indicator, plan, target, tick
from tests.unit.scoreboard.platform_log import DAY_MS, Scoreboard, at, loaded, received, reported, told

LIMITS = [{"effectiveFrom": "2026-03-01", "document": "d", "ceiling": 60.0}]
AMENDED = [{"effectiveFrom": "2026-04-15", "document": "二", "approver": "a", "value": 90.0}]
DEFINITIONS = define(
    plan(),
    area("320200", level="city"),
    area("320205", "320200"),
    area("320206", "320200"),
    indicator("jobs", noise=1.0, release={"delayDays": 15}),
    indicator("homes", noise=1.0, rollUp={"rule": "sum"}),
    indicator("output", noise=1.0, release={"delayDays": 20, "embargo": {"days": 17, "time": "10:00"}}),
    target("jobs"),
    target("jobs.changed", indicator="jobs", amendments=AMENDED),
    target("jobs.quarterly", indicator="jobs", cadence="quarter"),
    target("homes", areas=[{"area": "320205", "value": 60.0}]),
    target("output", comparator="within_external_limit", value=None, shape="level", limits=LIMITS),
)
JANUARY = at("2026-01-01")
MONTHS = ["2026-01", "2026-02", "2026-03", "2026-05", "2026-06"]
VALUE = st.none() | st.sampled_from([0.0, 9.5, 10.0, 30.0, 55.0, 130.0])


def reports(names: list[str], codes: list[str]) -> st.SearchStrategy[Event]:
    """Reports, revisions and withdrawals of any period, in any order."""
    return st.builds(
        lambda values, name, code, revision, number: reported(values, name=name, code=code, revision=revision, event_id=number),
        st.dictionaries(st.sampled_from(MONTHS), VALUE, min_size=1, max_size=3),
        st.sampled_from(names),
        st.sampled_from(codes),
        st.integers(0, 2),
        st.integers(10, 99),
    )


def logs(event: st.SearchStrategy[Event]) -> st.SearchStrategy[list[Event]]:
    """Logs over the year: what came with the definitions, reports and ticks, some days apart."""
    steps = st.lists(st.tuples(event | st.just(tick("2026-01-01")), st.integers(0, 40)), max_size=10)
    return steps.map(_dated)


def _dated(steps: list[tuple[Event, int]]) -> list[Event]:
    log, now_ms = [received(DEFINITIONS, JANUARY), received(tick("2026-01-01"), JANUARY)], JANUARY
    for event, days in steps:
        now_ms += days * DAY_MS + 1
        log.append(received(event, now_ms))
    return log


CITY = reports(["jobs", "output"], ["320200"])
ALL = reports(["jobs", "homes", "output"], ["320200"]) | reports(["homes"], ["320205", "320206"])
MOMENT = st.integers(JANUARY, JANUARY + 400 * DAY_MS)
DAY = st.dates(date(2026, 1, 1), date(2027, 1, 31)).map(str)


@pytest.fixture(scope="module")
def scoreboard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scoreboard]:
    """A scoreboard on SQLite."""
    board = Scoreboard(tmp_path_factory.mktemp("scoreboard"))
    yield board
    board.engine.dispose()


@settings(deadline=None)  # each example fills a database
@given(logs(ALL), MOMENT)
def test_what_was_known_is_what_a_fresh_load_of_what_was_known_gives(scoreboard: Scoreboard, log: list[Event], known_ms: int) -> None:
    assert told(scoreboard.replay(log), known_ms=known_ms) == loaded(log, known_ms=known_ms)


@settings(deadline=None)  # each example fills a database
@given(logs(CITY), DAY)
def test_as_of_a_day_is_what_an_assessment_on_that_day_of_all_that_is_known_gives(
    scoreboard: Scoreboard, log: list[Event], day: str
) -> None:
    over = [*log, received(tick("2027-03-01"), at("2027-03-01"))]
    assert told(scoreboard.replay(over), as_of=day) == loaded(over, as_of=day)


@settings(deadline=None)  # each example fills a database
@given(logs(reports(["jobs"], ["320200"])), DAY, MOMENT)
def test_as_of_a_day_it_is_also_that_of_what_was_known_at_a_time(scoreboard: Scoreboard, log: list[Event], day: str, known_ms: int) -> None:
    assert told(scoreboard.replay(log), as_of=day, known_ms=known_ms) == loaded(log, as_of=day, known_ms=known_ms)


def shown(scoreboard: Scoreboard, log: list[tuple[str, Event]], **asked: str) -> tuple[str, str, float | None]:
    """What is answered about jobs: period, status (of an overdue one the last status too), value."""
    dated = [received(DEFINITIONS, JANUARY), *(received(event, at(day)) for day, event in log)]
    known_ms = at(asked["known"]) if "known" in asked else None
    (found,) = (one for one in told(scoreboard.replay(dated), as_of=asked.get("as_of", ""), known_ms=known_ms) if one.target == "jobs")
    words = [found.status.word, *([found.last_status.word] if found.last_status else [])]
    return found.period.text, " after ".join(words), found.value


WITHDRAWAL = [
    ("2026-05-15", tick("2026-01-01")),
    ("2026-05-16", reported({"2026-04": 40.0})),
    ("2026-06-15", tick("2026-01-01")),
    ("2026-06-16", reported({"2026-05": 50.0})),
    ("2026-06-20", reported({"2026-05": None}, revision=1, event_id=8)),
    ("2026-06-21", tick("2026-01-01")),
]
LATE = [
    ("2026-05-15", tick("2026-01-01")),
    ("2026-05-16", reported({"2026-04": 40.0})),
    ("2026-08-15", tick("2026-01-01")),
    ("2026-08-16", reported({"2026-07": 50.0})),
    ("2026-08-17", reported({"2026-04": 20.0}, revision=1, event_id=8)),
    ("2026-08-18", tick("2026-01-01")),
]
APRIL, OVERDUE = ("2026-04", "on_track", 40.0), ("2026-04", "overdue after on_track", 40.0)
EXAMPLES = {
    "before the withdrawal": (WITHDRAWAL, {"known": "2026-06-17"}, ("2026-05", "on_track", 50.0)),
    "after the withdrawal": (WITHDRAWAL, {"known": "2026-06-22"}, OVERDUE),
    "as of a day after the withdrawal": (WITHDRAWAL, {"as_of": "2026-06-21"}, OVERDUE),
    "as of a day before the value was due": (WITHDRAWAL, {"as_of": "2026-06-10"}, APRIL),
    "as of a day before, as it was known then": (WITHDRAWAL, {"as_of": "2026-06-10", "known": "2026-06-17"}, ("2026-05", "on_track", 50.0)),
    "overdue came later": (LATE, {"as_of": "2026-05-20", "known": "2026-08-16"}, ("2026-04", "on_track", 40.0)),
    "overdue by the clock of the day alone": (LATE, {"as_of": "2026-06-30", "known": "2026-05-17"}, OVERDUE),
    "as it was known before the revision": (LATE, {"as_of": "2026-05-20", "known": "2026-08-16"}, APRIL),
    "as it is known after the revision": (LATE, {"as_of": "2026-05-20"}, ("2026-04", "off_track", 20.0)),
    "before there was any value": (LATE, {"as_of": "2026-02-01"}, ("2026-01", "too_early", None)),
    "before there was any value, and one was due": (LATE, {"as_of": "2026-03-20"}, ("2026-02", "overdue", None)),
    "a day to come": (LATE, {"as_of": "2027-01-31"}, ("2026-07", "overdue after off_track", 50.0)),
    "before the definitions": (LATE, {"known": "2026-01-01"}, ("2026-01", "too_early", None)),
}


@pytest.mark.parametrize(("log", "asked", "answer"), EXAMPLES.values(), ids=EXAMPLES.keys())
def test_examples(
    scoreboard: Scoreboard, log: list[tuple[str, Event]], asked: dict[str, str], answer: tuple[str, str, float | None]
) -> None:
    assert shown(scoreboard, log, **asked) == answer


def test_nothing_was_known_before_the_definitions(scoreboard: Scoreboard) -> None:
    assert told(scoreboard.replay([received(DEFINITIONS, JANUARY)]), known_ms=JANUARY - 1) == []


def test_who_asks_in_vain_is_told_where_and_since_when_there_is_a_status(scoreboard: Scoreboard) -> None:
    queries = scoreboard.replay([received(DEFINITIONS, JANUARY), received(tick("2026-01-01"), JANUARY)])
    assert why_unknown(queries, Key(PLAN, "homes", "320206")) == "area: 'homes' is judged in 320200, 320205, not in '320206'"
    assert why_unknown(queries, Key(PLAN, "houses", "320200")) == f"target: plan {PLAN!r} has no status of 'houses'"
    assert why_unknown(queries, Key(PLAN, "homes", "320205")).endswith("known then: the first is of 2026-01-01T00:00:00+08:00")


def test_a_value_is_not_told_before_its_release_as_of_an_earlier_day_either(scoreboard: Scoreboard) -> None:
    log = [
        received(DEFINITIONS, JANUARY),
        received(reported({"2026-05": 10.0}, name="output"), at("2026-06-05")),
        received(tick("2026-01-01"), at("2026-06-30")),
    ]
    queries = scoreboard.replay(log)
    found = [next(one for one in told(queries, as_of=day) if one.target == "output") for day in ("2026-06-16", "2026-06-17")]
    assert [one.value for one in found] == [None, 10.0]


def test_a_calendar_that_changed_is_told_though_no_verdict_did(scoreboard: Scoreboard) -> None:
    log = [
        received(DEFINITIONS, JANUARY),
        received(reported({"2026-04": 40.0}), at("2026-05-10")),
        received(tick("2026-01-01"), at("2026-05-20")),
        received(define(indicator("jobs", noise=1.0, release={"delayDays": 40}), version=2), at("2026-05-21")),
    ]
    queries = scoreboard.replay(log)
    days = ("2026-05-20", "2026-05-22")
    found = [next(one for one in told(queries, as_of="2026-06-20", known_ms=at(day)) if one.target == "jobs") for day in days]
    assert [one.status.word for one in found] == ["overdue", "on_track"]


def test_a_correction_is_known_from_the_revision_on(scoreboard: Scoreboard) -> None:
    queries = scoreboard.replay([received(DEFINITIONS, JANUARY), *(received(event, at(day)) for day, event in LATE)])
    found = []
    for day in ("2026-08-17", "2026-08-19"):
        wanted = Wanted(target="jobs", as_of=date(2026, 5, 20), known_ms=at(day) - 1)
        (answer,) = (status_from_message(one).verdict for one in queries.statuses(wanted))
        found.append(answer.correction)
    before, after = found
    assert before is None
    assert after is not None
    assert (after.status.word, after.value, [one.event_id for one in after.revisions]) == ("on_track", 40.0, [8])


def test_a_month_that_comes_late_changes_the_pace_of_those_after_it(scoreboard: Scoreboard) -> None:
    log = [
        received(DEFINITIONS, JANUARY),
        received(reported({"2026-05": 50.0}), at("2026-06-10")),
        received(reported({"2026-02": 20.0, "2026-06": 60.0}, event_id=8), at("2026-07-10")),
    ]
    found = next(one for one in told(scoreboard.replay(log), as_of="2026-06-20") if one.target == "jobs")
    assert (found.period.text, found.facts.numbers["recent_per_month"]) == ("2026-05", 10.0)
