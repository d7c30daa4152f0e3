"""Feeling the pulse for as long as the process lives."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping

import sqlalchemy as sa

from services.notifier.projection import Taken
from services.notifier.pulse import EVERY_SECONDS, Pulse
from shared.events.kafka_client import Consumer
from shared.events.topics import AREA_EVENTS
from shared.runtime.lifecycle import Life

_log = logging.getLogger(__name__)


class EndsWhenAsked:
    """Asks Kafka where the log ends, over one connection that is made when it is needed. One thread at a time."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._consumer: Consumer | None = None

    def __call__(self) -> Mapping[int, int]:
        """Return the ends by partition.

        Raises:
            Unavailable: If Kafka does not answer.
        """
        if self._consumer is None:
            self._consumer = Consumer(self._address, name="xiheng-notifier-pulse")
        return self._consumer.ends(AREA_EVENTS)

    def close(self) -> None:
        """End the connection."""
        if self._consumer is not None:
            self._consumer.close()


async def feel_until_the_end(life: Life, pulse: Pulse, told: Callable[[Taken], None]) -> None:
    """Feel the pulse now and then until the life ends.

    Args:
        life: Of the process.
        pulse: The pulse.
        told: Called with what there is to be told of.
    """
    while not life.stopping:
        try:
            taken = await asyncio.to_thread(pulse.feel)
        except sa.exc.OperationalError as error:
            _log.warning("cannot write of a silence, trying again", extra={"code": "pulse-away", "error": str(error)})
        else:
            if taken.records:
                told(taken)
        await life.rest(EVERY_SECONDS)
