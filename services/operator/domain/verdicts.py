"""Verdicts as the status of a target shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby

from services.operator.status import AreaVerdict, Explanation
from shared.events.verdicts import SentStatus
from shared.judgement.verdict import StatusVerdict
from shared.judgement.wording import explain_status, unit_word
from shared.judgement.wording.chances import chance_text
from shared.judgement.wording.numbers import number
from shared.model.status import TargetStatus


@dataclass(frozen=True, slots=True)
class Standing:
    """The latest verdict on a target in an area, and since when it has been this status."""

    sent: SentStatus
    since_ms: int

    @property
    def verdict(self) -> StatusVerdict:
        """The verdict."""
        return self.sent.verdict


def since_ms(latest: SentStatus, earlier: Sequence[SentStatus]) -> int:
    """Return since when the status has been what it is, milliseconds since 1970-01-01 UTC, as far as the history reaches.

    Args:
        latest: The verdict shown now.
        earlier: Those before it, newest first; a record of the log may have brought several, about earlier periods: the last one is shown.
    """
    since = latest.known_ms
    for _, ones in groupby(earlier, key=lambda one: (one.origin.partition, one.origin.offset)):
        shown = max(ones, key=lambda one: one.origin.ordinal)
        if shown.verdict.status is not latest.verdict.status:
            break
        since = min(since, shown.known_ms)
    return since


def area_verdict(standing: Standing) -> AreaVerdict:
    """Return a verdict as a status shows it."""
    verdict = standing.verdict
    chance = verdict.projection.chance if verdict.projection else None
    return AreaVerdict(
        area=verdict.area,
        period=verdict.period.text,
        status=verdict.status.word,
        last_status=verdict.last_status.word if verdict.last_status else None,
        value=verdict.value,
        value_shown=_shown(verdict.value, verdict.unit),
        plan_value=verdict.plan_value,
        plan_shown="" if verdict.plan_value is None else number(verdict.plan_value),
        unit=verdict.unit,
        chance=chance,
        chance_shown="" if chance is None else chance_text(chance, "en").replace("less than ", "<").replace("more than ", ">"),
        flip_value=verdict.flip_value,
        since=instant(standing.since_ms),
        known_time=instant(standing.sent.known_ms),
        explanation=Explanation(zh=explain_status(verdict, "zh"), en=explain_status(verdict, "en")),
    )


def instant(time_ms: int) -> datetime:
    """Return a time of milliseconds since 1970-01-01 UTC, in whole seconds as Kubernetes writes them."""
    return datetime.fromtimestamp(time_ms // 1000, UTC)


def ladder(statuses: Iterable[TargetStatus]) -> str:
    """Return how many there are of each status, best first: `★3 ▲20 ●80`; empty: none."""
    found = Counter(statuses)
    return " ".join(f"{status.symbol}{found[status]}" for status in TargetStatus if found[status])


def _shown(value: float | None, unit: str) -> str:
    return "" if value is None else f"{number(value)} {unit_word(unit, 'en')}".rstrip()
