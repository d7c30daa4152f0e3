"""Rehearsal: what rules would have sent, month by month, and how that meets what is known to have happened."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.judgement.event import Event
from shared.judgement.rehearsal import Episode, Known, Told, by_month, episodes, needed, rehearse, score
from shared.model.manifests import Manifest, RiskRule
from shared.model.status import Severity
from tests.unit.judgement.builders import area, define, indicator, manifest, observe, plan, target, tick
from tests.unit.judgement.rules.ruled import live

DEBT = indicator("debt", accumulation="stock", kind="stock", unit="yi_cny", rollUp={"rule": "sum"})
DEFINITIONS: list[Manifest] = [plan(), area("320200", level="city"), area("320205", "320200"), DEBT, indicator("jobs"), target("jobs")]


def high(**more: object) -> RiskRule:
    made = manifest("RiskRule", "debt.high", family="debt", when='value("debt") >= 100.0', **{"severity": "red", **more})
    assert isinstance(made, RiskRule)
    return made


def told(values: dict[str, float], rule: RiskRule | None = None) -> list[Told]:
    """What is said when the values of district months come on the tenth of the month after."""
    kept, _ = needed(DEFINITIONS, [rule or high()])
    days = []
    for month, value in values.items():
        first = date.fromisoformat(f"{month}-01") + timedelta(days=40)
        days.append((first.replace(day=10), [observe("320205", {("debt", month): value})]))
    return rehearse(kept, days)


def test_what_is_said_is_what_the_live_core_says() -> None:
    log: list[Event] = [define(*DEFINITIONS, high())]
    for month, value in (("2026-01", 120.0), ("2026-02", 90.0)):
        log += [observe("320205", {("debt", month): value}), tick(f"2026-0{int(month[-1]) + 1}-11")]
    assert [one.alert for one in told({"2026-01": 120.0, "2026-02": 90.0})] == live(log)


def test_months_count_what_was_sent_in_them_and_what_stands() -> None:
    found = by_month(told({"2026-01": 120.0, "2026-02": 130.0, "2026-03": 90.0}), date(2026, 2, 1), date(2026, 5, 31))
    # The district's alert, and the city's, which is the sum.
    assert [tuple(one) for one in found] == [
        ("2026-02", 2, 0, 0, 2),
        ("2026-03", 0, 2, 0, 2),
        ("2026-04", 0, 0, 2, 0),
        ("2026-05", 0, 0, 0, 0),
    ]


def test_what_was_raised_before_the_first_day_stands_and_was_not_sent() -> None:
    found = by_month(told({"2026-01": 120.0}), date(2026, 3, 1), date(2026, 3, 31))
    assert [tuple(one) for one in found] == [("2026-03", 0, 0, 0, 2)]


def test_an_alert_spans_the_periods_that_it_speaks_of() -> None:
    one = next(each for each in episodes(told({"2026-01": 120.0, "2026-02": 90.0})) if each.area == "320205")
    assert (one.first, one.last, one.raised_day, one.resolved_day) == (
        date(2026, 1, 1),
        date(2026, 2, 28),
        date(2026, 2, 10),
        date(2026, 3, 10),
    )


def test_a_rehearsal_needs_no_targets_and_reads_what_its_rules_read() -> None:
    kept, read = needed([*DEFINITIONS, high()], [high(severity="blue")])
    assert read == {"debt"}
    assert [one.kind for one in kept] == ["Plan", "Area", "Area", "Indicator", "Indicator", "RiskRule"]
    late = manifest("RiskRule", "target.late", family="target", over="target", when="days_overdue() >= 1", severity="blue")
    assert isinstance(late, RiskRule)
    kept, read = needed(DEFINITIONS, [late])
    assert read == {"debt", "jobs"}
    assert "Target" in [one.kind for one in kept]


def alert(first: int, last: int | None, *, code: str = "320205", entity: str = "", rule: str = "debt.high") -> Episode:
    day = date(2026, 1, first)
    return Episode("x", rule, code, entity, day, None if last is None else date(2026, 1, last), day, None, Severity.RED)


def event(first: int, last: int, **more: str) -> Known:
    return Known("320205", date(2026, 1, first), date(2026, 1, last), **more)


@pytest.mark.parametrize(
    ("one", "other", "meets"),
    [
        (alert(5, 10), event(10, 12), True),
        (alert(5, 10), event(11, 12), False),
        (alert(5, 10), event(1, 5), True),
        (alert(5, 10), event(1, 4), False),
        (alert(5, None), event(20, 21), True),
        (alert(5, 10, code="320206"), event(5, 10), False),
        (alert(5, 10, entity="m"), event(5, 10), True),
        (alert(5, 10, entity="m"), event(5, 10, entity="n"), False),
        (alert(5, 10), event(5, 10, rule="debt"), True),
        (alert(5, 10), event(5, 10, rule="debt.high"), True),
        (alert(5, 10), event(5, 10, rule="deb"), False),
    ],
)
def test_an_alert_speaks_of_an_event_of_its_place_and_time(one: Episode, other: Known, meets: bool) -> None:
    assert score([one], [other]) == (int(meets), 1, int(meets), 1)


def test_precision_counts_alerts_and_recall_events() -> None:
    found = score([alert(1, 2), alert(5, 6), alert(20, 21)], [event(1, 6), event(28, 29)])
    assert (found.precision, found.recall) == (2 / 3, 1 / 2)
    assert (score([], [event(1, 2)]).precision, score([alert(1, 2)], []).recall) == (None, None)


DAYS = st.tuples(st.integers(1, 28), st.integers(0, 10)).map(lambda one: (one[0], min(one[0] + one[1], 28)))


@given(st.lists(DAYS, max_size=6), st.lists(DAYS, max_size=6), DAYS)
def test_another_alert_never_loses_an_event(alerts: list[tuple[int, int]], events: list[tuple[int, int]], more: tuple[int, int]) -> None:
    known = [event(*one) for one in events]
    before = score([alert(*one) for one in alerts], known)
    after = score([alert(*one) for one in (*alerts, more)], known)
    assert after.found >= before.found
    assert 0 <= after.true <= after.alerts
