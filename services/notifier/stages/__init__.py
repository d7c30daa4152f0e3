"""The stages between an event and the notices about it: a list that one reads from left to right."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

from services.notifier.notice import Notice
from services.notifier.stages.answered import unanswered
from services.notifier.stages.digesting import digested
from services.notifier.stages.grouping import grouped
from services.notifier.stages.hearing import heard
from services.notifier.stages.holding import damped, inhibited, silenced, under_maintenance
from services.notifier.stages.quiet import in_quiet_hours
from services.notifier.stages.situation import Situation
from services.notifier.stages.stage import Draft, Held, Stage
from shared.model.catalogue import Catalogue
from xiheng.events.v1.verdict_pb2 import AlertEvent

STAGES: Final[tuple[Stage, ...]] = (heard, unanswered, silenced, under_maintenance, damped, inhibited, in_quiet_hours, grouped, digested)
"""What becomes of each draft. What follows when it is sent - order, pace, breaker, retry - is `services.notifier.delivery`."""


class Passed(NamedTuple):
    """What came through the stages."""

    notices: list[Notice]
    """One for each channel of each subscriber that is to be told."""
    held: frozenset[Held]
    """Why others are not told who asked for it."""


def notices_for(
    event: AlertEvent,
    cursor: int,
    catalogue: Catalogue,
    *,
    step: str,
    now_ms: int,
    situation: Situation | None = None,
    occasion: str = "",
    to: Collection[str] | None = None,
) -> Passed:
    """Return the notices of an event.

    Args:
        event: The event.
        cursor: Its number.
        catalogue: The subscribers; those of its plan may be told.
        step: What it is in the life of its episode.
        now_ms: The machine's time.
        situation: What else is known; None: nothing, as for a new episode.
        occasion: Tells these notices from others of the same event, such as a stage of escalation; empty: the event itself.
        to: Subscribers that a chain names, whatever they hear of otherwise; None: whoever hears of it.
    """
    notices: list[Notice] = []
    held: set[Held] = set()
    for draft in _drafts(event, catalogue, step, now_ms, situation or Situation(), to):
        passed = _through(draft)
        if isinstance(passed, Draft):
            notices.append(_notice(passed, cursor, occasion))
        elif passed is not None:
            held.add(passed)
    return Passed(notices, frozenset(held))


def _drafts(
    event: AlertEvent, catalogue: Catalogue, step: str, now_ms: int, situation: Situation, to: Collection[str] | None
) -> Iterator[Draft]:
    for (plan, name), subscriber in catalogue.subscribers.items():
        if plan != event.plan or (to is not None and name not in to):
            continue
        for channel in subscriber.spec.channels():
            yield Draft(
                event=event,
                step=step,
                subscriber=name,
                spec=subscriber.spec,
                channel=channel,
                catalogue=catalogue,
                now_ms=now_ms,
                situation=situation,
                due_ms=now_ms,
                named=to is not None,
            )


def _through(draft: Draft) -> Draft | Held | None:
    for stage in STAGES:
        passed = stage(draft)
        if not isinstance(passed, Draft):
            return passed
        draft = passed
    return draft


def _notice(draft: Draft, cursor: int, occasion: str) -> Notice:
    event = draft.event
    words = (event.id, event.origin.offset, event.origin.ordinal, event.plan, draft.subscriber, draft.channel)
    return Notice(
        notice_id=identity_of(*words, *([occasion] if occasion else [])),
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
