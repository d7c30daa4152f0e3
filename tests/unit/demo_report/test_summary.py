from __future__ import annotations

from dataclasses import replace

from services.demo.report.summary import GROUPS, open_alerts, sentences
from services.demo.report.views import chapters, worst_first
from shared.model.status import AlertState, Severity, TargetStatus
from tests.unit.demo_report.samples import alert, sample, target

S = TargetStatus


def test_every_status_belongs_to_one_group() -> None:
    assert sorted(status for group in GROUPS for status in group.statuses) == sorted(TargetStatus)


def test_summary_counts_groups_and_names_the_worst() -> None:
    targets = [
        target(number, status) for number, status in enumerate([S.AHEAD, S.ON_TRACK, S.ON_TRACK, S.OFF_TRACK, S.BREACHED, S.OVERDUE])
    ]
    data = replace(sample(), targets=targets, alerts=[alert(), alert(Severity.BLUE), alert(state=AlertState.RESOLVED)])
    said = sentences(data, worst_first(targets))
    assert said.zh == (
        "截至2026年7月20日，6 项指标中，3 项达到进度或更好（超进度 1、达进度 2），1 项落后于进度（滞后 1），1 项突破底线，"
        "1 项暂不能评判（待报 1）。风险预警 2 起未解除，其中红色 1 起。最需要关注：指标4、指标3、指标5。"
    )
    assert said.en == (
        "6 targets as of 20 July 2026: 3 on track or better (1 ahead, 2 on track); 1 behind the plan (1 off track); "
        "1 breached a bottom line; 1 not judged yet (1 overdue). 2 risk alerts are open, 1 of them red. "
        "Look first at: Target 4, Target 3, Target 5."
    )


def test_summary_of_one_target_and_no_alert() -> None:
    said = sentences(replace(sample(), targets=[target(1)], alerts=()), [])
    assert said.en == "1 target as of 20 July 2026: 1 on track or better (1 on track). No risk alert is open."
    assert said.zh.endswith("没有未解除的风险预警。")


def test_worst_first_goes_by_status_then_binding_then_attainment() -> None:
    rows = [
        target(1, S.AT_RISK, strength="", attainment=0.5),
        target(2, S.OFF_TRACK, strength="力争", attainment=0.6),
        target(3, S.OFF_TRACK, strength="", attainment=None),
        target(4, S.OFF_TRACK, strength="确保", attainment=0.8),
        target(5, S.BREACHED),
        target(6, S.OVERDUE),
        target(7, S.ON_TRACK),
        target(8, S.UNASSESSABLE),
    ]
    assert [one.id for one in worst_first(rows)] == [f"target.{number}" for number in (5, 4, 2, 3, 1, 6)]


def test_open_alerts_go_by_severity_then_age() -> None:
    found = open_alerts(
        [alert(Severity.YELLOW), alert(raised_period="2026-06"), alert(raised_period="2026-02"), alert(state=AlertState.RESOLVED)]
    )
    assert [(one.severity, one.raised_period) for one in found] == [
        (Severity.RED, "2026-02"),
        (Severity.RED, "2026-06"),
        (Severity.YELLOW, "2026-05"),
    ]


def test_chapters_count_what_is_well_and_what_is_behind() -> None:
    listed = [target(0, S.AHEAD), target(9, S.AT_RISK), target(18, S.BREACHED), target(27, S.TOO_EARLY), target(1, S.ON_TRACK)]
    first, second = chapters(listed)
    assert (first.number, len(first.targets), first.good, first.attention) == (0, 4, 1, 2)
    assert (second.number, second.good, second.attention) == (1, 1, 0)
