"""What the clock alone makes of the verdicts on a target: the last one stands, or a later value is overdue, or none is due yet.

The same for a live status, an offline one, and one of the past that is told from what was sent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from shared.judgement.amendments import under_all
from shared.judgement.calendar import Awaited, released_ms
from shared.judgement.timetable import Timetable
from shared.judgement.verdict import Facts, NextRelease, StatusVerdict
from shared.model.period import Period
from shared.model.status import TargetStatus

UNASSESSABLE, OVERDUE, TOO_EARLY = "unassessable/1", "overdue/1", "too-early/1"
"""Formulas of statuses that no evaluator gives."""

Lacking = Callable[[Period], Mapping[str, str]]
"""The texts that name which areas a sum lacks in a period; empty: it is no sum, or nobody is known to report."""


def next_release(latest: StatusVerdict, timetable: Timetable, now_ms: int) -> NextRelease | None:
    """Return when the next value is to be expected that is not known yet; None: none is, in the plan's year."""
    one = timetable.coming(now_ms, latest.period.end if latest.value is not None else latest.period.start)
    if one is None:
        return None
    official = released_ms(one.period, timetable.release)
    is_official = official > now_ms
    return NextRelease(one.period, official if is_official else one.due_ms, is_official, one.assumed)


class Without(NamedTuple):
    """What is to be said while there is no value."""

    period: Period
    status: TargetStatus
    formula: str
    texts: Mapping[str, str]


def at_clock(last: StatusVerdict, timetable: Timetable, now_ms: int, lacking: Lacking) -> StatusVerdict:
    """Return the last verdict, or, once a later value is due, that this is overdue; the last verdict is kept beside it."""
    late = timetable.late(now_ms, after=last.period)
    if not late:
        return last
    texts = {**last.facts.texts, "last_formula": last.facts.formula, **_late(late, lacking)}
    return last.overdue(Facts(OVERDUE, last.facts.numbers, texts))


def without_value(timetable: Timetable, now_ms: int, lacking: Lacking, missing: Mapping[str, str]) -> Without:
    """Return what is to be said without any value.

    Args:
        timetable: The target's.
        now_ms: The clock.
        lacking: What a sum lacks.
        missing: What keeps the target from ever being judged as things stand; empty: nothing.
    """
    first, late = timetable.awaited[0], timetable.late(now_ms)
    if missing:
        return Without(first.period, TargetStatus.UNASSESSABLE, UNASSESSABLE, missing)
    if late:
        return Without(late[-1].period, TargetStatus.OVERDUE, OVERDUE, _late(late, lacking))
    return Without(first.period, TargetStatus.TOO_EARLY, TOO_EARLY, _awaited(first))


def told_as_of(known: StatusVerdict, last: StatusVerdict | None, now_ms: int, lacking: Lacking) -> StatusVerdict | None:
    """Return the status of a target as of a moment, from what was told about it; None: nothing can be said of so early a one.

    Args:
        known: What was told last; it says by which definitions the target is judged.
        last: The verdict on the last period that counts; None: none has a value.
        now_ms: The moment.
        lacking: What a sum lacks.
    """
    if known.timetable is None:
        return last or (known if known.value is None else None)
    found = _as_of(known, last, known.timetable, now_ms, lacking)
    return found.awaiting(next_release(found, known.timetable, now_ms))


def _as_of(known: StatusVerdict, last: StatusVerdict | None, timetable: Timetable, now_ms: int, lacking: Lacking) -> StatusVerdict:
    if last is not None:
        return at_clock(last, timetable, now_ms, lacking)
    found = without_value(timetable, now_ms, lacking, _never_judged(known))
    texts = {name: known.facts.texts[name] for name in ("covers",) if name in known.facts.texts}
    return under_all(known.emptied(found.period, found.status, Facts(found.formula, {}, {**texts, **found.texts})))


def _never_judged(known: StatusVerdict) -> Mapping[str, str]:
    """Return what keeps a target from being judged in any period, as a verdict on it says."""
    texts = known.facts.texts
    is_static = known.value is None or texts.get("missing") in ("limit", "number")
    formula = texts.get("last_formula", known.facts.formula)
    return {name: text for name, text in texts.items() if name.startswith("missing")} if is_static and formula == UNASSESSABLE else {}


def _awaited(one: Awaited) -> dict[str, str]:
    return {"awaited": one.period.text, "due": one.due_day.isoformat(), **({"assumed_due": "true"} if one.assumed else {})}


def _late(late: Sequence[Awaited], lacking: Lacking) -> dict[str, str]:
    """Return which period is awaited and what it lacks, when the first of those that are late was due, and, of several, what that lacks.

    The first keeps the verdict where it is, the last is what would be known by now: nothing more is said of those between.
    """
    first, last = late[0], late[-1]
    texts = {**_awaited(last), "late_since": first.due_day.isoformat(), **lacking(last.period)}
    if first is last:
        return texts
    before = lacking(first.period)
    others = before if before.get("lacking_en") != texts.get("lacking_en") else {}
    return {
        **texts,
        "late_first": first.period.text,
        "late_count": str(len(late)),
        **{f"first_{name}": said for name, said in others.items()},
    }
