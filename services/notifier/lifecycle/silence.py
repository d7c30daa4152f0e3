"""Silences: what somebody asked not to be told of for a while. A fold of lines of the ledger, the same in any order and repetition. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from services.notifier.lifecycle.line import Line, Step, in_order
from services.notifier.lifecycle.standing import Answer
from shared.model.matchers import Subject, all_match

_DIGITS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """A silence."""

    id: str
    matchers: tuple[str, ...]
    """Alerts that it is about: those that meet all."""
    end_ms: int
    made: Answer
    """By whom, when and why."""
    ended: Answer | None = None
    """By whom, when and why it was ended; by the platform at its end."""

    def is_active(self, now_ms: int) -> bool:
        """Tell whether it holds at an instant."""
        return self.ended is None and now_ms < self.end_ms

    def is_about(self, subject: Subject) -> bool:
        """Tell whether it is about an alert."""
        return all_match(self.matchers, subject)


def silences_of(lines: Iterable[Line], known: Mapping[str, Silence] | None = None) -> dict[str, Silence]:
    """Return silences by id.

    Args:
        lines: Lines of the ledger, in any order; those of other steps are passed over.
        known: What earlier lines made.
    """
    found = dict(known or {})
    listed = [one for one in in_order(lines) if one.step in (Step.SILENCED, Step.SILENCE_ENDED)]
    for line in sorted(listed, key=lambda one: one.step is not Step.SILENCED):
        identity = id_of(line.id) if line.step is Step.SILENCED else line.facts["silence"]
        if line.step is Step.SILENCED:
            found.setdefault(identity, _made(line))
        elif (one := found.get(identity)) is not None and one.ended is None:
            found[identity] = replace(one, ended=Answer(line.actor, line.time_ms, line.note))
    return found


def id_of(line: str) -> str:
    """Return the id of the silence that a line makes, by the line's own."""
    return line[:_DIGITS]


def _made(line: Line) -> Silence:
    return Silence(
        id=id_of(line.id),
        matchers=tuple(line.facts["matchers"].split(" ")),
        end_ms=int(line.facts["end_ms"]),
        made=Answer(line.actor, line.time_ms, line.note),
    )
