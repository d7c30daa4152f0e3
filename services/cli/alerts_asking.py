"""Asking the notifier for a step, and times to come as people write them."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import Annotated, Any

import grpc
import typer
from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp

from services.cli.options import check_offset
from services.cli.reach import Reach
from shared.model.period import SHANGHAI
from xiheng.alerts.v1 import alert_service_pb2_grpc as rpc

RequestId = Annotated[str, typer.Option("--request-id", help="Give the same to repeat a request without effect; default: a new one.")]
WHEN = "A day (its end), an instant with offset, or so long from now: 2h, 3d."

_DURATION = re.compile(r"(\d+)([mhd])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


def asked(
    method: str, request: Message, reach: Reach, *, stub: Callable[[grpc.Channel], object] = rpc.AlertServiceStub, seconds: float = 30
) -> Any:  # noqa: ANN401 - the answer of the method
    """Return what the notifier answers to a request.

    Args:
        method: Name of the method.
        request: The request.
        reach: How the caller reaches the platform.
        stub: Of the notifier's service that has the method.
        seconds: Longest time to wait.
    """
    notifier = reach.to("notifier")
    with notifier.open() as channel:
        return getattr(stub(channel), method)(request, metadata=notifier.metadata, timeout=seconds)


def own(request_id: str) -> str:
    """Return the id of a request: the one given, else a new one."""
    return request_id or uuid.uuid4().hex


def time_to_come(text: str, option: str) -> Timestamp:
    """Return a time to come as it was written; anything else is a usage error."""
    wire = Timestamp()
    wire.FromDatetime(_instant(text, option))
    return wire


def _instant(text: str, option: str) -> datetime:
    duration = _DURATION.fullmatch(text)
    if duration:
        return datetime.now(UTC) + timedelta(**{_UNITS[duration[2]]: int(duration[1])})
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        wanted = "is no day such as 2026-12-05, no instant such as 2026-12-05T08:00:00+08:00 and no duration such as 2h"
        raise typer.BadParameter(f"{text!r} {wanted}", param_hint=option) from error
    if len(text) == len("2026-12-05"):
        return datetime.combine(found.date() + timedelta(days=1), time(), SHANGHAI)
    check_offset(found, text, option)
    return found.astimezone(UTC)
