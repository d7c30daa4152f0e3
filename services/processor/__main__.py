"""`python -m services.processor`."""

from __future__ import annotations

import gc
import os
import sys

import uvloop
from faust import Worker

from services.processor.app import create_app
from services.processor.settings import ProcessorSettings
from services.processor.waiting import wait_for_topics
from shared.model.errors import InvalidSettings
from shared.runtime.lifecycle import usage_error
from shared.runtime.logs import start_logs
from shared.runtime.pages import Pages
from shared.runtime.settings import read_settings
from shared.runtime.telemetry import start_telemetry


class PlainWorker(Worker):
    """Faust's worker without its own logging and spinner."""

    def _setup_logging(self) -> None:
        """Leave logging as it is."""

    def _on_startup_end_spinner(self) -> None:
        """Write no control characters between the lines of the log."""


def main() -> int:
    """Start a processor from the environment and run until a signal comes."""
    try:
        settings = read_settings(ProcessorSettings, os.environ)
    except InvalidSettings as error:
        return usage_error(error)
    start_logs("processor", settings.log_level)
    telemetry = start_telemetry("processor", endpoint=settings.otlp_endpoint)
    # Nearly all that a record makes is free of cycles: the collector's usual pace walks the whole state again and again for nothing.
    gc.set_threshold(500_000, 20, 50)
    uvloop.install()
    app = create_app(settings)
    checks = {"work": app.watchdog.stalled}, {"partitions": lambda: app.watchdog.why_not_ready}
    Pages(settings.pages_host, settings.pages_port, live=checks[0], ready=checks[1]).start()
    wait_for_topics(settings, app.watchdog)
    try:
        PlainWorker(app, redirect_stdouts=False, quiet=True).execute_from_commandline()
    finally:
        # Last of all: what was done while stopping is told too.
        if telemetry is not None:
            telemetry.shutdown()
    return 0


if __name__ == "__main__":
    sys.exit(main())
