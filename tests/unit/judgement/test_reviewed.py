"""Preliminary → reviewed → locked: a step speaks of the value that it names, and a lock holds it against all that comes later."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shared.events.codec import decode_event, encode_event
from shared.events.verdicts import Origin, decode_status, encode_status
from shared.judgement.event import Event
from shared.judgement.report_json import status_json
from shared.judgement.state import PartitionState
from shared.judgement.verdict import StatusVerdict
from shared.judgement.whole_log import take
from shared.judgement.wording import explain_status
from shared.model.period import Period
from shared.model.review import ReviewStep
from tests.unit.judgement.builders import area, define, indicator, observe, plan, review, target, tick

DEFINITIONS = define(
    plan(), area("320200", level="city"), area("320205", "320200"), indicator("jobs", rollUp={"rule": "sum"}), target("jobs")
)
JUNE = Period.parse("2026-06").end_ms()
DAY = 86_400_000


def jobs(value: float, *, code: str = "320200", revision: int = 0, day: int = 1) -> Event:
    """The jobs of June, received so many days after it."""
    return observe(
        code, {("jobs", "2026-06"): value}, revision=revision, received_ms=JUNE + day * DAY, event_id=100 * revision + int(value)
    )


def step(value: float, step: ReviewStep, day: int, code: str = "320200") -> Event:
    """A step about the jobs of June, so many days after it."""
    return review(code, "jobs", "2026-06", value, step, time_ms=JUNE + day * DAY, event_id=1000 + day)


def sent(*events: Event) -> list[StatusVerdict]:
    """Every status sent about the city, when events are judged one by one, roll-ups among them."""
    log = [DEFINITIONS, tick("2026-07-01"), *events]
    return [status for _, outputs in take(PartitionState(), log) for status in outputs.statuses]


def test_a_step_is_shown_with_who_and_when() -> None:
    before, after = sent(jobs(60.0), step(60.0, ReviewStep.REVIEWED, 2))[-2:]
    assert (status_json(before)["review"], status_json(after)["review"]) == ("preliminary", "reviewed")
    (one,) = status_json(after)["inputs"]
    assert one["review"] == {
        "step": "reviewed",
        "reviewer": "stat-office",
        "time": "2026-07-02T16:00:00.000Z",
        "note": "why",
        "proposed": None,
    }
    assert "数据已审核（stat-office，2026年7月3日）。" in explain_status(after, "zh")
    assert "The value is reviewed (by stat-office, 3 July 2026)." in explain_status(after, "en")


def test_a_reviewed_value_that_is_revised_is_preliminary_again() -> None:
    after = sent(jobs(60.0), step(60.0, ReviewStep.REVIEWED, 2), jobs(55.0, revision=1, day=3))[-1]
    assert (after.value, status_json(after)["review"]) == (55.0, "preliminary")


def test_a_locked_value_stands_and_what_came_later_waits_until_the_lock_is_opened() -> None:
    locked = sent(jobs(60.0), step(60.0, ReviewStep.LOCKED, 2), jobs(55.0, revision=1, day=3))
    assert (locked[-1].value, locked[-1].inputs[0].review and locked[-1].inputs[0].review.proposed) == (60.0, 55.0)
    assert "此后报来55人，解锁后生效。" in explain_status(locked[-1], "zh")
    assert "A later report of 55 waits until the lock is opened." in explain_status(locked[-1], "en")
    opened = sent(jobs(60.0), step(60.0, ReviewStep.LOCKED, 2), jobs(55.0, revision=1, day=3), step(60.0, ReviewStep.PRELIMINARY, 4))[-1]
    assert (opened.value, status_json(opened)["review"]) == (55.0, "preliminary")


def test_neither_a_date_back_nor_a_withdrawal_passes_a_lock() -> None:
    back = sent(jobs(60.0), step(60.0, ReviewStep.LOCKED, 5), jobs(55.0, revision=1, day=1))[-1]
    assert back.value == 60.0


def test_a_lock_of_a_value_that_was_never_given_holds_nothing() -> None:
    assert sent(jobs(60.0), step(61.0, ReviewStep.LOCKED, 2), jobs(55.0, revision=1, day=3))[-1].value == 55.0


def test_a_sum_of_the_city_follows_the_locks_of_its_districts() -> None:
    log = [jobs(60.0, code="320205"), jobs(55.0, code="320205", revision=1, day=2), step(60.0, ReviewStep.LOCKED, 3, "320205")]
    assert sent(*log)[-1].value == 60.0
    assert sent(*log, step(60.0, ReviewStep.PRELIMINARY, 4, "320205"))[-1].value == 55.0


@given(st.permutations([jobs(60.0), step(60.0, ReviewStep.LOCKED, 2), jobs(55.0, revision=1, day=3), jobs(70.0, revision=2, day=4)]))
def test_a_lock_holds_whatever_comes_first(events: list[Event]) -> None:
    last = sent(*events)[-1]
    assert (last.value, last.inputs[0].review and last.inputs[0].review.proposed) == (60.0, 70.0)


def test_steps_travel_as_they_are() -> None:
    event = step(60.0, ReviewStep.LOCKED, 2)
    again = decode_event(encode_event(event.body, received_time_ms=event.received_time_ms))  # type: ignore[arg-type]  # a step
    assert (again.body, again.received_time_ms) == (event.body, event.received_time_ms)
    status = sent(jobs(60.0), event, jobs(55.0, revision=1, day=3))[-1]
    assert decode_status(encode_status(status, Origin(0, 1, 0), 5)).verdict == status
