"""Steps of the statistics office as protobuf and back."""

from __future__ import annotations

import math

from shared.judgement.event import Reviews
from shared.model.errors import InvalidEvent
from shared.model.period import Period, PeriodLength
from shared.model.review import Review, ReviewStep
from xiheng.events.v1 import office_pb2


def encode_reviews(reviews: Reviews) -> office_pb2.Reviews:
    """Return the wire form of a step about values of one indicator, all periods of one length."""
    return office_pb2.Reviews(
        area=reviews.area,
        indicator=reviews.indicator,
        length=int(reviews.periods[0].length),  # type: ignore[arg-type]  # numbers of the enum
        periods=[period.ordinal for period in reviews.periods],
        values=reviews.values,
        step=int(reviews.step),  # type: ignore[arg-type]
        reviewer=reviews.reviewer,
        note=reviews.note,
    )


def decode_reviews(wire: office_pb2.Reviews) -> Reviews:
    """Return the step of its wire form.

    Raises:
        InvalidEvent: If it cannot be one; the message says why.
    """
    if not wire.area or not wire.indicator or not wire.periods or len(wire.periods) != len(wire.values):
        raise InvalidEvent(f"reviews: {len(wire.values)} values for {len(wire.periods)} periods of {wire.indicator!r} in {wire.area!r}")
    if not all(map(math.isfinite, wire.values)):
        raise InvalidEvent("values: one is not finite")
    try:
        length, step = PeriodLength(wire.length), ReviewStep(wire.step)
    except ValueError as error:
        raise InvalidEvent(f"reviews: {error}") from error
    return Reviews(
        area=wire.area,
        indicator=wire.indicator,
        periods=tuple(Period(length, ordinal) for ordinal in wire.periods),
        values=tuple(wire.values),
        step=step,
        reviewer=wire.reviewer,
        note=wire.note,
    )


def encode_review(review: Review) -> office_pb2.Review:
    """Return the wire form of the step that stands for a value."""
    return office_pb2.Review(
        value=review.value,
        step=int(review.step),  # type: ignore[arg-type]  # numbers of the enum
        reviewer=review.reviewer,
        note=review.note,
        time_ms=review.time_ms,
        event_id=review.event_id,
        proposed=review.proposed,
    )


def decode_review(wire: office_pb2.Review) -> Review:
    """Return the step of its wire form."""
    proposed = wire.proposed if wire.HasField("proposed") else None
    return Review(wire.time_ms, wire.event_id, ReviewStep(wire.step), wire.value, wire.reviewer, wire.note, proposed)
