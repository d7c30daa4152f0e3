"""Waiting until everything that was reported has reached everyone: counted on Kafka, not guessed by time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from services.demo.gauges import Pages
from shared.events.kafka_client import Consumer
from shared.events.topics import AREA_EVENTS, RISK_ALERTS, TARGET_STATUSES
from shared.model.errors import Unavailable

_LOOK_SECONDS = 0.2


class Settling:
    """Knows how many records there are, and how many each consumer has taken."""

    def __init__(self, address: str, *, processors: Iterable[str], scoreboard: str, notifier: str) -> None:
        """Connect.

        Args:
            address: Kafka's brokers.
            processors: Addresses of the processors' pages; their topics were empty when they began.
            scoreboard: Address of the scoreboard's pages.
            notifier: Address of the notifier's pages.
        """
        self._consumer = Consumer(address, name="settling")
        self._processors = list(processors)
        self._scoreboard = scoreboard
        self._notifier = notifier

    def wait(self, seconds: float, *, check: Callable[[], None]) -> None:
        """Return when nothing is under way any more.

        Raises:
            Unavailable: If that takes longer.
        """
        end = time.monotonic() + seconds
        check()
        while reason := self._under_way():
            if time.monotonic() > end:
                raise Unavailable(f"the platform did not settle in {seconds:.0f} s: {reason}")
            check()
            time.sleep(_LOOK_SECONDS)

    def close(self) -> None:
        """Disconnect."""
        self._consumer.close()

    def records(self, topic: str) -> int:
        """Return the number of records of a topic."""
        return sum(self._consumer.ends(topic).values())

    def _under_way(self) -> str:
        applied, written = Pages(self._processors).total("xiheng_log_records_total"), self.records(AREA_EVENTS)
        if applied < written:
            return f"{written - applied:.0f} records of the log wait"
        if self.records(AREA_EVENTS) > written:
            return "roll-ups are under way"
        shown, sent = Pages([self._scoreboard]).total("xiheng_projected_total"), self.records(TARGET_STATUSES)
        if shown < sent:
            return f"{sent - shown:.0f} statuses wait for the scoreboard"
        taken, raised = Pages([self._notifier]).total("xiheng_alert_events_total"), self.records(RISK_ALERTS)
        if taken < raised:
            return f"{raised - taken:.0f} alerts wait for the notifier"
        waiting = Pages([self._notifier]).total("xiheng_waiting_notices")
        return f"{waiting:.0f} notices are not delivered" if waiting else ""
