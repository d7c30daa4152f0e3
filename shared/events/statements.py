"""Statements beside verdicts as protobuf and back."""

from __future__ import annotations

from datetime import date

from shared.model.errors import InvalidEvent, InvalidPeriod
from shared.model.period import Period
from shared.model.statement import Statement, StatementKind
from shared.model.status import TargetStatus
from xiheng.events.v1 import office_pb2


def encode_statement(statement: Statement) -> office_pb2.Statement:
    """Return the wire form of a statement."""
    return office_pb2.Statement(
        plan=statement.plan,
        target=statement.target,
        area=statement.area,
        period=statement.period.text,
        kind=int(statement.kind),  # type: ignore[arg-type]  # numbers of the enum
        unit=statement.unit,
        author=statement.author,
        text_zh=statement.zh,
        text_en=statement.en,
        status=int(statement.status or 0),
        document=statement.document,
        until_day=statement.until.isoformat() if statement.until else "",
        signature=statement.signature,
        time_ms=statement.time_ms,
        event_id=statement.event_id,
    )


def decode_statement(wire: office_pb2.Statement) -> Statement:
    """Return the statement of its wire form.

    Raises:
        InvalidEvent: If it cannot be one; the message says why.
    """
    if not (wire.plan and wire.target and wire.area):
        raise InvalidEvent(f"statement: about {wire.plan!r}/{wire.target!r} in {wire.area!r}")
    try:
        return Statement(
            plan=wire.plan,
            target=wire.target,
            area=wire.area,
            period=Period.parse(wire.period),
            kind=StatementKind(wire.kind),
            unit=wire.unit,
            author=wire.author,
            zh=wire.text_zh,
            en=wire.text_en,
            status=TargetStatus(wire.status) if wire.status else None,
            document=wire.document,
            until=date.fromisoformat(wire.until_day) if wire.until_day else None,
            signature=wire.signature,
            time_ms=wire.time_ms,
            event_id=wire.event_id,
        )
    except (ValueError, InvalidPeriod) as error:
        raise InvalidEvent(f"statement: {error}") from error
