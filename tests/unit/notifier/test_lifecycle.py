"""Laws of what time brings: chains, rotas, reminders, silences, windows, inhibition and damping, whatever the order, repetition and split."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from services.notifier.lifecycle.escalation import next_stage
from services.notifier.lifecycle.flapping import calm_at
from services.notifier.lifecycle.inhibition import inhibits
from services.notifier.lifecycle.line import PLATFORM, Line, Step, line_id
from services.notifier.lifecycle.maintenance import open_until
from services.notifier.lifecycle.reminding import Occasion, next_reminder
from services.notifier.lifecycle.rota import on_call
from services.notifier.lifecycle.silence import silences_of
from services.notifier.lifecycle.standing import Assignment, Standing, standing_of
from services.notifier.lines import line_of_escalated, line_of_event, seen_in
from shared.model.manifests import Plan
from shared.model.manifests.alerting import Chain, FlapDamping, Inhibition, Maintenance, Rota
from shared.model.matchers import Subject
from shared.model.period import SHANGHAI
from tests.unit.judgement.rules.ruled import PLAN
from tests.unit.notifier.test_domain import event
from tests.unit.notifier.test_stages import at

MINUTE_MS, HOUR_MS, DAY_MS = 60_000, 3_600_000, 86_400_000
BERLIN = ZoneInfo("Europe/Berlin")
MOMENTS = st.integers(1_700_000_000_000, 1_900_000_000_000)
MINUTES = st.floats(0, 600, allow_nan=False)


def chain(*minutes: float) -> Chain:
    return Chain.model_validate({"stages": [{"afterMinutes": one, "tell": [f"s{number}"]} for number, one in enumerate(minutes, 1)]})


CHAINS = st.lists(st.lists(MINUTES, min_size=1, max_size=4).map(sorted), max_size=3).map(
    lambda found: {f"c{number}": chain(*minutes) for number, minutes in enumerate(found)}
)
RAISED = line_of_event(event(period="2026-06"), 1_700_000_000_000, is_first=True)


def watched(chains: dict[str, Chain], rounds: list[int]) -> list[Line]:
    """Lines of an alert that nobody answers, looked at at some instants, one stage at a time as the rounds do."""
    lines = [RAISED]
    for now_ms in rounds:
        while (due := next_stage(standing_of(lines), chains)) is not None and due.due_ms <= now_ms:
            lines.append(
                line_of_escalated(event(), seen_in(event())._replace(lines=len(lines)), due, due.stage.tell, RAISED.time_ms, now_ms)
            )
    return lines


def stages(lines: list[Line]) -> list[tuple[str, str]]:
    return [(one.facts["chain"], one.facts["stage"]) for one in lines if one.step is Step.ESCALATED]


@given(CHAINS, st.lists(st.integers(0, 700), max_size=6).map(sorted))
def test_however_often_it_is_looked_at_the_same_stages_are_taken_each_once(chains: dict[str, Chain], minutes: list[int]) -> None:
    rounds = [RAISED.time_ms + one * MINUTE_MS for one in minutes]
    taken = stages(watched(chains, rounds))
    assert taken == stages(watched(chains, rounds[-1:]))
    assert len(set(taken)) == len(taken)


@given(CHAINS, st.integers(0, 700))
def test_no_stage_is_taken_before_its_time_and_none_is_left_after_it(chains: dict[str, Chain], minutes: int) -> None:
    taken = stages(watched(chains, [RAISED.time_ms + minutes * MINUTE_MS]))
    due = [
        (name, str(number))
        for name, one in chains.items()
        for number, stage in enumerate(one.stages, 1)
        if int(stage.after_minutes * MINUTE_MS) <= minutes * MINUTE_MS
    ]
    assert sorted(taken) == sorted(due)


@given(CHAINS, st.lists(st.integers(0, 700), max_size=4).map(sorted), st.randoms(use_true_random=False))
def test_the_lines_of_chains_stand_the_same_in_any_order_and_repetition(
    chains: dict[str, Chain], minutes: list[int], shuffler: random.Random
) -> None:
    lines = watched(chains, [RAISED.time_ms + one * MINUTE_MS for one in minutes])
    shuffled = lines * 2
    shuffler.shuffle(shuffled)
    assert standing_of(shuffled) == standing_of(lines)


@pytest.mark.parametrize("answer", [Step.ACKNOWLEDGED, Step.NOTICES_CLOSED])
def test_an_answer_ends_the_chain_and_a_worse_severity_begins_it_anew(answer: Step) -> None:
    chains = {"c": chain(10, 20)}
    lines = watched(chains, [RAISED.time_ms + 10 * MINUTE_MS])
    lines.append(Line(id="a", alert="a1", step=answer, time_ms=RAISED.time_ms, actor="li", seen=seen_in(event())._replace(lines=9)))
    assert next_stage(standing_of(lines), chains) is None
    worse = event(severity=4, origin=event().origin.__class__(offset=8))
    standing = standing_of([*lines, line_of_event(worse, RAISED.time_ms + HOUR_MS, is_first=False)])
    due = next_stage(standing, chains)
    assert due is not None
    assert (due.number, due.due_ms) == (1, RAISED.time_ms + HOUR_MS + 10 * MINUTE_MS)
    assert standing.involved == ("s1",)


@given(st.integers(1, 10), st.integers(1, 40), MOMENTS, st.sampled_from([SHANGHAI, BERLIN, UTC]))
def test_each_is_on_call_in_turn_and_there_is_always_one(count: int, days: int, now_ms: int, zone: ZoneInfo) -> None:
    rota = Rota.model_validate({"persons": [f"p{one}" for one in range(count)], "start": "2026-01-05", "days": days})
    duty = on_call(rota, now_ms, zone)
    assert duty.start_ms <= now_ms < duty.end_ms
    after = on_call(rota, duty.end_ms, zone)
    assert (after.start_ms, int(after.person[1:])) == (duty.end_ms, (int(duty.person[1:]) + 1) % count)
    for instant in (duty.start_ms, duty.end_ms):
        assert f"{datetime.fromtimestamp(instant / 1000, UTC).astimezone(zone):%H:%M}" == "09:00"


def test_who_stands_in_is_on_call_between_the_turns_of_others() -> None:
    change = {"person": "wang", "start": "2026-10-01T09:00", "end": "2026-10-03T09:00"}
    rota = Rota.model_validate({"persons": ["li", "zhang"], "start": "2026-09-28", "changes": [change]})
    before, during, after = (on_call(rota, at(one), SHANGHAI) for one in ("2026-09-30T12:00", "2026-10-02T12:00", "2026-10-03T09:00"))
    assert [one.person for one in (before, during, after)] == ["li", "wang", "li"]
    assert before.end_ms == during.start_ms == at("2026-10-01T09:00")
    assert during.end_ms == after.start_ms == at("2026-10-03T09:00")


@pytest.mark.parametrize(
    ("standing", "due"),
    [
        (Standing(going_on=True, told_ms=1000), (1000 + 24 * HOUR_MS, Occasion.REPEAT)),
        (Standing(going_on=True, told_ms=1000, snoozed_until_ms=5000), (5000, Occasion.SNOOZE_ENDED)),
        (Standing(going_on=True, told_ms=6000, snoozed_until_ms=5000), (6000 + 24 * HOUR_MS, Occasion.REPEAT)),
        (
            Standing(going_on=True, told_ms=1000, assigned=Assignment("财政局", 9000, "li"), snoozed_until_ms=10**9),
            (9000, Occasion.DEADLINE_PASSED),
        ),
        (
            Standing(going_on=True, told_ms=1, assigned=Assignment("财政局", 9000, "li"), deadline_told_ms=9000),
            (24 * HOUR_MS + 1, Occasion.REPEAT),
        ),
        (Standing(going_on=False, told_ms=1000), None),
    ],
)
def test_reminders_come_when_nobody_answered_a_snooze_ended_or_a_deadline_passed(
    standing: Standing, due: tuple[int, Occasion] | None
) -> None:
    assert next_reminder(standing, 24.0) == due


def silence(identity: str, step: Step, time_ms: int) -> Line:
    if step is Step.SILENCED:
        facts = {"matchers": "family=debt severity!=red", "end_ms": "9000"}
        return Line(id=f"silence-{identity}-of-1", alert="", step=step, time_ms=time_ms, actor="li", facts=facts)
    about = {"silence": f"silence-{identity}-of"}
    return Line(id=line_id(identity, step, time_ms), alert="", step=step, time_ms=time_ms, actor="li", facts=about)


SILENCES = st.lists(
    st.builds(silence, st.sampled_from("abc"), st.sampled_from([Step.SILENCED, Step.SILENCE_ENDED]), st.integers(0, 9)), max_size=10
)


@given(SILENCES, st.randoms(use_true_random=False), st.integers(0, 10))
def test_silences_are_the_same_in_any_order_and_repetition_and_read_in_parts(lines: list[Line], shuffler: random.Random, cut: int) -> None:
    shuffled = lines * 2
    shuffler.shuffle(shuffled)
    assert silences_of(shuffled) == silences_of(lines)
    in_order = sorted(lines, key=lambda one: one.step is not Step.SILENCED)
    in_parts, at_once = silences_of(in_order[cut:], silences_of(in_order[:cut])), silences_of(lines)
    assert {name: one.is_active(5) for name, one in in_parts.items()} == {name: one.is_active(5) for name, one in at_once.items()}


def test_a_silence_holds_until_its_end_or_until_somebody_ends_it() -> None:
    subject = Subject("wuxi-2026", "debt.ratio-band", ("320205", "320200"), "", 3)
    made = silences_of([silence("a", Step.SILENCED, 1)])
    assert (made["silence-a-of"].is_active(8999), made["silence-a-of"].is_active(9000)) == (True, False)
    assert (made["silence-a-of"].is_about(subject), made["silence-a-of"].is_about(subject._replace(severity=4))) == (True, False)
    assert not silences_of([silence("a", Step.SILENCE_ENDED, 5)], made)["silence-a-of"].is_active(6)


@given(MOMENTS, st.sampled_from(["07:00", "22:00", "00:00"]), st.sampled_from(["06:00", "07:00", "23:30"]))
def test_a_window_of_every_day_is_open_from_its_start_to_its_end(now_ms: int, start: str, end: str) -> None:
    window = Maintenance.model_validate({"name": "w", "weekly": {"start": start, "end": end}, "reason": "r"})
    until_ms = open_until(window, now_ms, SHANGHAI)
    assume(until_ms is not None)
    assert until_ms is not None
    assert now_ms < until_ms <= now_ms + DAY_MS
    assert f"{datetime.fromtimestamp(until_ms / 1000, SHANGHAI):%H:%M}" == end


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-07-03T21:59", None),
        ("2026-07-03T22:00", "2026-07-04T06:00"),
        ("2026-07-04T05:59", "2026-07-04T06:00"),
        ("2026-07-04T06:00", None),
        ("2026-07-05T01:00", None),
    ],
)
def test_a_window_over_midnight_belongs_to_the_day_on_which_it_begins(now: str, until: str | None) -> None:
    weekly = {"days": ["fri"], "start": "22:00", "end": "06:00"}
    window = Maintenance.model_validate({"name": "w", "weekly": weekly, "reason": "the bureau closes its books"})
    assert open_until(window, at(now), SHANGHAI) == (at(until) if until else None)


SUBJECTS = st.builds(
    Subject,
    st.just("wuxi-2026"),
    st.sampled_from(["debt.ratio-band", "debt.overdue", "housing.destocking"]),
    st.sampled_from([("320200",), ("320205", "320200"), ("320206", "320200")]),
    st.sampled_from(["", "taihu"]),
    st.integers(1, 4),
)
INHIBITIONS = st.builds(
    lambda above, worse, equal, source, target: Inhibition(name="i", above=above, worse=worse, equal=equal, source=source, target=target),
    st.booleans(),
    st.booleans(),
    st.lists(st.sampled_from(["area", "family", "rule", "entity"]), unique=True).map(tuple),
    st.sampled_from([(), ("rule=debt.overdue",), ("family=debt",)]),
    st.sampled_from([(), ("rule=debt.ratio-band",), ("severity!=red",)]),
)


@given(INHIBITIONS, SUBJECTS, SUBJECTS)
def test_two_alerts_never_make_each_other_needless(inhibition: Inhibition, one: Subject, other: Subject) -> None:
    assert not (inhibits(inhibition, one, other) and inhibits(inhibition, other, one))
    assert not inhibits(inhibition, one, one)
    assert not (inhibits(inhibition, one, other) and one.severity < other.severity)


CITY, DISTRICT = Subject("p", "debt.a", ("320200",), "", 2), Subject("p", "debt.a", ("320205", "320200"), "", 2)


@pytest.mark.parametrize(
    ("spec", "source", "target", "needless"),
    [
        ({"above": True, "equal": ["rule"]}, CITY, DISTRICT, True),
        ({"above": True, "equal": ["rule"]}, DISTRICT, CITY, False),
        ({"above": True, "equal": ["rule"]}, CITY, DISTRICT._replace(rule="debt.b"), False),
        ({"above": True, "equal": ["rule"]}, CITY, DISTRICT._replace(severity=3), False),
        ({"worse": True, "equal": ["area", "family"]}, CITY._replace(severity=4), CITY._replace(rule="debt.b", severity=3), True),
        ({"worse": True, "equal": ["area", "family"]}, CITY._replace(severity=3), CITY._replace(rule="debt.b", severity=3), False),
        ({"source": ["rule=debt.a"], "target": ["rule=debt.b"], "equal": ["area"]}, CITY, CITY._replace(rule="debt.b"), True),
        ({"source": ["rule=debt.a"], "target": ["rule=debt.b"], "equal": ["area"]}, CITY, DISTRICT._replace(rule="debt.b"), False),
    ],
    ids=[
        "city over district",
        "not the reverse",
        "of one rule",
        "not a worse one",
        "red over orange",
        "not of equals",
        "cause over symptom",
        "of one area",
    ],
)
def test_the_city_says_it_for_its_districts_red_for_orange_and_the_cause_for_its_symptoms(
    spec: dict[str, object], source: Subject, target: Subject, needless: bool
) -> None:
    assert inhibits(Inhibition.model_validate({"name": "i", **spec}), source, target) is needless


@pytest.mark.parametrize(
    ("symptom", "grave", "of", "needless"),
    [
        ("target.chance-low", 3, "jobs.urban-new", True),
        ("target.last-date-near", 2, "jobs.urban-new", True),
        ("target.last-date-near", 4, "jobs.urban-new", False),
        ("target.chance-low", 2, "fiscal.revenue", False),
        ("target.report-overdue", 1, "jobs.urban-new", False),
    ],
)
def test_of_a_target_that_has_worsened_the_first_plan_tells_symptoms_only_where_they_are_graver(
    symptom: str, grave: int, of: str, needless: bool
) -> None:
    (found,) = [one for one in PLAN.manifests if isinstance(one, Plan)]
    (own,) = [one for one in found.spec.alerting.inhibition if one.name == "cause-over-symptom"]
    cause = Subject("wuxi-2026", "target.worsened", ("320200",), "jobs.urban-new", 3)
    told = Subject("wuxi-2026", symptom, ("320200",), of, grave)
    assert inhibits(own, cause, told) is needless
    assert not inhibits(own, told, cause)


@given(st.lists(st.integers(0, 10_000), max_size=30), st.integers(2, 6), st.integers(1, 5), st.randoms(use_true_random=False))
def test_what_comes_and_goes_is_calm_once_the_changes_of_its_window_are_few(
    seconds: list[int], changes: int, minutes: int, shuffler: random.Random
) -> None:
    damping = FlapDamping(changes=changes, minutes=minutes)
    times = [one * 1000 for one in seconds]
    now_ms = max(times, default=0)
    until_ms = calm_at(damping, times, now_ms)
    shuffler.shuffle(times)
    assert calm_at(damping, times, now_ms) == until_ms
    if until_ms is None:
        assert sum(one > now_ms - minutes * MINUTE_MS for one in times) < changes
    else:
        assert calm_at(damping, times, until_ms - 1) == until_ms
        assert calm_at(damping, times, until_ms) is None


def test_time_to_answer_begins_when_somebody_is_told() -> None:
    muted = Line(
        id="m", alert="a1", step=Step.MUTED, time_ms=RAISED.time_ms, actor=PLATFORM, seen=seen_in(event()), facts={"why": "silence"}
    )
    assert not standing_of([RAISED, muted]).told
    later = RAISED.time_ms + int(timedelta(hours=3).total_seconds() * 1000)
    seen = seen_in(event())._replace(lines=2)
    released = Line(id="r", alert="a1", step=Step.RELEASED, time_ms=later, actor=PLATFORM, seen=seen, facts={"why": "silence"})
    standing = standing_of([RAISED, muted, released])
    assert (standing.told, standing.since_ms) == (True, later)
