"""`python -m services.processor`."""

from __future__ import annotations

import os

from faust import Worker

from services.processor.app import create_app
from services.processor.settings import ProcessorSettings
from shared.runtime.settings import read_settings


def main() -> None:
    """Start a processor from the environment and run until a signal comes."""
    settings = read_settings(ProcessorSettings, os.environ)
    Worker(create_app(settings), loglevel="WARNING", redirect_stdouts=False).execute_from_commandline()


if __name__ == "__main__":
    main()
