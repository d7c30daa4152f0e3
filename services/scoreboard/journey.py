"""The last part of a verdict's journey: from the record to where it is shown, as a span of each status that is traced."""

from __future__ import annotations

import time
from collections.abc import Iterable

from services.scoreboard.projection import Applied
from shared.model.status import TargetStatus
from shared.runtime.telemetry import tell_span


class Journey:
    """Times the records that are taken in together; one thread at a time."""

    def __init__(self) -> None:
        self._since_ns = 0

    def begin(self) -> None:
        """Records were read."""
        self._since_ns = time.time_ns()

    def end(self, news: Iterable[Applied]) -> None:
        """What they brought is durable and shown."""
        for one in news:
            if one.trace:
                plan, target, area = one.key
                status = TargetStatus(one.event.status).word
                tell_span(
                    "show", one.trace, since_ns=self._since_ns, plan=plan, target=target, area=area, period=one.event.period, status=status
                )
