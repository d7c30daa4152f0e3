"""Verdicts: the status of a target and the severity of an alert; numbers equal those of the protos."""

from __future__ import annotations

from enum import IntEnum


class ObservationStatus(IntEnum):
    """How far a reported number has come in its life."""

    UNSPECIFIED = 0
    PRELIMINARY = 1
    FINAL = 2
    ESTIMATED = 3
    WITHDRAWN = 4

    @property
    def word(self) -> str:
        """The word for it in CSV files and on screens."""
        return self.name.lower()


class TargetStatus(IntEnum):
    """The verdict on (plan, target, area) after a period."""

    ACHIEVED = 1
    AHEAD = 2
    ON_TRACK = 3
    AT_RISK = 4
    OFF_TRACK = 5
    BREACHED = 6
    TOO_EARLY = 7
    OVERDUE = 8
    UNASSESSABLE = 9

    @property
    def word(self) -> str:
        """The word for it in JSON, metrics and manifests: `on_track`."""
        return self.name.lower()

    @property
    def chinese(self) -> str:
        """What Chinese screens say."""
        return _CHINESE[self]

    @property
    def symbol(self) -> str:
        """What stands beside every colour, for those who do not tell colours apart, and where there are none."""
        return _SYMBOLS[self - 1]


_SYMBOLS = "★▲●◆▼✖○◎？"
_CHINESE = {
    TargetStatus.ACHIEVED: "已完成",
    TargetStatus.AHEAD: "超进度",
    TargetStatus.ON_TRACK: "达进度",
    TargetStatus.AT_RISK: "偏慢",
    TargetStatus.OFF_TRACK: "滞后",
    TargetStatus.BREACHED: "已突破",
    TargetStatus.TOO_EARLY: "尚早",
    TargetStatus.OVERDUE: "待报",
    TargetStatus.UNASSESSABLE: "无法判断",
}


class Feasibility(IntEnum):
    """Whether the best pace ever seen still leads to the target, as the clock stands."""

    OPEN = 1
    CLOSING = 2
    CLOSED = 3

    @property
    def word(self) -> str:
        """The word for it in JSON."""
        return self.name.lower()


class Severity(IntEnum):
    """The four levels of Chinese early warning; Alertmanager calls them info, warning, error, critical."""

    BLUE = 1
    YELLOW = 2
    ORANGE = 3
    RED = 4

    @property
    def word(self) -> str:
        """The word for it in manifests, JSON and metrics."""
        return self.name.lower()


class AlertState(IntEnum):
    """Whether an episode goes on."""

    RAISED = 1
    RESOLVED = 2

    @property
    def word(self) -> str:
        """The word for it in JSON."""
        return self.name.lower()


class AlertReason(IntEnum):
    """Why an episode was resolved."""

    RESET = 1
    """A later period met the reset condition."""
    CORRECTED_BY_REVISION = 2
    """What was known of its periods was revised, withdrawn or completed: they do not show it any longer."""
    REDEFINED = 3
    """A definition that it was judged by changed."""
    RULE_WITHDRAWN = 4
    """Its rule is in force no longer."""

    @property
    def word(self) -> str:
        """The word for it in JSON."""
        return self.name.lower()
