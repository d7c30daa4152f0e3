"""A release whose processes stand still at a signal, as one with a call that blocks would: the event loop runs no more, other threads do."""

from __future__ import annotations

import signal
from pathlib import Path

from tests.monitoring.prometheus import ROOT

STICK = signal.SIGVTALRM
"""One that nothing else listens to: Faust's worker has SIGUSR1 and SIGUSR2 for itself."""
_AT_START = "import signal, time\nsignal.signal(signal.SIGVTALRM, lambda *_: time.sleep(3600.0))\n"


def sticking_release(folder: Path) -> Path:
    """Make this checkout, with what Python imports before all else, in a folder."""
    for name in ("services", "shared", "protos"):
        (folder / name).symlink_to(ROOT / name)
    (folder / "sitecustomize.py").write_text(_AT_START, encoding="utf-8")
    return folder
