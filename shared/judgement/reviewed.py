"""Reviewed points: a step of the office shows at the value that it names, and a locked value goes before whatever came later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from shared.judgement.series import Series, point_of
from shared.judgement.view import Point
from shared.model.period import Period
from shared.model.review import Review, ReviewStep, Trail


def reviewed(points: Mapping[Period, Point], given: Series | None, trails: Mapping[Period, Trail]) -> Iterator[tuple[Period, Point]]:
    """Yield the points that a step says something of.

    A lock finds the value that it names among all that were given for the period, whatever their revision and the time that they claim; one
    that was never given holds nothing.

    Args:
        points: Points of the indicator by period, over all lanes.
        given: The series reported for the area itself.
        trails: The office's steps about each period.
    """
    for period, trail in trails.items():
        review, point = trail.standing, points.get(period)
        locked = _locked(given, period, review) if review.step is ReviewStep.LOCKED else None
        if locked is not None:
            proposed = point.value if point is not None and point.value != review.value else None
            yield period, locked._replace(review=review._replace(proposed=proposed))
        elif point is not None and (point.value == review.value or review.step is ReviewStep.PRELIMINARY):
            yield period, point._replace(review=review)


def _locked(given: Series | None, period: Period, review: Review) -> Point | None:
    stated = [] if given is None else [one for one in given.stated(period.ordinal) if one.value == review.value]
    return point_of(period, max(stated)) if stated else None
