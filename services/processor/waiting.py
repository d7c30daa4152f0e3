"""Waiting for Kafka and the topics: Faust would end without them."""

from __future__ import annotations

import logging
import time

from services.processor.settings import ProcessorSettings
from services.processor.watchdog import Watchdog
from shared.events.administration import topic_problems
from shared.model.errors import Unavailable

_log = logging.getLogger("xiheng.processor")

_ASK_SECONDS = 1.0


def wait_for_topics(settings: ProcessorSettings, watchdog: Watchdog) -> None:
    """Return when the processor's topics are there as they must be; until then say through the watchdog what is missing."""
    while missing := _missing(settings):
        if missing != watchdog.why_not_ready:
            _log.warning("waiting", extra={"code": "kafka-awaited", "reason": missing})
        watchdog.why_not_ready = missing
        watchdog.beat()
        watchdog.observe(None, lag=0)
        time.sleep(_ASK_SECONDS)
    watchdog.why_not_ready = "starting"


def _missing(settings: ProcessorSettings) -> str:
    try:
        return "; ".join(topic_problems(settings.bootstrap_servers, partitions=settings.partitions, user="processor"))
    except Unavailable as error:
        return str(error)
