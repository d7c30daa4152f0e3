"""When a status worsened: what an operations team is told of as an event of Kubernetes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from services.operator.status import AreaVerdict
from services.operator.status import TargetStatus as Shown
from shared.model.status import TargetStatus

_RANK: Final = {
    TargetStatus.ACHIEVED: 0,
    TargetStatus.AHEAD: 1,
    TargetStatus.ON_TRACK: 2,
    TargetStatus.AT_RISK: 3,
    TargetStatus.OFF_TRACK: 4,
    TargetStatus.BREACHED: 5,
}
"""From good to bad; the others say that nothing is known, and so that nothing worsened."""


def badness(status: TargetStatus) -> int:
    """Return how bad a status is, from 0; of one that says that nothing is known -1."""
    return _RANK.get(status, -1)


class Worsening(NamedTuple):
    """A status that became worse."""

    reason: str
    message: str
    id: str
    """The same for the same verdict, however often it is seen."""


def worsenings(before: Mapping[str, Any], after: Shown) -> Iterator[Worsening]:
    """Yield what became worse in any area, from the status that an object has to the one that it gets."""
    known = {one["area"]: one for one in (before.get("verdict"), *before.get("areas", ())) if one}
    for one in (after.verdict, *after.areas):
        if one is not None and one.area in known:
            yield from _worsening(known[one.area], one)


def _worsening(before: Mapping[str, Any], after: AreaVerdict) -> Iterator[Worsening]:
    old, new = _word(before.get("status")), _word(after.status)
    if new is TargetStatus.OVERDUE and old is not TargetStatus.OVERDUE:
        yield _told("ValueOverdue", str(before["status"]), after)
    was = _ranked(old) if _ranked(old) is not None else _ranked(_word(before.get("lastStatus")))
    now = _ranked(new)
    if was is not None and now is not None and now > was:
        yield _told("StatusWorsened", _worse_than(before), after)


def _told(reason: str, old: str, after: AreaVerdict) -> Worsening:
    message = f"{after.area} {after.period}: {old} → {after.status}. {after.explanation.zh} {after.explanation.en}"
    identity = f"{after.area}/{after.period}/{old}/{after.status}/{after.known_time.isoformat()}"
    return Worsening(reason, message, hashlib.sha256(identity.encode()).hexdigest()[:16])


def _worse_than(before: Mapping[str, Any]) -> str:
    """Return the word that the new one is worse than: of an overdue value that of its last data."""
    status = str(before.get("status"))
    return status if _ranked(_word(status)) is not None else f"{status} (before: {before.get('lastStatus')})"


def _ranked(status: TargetStatus | None) -> int | None:
    return None if status is None else _RANK.get(status)


def _word(word: object) -> TargetStatus | None:
    return TargetStatus.__members__.get(str(word).upper())
