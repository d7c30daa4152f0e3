"""The stages: when, together with what, how often and how long it is tried."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notifier.channels.channel import delivered, failed, refused
from services.notifier.lifecycle.standing import Answer, Standing
from services.notifier.stages import notices_for
from services.notifier.stages.breaker import THRESHOLD, Breaker
from services.notifier.stages.digesting import next_digest
from services.notifier.stages.pacing import Pace
from services.notifier.stages.quiet import end_of_quiet
from services.notifier.stages.retrying import Fate, fate_after, pause_before
from services.notifier.stages.situation import Situation
from shared.model.catalogue import Catalogue
from shared.model.manifests.delivery import Digest, QuietHours
from shared.model.period import SHANGHAI
from tests.unit.notifier.test_domain import CITY, event, subscriber

HOUR_MS = 3_600_000
MOMENTS = st.integers(0, 4 * 10**12)
HOURS = st.builds(lambda hour, minute: f"{hour:02}:{minute:02}", st.integers(0, 23), st.integers(0, 59))


def at(text: str) -> int:
    """An instant of Shanghai, milliseconds."""
    return int(datetime.fromisoformat(f"{text}+08:00").timestamp() * 1000)


def drafted(now_ms: int = 0, *, severity: int = 3, **spec: object) -> list[tuple[str, int, str]]:
    """(channel, due, group) of the notices of an event."""
    catalogue = Catalogue.from_manifests([*CITY, subscriber(**spec)])
    found = notices_for(event(severity=severity), 1, catalogue, step="raised", now_ms=now_ms)
    return [(one.channel, one.due_ms, one.group_key) for one in found.notices]


def test_who_asked_for_it_is_not_told_of_what_somebody_closed_and_who_did_not_ask_is_not_counted() -> None:
    closed = Situation(standing=Standing(going_on=True, severity=3, answered=3, notices_closed=Answer("li", 1)))
    for minimum, held in (("blue", ["notices-closed"]), ("red", [])):
        catalogue = Catalogue.from_manifests([*CITY, subscriber(minimumSeverity=minimum)])
        passed = notices_for(event(), 1, catalogue, step="updated", now_ms=0, situation=closed)
        assert not passed.notices
        assert [one.why for one in passed.held] == held


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-07-20T12:00", "2026-07-20T12:00"),
        ("2026-07-20T22:00", "2026-07-21T07:00"),
        ("2026-07-20T23:59", "2026-07-21T07:00"),
        ("2026-07-21T06:59", "2026-07-21T07:00"),
        ("2026-07-21T07:00", "2026-07-21T07:00"),
    ],
)
def test_quiet_hours_over_midnight_end_in_the_morning(now: str, until: str) -> None:
    assert end_of_quiet(QuietHours(), at(now), SHANGHAI) == at(until)


@given(HOURS, HOURS, MOMENTS)
def test_what_waits_for_the_end_of_quiet_hours_waits_less_than_a_day_and_only_once(start: str, end: str, now_ms: int) -> None:
    hours = QuietHours(start=start, end=end)
    due_ms = end_of_quiet(hours, now_ms, SHANGHAI)
    assert now_ms <= due_ms <= now_ms + 24 * HOUR_MS
    if start != end:
        assert end_of_quiet(hours, due_ms, SHANGHAI) == due_ms
    if due_ms != now_ms:
        assert f"{datetime.fromtimestamp(due_ms / 1000, UTC).astimezone(SHANGHAI):%H:%M}" == end


def test_severity_breaks_quiet_hours() -> None:
    night = at("2026-07-20T23:00")
    quiet = {"quietHours": {"brokenBy": "red"}}
    assert drafted(night, severity=4, **quiet) == [("webhook", night, "")]
    assert drafted(night, severity=3, **quiet) == [("webhook", at("2026-07-21T07:00"), "")]


def test_people_are_told_by_area_and_family_programs_one_by_one() -> None:
    robot, sink = {"urlFile": "/run/robot"}, {"url": "http://127.0.0.1:9093"}
    assert drafted(wecom=robot, alertmanager=sink) == [
        ("webhook", 0, ""),
        ("wecom", 0, "area=320205/family=debt"),
        ("alertmanager", 0, "all"),
    ]
    assert drafted(group={"by": ["severity"], "waitSeconds": 30}) == [("webhook", 30_000, "severity=orange")]


@given(st.integers(1, 100), st.floats(0, 1))
def test_pauses_grow_to_a_bound(attempt: int, jitter: float) -> None:
    assert 0.5 <= pause_before(attempt, jitter=jitter) <= 900
    assert pause_before(attempt, jitter=jitter) <= pause_before(attempt + 1, jitter=jitter)


def test_the_fate_of_a_notice_follows_from_the_answer_and_its_age() -> None:
    def fate(outcome: object, age_hours: float = 0.0) -> Fate:
        now_ms = int(age_hours * HOUR_MS)
        return fate_after(outcome, attempts=1, created_ms=0, now_ms=now_ms, give_up_hours=24, jitter=1.0)  # type: ignore[arg-type]

    assert fate(delivered("200")).state == "delivered"
    assert fate(refused("404")).state == "dead"
    assert fate(failed("503")) == Fate("waiting", 1000)
    assert fate(failed("429", retry_after=30.0)) == Fate("waiting", 30_000)
    assert fate(failed("503"), age_hours=24).state == "dead"


def test_no_minute_has_more_messages_than_allowed() -> None:
    pace, sent, now_s = Pace(3), list[float](), 0.0
    while len(sent) < 20:
        now_s += pace.pause(now_s)
        pace.note(now_s)
        sent.append(now_s)
        now_s += 7.0
    assert max(sum(one <= other < one + 60.0 for other in sent) for one in sent) == 3
    assert Pace(None).pause(0.0) == 0.0


def test_a_breaker_opens_after_failures_in_a_row_and_one_success_closes_it() -> None:
    breaker = Breaker()
    for _ in range(THRESHOLD - 1):
        breaker.note(delivered=False, now_s=0.0, jitter=1.0)
    breaker.note(delivered=True, now_s=0.0, jitter=1.0)
    assert not breaker.is_open
    for _ in range(THRESHOLD):
        breaker.note(delivered=False, now_s=0.0, jitter=1.0)
    assert breaker.is_open
    assert (breaker.pause(0.0), breaker.pause(3.0)) == (2.0, 0.0)
    breaker.note(delivered=False, now_s=3.0, jitter=1.0)
    assert breaker.pause(3.0) == 4.0
    breaker.note(delivered=True, now_s=8.0, jitter=1.0)
    assert (breaker.is_open, breaker.pause(8.0)) == (False, 0.0)


def test_a_receiver_that_asks_to_be_left_alone_is() -> None:
    breaker = Breaker()
    breaker.note(delivered=False, now_s=0.0, jitter=0.0, retry_after=30.0)
    assert (breaker.is_open, breaker.pause(10.0)) == (False, 20.0)


@pytest.mark.parametrize(
    ("digest", "now", "due"),
    [
        (Digest(), "2026-07-20T07:59", "2026-07-20T08:00"),
        (Digest(), "2026-07-20T08:00", "2026-07-21T08:00"),
        (Digest(every="week"), "2026-07-20T07:00", "2026-07-20T08:00"),
        (Digest(every="week"), "2026-07-20T09:00", "2026-07-27T08:00"),
        (Digest(every="week", weekday=7, at="18:30"), "2026-07-20T09:00", "2026-07-26T18:30"),
    ],
)
def test_a_digest_is_due_at_its_next_hour(digest: Digest, now: str, due: str) -> None:
    assert next_digest(digest, at(now), SHANGHAI) == at(due)


@given(st.builds(Digest, every=st.sampled_from(["day", "week"]), at=HOURS, weekday=st.integers(1, 7)), MOMENTS)
def test_a_digest_comes_within_its_time_and_never_at_once(digest: Digest, now_ms: int) -> None:
    due_ms = next_digest(digest, now_ms, SHANGHAI)
    assert now_ms < due_ms <= now_ms + (7 if digest.every == "week" else 1) * 25 * HOUR_MS  # a day of summer time had 25 hours


def test_what_can_wait_goes_into_the_digest_and_what_is_worse_does_not() -> None:
    now_ms = at("2026-07-20T12:00")
    assert drafted(now_ms, digest={"every": "day"}) == [("webhook", at("2026-07-21T08:00"), "digest")]
    assert drafted(now_ms, severity=4, digest={"every": "day"}) == [("webhook", now_ms, "")]
