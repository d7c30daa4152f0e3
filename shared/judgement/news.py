"""News: which verdicts on a target differ from what was last sent. Memory, ruled by the log's order alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from shared.judgement.assess import TargetAssessment
from shared.judgement.correction import MOST, Correction, Revision
from shared.judgement.memory import Sent, StatusMemory, awaiting, is_news, sent, told
from shared.judgement.state import PartitionState
from shared.judgement.verdict import StatusVerdict
from shared.model.period import Period


def news(
    state: PartitionState,
    key: tuple[str, str, str],
    result: TargetAssessment,
    known: TargetAssessment | None,
    revised: Callable[[], list[Revision]],
) -> Iterator[StatusVerdict]:
    """Yield the verdicts that differ from what was last sent, the one shown last: it also says which ones hold no longer.

    Another projection of the one shown is news only where it moved far; of earlier periods it never is.

    Args:
        state: The partition's state.
        key: Plan, target, area.
        result: What is judged now.
        known: What was judged before, its verdicts in memory as they are.
        revised: Tells the revisions that it was judged anew for, in order.
    """
    memory = state.statuses.setdefault(key, StatusMemory())
    before, memory.periods = memory.periods, dict(_sent_by_period(result, known, memory.periods))
    changed = [verdict for verdict in result.verdicts if before.get(verdict.period) != memory.periods[verdict.period]]
    latest = result.shown()
    found, outlook = sent(latest), told(latest.projection)
    shown = (latest.period, awaiting(found, latest.next_release))
    alone = (latest.period, found if latest is result.latest else sent(result.latest))
    retracted = () if before.keys() <= memory.periods.keys() else tuple(sorted(before.keys() - memory.periods.keys()))
    timetable = 0 if latest.timetable is None else latest.timetable.fingerprint
    is_same = not changed and shown == memory.latest and not retracted and timetable == memory.timetable
    if is_same and not is_news(memory.outlook, outlook):
        return
    memory.latest, memory.outlook, memory.timetable = shown, outlook, timetable
    state.touch("m/" + "/".join(key), memory)
    corrected = [verdict.period for verdict in changed if _is_another(before.get(verdict.period), memory.periods[verdict.period])]
    revisions = revised() if corrected or retracted else []
    _remember(memory, before, corrected if revisions else (), retracted, revisions)
    for verdict in changed:
        if (verdict.period, memory.periods[verdict.period]) != alone:
            yield result.told(verdict, memory.corrections.get(verdict.period))
    yield latest.retracting(retracted, tuple(revisions[:MOST])).correcting(memory.corrections.get(latest.period))


def _is_another(before: Sent | None, now: Sent) -> bool:
    """Tell whether what was told of a period was another status, value or plan value."""
    return before is not None and _essence(before) != _essence(now)


def _essence(one: Sent) -> tuple[int, float | None, float | None]:
    return one[0], one[2], one[3]


def _remember(
    memory: StatusMemory, before: Mapping[Period, Sent], corrected: Iterable[Period], retracted: Iterable[Period], by: list[Revision]
) -> None:
    for period in retracted:
        memory.corrections.pop(period, None)
    for period in corrected:
        memory.corrections[period] = Correction.of(_essence(before[period]), by, period)


def _sent_by_period(
    result: TargetAssessment, known: TargetAssessment | None, before: Mapping[Period, Sent]
) -> Iterator[tuple[Period, Sent]]:
    """Yield what tells each verdict from another; of one that was not made anew it is remembered."""
    held = set(map(id, known.verdicts)) if known else set()
    for verdict in result.verdicts:
        yield verdict.period, before[verdict.period] if id(verdict) in held else sent(verdict)
