"""What the event loop's tasks are waiting for: said by the watchdog before a stalled process ends."""

from __future__ import annotations

import asyncio
from typing import Any


def awaits(loop: asyncio.AbstractEventLoop) -> list[str]:
    """Return a line for each task that waits: the calls from the outermost to the one that is stuck. Safe from another thread."""
    found = []
    for task in asyncio.all_tasks(loop):
        chain = " > ".join(_calls(task.get_coro()))
        if chain:
            found.append(f"{task.get_name()}: {chain}")
    return sorted(found)


def _calls(awaited: Any) -> list[str]:  # noqa: ANN401 - whatever a coroutine may await
    calls = []
    while awaited is not None:
        frame = getattr(awaited, "cr_frame", None) or getattr(awaited, "ag_frame", None) or getattr(awaited, "gi_frame", None)
        if frame is not None:
            calls.append(f"{frame.f_code.co_name}:{frame.f_lineno}")
        awaited = getattr(awaited, "cr_await", None) or getattr(awaited, "gi_yieldfrom", None)
    return calls
