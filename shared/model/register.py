"""States of register items as numbers: a percent done, with names for the ends."""

from __future__ import annotations

from typing import Final

CANCELLED: Final = -1.0
"""The item was struck off; it counts neither as done nor as late."""
PLANNED: Final = 0.0
STARTED: Final = 1.0
"""Started without a known percent; any number above 0 and below 100 is a percent done."""
DONE: Final = 100.0

REGISTER_STATES: Final = {"planned": PLANNED, "started": STARTED, "done": DONE, "cancelled": CANCELLED}
"""Name of each state that may be sent instead of a percent."""


def register_state(value: float) -> str:
    """Return the name of the state that a stored register value stands for."""
    if value < 0:
        return "cancelled"
    if value >= DONE:
        return "done"
    return "started" if value > 0 else "planned"
