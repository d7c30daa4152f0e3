"""Composing: a letter out of the notices that it carries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import isfinite
from typing import Any

from services.notifier.facts import letter_facts
from services.notifier.letter import Letter, Told
from services.notifier.parcel import Parcel
from services.notifier.plot import PLOT_ID, plot
from services.notifier.stages.digesting import DIGEST
from services.notifier.writing import Writer
from shared.model.catalogue import Catalogue
from shared.model.manifests import SubscriberSpec
from shared.model.status import Severity
from xiheng.events.v1.verdict_pb2 import AlertEvent

MOST_LISTED = 50
"""Alerts that a letter lists; those above are counted."""

History = Callable[[str], Iterable[Any]]
"""Returns the events of an episode, oldest first, as rows with a field `event`."""


class Composer:
    """Writes letters; blocks, thread-safe."""

    def __init__(
        self, catalogue: Callable[[], Catalogue], writer: Writer, history: History, link_to: Callable[[str], str] = lambda _: ""
    ) -> None:
        """Take what is needed.

        Args:
            catalogue: The definitions in force.
            writer: Writes the parts.
            history: Returns what the plot shows.
            link_to: Returns the address where a notice is answered; an empty text: nowhere.
        """
        self._link_to = link_to
        self._catalogue = catalogue
        self._writer = writer
        self._history = history

    def compose(self, spec: SubscriberSpec, parcel: Parcel) -> Letter:
        """Return the letter of a parcel, without its trace."""
        return self.letter(
            spec,
            _latest_of_each(parcel),
            channel=parcel.notices[0].channel,
            notice=parcel.bundle,
            repeat=parcel.repeat,
            digest=parcel.notices[0].group_key == DIGEST,
        )

    def letter(
        self, spec: SubscriberSpec, told: Sequence[Told], *, channel: str, notice: str, repeat: bool = False, digest: bool = False
    ) -> Letter:
        """Return a letter about events, the most severe first. Its parts are written when they are asked for."""
        facts = letter_facts(told[:MOST_LISTED], self._catalogue(), more=max(len(told) - MOST_LISTED, 0), link_to=self._link_to)
        facts = {**facts, "notice": notice, "repeat": repeat, "digest": spec.digest.every if digest and spec.digest else ""}
        picture = self._plot(told[0].event) if channel == "mail" else b""
        words = {**facts, "plot": PLOT_ID if picture else ""}
        return Letter(
            notice=notice,
            language=spec.language,
            facts=facts,
            told=tuple(told[:MOST_LISTED]),
            repeat=repeat,
            say=lambda part: self._writer.write(part, spec.language, words),
            plot=picture,
        )

    def _plot(self, event: AlertEvent) -> bytes:
        """Return the plot of the values that the rule's first indicator had at each event of the episode."""
        if not event.inputs:
            return b""
        indicator = event.inputs[0].indicator
        read: dict[str, float] = {}
        for one in self._history(event.id):
            read |= {each.period: each.value for each in AlertEvent.FromString(one.event).inputs if each.indicator == indicator}
        values = [value for _, value in sorted(read.items()) if isfinite(value)]
        numbers = event.facts.numbers
        line = numbers["line"] if "line" in numbers and event.facts.texts.get("line_of") == indicator else None
        return plot(values, Severity(event.severity), line=line)


def _latest_of_each(parcel: Parcel) -> Sequence[Told]:
    """Return the latest event of each alert, in the order of the parcel: what an alert was before it was told is history."""
    latest: dict[str, tuple[int, Told]] = {}
    for notice, row in zip(parcel.notices, parcel.rows, strict=True):
        if notice.alert_id not in latest or notice.cursor > latest[notice.alert_id][0]:
            latest[notice.alert_id] = (
                notice.cursor,
                Told(AlertEvent.FromString(row.event), notice.step, row.first_seen_ms, notice.notice_id),
            )
    return [told for _, told in latest.values()]
