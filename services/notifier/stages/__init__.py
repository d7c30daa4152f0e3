"""The stages between an event and the notices about it: a list that one reads from left to right."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import reduce
from typing import Final

from services.notifier.notice import Notice
from services.notifier.stages.grouping import grouped
from services.notifier.stages.hearing import heard
from services.notifier.stages.quiet import in_quiet_hours
from services.notifier.stages.stage import Draft, Stage
from shared.model.catalogue import Catalogue
from xiheng.events.v1.verdict_pb2 import AlertEvent

STAGES: Final[tuple[Stage, ...]] = (heard, in_quiet_hours, grouped)
"""What becomes of each draft. What follows when it is sent - order, pace, breaker, retry - is `services.notifier.delivery`."""


def notices_for(event: AlertEvent, cursor: int, catalogue: Catalogue, *, step: str, now_ms: int) -> Iterator[Notice]:
    """Yield the notices of an event: one for each channel of each subscriber of its plan that is to hear of it.

    Args:
        event: The event.
        cursor: Its number.
        catalogue: The subscribers.
        step: What it is in the life of its episode.
        now_ms: The machine's time.
    """
    for (plan, name), subscriber in catalogue.subscribers.items():
        if plan != event.plan:
            continue
        for channel in subscriber.spec.channels():
            draft: Draft | None = Draft(
                event=event,
                step=step,
                subscriber=name,
                spec=subscriber.spec,
                channel=channel,
                catalogue=catalogue,
                now_ms=now_ms,
                due_ms=now_ms,
            )
            if (passed := reduce(lambda one, stage: None if one is None else stage(one), STAGES, draft)) is not None:
                yield _notice(passed, cursor)


def _notice(draft: Draft, cursor: int) -> Notice:
    event = draft.event
    words = (event.id, event.origin.offset, event.origin.ordinal, event.plan, draft.subscriber, draft.channel)
    return Notice(
        notice_id=identity_of(*words),
        cursor=cursor,
        alert_id=event.id,
        plan=event.plan,
        subscriber=draft.subscriber,
        channel=draft.channel,
        step=draft.step,
        severity=int(event.severity),
        group_key=draft.group_key,
        due_ms=draft.due_ms,
        created_ms=draft.now_ms,
    )


def identity_of(*words: object) -> str:
    """Return the id of a notice, 16 hexadecimal digits: the same for the same words."""
    return hashlib.blake2b("/".join(map(str, words)).encode(), digest_size=8).hexdigest()
