"""Logs as JSON, one line an entry: quiet unless something needs a person."""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime

from shared.runtime.telemetry import current_trace

LIBRARY_CODES = {"library-warning": "warning", "library-error": "error", "library-critical": "critical"}
"""Code and level of a line that is not ours but a library's."""

_QUIET_SECONDS = 60.0
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time (UTC), level, service, code, message, logger, the trace it was done in, error, and what `extra` gives.

    `code` names what happened and stays the same over releases (docs/logs.md lists them all); that of a library's line tells its level.
    """

    def __init__(self, service: str) -> None:
        super().__init__()
        self._service = service

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "service": self._service,
            "code": f"library-{record.levelname.lower()}",
            "message": record.getMessage(),
            "logger": record.name,
        }
        line |= {name: value for name, value in vars(record).items() if name not in _STANDARD}
        trace_id, span_id = current_trace()
        if trace_id:
            line |= {"trace_id": trace_id, "span_id": span_id}
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


class Sparing(logging.Filter):
    """Lets a library say the same thing once a minute; the next time it says how often it was left out (`left_out`). Ours is never left out."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._said: dict[tuple[str, str], tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether the line is written."""
        if hasattr(record, "code"):
            return True
        what, now = (record.name, str(record.msg)), self._clock()
        since, left_out = self._said.get(what, (float("-inf"), 0))
        if now - since < _QUIET_SECONDS:
            self._said[what] = since, left_out + 1
            return False
        self._said[what] = now, 0
        if left_out:
            record.left_out = left_out
        return True


def start_logs(service: str, level: str = "WARNING") -> None:
    """Send all logs of the process to its standard error as JSON; libraries only from WARNING on, and sparingly."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter(service))
    handler.addFilter(Sparing())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in ("shared", "services", "xiheng"):
        logging.getLogger(name).setLevel(level.upper())
    # kafka-python tells of every broken connection; whether Kafka is away is ours to tell.
    logging.getLogger("kafka").setLevel(logging.CRITICAL)
