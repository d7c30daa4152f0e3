"""Instants in their wire form."""

from __future__ import annotations

from google.protobuf.timestamp_pb2 import Timestamp


def timestamp(time_ms: int) -> Timestamp:
    """Return an instant, given in milliseconds since 1970-01-01 UTC, as messages hold it."""
    wire = Timestamp()
    wire.FromMilliseconds(time_ms)
    return wire
