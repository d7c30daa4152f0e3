"""Notices: who is told of what over which channel. Pure."""

from __future__ import annotations

from typing import NamedTuple


class Receiver(NamedTuple):
    """One channel of one subscriber."""

    plan: str
    subscriber: str
    channel: str


class Notice(NamedTuple):
    """One message about one event of an alert, to one receiver."""

    notice_id: str
    """The same for a repeat: receivers may drop what they have."""
    cursor: int
    """Number of the event."""
    alert_id: str
    plan: str
    subscriber: str
    channel: str
    step: str = ""
    """What the event is in the life of its episode."""
    severity: int = 0
    """The most severe go first."""
    group_key: str = ""
    """Notices of one key that wait together are told together; empty: alone."""
    due_ms: int = 0
    """Not before; milliseconds since 1970-01-01 UTC."""
    created_ms: int = 0
    """When it was written down."""
    attempts: int = 0
    """How often it was tried."""

    @property
    def receiver(self) -> Receiver:
        """Whom it goes to."""
        return Receiver(self.plan, self.subscriber, self.channel)
