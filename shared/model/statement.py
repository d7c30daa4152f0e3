"""Statements: what a responsible unit or a leader says beside a verdict, never over it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from shared.model.period import Period
from shared.model.status import TargetStatus


class StatementKind(IntEnum):
    """What a statement is; numbers equal those of the protos."""

    REMARK = 1
    """The responsible unit explains the verdict on one period."""
    OVERRIDE = 2
    """Another verdict, stated and signed by somebody with the right to it."""

    @property
    def word(self) -> str:
        """The word for it in JSON."""
        return self.name.lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What was said; kept for ever, as it was said."""

    plan: str
    target: str
    area: str
    period: Period
    """The period explained; of an override the first one that it stands beside."""
    kind: StatementKind
    author: str
    """Subject of who speaks."""
    unit: str = ""
    """Unit that speaks; empty for an override."""
    zh: str = ""
    en: str = ""
    status: TargetStatus | None = None
    """The verdict stated; None for a remark."""
    document: str = ""
    """Document that an override rests on."""
    until: date | None = None
    """Last day that an override stands."""
    signature: str = ""
    """JSON Web Signature of an override."""
    time_ms: int = 0
    """When it was received, milliseconds since 1970-01-01 UTC."""
    event_id: int = 0
    """Event that brought it."""

    @property
    def key(self) -> tuple[str, str]:
        """(plan, target)."""
        return self.plan, self.target

    @property
    def lapse_ms(self) -> int | None:
        """The end of its last day, milliseconds since 1970-01-01 UTC; None: it stands for ever."""
        return None if self.until is None else Period.day(self.until).end_ms()
