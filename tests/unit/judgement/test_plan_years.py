"""A new year's plan begins while the old year's last figures still arrive: an indicator is shared, each plan judges its own year."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.judgement.assess_all import assess_all, assess_state, send_up
from shared.judgement.event import Event
from shared.judgement.fold import fold
from shared.judgement.memory import is_news, told
from shared.judgement.state import PartitionState
from shared.judgement.verdict import StatusVerdict
from shared.judgement.whole_log import take
from shared.model.manifests import KINDS, Manifest
from shared.model.period import Period
from shared.plans.checking import check_folder
from tests.unit.judgement.builders import PLAN, area, define, indicator, manifest, observe, plan, target, tick

NEXT = "plan-2027"


def of_next_year(one: Manifest, **spec: object) -> Manifest:
    """The same definition in the plan of 2027."""
    metadata = {"name": one.name, "namespace": NEXT}
    return KINDS[one.kind].model_validate({"metadata": metadata, "spec": {**one.spec.model_dump(by_alias=True), **spec}})


JOBS, RULE = target("jobs"), manifest("RiskRule", "jobs.few", family="jobs", when='value("jobs") < 50.0', severity="blue", period="month")
DEFINITIONS = [
    plan(),
    KINDS["Plan"].model_validate(
        {"metadata": {"name": NEXT}, "spec": {"names": {"zh": "计划", "en": "p"}, "area": "320200", "year": 2027}}
    ),
    area("320200", level="city"),
    area("320205", "320200"),
    indicator("jobs", rollUp={"rule": "sum"}),
    JOBS,
    of_next_year(JOBS, value=240.0),
    target("jobs-rise", indicator="jobs", comparator="rising", value=None),
    of_next_year(target("jobs-rise", indicator="jobs", comparator="rising", value=None)),
    RULE,
]
LATE_DECEMBER = [
    define(*DEFINITIONS),
    observe("320205", {("jobs", "2026-11"): 100.0}),
    tick("2027-01-05"),
    # The new year's first figure is here before the old year's last one.
    observe("320205", {("jobs", "2027-01"): 19.0}),
    tick("2027-01-25"),
    observe("320205", {("jobs", "2026-12"): 118.0}),
    tick("2027-02-21"),
    observe("320205", {("jobs", "2026-12"): 121.0}, revision=1, received_ms=20),
]


def live(events: list[Event]) -> tuple[PartitionState, dict[tuple[str, str], StatusVerdict]]:
    """The state, and the status last sent of each (plan, target), when events are judged one by one."""
    state = PartitionState()
    return state, {(one.plan, one.target): one for _, outputs in take(state, events) for one in outputs.statuses}


def test_each_plan_judges_its_own_year_from_the_same_indicator() -> None:
    _, before = live(LATE_DECEMBER[:5])
    _, after = live(LATE_DECEMBER)
    told = {key: (one.period.text, (one.last_status or one.status).word, one.value, one.plan_value) for key, one in before.items()}
    assert told[PLAN, "jobs"] == ("2026-11", "at_risk", 100.0, 110.0)
    assert told[NEXT, "jobs"] == ("2027-01", "at_risk", 19.0, 20.0)
    # December arrives in the new year, and is revised in February: only the old plan's verdict moves.
    told = {key: (one.period.text, (one.last_status or one.status).word, one.value, one.plan_value) for key, one in after.items()}
    assert told[PLAN, "jobs"] == ("2026-12", "achieved", 121.0, 120.0)
    assert told[NEXT, "jobs"] == ("2027-01", "at_risk", 19.0, 20.0)


def test_the_old_plan_is_over_when_its_december_is_here_and_awaits_nothing_more() -> None:
    _, sent = live([*LATE_DECEMBER, tick("2027-12-31")])
    assert sent[PLAN, "jobs"].status.word == "achieved"
    assert sent[NEXT, "jobs"].status.word == "overdue"


def test_the_new_plan_compares_with_the_year_that_the_old_one_judged() -> None:
    _, sent = live([*LATE_DECEMBER, observe("320205", {("jobs", "2026-01"): 10.0}, event_id=9)])
    assert sent[NEXT, "jobs-rise"].status.word == "on_track"
    assert {one.period.text for one in sent[NEXT, "jobs-rise"].inputs} == {"2026-01", "2027-01"}
    assert sent[PLAN, "jobs-rise"].status.word == "unassessable"


def test_what_was_sent_is_what_an_offline_assessment_gives() -> None:
    _, sent = live(LATE_DECEMBER)
    offline = PartitionState()
    for event in LATE_DECEMBER:
        fold(offline, event)
    send_up(offline)
    found = {(one.plan, one.target): one for one in assess_state(offline).statuses}
    # A projection that moved a little is not sent again, and what had been told is known to who told it.
    assert {key: one._replace(projection=None) for key, one in found.items()} == {
        key: one._replace(projection=None, correction=None) for key, one in sent.items()
    }
    assert not any(is_news(told(sent[key].projection), told(one.projection)) for key, one in found.items())


def test_a_rule_of_the_old_plan_goes_on_in_the_new_year() -> None:
    state, _ = live(LATE_DECEMBER)
    alerts = assess_state(state).alerts
    assert {(one.plan, one.episode.raised_period.text, one.episode.state.word) for one in alerts} >= {(PLAN, "2027-01", "raised")}


ARRIVALS = st.lists(
    st.builds(
        lambda code, period, value, revision: observe(code, {("jobs", period): value}, revision=revision, event_id=int(value)),
        st.sampled_from(["320200", "320205"]),
        st.sampled_from(["2026-11", "2026-12", "2027-01", "2027-02"]),
        st.integers(1, 300).map(float),
        st.integers(0, 2),
    )
    | st.sampled_from([tick("2027-01-05"), tick("2027-01-25"), tick("2027-02-21"), tick("2027-12-31")]),
    max_size=10,
)


@given(ARRIVALS, st.sampled_from([PLAN, NEXT]))
@settings(deadline=None)
def test_a_plan_is_judged_beside_another_as_it_is_alone(arrivals: list[Event], name: str) -> None:
    alone = [one for one in DEFINITIONS if name in (one.plan, one.name) or (not one.plan and one.kind != "Plan")]
    _, both = live([define(*DEFINITIONS), *arrivals])
    _, single = live([define(*alone), *arrivals])
    assert {key: one for key, one in both.items() if key[0] == name} == single


@given(st.lists(st.integers(0, 300).map(float), min_size=1, max_size=4), st.permutations(range(4)))
@settings(deadline=None)
def test_the_last_verdict_of_the_old_plan_is_that_on_the_whole_year(revisions: list[float], order: list[int]) -> None:
    december = [observe("320200", {("jobs", "2026-12"): value}, revision=number) for number, value in enumerate(revisions)]
    arrived = [december[number] for number in order if number < len(december)]
    _, sent = live([define(*DEFINITIONS), tick("2027-01-05"), observe("320200", {("jobs", "2027-01"): 10.0}), *arrived, tick("2027-02-21")])
    last = sent[PLAN, "jobs"]
    assert (last.period.text, last.value) == ("2026-12", revisions[-1])
    assert last.status.word == ("achieved" if revisions[-1] >= 120.0 else "off_track")


def test_the_plan_of_a_city_runs_beside_its_successor() -> None:
    folder = check_folder(Path(__file__).parents[3] / "plans" / "wuxi-2026").manifests
    next_year = [_a_year_later(one) for one in folder if one.kind in ("Plan", "Target", "RiskRule")]
    rows = {("jobs.urban-new", "2026-12"): 131_000.0, ("parking.new", "2026-12"): 100.0, ("jobs.urban-new", "2027-01"): 9_000.0}
    events = [observe("320200", rows)]
    now_ms = Period.parse("2027-02-25").end_ms()
    found = {(one.plan, one.target, one.area): one for one in assess_all([*folder, *next_year], events, now_ms=now_ms).statuses}
    alone = {(one.plan, one.target, one.area): one for one in assess_all(folder, events, now_ms=now_ms).statuses}
    assert {key: one for key, one in found.items() if key[0] == "wuxi-2026"} == alone
    assert len(found) == 2 * len(alone)
    old, new = (found[plan, "jobs.urban-new", "320200"] for plan in ("wuxi-2026", "wuxi-2027"))
    assert (old.period.text, old.status.word, new.period.text, new.value) == ("2026-12", "achieved", "2027-01", 9_000.0)


def _a_year_later(one: Manifest) -> Manifest:
    """The same definition in the plan of the year after."""
    document = json.loads(one.document().replace(b"wuxi-2026", b"wuxi-2027"))
    if one.kind == "Plan":
        document["spec"]["year"] = 2027
    return KINDS[one.kind].model_validate_json(json.dumps(document))
