"""Sums of children of which one reported a part alone: not made, and the child is named with what it has."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shared.judgement.area_view import AreaView
from shared.judgement.assess_all import assess_state, send_up
from shared.judgement.fold import fold
from shared.judgement.state import PartitionState
from shared.judgement.verdict import StatusVerdict
from shared.judgement.whole_log import take
from shared.model.manifests import Manifest
from shared.model.period import PeriodLength
from tests.unit.judgement.builders import area, define, indicator, observe, plan, target, tick

CITY: list[Manifest] = [
    plan(),
    area("320200", level="city"),
    area("320205", "320200"),
    area("320206", "320200"),
    target("jobs", cadence="quarter"),
]
Values = dict[tuple[str, str], float]


def judged(indicator_fields: dict[str, object], one: Values, other: Values) -> StatusVerdict:
    """The city's status from what two districts report."""
    state = PartitionState()
    definitions = define(*CITY, indicator("jobs", rollUp={"rule": "sum"}, **indicator_fields))
    for event in (definitions, tick("2026-07-30"), observe("320205", one), observe("320206", other)):
        fold(state, event)
    send_up(state)
    return next(status for status in assess_state(state).statuses if status.target == "jobs")


def test_two_months_of_a_quarter_are_not_the_quarter() -> None:
    whole = {("jobs", "2026-03"): 10.0, ("jobs", "2026-06"): 20.0}
    shown = judged({"periods": ["quarter", "month"]}, whole, {("jobs", "2026-03"): 10.0, ("jobs", "2026-05"): 15.0})
    assert (shown.period.text, shown.value, shown.status.word) == ("2026-03", 20.0, "overdue")
    assert (shown.facts.texts["lacking"], shown.facts.texts["lacking_in"]) == ("320206", "2026-06")
    assert shown.facts.texts["lacking_en"].endswith("(only up to 2026-05)")


def test_a_child_that_reports_quarters_alone_leaves_every_month_incomplete() -> None:
    months = {("jobs", f"2026-0{month}"): 10.0 for month in range(1, 7)}
    shown = judged({"periods": ["month", "quarter"], "accumulation": "single"}, months, {("jobs", "2026-Q1"): 30.0})
    assert (shown.value, shown.status.word, shown.facts.texts["lacking"]) == (None, "overdue", "320206")


PERIODS = ("2025-12", "2026-01", "2026-02", "2026-03", "2025-Q4", "2026-Q1", "2025", "2026")
LENGTHS = (PeriodLength.MONTH, PeriodLength.QUARTER, PeriodLength.YEAR)
REPORTS = st.lists(
    st.tuples(st.sampled_from(["320205-01", "320205-02", "320206"]), st.sampled_from(PERIODS), st.integers(1, 9)), max_size=10
)


@given(REPORTS)
def test_sums_of_every_length_are_the_same_live_and_offline_for_a_child_that_is_a_sum_itself(reports: list[tuple[str, str, int]]) -> None:
    towns = [area("320205-01", "320205"), area("320205-02", "320205")]
    jobs = indicator("jobs", accumulation="single", periods=["month", "quarter", "year"], rollUp={"rule": "sum"})
    log = [define(*CITY, *towns, jobs), *(observe(code, {("jobs", period): float(value)}) for code, period, value in reports)]
    live, offline = PartitionState(), PartitionState()
    list(take(live, log))
    for event in log:
        fold(offline, event)
    send_up(offline)
    assert sums(live) == sums(offline)


def sums(state: PartitionState) -> dict[tuple[str, str], float]:
    """What the city and the district are known to have, by area and period."""
    views = [AreaView(state, state.area(code)) for code in ("320200", "320205")]
    return {(view.area, one.period.text): one.value for view in views for length in LENGTHS for one in view.points("jobs", length)}
