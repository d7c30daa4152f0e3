"""What all channels have in common: one letter in, one outcome out."""

from __future__ import annotations

from typing import NamedTuple, Protocol, TypeVar

from services.notifier.letter import Letter
from services.notifier.writing import InvalidTemplate

P_contra = TypeVar("P_contra", contravariant=True)

ANSWER_LENGTH = 200
"""Characters kept of an answer."""


class Outcome(NamedTuple):
    """What came of an attempt. The channel says what happened; whether it is tried again is decided elsewhere."""

    delivered: bool
    answer: str
    retry_after: float | None = None
    """Seconds that the receiver asks to wait; None: it does not say."""
    permanent: bool = False
    """The same letter would be refused again."""


class Channel(Protocol[P_contra]):
    """Sends letters to receivers that a part of a manifest describes."""

    async def send(self, to: P_contra, letter: Letter) -> Outcome:
        """Send a letter. Never raises for what the receiver does, nor for what the manifest or its files say wrongly."""


async def sent(channel: Channel[P_contra], to: P_contra, letter: Letter) -> Outcome:
    """Send a letter; one whose template is broken is refused before anybody gets it."""
    try:
        return await channel.send(to, letter)
    except InvalidTemplate as error:
        return refused(error)


def delivered(answer: str) -> Outcome:
    """Return the outcome of a letter that the receiver has."""
    return Outcome(delivered=True, answer=answer[:ANSWER_LENGTH].strip())


def failed(answer: object, *, retry_after: float | None = None) -> Outcome:
    """Return the outcome of an attempt that may go better later."""
    return Outcome(delivered=False, answer=str(answer)[:ANSWER_LENGTH].strip(), retry_after=retry_after)


def refused(answer: object) -> Outcome:
    """Return the outcome of an attempt that would fail again in the same way."""
    return Outcome(delivered=False, answer=str(answer)[:ANSWER_LENGTH].strip(), permanent=True)
