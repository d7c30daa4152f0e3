"""Laws of an alert's life: the fold of its lines, and what each step does to it."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notifier.lifecycle.line import PLATFORM, Line, Resolution, Seen, Step, line_id
from services.notifier.lifecycle.standing import Phase, Standing, standing_of
from services.notifier.lines import line_of_event
from tests.unit.notifier.test_domain import event
from xiheng.events.v1.verdict_pb2 import Origin

BLUE, YELLOW, ORANGE, RED = 1, 2, 3, 4


class Life:
    """Lines of one episode, as its writers see it."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.offset = -1

    def data(self, severity: int = ORANGE, *, state: int = 1) -> Life:
        self.offset += 1
        told = event(severity=severity, state=state, origin=Origin(offset=self.offset), period="2026-06")
        self.lines.append(line_of_event(told, 1000 + len(self.lines), is_first=self.offset == 0))
        return self

    def does(self, step: Step, by: str = "li", **facts: str) -> Life:
        seen = Seen(self.offset, 0, len(self.lines))
        identity, time_ms = line_id("request", by, len(self.lines)), 1000 + len(self.lines)
        self.lines.append(Line(id=identity, alert="a1", step=step, time_ms=time_ms, actor=by, seen=seen, facts=facts))
        return self

    @property
    def now(self) -> Standing:
        return standing_of(self.lines)


FACTS = {
    Step.ASSIGNED: {"unit": "财政局", "deadline_ms": "5000"},
    Step.SNOOZED: {"until_ms": "4000"},
    Step.ESCALATED: {"stage": "1", "to": "chief"},
}
PEOPLE = [one for one in Step if one not in (Step.RAISED, Step.UPDATED, Step.RESOLVED)]
MOVES = st.lists(st.one_of(st.tuples(st.integers(1, 4), st.integers(1, 2)), st.sampled_from(PEOPLE)), max_size=12)


def life_of(moves: list[tuple[int, int] | Step]) -> Life:
    life = Life().data()
    for move in moves:
        if isinstance(move, Step):
            life.does(move, **FACTS.get(move, {}))
        else:
            life.data(move[0], state=move[1])
    return life


@given(MOVES, st.randoms(use_true_random=False), st.integers(1, 3))
def test_any_order_and_repetition_of_the_same_lines_stands_the_same(
    moves: list[tuple[int, int] | Step], shuffler: random.Random, times: int
) -> None:
    life = life_of(moves)
    shuffled = life.lines * times
    shuffler.shuffle(shuffled)
    assert standing_of(shuffled) == life.now


@given(MOVES)
def test_a_line_stands_where_it_was_written_however_clocks_are_set(moves: list[tuple[int, int] | Step]) -> None:
    life = life_of(moves)
    timeless = [Line(**{**{name: getattr(one, name) for name in Line.__slots__}, "time_ms": 7}) for one in life.lines]
    found, known = standing_of(timeless), life.now
    names = ("going_on", "severity", "answered", "resolution", "assigned", "snoozed_until_ms", "stage", "phase")
    assert [getattr(found, name) for name in names] == [getattr(known, name) for name in names]


@given(MOVES)
def test_only_the_data_decide_whether_an_episode_goes_on(moves: list[tuple[int, int] | Step]) -> None:
    life = life_of(moves)
    latest = [one for one in life.lines if one.actor == PLATFORM][-1]
    assert life.now.going_on is (latest.step is not Step.RESOLVED)
    assert life.now.severity == int(latest.facts["severity"]) or latest.step is Step.RESOLVED


@given(st.integers(1, 4), st.integers(1, 4), st.sampled_from([Step.ACKNOWLEDGED, Step.NOTICES_CLOSED, Step.SNOOZED]))
def test_only_a_worse_severity_opens_again_what_was_answered(before: int, after: int, answer: Step) -> None:
    now = Life().data(before).does(answer, **FACTS.get(answer, {})).data(after).now
    assert now.awaits_answer(2000) is (after > before)
    assert now.severity == after


