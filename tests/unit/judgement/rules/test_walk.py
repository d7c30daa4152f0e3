"""The walk: what raises, what goes on, what resolves; over entities, over days of readings, over silence."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from shared.judgement.rules import Walk, compile_rule
from shared.judgement.rules.walk import Step
from shared.judgement.state import PartitionState
from shared.model.manifests import RiskRule
from shared.model.period import Period
from tests.unit.judgement.builders import area, define, indicator, manifest, observe, plan, tick
from tests.unit.judgement.derivations.given import Given, month
from tests.unit.judgement.rules.ruled import live, rule, told, walked

BANDS = [{"severity": "red", "when": 'value("a") >= 9.0'}, {"severity": "yellow", "when": 'value("a") >= 1.0'}]


def test_between_reset_and_when_the_severity_is_the_present_one() -> None:
    between = rule('value("a") >= 5.0', reset='value("a") < 1.0', bands=BANDS)
    values = month("2026-01", [5.0, 9.0, 4.0, 0.9])
    assert told(walked(between, {"a": dict(list(values.items())[:3])})) == [("2026-01", "2026-03", "raised", "yellow")]
    assert told(walked(between, {"a": values})) == [("2026-01", "2026-04", "resolved", "yellow")]


def test_a_month_without_data_neither_raises_nor_resolves() -> None:
    values = {"2026-01": 5.0, "2026-03": 5.0}
    assert told(walked(rule('value("a") >= 5.0'), {"a": values})) == [("2026-01", "2026-03", "raised", "red")]


def test_for_counts_periods_in_a_row_that_are_known() -> None:
    patient = rule('value("a") >= 5.0', **{"for": 2})
    assert told(walked(patient, {"a": month("2026-01", [5.0, 4.0, 5.0])})) == []
    assert told(walked(patient, {"a": month("2026-01", [5.0, 5.0])})) == [("2026-02", "2026-02", "raised", "red")]


@given(st.lists(st.sampled_from([0.0, 0.5, 5.0, 9.0]), max_size=12))
def test_an_episode_ends_where_the_reset_is_known_and_nowhere_else(values: list[float]) -> None:
    between = rule('value("a") >= 5.0', reset='value("a") < 0.5')
    stands = False
    for value in values:
        stands = value >= 5.0 or (stands and value >= 0.5)
    found = walked(between, {"a": month("2026-01", values)})
    assert bool(found and found[-1].state.word == "raised") is stands


def test_silence_raises_when_the_clock_says_so_and_a_value_ends_it() -> None:
    silent = rule('periods_since("s") >= 2', period="day")
    values = {"2026-06-01": 1.0, "2026-06-02": 1.0}
    for day, expected in (("2026-06-03", []), ("2026-06-04", [("2026-06-04", "2026-06-04", "raised", "red")])):
        assert told(walked(silent, {"s": values}, now_ms=Period.parse(day).end_ms())) == expected
    again = {**values, "2026-06-05": 1.0}
    assert told(walked(silent, {"s": again}, now_ms=Period.parse("2026-06-05").end_ms())) == [
        ("2026-06-04", "2026-06-05", "resolved", "red")
    ]
    (episode,) = walked(silent, {"s": values}, now_ms=Period.parse("2026-06-04").end_ms())
    assert episode.facts.texts["last_value"] == "2026-06-02"


def test_a_day_of_readings_raises_by_its_highest_and_resolves_by_its_last() -> None:
    deep = rule('highest("flood.water-depth") >= 15.0', over="entity", period="day", reset='last("flood.water-depth") < 15.0')
    rain = {"2026-06-27T13:05": 14.9, "2026-06-27T13:10": 15.0}
    assert told(walked(deep, {"flood.water-depth": rain}, entity="p")) == [("2026-06-27", "2026-06-27", "raised", "red")]
    dry = {**rain, "2026-06-27T15:00": 3.0}
    (episode,) = walked(deep, {"flood.water-depth": dry}, entity="p")
    assert told([episode]) == [("2026-06-27", "2026-06-27", "resolved", "red")]
    assert [(one.entity, one.value) for one in episode.inputs] == [("p", 15.0)]


CHANGE = st.dictionaries(st.integers(1, 12), st.sampled_from([None, 0.0, 0.5, 5.0, 9.0]), min_size=1, max_size=3)
WALKERS = [
    rule('value("a") >= 5.0', reset='value("a") < 0.5', bands=BANDS),
    rule('value("a") >= 5.0', **{"for": 2}),
    rule("legs() >= 1", of={"now": 'value("a") >= 5.0', "before": 'previous("a", 2) >= 5.0'}),
    rule('run_below("a", 5.0) >= 3'),
    rule('months_since("a") >= 2', reset='months_since("a") > 3'),
]


@settings(max_examples=60)
@example(WALKERS[-1], [({2: 0.0, 5: 0.0}, 1), ({5: None}, 1)])
@given(st.sampled_from(WALKERS), st.lists(st.tuples(CHANGE, st.integers(1, 12)), min_size=1, max_size=6))
def test_a_walk_that_goes_on_where_values_differ_finds_what_a_whole_one_finds(
    walker: RiskRule, changes: list[tuple[dict[int, float | None], int]]
) -> None:
    values: dict[str, float] = {}
    known, compiled, now_ms = Walk(), compile_rule(walker), 0
    for change, clock in changes:
        values |= {Period.month(2026, number).text: value for number, value in change.items() if value is not None}
        values = {period: value for period, value in values.items() if change.get(int(period[-2:]), value) is not None}
        now_ms = max(now_ms, Period.month(2026, clock).end_ms())
        view = Given({"a": dict(values)}, now_ms=now_ms)
        assert compiled.walk(view, known=known) == compiled.walk(view)


class Watched(Walk):
    """A walk that tells where it stood."""

    def __init__(self) -> None:
        super().__init__()
        self.stood: list[str] = []

    def take(self, step: Step) -> None:
        self.stood.append(step.period.text)
        super().take(step)


def test_a_new_value_costs_its_own_period() -> None:
    compiled, known = compile_rule(rule('value("a") >= 5.0')), Watched()
    for count, stood in ((12, 12), (13, 1), (13, 0)):
        known.stood.clear()
        compiled.walk(Given({"a": month("2025-01", [1.0] * count)}), known=known)
        assert len(known.stood) == stood


def test_a_revision_costs_the_periods_from_it_on() -> None:
    compiled, known, values = compile_rule(rule('value("a") >= 5.0')), Watched(), month("2025-01", [1.0] * 12)
    compiled.walk(Given({"a": values}), known=known)
    known.stood.clear()
    compiled.walk(Given({"a": {**values, "2025-11": 6.0}}), known=known)
    assert known.stood == ["2025-11", "2025-12"]


def test_who_is_silent_for_years_is_gone() -> None:
    silent = rule('periods_since("s") >= 2', period="day", reset='periods_since("s") > 9999')
    (episode,) = walked(silent, {"s": {"2024-01-01": 1.0}}, now_ms=Period.parse("2026-06-04").end_ms())
    assert episode.period.text == "2025-02-04"


METER = indicator("m", accumulation="single", entityType="meter", periods=["day"], rollUp={"rule": "pool"})
DEPTH = indicator("d", accumulation="single", entityType="point", periods=["minute15"], unit="cm", rollUp={"rule": "pool"})
PLACES = (plan(), area("320200", level="city"), area("320205", "320200"))


def test_an_entity_is_alerted_where_it_is_reported_and_not_again_in_the_parent() -> None:
    high = manifest("RiskRule", "m.high", family="m", over="entity", period="day", when='value("m") > 5.0', severity="red")
    log = [
        define(*PLACES, METER, high),
        tick("2026-06-02"),
        observe("320205", {("m", "2026-06-01"): 6.0}, entity="one"),
        observe("320205", {("m", "2026-06-01"): 5.0}, entity="two", event_id=8),
    ]
    assert [(one.area, one.entity) for one in live(log)] == [("320205", "one")]


def test_a_silent_meter_is_found_at_the_next_tick_that_ends_a_day() -> None:
    silent = manifest("RiskRule", "m.silent", family="m", over="entity", period="day", when='periods_since("m") >= 2', severity="red")
    state = PartitionState()
    begun = [define(*PLACES, METER, silent), tick("2026-06-02"), observe("320205", {("m", "2026-06-01"): 6.0}, entity="one")]
    assert live(begun, state) == []
    assert live([tick("2026-06-03")], state) == []
    assert [one.episode.state.word for one in live([tick("2026-06-04")], state)] == ["raised"]
    assert live([tick("2026-06-04T08:00")], state) == []
    resolved = live([observe("320205", {("m", "2026-06-04"): 6.0}, entity="one", event_id=9)], state)
    assert [one.episode.state.word for one in resolved] == ["resolved"]


def test_readings_are_looked_at_when_the_clock_moves() -> None:
    deep = manifest("RiskRule", "d.deep", family="d", over="entity", period="day", when='highest("d") >= 15.0', severity="red")
    state = PartitionState()
    assert live([define(*PLACES, DEPTH, deep), tick("2026-06-27"), observe("320205", minutes([14.0, 15.0, 3.0]), entity="p")], state) == []
    assert [(one.entity, one.episode.inputs[0].value) for one in live([tick("2026-06-27T14:00")], state)] == [("p", 15.0)]
    assert live([tick("2026-06-27T14:05")], state) == []


def minutes(values: list[float]) -> dict[tuple[str, str], float]:
    """Readings of `d` from one o'clock on."""
    return {("d", f"2026-06-27T13:{15 * number:02d}"): value for number, value in enumerate(values)}
