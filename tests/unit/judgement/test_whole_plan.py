"""Laws of the whole plan of Wuxi: whatever is reported of what any of its targets reads."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.judgement.area_view import AreaView
from shared.judgement.assess_all import assess_state, close_all, send_up
from shared.judgement.event import Event, Observations
from shared.judgement.fold import fold
from shared.judgement.state import PartitionState
from shared.judgement.verdict import StatusVerdict
from shared.judgement.view import Point
from shared.judgement.whole_log import take
from shared.model.period import Period
from tests.unit.judgement.wuxi import DEFINITIONS, INDEX, INDICATORS, TICKS, TODAY, read_together, reports

LOGS = read_together().flatmap(lambda names: st.lists(reports(names) | TICKS, min_size=1, max_size=20))


@given(LOGS)
@settings(max_examples=60)
def test_the_status_sent_last_is_the_one_an_offline_assessment_gives(log: list[Event]) -> None:
    events = [DEFINITIONS, *log, TODAY]
    sent = {(one.target, one.area): plain(one) for _, outputs in take(PartitionState(), events) for one in outputs.statuses}
    offline = PartitionState()
    for event in events:
        fold(offline, event)
    close_all(offline)
    send_up(offline)
    found = {(one.target, one.area): plain(one) for one in assess_state(offline).statuses}
    assert {key: (one, sent.get(key)) for key, one in found.items() if one != sent.get(key)} == {}


def plain(verdict: StatusVerdict) -> StatusVerdict:
    """A verdict less its projection, which is not sent again for having moved a little, and less what was told before."""
    return verdict._replace(projection=None, retracted=(), retracted_by=(), correction=None)


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
