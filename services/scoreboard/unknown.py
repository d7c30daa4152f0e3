"""Why nothing is to be said of a target in an area, in words for who asked."""

from __future__ import annotations

from datetime import UTC, datetime

from services.scoreboard.projection import Key
from services.scoreboard.queries import Queries
from shared.model.period import SHANGHAI


def why_unknown(queries: Queries, key: Key) -> str:
    """Return where the target is judged instead, or since when it has a status."""
    areas = queries.areas_of(key.plan, key.target)
    if not areas:
        return f"target: plan {key.plan!r} has no status of {key.target!r}"
    if key.area not in areas:
        return f"area: {key.target!r} is judged in {', '.join(areas)}, not in {key.area!r}"
    first = datetime.fromtimestamp(queries.first_known_ms(key) / 1000, UTC).astimezone(SHANGHAI)
    return f"no status of {key.target!r} in {key.area!r} was known then: the first is of {first.isoformat(timespec='seconds')}"
