"""The plain sentence at the top: how the plan stands, in Chinese and English."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from services.demo.report.data import AlertRow, ReportData, TargetRow, Words
from services.demo.report.words import STATUS_ENGLISH, date_words
from shared.model.status import AlertState, Severity, TargetStatus

GOOD = (TargetStatus.ACHIEVED, TargetStatus.AHEAD, TargetStatus.ON_TRACK)
BEHIND = (TargetStatus.AT_RISK, TargetStatus.OFF_TRACK)
BREACHED = (TargetStatus.BREACHED,)
NOT_JUDGED = (TargetStatus.TOO_EARLY, TargetStatus.OVERDUE, TargetStatus.UNASSESSABLE)


class Group(NamedTuple):
    """Some statuses that a reader takes together."""

    kind: str
    """Its class in the style sheet."""
    names: Words
    statuses: tuple[TargetStatus, ...]

    def count_in(self, counts: Mapping[TargetStatus, int]) -> int:
        """Return how many targets have one of the statuses."""
        return sum(counts.get(one, 0) for one in self.statuses)


GROUPS = (
    Group("good", Words("达到进度或更好", "on track or better"), GOOD),
    Group("behind", Words("落后于进度", "behind the plan"), BEHIND),
    Group("broken", Words("突破底线", "breached a bottom line"), BREACHED),
    Group("open", Words("暂不能评判", "not judged yet"), NOT_JUDGED),
)


def counted(targets: Iterable[TargetRow]) -> Mapping[TargetStatus, int]:
    """Return how many targets have each status."""
    return Counter(one.status for one in targets)


def open_alerts(alerts: Iterable[AlertRow]) -> list[AlertRow]:
    """Return the alerts that go on, the most severe and then the oldest first."""
    going_on = (one for one in alerts if one.state is AlertState.RAISED)
    return sorted(going_on, key=lambda one: (-one.severity, one.raised_period, one.rule, one.area))


def sentences(data: ReportData, worst: Sequence[TargetRow]) -> Words:
    """Return the summary.

    Args:
        data: Everything on the page.
        worst: The targets that need attention, the worst first; three are named.
    """
    counts, today, alerts = counted(data.targets), date_words(data.today), open_alerts(data.alerts)
    if not data.targets:
        return Words(f"截至{today.zh}，没有指标。{_alerts(alerts).zh}", f"As of {today.en} there are no targets. {_alerts(alerts).en}")
    parts = [_group(group, counts) for group in GROUPS if group.count_in(counts)]
    chinese, english = "，".join(one.zh for one in parts), "; ".join(one.en for one in parts)
    names = worst[:3]
    attention = Words(
        f"最需要关注：{'、'.join(one.names.zh for one in names)}。" if names else "",
        f" Look first at: {', '.join(one.names.en for one in names)}." if names else "",
    )
    return Words(
        f"截至{today.zh}，{len(data.targets)} 项指标中，{chinese}。{_alerts(alerts).zh}{attention.zh}",
        f"{_targets(len(data.targets))} as of {today.en}: {english}. {_alerts(alerts).en}{attention.en}",
    )


def _group(group: Group, counts: Mapping[TargetStatus, int]) -> Words:
    present = [one for one in group.statuses if counts.get(one)]
    chinese = f"{group.count_in(counts)} 项{group.names.zh}"
    english = f"{group.count_in(counts)} {group.names.en}"
    if len(group.statuses) == 1:
        return Words(chinese, english)
    return Words(
        f"{chinese}（{'、'.join(f'{one.chinese} {counts[one]}' for one in present)}）",
        f"{english} ({', '.join(f'{counts[one]} {STATUS_ENGLISH[one]}' for one in present)})",
    )


def _alerts(alerts: Sequence[AlertRow]) -> Words:
    red = sum(one.severity is Severity.RED for one in alerts)
    if not alerts:
        return Words("没有未解除的风险预警。", "No risk alert is open.")
    chinese = f"，其中红色 {red} 起" if red else ""
    english = f", {red} of them red" if red else ""
    noun = "risk alert is" if len(alerts) == 1 else "risk alerts are"
    return Words(f"风险预警 {len(alerts)} 起未解除{chinese}。", f"{len(alerts)} {noun} open{english}.")


def _targets(count: int) -> str:
    return "1 target" if count == 1 else f"{count} targets"
