"""A line as it is kept: the body that is hashed, and beside it what is personal, which the body only refers to."""

from __future__ import annotations

import json
from typing import NamedTuple

from services.notifier.lifecycle.line import PLATFORM, Line, Seen, Step
from shared.model.chain import canonical, reference_of

_PERSONAL_FACTS = frozenset({"link"})
"""Facts that people write freely."""


class Written(NamedTuple):
    """A line as it is kept."""

    body: str
    words: str | None
    """None: nothing of it is personal."""


def written(line: Line, salt: str) -> Written:
    """Return what is kept of a line.

    Args:
        line: The line.
        salt: 32 hexadecimal digits, of this line alone.
    """
    facts = {name: value for name, value in line.facts.items() if name not in _PERSONAL_FACTS}
    body: dict[str, object] = {"id": line.id, "step": line.step.value, "time_ms": line.time_ms, "seen": list(line.seen), "facts": facts}
    if line.alert:
        body["alert"] = line.alert
    if line.actor == PLATFORM:
        return Written(canonical({**body, "actor": PLATFORM, "note": line.note}), None)
    personal = {name: value for name, value in line.facts.items() if name in _PERSONAL_FACTS}
    words = canonical({"actor": line.actor, "note": line.note, **personal})
    return Written(canonical({**body, "words": reference_of(salt, words)}), words)


def read(body: str, words: str | None) -> Line:
    """Return the line that was kept; where its words were erased, its actor and note are empty."""
    said = json.loads(body)
    own = {"actor": said.get("actor", ""), "note": said.get("note", ""), **(json.loads(words) if words else {})}
    personal = {name: own[name] for name in _PERSONAL_FACTS if name in own}
    return Line(
        id=said["id"],
        alert=said.get("alert", ""),
        step=Step(said["step"]),
        time_ms=said["time_ms"],
        actor=own["actor"],
        note=own["note"],
        seen=Seen(*said["seen"]),
        facts={**said["facts"], **personal},
    )
