"""Escalation: which stages of which chains are due. Pure: time comes in as an argument."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from services.notifier.lifecycle.standing import Standing
from shared.model.manifests.alerting import Chain, ChainStage

_MINUTE_MS = 60_000


class Due(NamedTuple):
    """A stage that is taken next, and when."""

    due_ms: int
    chain: str
    number: int
    """From 1."""
    stage: ChainStage


def next_stage(standing: Standing, chains: Mapping[str, Chain]) -> Due | None:
    """Return the earliest stage that was not taken since an answer is awaited; None: there is none, or the alert awaits no answer.

    A snoozed alert waits until the end of its snooze. Stages are taken one by one, in the order of their times, so what was missed
    while nobody looked is made up for.
    """
    if not standing.going_on or standing.acknowledged or standing.notices_closed:
        return None
    return min(_open_stages(standing, chains), key=lambda due: due[:3], default=None)


def _open_stages(standing: Standing, chains: Mapping[str, Chain]) -> Iterator[Due]:
    taken = dict(standing.taken)
    for name, chain in chains.items():
        for number, stage in enumerate(chain.stages, 1):
            if number > taken.get(name, 0):
                due_ms = standing.since_ms + int(stage.after_minutes * _MINUTE_MS)
                yield Due(max(due_ms, standing.snoozed_until_ms), name, number, stage)
