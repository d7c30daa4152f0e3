"""Hysteresis: a status moves when the gap exceeds the revision noise, or has lasted two periods.

Seen from the status shown, the rung above lies higher by the noise, and its own rung lower; a direction that the period before already
pointed in is free.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from shared.judgement.ladder import Ladder, Rung
from shared.judgement.verdict import Facts, Reading
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


class RevisionNoise:
    """Half-width of the revision noise of an indicator, in its unit: as defined, else learned, else the default. Learned when first asked."""

    def __init__(self, defined: float | None, gaps: Gaps) -> None:
        """Take what is defined, or None, and what returns |latest - first| of every revised value known."""
        self.known = defined
        """As defined or learned; None: not asked yet, or too few revisions are known."""
        self._gaps: Gaps | None = gaps if defined is None else None

    @property
    def is_default(self) -> bool:
        """Tell whether neither a definition nor enough revisions say what it is; False also before it was asked for."""
        return self.known is None and self._gaps is None

    def on(self, ladder: Ladder) -> float:
        """Return the noise on a ladder, whose scale gives the default."""
        if self._gaps is not None:
            self.known, self._gaps = learned_noise(self._gaps()), None
        return default_noise(ladder) if self.known is None else self.known


class Settled(NamedTuple):
    """What is shown of a reading."""

    status: TargetStatus
    ladder: Ladder | None
    """The ladder as seen from the status shown before; None for a reading without one."""
    held: float | None = None
    """The reading alone would have had another status: it lies within this noise of the bound. None: it has the one shown."""
    by_default: bool = False
    """That noise is the default."""

    def told(self, reading: Reading) -> tuple[float | None, Facts]:
        """Return the value that would change what is shown, and the facts with what it would change to, and whether the status was held."""
        flip = None if self.ladder is None else self.ladder.flip()
        if flip is None:
            return reading.flip_value, reading.facts
        formula, numbers, texts = reading.facts.formula, {**reading.facts.numbers, **flip.numbers}, {**reading.facts.texts, **flip.texts}
        if self.held is not None:
            numbers, texts["held_from"] = {**numbers, "noise": self.held}, reading.status.word
        return flip.value, Facts(formula, numbers, texts)


def settle(readings: Iterable[Reading], noise: RevisionNoise) -> list[Settled]:
    """Return what is shown of each reading; they come in order of their periods.

    The first one, a revised period and every move to or from a status that is not soft are at once. Otherwise the status moves when the
    value lies beyond the bound it has to cross by more than the noise, or when the period before already wanted to leave in the same
    direction.
    """
    settled: list[Settled] = []
    before: Reading | None = None
    for reading in readings:
        ladder = reading.ladder
        if ladder is None or before is None or reading.revised:
            settled.append(Settled(reading.status, ladder))
        else:
            seen = seen_from(settled[-1].status, ladder, before=before.status, noise=noise)
            status = reading.status if seen is ladder else seen.status
            held = None if status is reading.status else noise.on(ladder)
            settled.append(Settled(status, seen, held, held is not None and noise.is_default))
        before = reading
    return settled


def seen_from(shown: TargetStatus, ladder: Ladder, *, before: TargetStatus, noise: RevisionNoise) -> Ladder:
    """Return a ladder with its rungs moved away from the status shown, up and down, by the noise.

    Args:
        shown: The status shown for the period before.
        ladder: The ladder of the period judged.
        before: The status that the period before would have had alone; a direction that it pointed in is free.
        noise: The revision noise; only asked where it decides.
    """
    statuses = (*(rung.status for rung in ladder.rungs), ladder.floor)
    if shown not in SOFT or shown not in statuses:
        return ladder
    place = statuses.index(shown)
    up = place > 0 and statuses[place - 1] in SOFT and not (before in SOFT and before < shown)
    down = place < len(ladder.rungs) and statuses[place + 1] in SOFT and not (before in SOFT and before > shown)
    if not up and not down:
        return ladder
    above, below = ladder.rungs[:place], ladder.rungs[place:]
    width = noise.on(ladder)
    return ladder._replace(rungs=(*(_raised(above, width) if up else above), *(_lowered(below, ladder.floor, width) if down else below)))


def _raised(above: tuple[Rung, ...], noise: float) -> Iterator[Rung]:
    """Yield the better rungs, none of a soft status nearer than the noise above the bound to be crossed."""
    step = above[-1].bound + noise
    for rung in above:
        yield rung if rung.status not in SOFT or rung.bound > step else Rung(rung.status, step, open=True)


def _lowered(below: tuple[Rung, ...], floor: TargetStatus, noise: float) -> Iterator[Rung]:
    """Yield the rung shown and the worse ones, none nearer than the noise below the bound to be crossed; a hard limit stays where it is."""
    under = (*(rung.status for rung in below[1:]), floor)
    hard = max((rung.bound for rung, next_down in zip(below, under, strict=True) if next_down not in SOFT), default=-math.inf)
    step = max(below[0].bound - noise, hard)
    for rung in below:
        yield rung if rung.bound < step else Rung(rung.status, step)


def learned_noise(gaps: Sequence[float]) -> float | None:
    """Return the half-width of the revision noise in the unit: nine of ten revisions were no larger. None until 8 are known."""
    return sorted(gaps)[int(0.9 * (len(gaps) - 1))] if len(gaps) >= REVISIONS_NEEDED else None


def default_noise(ladder: Ladder) -> float:
    """Return the noise of a value whose revisions are not known: 0.1 points, or 0.5 % of the threshold."""
    return DEFAULT_POINTS if ladder.scale is None else DEFAULT_SHARE * abs(ladder.scale)
