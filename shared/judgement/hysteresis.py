"""Hysteresis: a status moves when the gap exceeds the revision noise, or has lasted two periods."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from shared.judgement.verdict import Ladder, Reading
from shared.model.status import TargetStatus

Gaps = Callable[[], Sequence[float]]

SOFT = frozenset({TargetStatus.AHEAD, TargetStatus.ON_TRACK, TargetStatus.AT_RISK, TargetStatus.OFF_TRACK})
"""Statuses between which a move has to be earned; every other move is at once."""

REVISIONS_NEEDED = 8
"""Revisions that must be known before the indicator's own noise counts."""

DEFAULT_POINTS = 0.1
"""Noise of a percentage until then, in points."""

DEFAULT_SHARE = 0.005
"""Noise of anything else until then, as a share of the threshold."""


def settle(readings: Iterable[Reading], *, noise: float | None, gaps: Gaps) -> list[TargetStatus]:
    """Return the status shown for each reading, which come in order of their periods.

    The first one, a revised period and every move to or from a status that is not soft are at once. Otherwise the status moves when the
    value lies beyond the bound it had to cross by more than the noise, or when the previous period already wanted to leave in the same
    direction.

    Args:
        readings: Raw readings, ascending by period.
        noise: Half-width of the revision noise as defined, in the unit; None: learned from `gaps`, else the default.
        gaps: Returns |latest - first| of every revised value known; only asked where it decides.
    """
    shown: list[TargetStatus] = []
    before: Reading | None = None
    for reading in readings:
        status = reading.status
        if before is not None and not _moves(shown[-1], before, reading, noise, gaps):
            status = shown[-1]
        shown.append(status)
        before = reading
    return shown


def _moves(shown: TargetStatus, before: Reading, reading: Reading, noise: float | None, gaps: Gaps) -> bool:
    if reading.status is shown or reading.revised or reading.ladder is None:
        return True
    if shown not in SOFT or reading.status not in SOFT:
        return True
    lasted = before.status in SOFT and before.status is not shown and (before.status < shown) == (reading.status < shown)
    return lasted or _gap(reading.ladder, shown, reading.status) > revision_noise(reading.ladder, noise, gaps)


def _gap(ladder: Ladder, shown: TargetStatus, status: TargetStatus) -> float:
    """Return how far the score lies beyond the bound between the status shown and the one wanted, >= 0."""
    if status > shown:
        bound = ladder.bound(shown)
        return 0.0 if bound is None else bound - ladder.score
    crossed = [bound for rung, bound in ladder.bounds if rung < shown]
    return ladder.score - crossed[-1] if crossed else 0.0


def revision_noise(ladder: Ladder, noise: float | None, gaps: Gaps) -> float:
    """Return the half-width of the revision noise in the unit: as defined, else learned (nine of ten revisions were smaller), else default."""
    if noise is not None:
        return noise
    known = gaps()
    if len(known) >= REVISIONS_NEEDED:
        return sorted(known)[int(0.9 * (len(known) - 1))]
    return DEFAULT_POINTS if ladder.scale is None else DEFAULT_SHARE * abs(ladder.scale)
