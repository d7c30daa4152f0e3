"""A value under embargo is in the state, and nothing that anybody is told depends on it until its official release."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.events.cells import encode_cell, load_state
from shared.judgement.assess_all import assess_all, assess_state, send_up
from shared.judgement.calendar import released_ms
from shared.judgement.embargo import withhold
from shared.judgement.event import Event
from shared.judgement.judge import Outputs
from shared.judgement.report_json import status_json
from shared.judgement.state import PartitionState
from shared.judgement.whole_log import take
from shared.model.manifests import Embargo, Manifest, Release
from shared.model.period import Period
from tests.unit.judgement.builders import area, define, indicator, manifest, observe, plan, target, tick

RELEASE = {"delayDays": 20, "embargo": {"days": 15}}
"""January is released on 15 February at 10:00, and due by the end of the 20th."""


def definitions(release: Mapping[str, object]) -> list[Manifest]:
    """Jobs are released by the calendar, and summed from the districts; a share is derived from them; a rule reads both."""
    return [
        plan(),
        area("320200", level="city"),
        area("320205", "320200"),
        indicator("jobs", rollUp={"rule": "sum"}, release=release),
        indicator("people"),
        indicator(
            "share", unit="percent", accumulation="rate", derivation={"formula": "housing.delivery-rate", "inputs": ["jobs", "people"]}
        ),
        target("jobs"),
        target("share", shape="level", unit="percent", value=50.0),
        target("jobs-rise", indicator="jobs", comparator="rising", value=None),
        manifest("RiskRule", "jobs.few", family="jobs", when='value("jobs") < 50.0', severity="red"),
        manifest("RiskRule", "jobs.share", family="jobs", when='value("share") < 50.0', severity="red"),
    ]


DEFINITIONS = definitions(RELEASE)
BEFORE, AFTER = tick("2026-02-15"), tick("2026-02-16")


def run(state: PartitionState, events: list[Event]) -> Outputs:
    """All that is told while events are judged one by one, roll-ups among them; `embargoed` to insiders alone."""
    told = Outputs()
    for _, outputs in take(state, events):
        told.embargoed += outputs.embargoed
        told.statuses += outputs.statuses
        told.alerts += outputs.alerts
        told.roll_ups += outputs.roll_ups
    return told


def restarted(state: PartitionState) -> PartitionState:
    """The state as it is read again after a checkpoint."""
    loaded = load_state((key, encode_cell(content)) for key, _, content in state.take_dirty())
    withhold(loaded)
    return loaded


VALUES = st.floats(0, 1e6)
EMBARGOED = st.lists(
    st.tuples(st.sampled_from(["320200", "320205"]), st.sampled_from(["2026-01", "2026-02"]), st.integers(0, 2), VALUES, VALUES),
    min_size=1,
    max_size=6,
)


@given(EMBARGOED)
@settings(deadline=None)
def test_nothing_that_is_told_before_the_release_depends_on_the_value(rows: list[tuple[str, str, int, float, float]]) -> None:
    told = []
    for which in (3, 4, None):
        log = [define(*DEFINITIONS), tick("2026-01-01"), observe("320200", {("people", "2026-01"): 100.0})]
        log += [observe(row[0], {("jobs", row[1]): row[which]}, revision=row[2]) for row in rows if which is not None]
        outputs = run(PartitionState(), [*log, BEFORE])
        told.append((outputs.statuses, outputs.alerts))
    assert told[0] == told[1] == told[2]


@given(EMBARGOED)
@settings(deadline=None)
def test_after_the_release_everything_is_as_if_there_never_was_an_embargo(rows: list[tuple[str, str, int, float, float]]) -> None:
    values = [observe(code, {("jobs", period): value}, revision=revision) for code, period, revision, value, _ in rows]
    shown = []
    for release in (RELEASE, {"delayDays": 20}):
        state = PartitionState()
        run(state, [define(*definitions(release)), tick("2026-01-01"), *values, BEFORE, tick("2026-03-16")])
        shown.append([(one.target, one.area, one.status, one.value) for one in assess_state(state).statuses])
    assert shown[0] == shown[1]


def test_a_value_under_embargo_is_in_no_status_alert_or_sum_until_the_clock_passes_its_release() -> None:
    state = PartitionState()
    rows = [observe("320205", {("jobs", "2026-01"): 3.0}), observe("320200", {("people", "2026-01"): 100.0})]
    before = run(state, [define(*DEFINITIONS), tick("2026-01-01"), *rows, BEFORE])
    assert not before.alerts
    assert all(one.value is None and not one.inputs for one in before.statuses)
    after = run(state, [AFTER])
    shown = {one.target: one for one in after.statuses}
    assert (shown["jobs"].value, shown["jobs"].status.word, shown["share"].value) == (3.0, "off_track", 3.0)
    assert {(one.rule, one.area) for one in after.alerts} == {("jobs.few", "320200"), ("jobs.few", "320205"), ("jobs.share", "320200")}


def test_a_restart_forgets_no_release() -> None:
    state = PartitionState()
    run(state, [define(*DEFINITIONS), tick("2026-01-01"), observe("320205", {("jobs", "2026-01"): 3.0}), BEFORE])
    after = run(restarted(state), [AFTER])
    assert [one.value for one in after.statuses if one.target == "jobs"][-1] == 3.0
    assert {one.area for one in after.alerts} == {"320200", "320205"}


def test_a_definition_may_release_a_value_earlier() -> None:
    state = PartitionState()
    run(state, [define(*DEFINITIONS), tick("2026-01-01"), observe("320205", {("jobs", "2026-01"): 3.0}), tick("2026-02-03")])
    earlier = indicator("jobs", rollUp={"rule": "sum"}, release={"delayDays": 20, "embargo": {"days": 2}})
    after = run(state, [define(earlier, version=2)])
    assert [one.value for one in after.statuses if one.target == "jobs"][-1] == 3.0


def test_a_derived_indicator_may_have_a_release_of_its_own() -> None:
    own = [
        indicator("jobs", rollUp={"rule": "sum"}),
        indicator(
            "share",
            unit="percent",
            accumulation="rate",
            derivation={"formula": "housing.delivery-rate", "inputs": ["jobs", "people"]},
            release=RELEASE,
        ),
    ]
    state = PartitionState()
    rows = [observe("320205", {("jobs", "2026-01"): 3.0}), observe("320200", {("people", "2026-01"): 100.0})]
    kept = [one for one in DEFINITIONS if one.name not in ("jobs", "share") or one.kind != "Indicator"]
    before = run(state, [define(*kept, *own), tick("2026-01-01"), *rows, BEFORE])
    assert {one.value for one in before.statuses if one.target == "share"} == {None}
    assert [one.value for one in run(restarted(state), [AFTER]).statuses if one.target == "share"] == [3.0]


def test_revisions_under_embargo_are_no_noise_either() -> None:
    state = PartitionState()
    revisions = [observe("320200", {("jobs", "2026-01"): 10.0 * number}, revision=number) for number in range(9)]
    run(state, [define(*DEFINITIONS), tick("2026-01-01"), *revisions, BEFORE])
    assert not any("revision_noise" in one.facts.numbers for one in assess_state(state).statuses)


def test_the_offline_command_hides_what_the_platform_hides() -> None:
    rows = [observe("320205", {("jobs", "2026-01"): 3.0}), observe("320200", {("people", "2026-01"): 100.0})]
    for day, hidden in (("2026-02-15", True), ("2026-02-16", False)):
        clock = tick(day)
        state = PartitionState()
        run(state, [define(*DEFINITIONS), *rows, clock])
        send_up(state)
        offline = assess_all(DEFINITIONS, rows, now_ms=state.now_ms)
        assert list(map(status_json, offline.statuses)) == list(map(status_json, assess_state(state).statuses))
        assert all(one.value is None for one in offline.statuses) is hidden


def test_a_release_is_at_a_time_of_a_day_that_may_have_to_be_a_working_day() -> None:
    september, hour = Period.parse("2026-09"), 3_600_000
    plain = released_ms(september, Release(delay_days=20, embargo=Embargo(days=4)))
    assert plain == Period.parse("2026-10-03").end_ms() + 10 * hour
    # The national holiday lasts until 7 October 2026.
    assert released_ms(september, Release(delay_days=20, working_day=True, embargo=Embargo(days=4, time="08:30"))) == (
        Period.parse("2026-10-07").end_ms() + 17 * hour // 2
    )
    assert released_ms(september, Release()) == 0
