"""The thresholds of a verdict and the next release as protobuf and back."""

from __future__ import annotations

from collections.abc import Iterable

from shared.judgement.ladder import Threshold
from shared.judgement.verdict import NextRelease
from shared.model.period import Period
from shared.model.status import TargetStatus
from xiheng.events.v1 import verdict_pb2


def write_thresholds(thresholds: Iterable[Threshold], wire: verdict_pb2.TargetStatusEvent) -> None:
    """Write thresholds into a status."""
    add = wire.thresholds.add
    for status, floor, ceiling, is_open in thresholds:
        written = add()
        written.status = status  # type: ignore[assignment]  # a number of the enum
        # What has its default is not set: that takes as long as all the rest.
        if floor is not None:
            written.floor = floor
        if ceiling is not None:
            written.ceiling = ceiling
        if is_open:
            written.open = True


def decode_threshold(wire: verdict_pb2.Threshold) -> Threshold:
    """Return the threshold of its wire form."""
    floor = wire.floor if wire.HasField("floor") else None
    ceiling = wire.ceiling if wire.HasField("ceiling") else None
    return Threshold(TargetStatus(wire.status), floor, ceiling, wire.open)


def write_release(one: NextRelease, wire: verdict_pb2.NextRelease) -> None:
    """Write the next release into its wire form."""
    wire.period, wire.time_ms, wire.official, wire.assumed = one.period.text, one.time_ms, one.official, one.assumed


def decode_release(wire: verdict_pb2.NextRelease) -> NextRelease:
    """Return the release of its wire form."""
    return NextRelease(Period.parse(wire.period), wire.time_ms, wire.official, wire.assumed)
