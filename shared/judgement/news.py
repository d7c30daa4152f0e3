"""News: which verdicts on a target differ from what was last sent. Memory, ruled by the log's order alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

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
    made = list(_made(result, known))
    before, now = memory.periods, {**memory.periods, **{verdict.period: one for verdict, one in made}}
    retracted = _beyond(now, result.verdicts)
    for period in retracted:
        del now[period]
    memory.periods, changed = now, [verdict for verdict, one in made if before.get(verdict.period) != one]
    latest = result.shown()
    found, outlook = _sent_of(latest, result.verdicts, now), told(latest.projection)
    shown = (latest.period, awaiting(found, latest.next_release))
    alone = (latest.period, found if latest is result.latest else sent(result.latest))
    timetable = 0 if latest.timetable is None else latest.timetable.fingerprint
    is_same = not changed and shown == memory.latest and not retracted and timetable == memory.timetable
    if is_same and not is_news(memory.outlook, outlook):
        return
    memory.latest, memory.outlook, memory.timetable = shown, outlook, timetable
    state.touch("m/" + "/".join(key), memory)
    corrected = [verdict.period for verdict in changed if _is_another(before.get(verdict.period), now[verdict.period])]
    revisions = revised() if corrected or retracted else []
    _remember(memory, before, corrected if revisions else (), retracted, revisions)
    for verdict in changed:
        if (verdict.period, now[verdict.period]) != alone:
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


def _made(result: TargetAssessment, known: TargetAssessment | None) -> Iterator[tuple[StatusVerdict, Sent]]:
    """Return the verdicts that were made anew, with what tells them from others; the rest is in memory as it is."""
    held = set(map(id, known.verdicts)) if known else ()
    return ((verdict, sent(verdict)) for verdict in result.verdicts if id(verdict) not in held)


def _sent_of(latest: StatusVerdict, verdicts: Sequence[StatusVerdict], known: Mapping[Period, Sent]) -> Sent:
    """Return what tells the verdict shown from others: the same as of the last verdict, where nothing was added that tells them apart."""
    last = verdicts[-1] if verdicts else None
    is_same = last is not None and latest.facts is last.facts and latest.statements is last.statements and not latest.contributions
    return known[latest.period] if is_same else sent(latest)


def _beyond(periods: Collection[Period], verdicts: Collection[StatusVerdict]) -> tuple[Period, ...]:
    """Return those of the periods that no verdict is about; all that have a verdict are among them."""
    return () if len(periods) == len(verdicts) else tuple(sorted({*periods} - {verdict.period for verdict in verdicts}))
