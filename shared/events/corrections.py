"""Corrections as protobuf and back: in statuses, and in the memory of what was told."""

from __future__ import annotations

from shared.judgement.correction import Correction, Revision
from shared.model.period import Period
from shared.model.status import TargetStatus
from xiheng.events.v1 import verdict_pb2


def write_correction(one: Correction, wire: verdict_pb2.Correction) -> None:
    """Write a correction into its wire form."""
    wire.status = one.status  # type: ignore[assignment]  # a number of the enum
    if one.value is not None:
        wire.value = one.value
    if one.plan_value is not None:
        wire.plan_value = one.plan_value
    for revision in one.revisions:
        _write_revision(revision, wire.revisions.add())


def decode_correction(wire: verdict_pb2.Correction) -> Correction:
    """Return the correction of a wire form."""
    return Correction(
        status=TargetStatus(wire.status),
        value=wire.value if wire.HasField("value") else None,
        plan_value=wire.plan_value if wire.HasField("plan_value") else None,
        revisions=tuple(map(decode_revision, wire.revisions)),
    )


def encode_revision(one: Revision) -> verdict_pb2.Revision:
    """Return the wire form of a revision."""
    wire = verdict_pb2.Revision()
    _write_revision(one, wire)
    return wire


def _write_revision(one: Revision, wire: verdict_pb2.Revision) -> None:
    wire.indicator, wire.area, wire.entity, wire.period = one.indicator, one.area, one.entity, one.period.text
    wire.revision, wire.event_id, wire.received_time_ms = one.revision, one.event_id, one.received_ms
    if one.value is not None:
        wire.value = one.value


def decode_revision(wire: verdict_pb2.Revision) -> Revision:
    """Return the revision of a wire form."""
    return Revision(
        period=Period.parse(wire.period),
        indicator=wire.indicator,
        area=wire.area,
        entity=wire.entity,
        revision=wire.revision,
        event_id=wire.event_id,
        received_ms=wire.received_time_ms,
        value=wire.value if wire.HasField("value") else None,
    )
