"""Rules over targets: one manifest for all targets of its plan, read off the verdict that is shown.

Functions, all of the target that the rule stands at:

    status()         its status as a word: "on_track"
    level()          the same as a number: 1 achieved, 2 ahead, 3 on track, 4 at risk, 5 off track, 6 breached
    best_before()    the best level of the earlier periods of the year
    chance()         chance that the target is reached, whole percent
    days_left()      days until the last feasible date; negative: it has passed
    days_overdue()   days since the first report that is missing was due; 0: none is missing
    month()          month that the period shown ends in, 1 to 12
    reported()       whether any value of the year is known
    due()            whether the report of the value shown was due; before, parts of it may still be on their way
    strength()       the plan's own word, such as "确保"; empty: none
    legs()           how many legs of `of` hold

What is not known makes its function fail: the expression is then unknown, which neither raises nor resolves. A status that waits for its
report is not known.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

import cel

from shared.judgement.assess import TargetAssessment
from shared.judgement.calendar import due
from shared.judgement.rules.parts import Parts
from shared.judgement.rules.standpoint import Missing
from shared.judgement.verdict import Episode, Facts, Projection, StatusVerdict
from shared.model.manifests import Plan, Release, RiskRule, Target
from shared.model.period import Period
from shared.model.status import AlertReason, AlertState, Feasibility, Severity, TargetStatus

_PASSED = -1
"""Days left where no day would ever have sufficed."""
_REMEMBERED = 65536


class Stand(NamedTuple):
    """All that a rule can read of a target; None: not known."""

    period: Period
    status: TargetStatus
    best_before: int | None
    chance: int | None
    days_left: int | None
    days_overdue: int
    strength: str
    due: bool = True
    reported: bool = True
    month: int = 12


class Answer(NamedTuple):
    """What a rule says of a target; None: not known."""

    holds: bool | None
    ends: bool | None
    severity: Severity
    legs: tuple[str, ...]


def stand_of(result: TargetAssessment, target: Target, plan: Plan, release: Release, now_ms: int) -> Stand:
    """Return where a target stands at a moment.

    Args:
        result: The target as assessed.
        target: The target.
        plan: Its plan.
        release: When values of its indicator should be there.
        now_ms: The latest tick, milliseconds since 1970-01-01 UTC.
    """
    shown, today = result.latest, _local_day(now_ms, plan.spec.time_zone)
    earlier = [int(one.status) for one in result.before() if one.status <= TargetStatus.BREACHED]
    return Stand(
        shown.period,
        shown.status,
        min(earlier, default=None),
        _percent(shown.projection),
        _days_left(shown.projection, today),
        _days_overdue(shown, today),
        target.spec.strength,
        _due_by(shown, release) <= today,
        shown.value is not None,
        shown.period.last_day.month,
    )


def _local_day(now_ms: int, time_zone: str) -> date:
    return _day(now_ms // 900_000, time_zone)


@lru_cache(maxsize=1024)
def _day(quarter_hours: int, time_zone: str) -> date:
    return datetime.fromtimestamp(quarter_hours * 900, ZoneInfo(time_zone)).date()


def _due_by(shown: StatusVerdict, release: Release) -> date:
    # Its timetable mostly knows: hashing a release takes longer.
    awaited = None if shown.timetable is None else shown.timetable.due_days.get(shown.period)
    return awaited or _due_day(shown.period, release)


@lru_cache(maxsize=16384)
def _due_day(period: Period, release: Release) -> date:
    return due(period, release).due_day


def _percent(projection: Projection | None) -> int | None:
    return None if projection is None or projection.chance is None else round(100 * projection.chance)


def _days_left(projection: Projection | None, today: date) -> int | None:
    if projection is None or projection.feasibility is None:
        return None
    if projection.last_feasible_date is None:
        return _PASSED if projection.feasibility is Feasibility.CLOSED else None
    return (projection.last_feasible_date - today).days


def _days_overdue(shown: StatusVerdict, today: date) -> int:
    if shown.status is not TargetStatus.OVERDUE:
        return 0
    return max((today - date.fromisoformat(shown.facts.texts["late_since"])).days, 1)


class CompiledTargetRule:
    """A rule over targets whose expressions are compiled."""

    def __init__(self, rule: RiskRule) -> None:
        """Compile a rule.

        Raises:
            InvalidManifest: If an expression does not compile (field, line, column), or no severity is given.
        """
        self.rule = rule
        self._parts = Parts(rule, TARGET_FUNCTIONS)
        self._standpoint = TargetStandpoint()
        self._answers: dict[tuple[object, ...], Answer] = {}
        calls = self._parts.calls
        self._read = [position for position, name in enumerate(Stand._fields) if name in calls or (name == "status" and "level" in calls)]

    def answer(self, stand: Stand) -> Answer:
        """Return what the rule says of a target that stands so; what it does not read makes no difference, and is not evaluated again."""
        key = tuple([stand[position] for position in self._read])
        found = self._answers.get(key)
        if found is None:
            if len(self._answers) >= _REMEMBERED:
                self._answers.clear()
            found = self._answers[key] = self._evaluate(stand)
        return found

    def sample(self, stand: Stand) -> list[str]:
        """Return the expressions that are not known even though everything is: they have a mistake of types."""
        self._standpoint.stand = stand
        self._parts.hold(self._standpoint)
        return [one.text for one in self._parts.expressions() if one.holds(self._standpoint) is None]

    def episode(self, one: Target, shown: StatusVerdict, stand: Stand, state: AlertState, severity: Severity, raised: Period) -> Episode:
        """Return an episode about a target, with what explains it."""
        numbers = {"value": shown.value, "plan_value": shown.plan_value, "chance": stand.chance, "days_left": stand.days_left}
        texts = {
            "rule": self.rule.name,
            "severity": severity.word,
            "state": state.word,
            "period": shown.period.text,
            "target": one.name,
            "name_zh": one.spec.names.zh,
            "name_en": one.spec.names.en,
            "rule_zh": self.rule.spec.names.zh,
            "rule_en": self.rule.spec.names.en,
            "status": shown.status.word,
            "unit": shown.unit,
            "owner": shown.owner,
        }
        known = {name: float(number) for name, number in numbers.items() if number is not None}
        if stand.days_overdue:
            known["days_overdue"] = float(stand.days_overdue)
            texts["awaited"] = shown.facts.texts["awaited"]
        facts = Facts("rule.target/1", known, {name: text for name, text in texts.items() if text})
        return Episode(
            raised_period=raised,
            period=shown.period,
            state=state,
            severity=severity,
            facts=facts,
            inputs=shown.inputs,
            reason=AlertReason.RESET if state is AlertState.RESOLVED else None,
        )

    def _evaluate(self, stand: Stand) -> Answer:
        at = self._standpoint
        at.stand = stand
        holds = self._parts.hold(at)
        ends = None if holds is None else self._parts.resets(at, holds=holds)
        return Answer(holds, ends, self._parts.severity(at, Severity.YELLOW), tuple(self._parts.standing(at)))


class TargetStandpoint:
    """The target that expressions are evaluated at."""

    def __init__(self) -> None:
        self.legs_holding = 0
        self.stand: Stand | None = None
        self.context = cel.Context()
        for name in TARGET_FUNCTIONS - {"legs"}:
            self.context.add_function(name, getattr(self, name))
        self.context.add_function("legs", lambda: self.legs_holding)

    def status(self) -> str:
        """Return the status as a word."""
        return self._status().word

    def level(self) -> int:
        """Return the status as a number."""
        return int(self._status())

    def best_before(self) -> int:
        """Return the best level of the earlier periods of the year."""
        return _known(self._standing.best_before)

    def chance(self) -> int:
        """Return the chance that the target is reached, whole percent."""
        return _known(self._standing.chance)

    def days_left(self) -> int:
        """Return the days until the last feasible date."""
        return _known(self._standing.days_left)

    def days_overdue(self) -> int:
        """Return the days since the first report that is missing was due."""
        return self._standing.days_overdue

    def due(self) -> bool:
        """Return whether the report of the value shown was due."""
        return self._standing.due

    def month(self) -> int:
        """Return the month that the period shown ends in."""
        return self._standing.month

    def reported(self) -> bool:
        """Return whether any value of the year is known."""
        return self._standing.reported

    def strength(self) -> str:
        """Return the plan's own word."""
        return self._standing.strength

    @property
    def _standing(self) -> Stand:
        if self.stand is None:
            raise Missing("target")
        return self.stand

    def _status(self) -> TargetStatus:
        status = self._standing.status
        if status > TargetStatus.BREACHED:
            raise Missing(status.word)
        return status


def _known(number: int | None) -> int:
    if number is None:
        raise Missing
    return number


TARGET_FUNCTIONS = frozenset(
    {"status", "level", "best_before", "chance", "days_left", "days_overdue", "due", "month", "reported", "strength", "legs"}
)
"""Functions of rules over targets; CEL's own go beside them."""