def test_the_time_to_answer_what_got_worse_in_a_window_begins_when_it_is_told() -> None:
    life = Life().data(YELLOW).does(Step.ACKNOWLEDGED).data(RED).does(Step.MUTED, PLATFORM, why="window")
    assert not life.now.told
    held_ms = life.now.since_ms
    assert life.does(Step.RELEASED, PLATFORM, why="window", notices="1").now.since_ms > held_ms


def test_the_events_of_a_replay_have_the_same_ids() -> None:
    told = event(origin=Origin(offset=9, ordinal=2), period="2026-06")
    first, again = line_of_event(told, 1000, is_first=True), line_of_event(told, 9000, is_first=True)
    assert first.id == again.id
    assert first.id != line_of_event(event(origin=Origin(offset=9, ordinal=3)), 1000, is_first=True).id


def test_what_was_answered_at_orange_stays_so_when_it_falls_and_returns() -> None:
    life = Life().data(ORANGE).does(Step.ACKNOWLEDGED).data(YELLOW).data(ORANGE)
    assert life.now.phase is Phase.ACKNOWLEDGED
    assert life.data(RED).now.phase is Phase.RAISED


def test_the_first_name_stays_and_the_last_assignment_counts() -> None:
    life = Life().data().does(Step.ACKNOWLEDGED, "li").does(Step.ACKNOWLEDGED, "wang")
    life.does(Step.ASSIGNED, unit="财政局").does(Step.ASSIGNED, unit="住建局", deadline_ms="9000")
    acknowledged, assigned = life.now.acknowledged, life.now.assigned
    assert acknowledged is not None
    assert assigned is not None
    assert (acknowledged.by, assigned.unit, assigned.deadline_ms) == ("li", "住建局", 9000)
    assert (life.now.overdue(8999), life.now.overdue(9000)) == (False, True)


@pytest.mark.parametrize(
    ("state", "signed", "phase", "awaits"),
    [
        (1, False, Phase.RAISED, False),
        (1, True, Phase.RAISED, False),
        (2, False, Phase.RESOLVED, True),
        (2, True, Phase.CLOSED, False),
    ],
)
def test_supervised_work_is_over_when_the_data_recovered_and_it_is_signed_off(state: int, signed: bool, phase: Phase, awaits: bool) -> None:
    life = Life().data().does(Step.ASSIGNED, unit="财政局")
    if signed:
        life.does(Step.VERIFIED, "auditor")
    if state == 2:
        life.data(state=2)
    assert (life.now.phase, life.now.awaits_sign_off) == (phase, awaits)


def test_raised_again_it_wants_a_new_answer_and_keeps_its_unit() -> None:
    life = Life().data().does(Step.ACKNOWLEDGED).does(Step.ASSIGNED, unit="财政局").data(state=2).does(Step.VERIFIED)
    assert life.now.phase is Phase.CLOSED
    again = life.data(YELLOW).now
    assert (again.phase, again.signed_off, again.assigned is not None) == (Phase.RAISED, None, True)


def test_closing_by_hand_ends_the_notices_and_not_the_episode() -> None:
    now = Life().data().does(Step.NOTICES_CLOSED).now
    assert (now.going_on, now.phase, now.awaits_answer(2000)) == (True, Phase.RAISED, False)


def test_a_snooze_ends_by_itself() -> None:
    now = Life().data().does(Step.SNOOZED, until_ms="4000").now
    assert (now.awaits_answer(3999), now.awaits_answer(4000)) == (False, True)


@pytest.mark.parametrize(
    ("reason", "resolution"), [(0, "reset"), (1, "reset"), (2, "corrected_by_revision"), (3, "redefined"), (4, "rule_withdrawn")]
)
def test_the_reason_of_an_end_is_the_events(reason: int, resolution: str) -> None:
    line = line_of_event(event(state=2, reason=reason), 1, is_first=False)
    assert standing_of([line]).resolution is Resolution(resolution)
