"""Logs as JSON, one line an entry: quiet unless something needs a person."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

from shared.runtime.telemetry import current_trace

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time (UTC), level, service, code, message, logger, the trace it was done in, error, and what `extra` gives.

    `code` names what happened and stays the same over releases (docs/logs.md lists them all); lines of libraries have none.
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
            "code": "",
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


def start_logs(service: str, level: str = "WARNING") -> None:
    """Send all logs of the process to its standard error as JSON; libraries only from WARNING on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter(service))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in ("shared", "services", "xiheng"):
        logging.getLogger(name).setLevel(level.upper())
    # kafka-python tells of every broken connection; whether Kafka is away is ours to tell.
    logging.getLogger("kafka").setLevel(logging.CRITICAL)
