"""Which of the values that changed took the place of others: what corrections name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from shared.judgement.area_view import AreaView
from shared.judgement.correction import Revision
from shared.judgement.ranks import plain_revision
from shared.judgement.series import Series
from shared.model.period import Period
from shared.model.status import ObservationStatus


def revisions_in(view: AreaView, changed: Mapping[Series, list[int]]) -> list[Revision]:
    """Return those of the values that changed that took the place of others, the earliest period first; none that is under embargo.

    Args:
        view: The area's view.
        changed: Ordinals that changed, by series of the area.
    """
    return sorted(set(_revisions(view, changed)), key=lambda one: (one.period.end, one.period.length, *one[1:4]))


def _revisions(view: AreaView, changed: Mapping[Series, list[int]]) -> Iterator[Revision]:
    for series, ordinals in changed.items():
        key, spec = series.key, view.indicator(series.key.indicator)
        for ordinal in ordinals:
            period, entry = Period(key.length, ordinal), series.revision(ordinal)
            if entry is None or view.hides(key.indicator, period):
                continue
            yield Revision(
                period=period,
                indicator=key.indicator,
                area=key.child or view.area,
                entity="" if spec is None or spec.personal else key.entity,
                revision=plain_revision(entry.revision),
                event_id=entry.event_id,
                received_ms=entry.received_ms,
                value=None if entry.status == ObservationStatus.WITHDRAWN else entry.value,
            )
