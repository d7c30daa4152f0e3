"""What time brings, on both databases: each stage, reminder and release once, whatever crashes and however many look."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from services.notifier.book import Book
from services.notifier.lifecycle.line import Step
from services.notifier.lifecycle.silence import id_of
from services.notifier.tables import MIGRATIONS
from tests.contract.sql.conftest import Open
from tests.contract.sql.watch import HOUR_MS, MINUTE_MS, START_MS, Watch, subscriber

DUTY = {"escalation": {"duty": {"stages": [{"afterMinutes": 5, "rota": "duty"}, {"afterMinutes": 30, "tell": ["chief"]}]}}}
ROTA = {"rotas": {"duty": {"persons": ["zhang", "li"], "start": "2026-01-05"}}}
BY_DUTY = {**DUTY, **ROTA, "defaultEscalation": "duty"}


@pytest.fixture
def opened(open_engine: Open) -> sa.Engine:
    return open_engine(MIGRATIONS)


def test_the_person_on_call_and_then_the_chief_are_told_until_somebody_answers(opened: sa.Engine) -> None:
    watch = Watch(opened, BY_DUTY)
    watch.take()
    assert watch.after(minutes=4.9) == []
    assert watch.after(minutes=5) == [("li", "escalated")]  # the 28th week of the rota
    assert watch.after(minutes=6) == []
    watch.take(severity=2)
    assert watch.after(minutes=30) == [("chief", "escalated")]
    watch.does(Step.ACKNOWLEDGED)
    watch.take(severity=1, state=2)
    assert watch.after(minutes=60 * 24 * 30) == []
    assert watch.told() == [
        ("one", "raised"),
        ("li", "escalated"),
        ("li", "updated"),
        ("one", "updated"),
        ("chief", "escalated"),
        ("chief", "resolved"),
        ("li", "resolved"),
        ("one", "resolved"),
    ]
    assert watch.steps() == ["raised", "escalated", "updated", "escalated", "acknowledged", "resolved"]


def test_a_subscribers_own_chain_goes_before_the_plans(opened: sa.Engine) -> None:
    own = {"own": {"stages": [{"afterMinutes": 1, "tell": ["zhang"]}]}}
    alerting = {**BY_DUTY, "escalation": {**DUTY["escalation"], **own}}
    watch = Watch(opened, alerting, subscriber("two", escalation="own", families=["debt"]))
    watch.take()
    watch.take("b1b2", rule="housing.destocking")
    assert watch.after(minutes=20) == [("zhang", "escalated"), ("li", "escalated")]


def test_what_was_missed_while_nobody_looked_is_made_up_for(opened: sa.Engine) -> None:
    watch = Watch(opened, BY_DUTY)
    watch.take()
    assert watch.after(minutes=600) == [("li", "escalated"), ("chief", "escalated")]


def test_a_crash_before_the_commit_leaves_all_to_the_next_round_and_after_it_nothing(opened: sa.Engine) -> None:
    watch = Watch(opened, BY_DUTY)
    watch.take()
    watch.now_ms = START_MS + 5 * MINUTE_MS

    def crash(_: object) -> None:
        raise KeyboardInterrupt

    sa.event.listen(opened, "commit", crash)
    with pytest.raises(KeyboardInterrupt):
        watch.rounds.go()
    sa.event.remove(opened, "commit", crash)
    assert watch.steps() == ["raised"]
    watch.rounds = watch.start()
    assert watch.after(minutes=5) == [("li", "escalated")]
    watch.rounds = watch.start()
    assert watch.after(minutes=5) == []
    assert watch.told() == [("one", "raised"), ("li", "escalated")]


def test_two_notifiers_on_one_database_tell_nobody_twice(opened: sa.Engine) -> None:
    watch = Watch(opened, BY_DUTY)
    watch.take()
    watch.now_ms = START_MS + 40 * MINUTE_MS
    others = [watch.start(), watch.start()]
    for _ in range(8):
        for one in others:
            one.go()
    assert watch.told() == [("one", "raised"), ("chief", "escalated"), ("li", "escalated")]


def test_those_who_heard_of_it_are_reminded_until_somebody_answers(opened: sa.Engine) -> None:
    watch = Watch(opened, {"repeatHours": 4})
    watch.take()
    assert watch.after(minutes=239) == []
    assert watch.after(minutes=240) == [("one", "reminded")]
    assert watch.after(minutes=241) == []
    assert watch.after(minutes=480) == [("one", "reminded")]
    watch.does(Step.SNOOZED, until_ms=str(START_MS + 1000 * MINUTE_MS))
    assert watch.after(minutes=999) == []
    assert watch.after(minutes=1000) == [("one", "reminded")]
    watch.does(Step.ACKNOWLEDGED)
    assert watch.after(minutes=10_000) == []


def test_a_deadline_that_passed_is_told_once_though_the_alert_is_acknowledged(opened: sa.Engine) -> None:
    watch = Watch(opened, {})
    watch.take()
    watch.does(Step.ACKNOWLEDGED)
    watch.does(Step.ASSIGNED, unit="财政局", deadline_ms=str(START_MS + HOUR_MS))
    assert watch.after(minutes=59) == []
    assert watch.after(minutes=60) == [("one", "overdue")]
    assert watch.after(minutes=6000) == []


def test_a_silenced_alert_is_told_when_the_silence_ends_and_then_the_time_to_answer_begins(opened: sa.Engine) -> None:
    watch = Watch(opened, BY_DUTY)
    watch.does(Step.SILENCED, "", matchers="family=debt area=320205", end_ms=str(START_MS + HOUR_MS))
    watch.take()
    watch.take("b1b2", rule="housing.destocking")
    assert watch.told() == [("one", "raised")]
    assert watch.after(minutes=59) == [("li", "escalated"), ("chief", "escalated")]  # of the other one
    assert watch.after(minutes=60) == [("one", "raised")]
    assert watch.after(minutes=64) == []
    assert watch.after(minutes=65) == [("li", "escalated")]
    assert watch.steps() == ["raised", "muted", "released", "escalated"]
    assert watch.steps("") == ["silenced", "silence-ended"]


def test_a_silence_that_somebody_ends_holds_back_nothing_more_and_its_alerts_end_is_told_to_nobody_who_knew_nothing(
    opened: sa.Engine,
) -> None:
    watch = Watch(opened, {})
    line = watch.does(Step.SILENCED, "", matchers="family=debt", end_ms=str(START_MS + HOUR_MS))
    watch.take()
    watch.take(state=2)
    watch.take("b1b2")
    assert watch.after(minutes=1) == []
    watch.does(Step.SILENCE_ENDED, "", silence=id_of(line))
    assert watch.after(minutes=2) == [("one", "raised")]
    assert watch.steps("b1b2") == ["raised", "muted", "released"]
    assert watch.told() == [("one", "raised")]


def test_in_a_window_nobody_is_told_and_after_it_of_what_goes_on(opened: sa.Engine) -> None:
    window = {
        "name": "books",
        "matchers": ["family=debt"],
        "start": "2026-07-14T00:00",
        "end": "2026-07-14T12:00",
        "reason": "books are closed",
    }
    watch = Watch(opened, {"maintenance": [window]})
    watch.take()
    (muted,) = [one for one in Book(opened, lambda: 0).ledger("a1b2") if one.step is Step.MUTED]
    assert muted.facts == {"why": "maintenance", "by": "books"}
    assert watch.after(minutes=24 * 60) == [("one", "raised")]


def test_while_the_citys_alert_goes_on_its_districts_say_no_more_to_those_who_hear_of_both(opened: sa.Engine) -> None:
    inhibition = [{"name": "city-over-district", "above": True, "equal": ["rule"]}]
    watch = Watch(opened, {"inhibition": inhibition}, subscriber("district", areas=["320205"]))
    watch.take("c1b2", area="320200")
    watch.take()
    assert watch.told() == [("one", "raised"), ("district", "raised")]
    assert watch.after(minutes=10) == []
    watch.take("c1b2", area="320200", state=2)
    assert watch.after(minutes=11) == [("one", "raised")]
    (muted,) = [one for one in Book(opened, lambda: 0).ledger("a1b2") if one.step is Step.MUTED]
    assert muted.facts == {"why": "inhibition", "by": "c1b2", "partly": "true"}


def test_an_alert_that_comes_and_goes_is_told_again_when_it_is_calm_as_it_is_then(opened: sa.Engine) -> None:
    watch = Watch(opened, {"flapDamping": {"changes": 4, "minutes": 10}})
    for state in (1, 2, 1, 2, 1, 2):
        watch.take(state=state)
    assert watch.told() == [("one", "raised"), ("one", "resolved"), ("one", "updated")]
    assert watch.after(minutes=9) == []
    assert watch.after(minutes=10) == [("one", "resolved")]
    assert watch.after(minutes=20) == []


def test_a_plan_that_changes_is_looked_at_at_once(opened: sa.Engine) -> None:
    watch = Watch(opened, {})
    watch.take()
    assert watch.after(minutes=10) == []
    watch.catalogue = Watch(opened, BY_DUTY).catalogue
    assert watch.after(minutes=10) == [("li", "escalated")]


AT_ONCE = {"escalation": {"duty": {"stages": [{"afterMinutes": 0, "rota": "duty", "tell": ["one"]}]}}, **ROTA, "defaultEscalation": "duty"}


def test_who_hears_of_it_and_is_named_by_a_stage_at_once_is_told_once(opened: sa.Engine) -> None:
    watch = Watch(opened, AT_ONCE)
    watch.take()
    assert watch.after(minutes=0) == [("li", "escalated")]
    assert watch.after(minutes=3) == []
    watch.take("b1b2")
    assert watch.after(minutes=5) == [("li", "escalated")]  # looked at late: he was told when it fell due
    assert watch.steps() == ["raised", "escalated"]


def test_when_a_window_ends_who_is_told_after_all_is_not_told_by_the_stage_at_once_too(opened: sa.Engine) -> None:
    window = {"name": "books", "start": "2026-07-14T00:00", "end": "2026-07-14T12:00", "reason": "books are closed"}
    watch = Watch(opened, {**AT_ONCE, "maintenance": [window]})
    watch.take()
    assert watch.after(minutes=5) == []
    assert watch.after(minutes=30) == [("one", "raised"), ("li", "escalated")]
    assert watch.steps() == ["raised", "muted", "released", "escalated"]


def test_who_was_told_by_a_stage_is_not_told_of_the_same_event_when_it_is_released_to_others(opened: sa.Engine) -> None:
    inhibition = [{"name": "city-over-district", "above": True, "equal": ["rule"]}]
    watch = Watch(opened, {**BY_DUTY, "inhibition": inhibition}, subscriber("district", areas=["320205"]))
    watch.take("c1b2", area="320200")
    watch.does(Step.ACKNOWLEDGED, "c1b2")
    watch.take()
    assert watch.after(minutes=5) == [("li", "escalated")]
    watch.take("c1b2", area="320200", state=2)
    assert watch.after(minutes=6) == [("one", "raised")]


def test_who_is_named_by_a_stage_while_another_alert_says_it_is_told_when_that_ends(opened: sa.Engine) -> None:
    inhibition = [{"name": "city-over-district", "above": True, "equal": ["rule"]}]
    stages = [{"afterMinutes": 5, "tell": ["li"]}, {"afterMinutes": 10, "tell": ["li", "chief"]}]
    alerting = {"inhibition": inhibition, "escalation": {"up": {"stages": stages}}, "defaultEscalation": "up"}
    watch = Watch(opened, alerting, subscriber("district", areas=["320205"]))
    watch.take("c1b2", area="320200")
    assert watch.after(minutes=5) == [("li", "escalated")]
    watch.does(Step.ACKNOWLEDGED, "c1b2")
    watch.take()
    assert watch.after(minutes=15) == [("chief", "escalated")]
    watch.take("c1b2", area="320200", state=2)
    assert sorted(watch.after(minutes=16)) == [("li", "raised"), ("one", "raised")]


def test_stages_that_fall_due_together_tell_a_person_once(opened: sa.Engine) -> None:
    stages = [{"afterMinutes": 5, "tell": ["li"]}, {"afterMinutes": 5, "tell": ["li", "chief"]}, {"afterMinutes": 30, "tell": ["li"]}]
    watch = Watch(opened, {"escalation": {"up": {"stages": stages}}, "defaultEscalation": "up"})
    watch.take()
    watch.take("b1b2")
    assert watch.after(minutes=5) == [("li", "escalated"), ("li", "escalated"), ("chief", "escalated"), ("chief", "escalated")]
    watch.does(Step.ACKNOWLEDGED, "b1b2")
    assert watch.after(minutes=29) == []
    assert watch.after(minutes=30) == [("li", "escalated")]


def test_who_waits_for_a_digest_is_told_at_once_where_a_stage_names_it_and_not_again(opened: sa.Engine) -> None:
    watch = Watch(opened, BY_DUTY, subscriber("chief", digest={"at": "23:00"}))
    watch.take()
    assert watch.after(minutes=30) == [("li", "escalated"), ("chief", "escalated")]
    assert watch.told() == [("chief", "escalated"), ("one", "raised"), ("li", "escalated")]
    assert watch.after(minutes=60 * 20) == []


def test_in_quiet_hours_reminders_are_not_heaped_up(opened: sa.Engine) -> None:
    watch = Watch(opened, {"repeatHours": 1}, subscriber("one", quietHours={"start": "11:00", "end": "18:00"}))
    watch.take()
    for hours in range(1, 9):
        watch.after(minutes=60 * hours)
    assert watch.told() == [("one", "raised"), ("one", "reminded")]  # the first at 18:00, the other after it


def test_when_a_snooze_ends_a_stage_takes_nobodys_reminder(opened: sa.Engine) -> None:
    watch = Watch(opened, BY_DUTY)
    watch.take()
    assert watch.after(minutes=1) == []
    watch.does(Step.SNOOZED, until_ms=str(START_MS + 60 * MINUTE_MS))
    assert watch.after(minutes=60) == [("li", "escalated"), ("chief", "escalated"), ("one", "reminded")]


def test_where_nobody_is_left_to_be_told_of_what_was_held_back_the_chain_is_followed(opened: sa.Engine) -> None:
    window = {"name": "books", "start": "2026-07-14T00:00", "end": "2026-07-14T12:00", "reason": "books are closed"}
    watch = Watch(opened, {**BY_DUTY, "maintenance": [window]})
    watch.take()
    watch.catalogue = Watch(opened, {**BY_DUTY, "maintenance": [window]}, subscriber("one", onlyWhenNamed=True)).catalogue
    assert watch.after(minutes=30) == []
    assert watch.after(minutes=35) == [("li", "escalated")]
    assert watch.steps() == ["raised", "muted", "released", "escalated"]
