"""What a link shows and takes: its notice, the alert as it stands now, and steps of whoever has the link."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from services.notifier.answering.links import ForgedLink, Links
from services.notifier.answers import Answered, answered
from services.notifier.book import Book
from services.notifier.episodes import standing_from
from services.notifier.letter import Language, Told
from services.notifier.lifecycle.line import Line, Step
from services.notifier.lifecycle.standing import Standing
from services.notifier.requests import request_of
from shared.model.catalogue import Catalogue
from shared.model.errors import Invalid
from xiheng.alerts.v1 import alert_service_pb2 as messages
from xiheng.events.v1.verdict_pb2 import AlertEvent

MOST_OF_A_NAME = 60
_SHOWN = (Step.ACKNOWLEDGED, Step.ASSIGNED, Step.COMMENTED, Step.ESCALATED, Step.NOTICES_CLOSED, Step.VERIFIED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What stands behind a link."""

    notice: str
    subscriber: str
    channel: str
    language: Language
    told: Told
    """The latest event."""
    standing: Standing
    steps: list[Line]
    """What people did, oldest first."""


class AnswersByLink:
    """Reads and writes; thread-safe, blocks."""

    def __init__(self, links: Links, book: Book, catalogue: Callable[[], Catalogue]) -> None:
        self._links = links
        self._book = book
        self._catalogue = catalogue

    def seen(self, token: str) -> Seen:
        """Return what stands behind a link.

        Raises:
            ForgedLink: If it was not made here, or its subscriber is not there any more.
            ExpiredLink: If its time is over.
        """
        notice = self._book.notice(self._links.notice(token))
        subscriber = self._catalogue().subscribers.get((notice.plan, notice.subscriber)) if notice else None
        if notice is None or subscriber is None:
            raise ForgedLink("nobody has it any more")
        row = self._book.find(notice.alert_id)
        return Seen(
            notice=notice.notice_id,
            subscriber=notice.subscriber,
            channel=notice.channel,
            language=subscriber.spec.language,
            told=_told(row),
            standing=standing_from(row.standing),
            steps=[line for line in self._book.ledger(row.alert_id) if line.step in _SHOWN],
        )

    def acknowledge(self, token: str, *, name: str, comment: str) -> None:
        """Write down that somebody takes care of it; where somebody does already, nothing.

        Raises:
            ForgedLink: As in `seen`.
            ExpiredLink: As in `seen`.
            Invalid: If the alert is over, or a text is missing or too long.
        """
        seen = self.seen(token)
        if not seen.standing.going_on:
            raise Invalid("the alert is over")
        if seen.standing.acknowledged is None:
            request = messages.AcknowledgeAlertRequest(comment=comment)
            # The same link may be needed again: for an alert that got worse than what was acknowledged.
            self._take(seen, request, name, f"{seen.notice}-{seen.standing.since_ms}")

    def comment(self, token: str, *, name: str, comment: str, form: str) -> None:
        """Write down a comment.

        Args:
            token: Of the link.
            name: Of whoever writes.
            comment: The words.
            form: Id of the form that was filled in; the same one sent again changes nothing.

        Raises:
            ForgedLink: As in `seen`.
            ExpiredLink: As in `seen`.
            Invalid: If a text is missing or too long.
        """
        seen = self.seen(token)
        self._take(seen, messages.CommentOnAlertRequest(comment=comment), name, f"{seen.notice}-{form[:MOST_OF_A_NAME]}")

    def _take(self, seen: Seen, message: Any, name: str, request_id: str) -> None:  # noqa: ANN401 - a request of ours
        named = " ".join(name.split())
        if not named or len(named) > MOST_OF_A_NAME:
            raise Invalid(f"name: 1 to {MOST_OF_A_NAME} characters")
        facts = {"by": "link", "to": seen.subscriber, "channel": seen.channel, "notice": seen.notice}

        def step_at(now_ms: int) -> Answered:
            one = answered(message, now_ms)
            return one._replace(facts={**one.facts, **facts})

        # A link proves that somebody got the notice, not who: that is what the person says, and the line shows it so.
        actor = f"{named} (link to {seen.subscriber})"
        self._book.take_step(seen.told.event.id, request_of(actor, message, request_id), step_at)


def _told(row: Any) -> Told:  # noqa: ANN401 - a row of the table
    return Told(AlertEvent.FromString(row.event), row.phase, row.first_seen_ms)
