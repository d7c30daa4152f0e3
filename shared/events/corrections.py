"""Corrections as protobuf and back: in statuses, and in the memory of what was told."""

from __future__ import annotations

from shared.judgement.correction import Correction, Revision
from shared.model.period import Period
from shared.model.status import TargetStatus
from xiheng.events.v1 import verdict_pb2


def encode_correction(one: Correction) -> verdict_pb2.Correction:
    """Return the wire form of a correction."""
    return verdict_pb2.Correction(
        status=int(one.status),  # type: ignore[arg-type]  # numbers of the enum
        value=one.value,
        plan_value=one.plan_value,
        revisions=map(encode_revision, one.revisions),
    )


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
    return verdict_pb2.Revision(
        indicator=one.indicator,
        area=one.area,
        entity=one.entity,
        period=one.period.text,
        revision=one.revision,
        event_id=one.event_id,
        received_time_ms=one.received_ms,
        value=one.value,
    )


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
