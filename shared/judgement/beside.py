"""Beside a verdict: what a unit said about its period, and overrides that stand. The verdict itself is untouched."""

from __future__ import annotations

from shared.judgement.assess import TargetAssessment
from shared.judgement.state import AreaState
from shared.judgement.verdict import StatusVerdict
from shared.model.statement import Statement, StatementKind


def beside(area: AreaState, verdict: StatusVerdict, now_ms: int) -> StatusVerdict:
    """Return a verdict with what is said beside it at a moment, in order of time: the very same one where nothing is."""
    said = area.statements.get((verdict.plan, verdict.target))
    if not said:
        return verdict
    found = sorted((one for one in said.values() if _stands_beside(one, verdict, now_ms)), key=lambda one: (one.time_ms, one.event_id))
    return verdict._replace(statements=tuple(found)) if found else verdict


def all_beside(area: AreaState, result: TargetAssessment, now_ms: int) -> TargetAssessment:
    """Do the same for all verdicts of an assessment."""
    latest = result.latest
    if (latest.plan, latest.target) not in area.statements:
        return result
    verdicts = tuple(beside(area, one, now_ms) for one in result.verdicts)
    return result._replace(verdicts=verdicts, latest=beside(area, latest, now_ms))


def next_lapse_ms(area: AreaState, key: tuple[str, str], now_ms: int) -> int | None:
    """Return when the next of the overrides of a (plan, target) ends, milliseconds; None: none does."""
    said = area.statements.get(key)
    if not said:
        return None
    lapses = (one.lapse_ms for one in said.values())
    return min((lapse for lapse in lapses if lapse is not None and lapse > now_ms), default=None)


def _stands_beside(statement: Statement, verdict: StatusVerdict, now_ms: int) -> bool:
    if statement.kind is StatementKind.REMARK:
        return statement.period == verdict.period
    lapse_ms = statement.lapse_ms
    return statement.period.end <= verdict.period.end and (lapse_ms is None or lapse_ms > now_ms)
