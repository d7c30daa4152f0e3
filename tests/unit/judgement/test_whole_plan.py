"""Laws of the whole plan of Wuxi: whatever is reported of what any of its targets reads."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.events.cells import encode_cell, load_state
from shared.judgement.area_view import AreaView
from shared.judgement.assess_all import assess_state, close_all, send_up
from shared.judgement.event import Event, Observations
from shared.judgement.fold import fold
from shared.judgement.state import PartitionState
from shared.judgement.verdict import AlertVerdict, StatusVerdict
from shared.judgement.view import Point
from shared.judgement.whole_log import take
from shared.model.manifests import RiskRule
from shared.model.period import Period
from shared.model.status import AlertState
from tests.unit.judgement.wuxi import DEFINITIONS, INDEX, INDICATORS, MANIFESTS, TICKS, TODAY, read_together, reports

LOGS = read_together().flatmap(lambda names: st.lists(reports(names) | TICKS, min_size=1, max_size=20))


@given(LOGS, st.integers(0, 21), st.integers(0, 21))
@settings(max_examples=80)
def test_what_is_sent_last_is_what_an_offline_assessment_gives(log: list[Event], defined: int, restarted: int) -> None:
    events = [*log[: defined // 7], DEFINITIONS, *log[defined // 7 :], TODAY]
    statuses, alerts = sent_in(events, restarted)
    offline = PartitionState()
    for event in events:
        fold(offline, event)
    close_all(offline)
    send_up(offline)
    found = assess_state(offline)
    wanted = {(one.target, one.area): plain(one) for one in found.statuses}
    assert {key: (one, statuses.get(key)) for key, one in wanted.items() if one != statuses.get(key)} == {}
    assert standing(alerts) == standing(found.alerts)


def sent_in(events: list[Event], restarted: int) -> tuple[dict[tuple[str, str], StatusVerdict], list[AlertVerdict]]:
    """The status sent last of every target in an area, and the last word on every alert; the state is read again after so many events."""
    state, cells = PartitionState(), dict[str, bytes]()
    statuses, alerts = dict[tuple[str, str], StatusVerdict](), dict[str, AlertVerdict]()
    for number, event in enumerate(events):
        for _, outputs in take(state, [event]):
            statuses |= {(one.target, one.area): plain(one) for one in outputs.statuses}
            alerts |= {one.id: one for one in outputs.alerts}
        cells |= {key: encode_cell(content) for key, _, content in state.take_dirty()}
        if number == restarted:
            state, offset = load_state(cells.items()), state.offset
            state.offset = offset
    return statuses, list(alerts.values())


def standing(alerts: Iterable[AlertVerdict]) -> set[tuple[str, str, str, str]]:
    """Rule, area, entity and severity of the alerts of rules over areas and entities that are not resolved."""
    found = (one for one in alerts if one.rule in OVER_DATA and one.episode.state is not AlertState.RESOLVED)
    return {(one.rule, one.area, one.entity, one.episode.severity.word) for one in found}


def plain(verdict: StatusVerdict) -> StatusVerdict:
    """A verdict less its projection, which is not sent again for having moved a little, and less what was told before."""
    return verdict._replace(projection=None, retracted=(), retracted_by=(), correction=None)


OVER_DATA = {one.name for one in MANIFESTS if isinstance(one, RiskRule) and one.spec.over != "target"}
DERIVED = sorted(name for name in INDEX.derived_inputs if name not in INDEX.reaching_back)
OF_ONE_AREA = st.sampled_from(DERIVED).flatmap(
    lambda name: st.tuples(
        st.just(name), st.lists(reports([one for one in INDEX.sources[name] if one in INDICATORS], ["320213"]), min_size=2, max_size=30)
    )
)


@given(OF_ONE_AREA, st.data())
@settings(max_examples=120)
def test_nothing_but_what_reaches_back_is_changed_by_later_values(reported: tuple[str, list[Event]], data: st.DataObject) -> None:
    name, log = reported
    moment = data.draw(st.sampled_from(sorted({first_period(event).start for event in log})))
    earlier = [event for event in log if first_period(event).start < moment]
    assert [one for one in points(name, log) if one.period.end <= moment] == [
        one for one in points(name, earlier) if one.period.end <= moment
    ]


def first_period(event: Event) -> Period:
    """The period that a report of one value is of."""
    assert isinstance(event.body, Observations)
    return Period(event.body.lengths[0], event.body.periods[0])


def points(name: str, log: list[Event]) -> list[Point]:
    """The points of an indicator and of its entities that reports of one area make."""
    state = PartitionState()
    for event in (DEFINITIONS, TODAY, *log):
        fold(state, event)
    close_all(state)
    view = AreaView(state, state.area("320213"))
    return [*view.points(name), *(point for points in view.entities(name).values() for point in points)]
