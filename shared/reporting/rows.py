"""A row of a file as an observation in its wire form; what cannot be read is refused with field, value and remedy."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import datetime

from shared.reporting.refusal import Reason, Refusal
from xiheng.shared.v1 import observation_pb2

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_NOT_FINITE = {"nan": math.nan, "inf": math.inf, "+inf": math.inf, "-inf": -math.inf, "infinity": math.inf, "-infinity": -math.inf}
_STATUSES = {
    "": observation_pb2.OBSERVATION_STATUS_UNSPECIFIED,
    "preliminary": observation_pb2.OBSERVATION_STATUS_PRELIMINARY,
    "final": observation_pb2.OBSERVATION_STATUS_FINAL,
    "estimated": observation_pb2.OBSERVATION_STATUS_ESTIMATED,
    "withdrawn": observation_pb2.OBSERVATION_STATUS_WITHDRAWN,
}


def observation_of(fields: Mapping[str, str]) -> observation_pb2.Observation | Refusal:
    """Return the observation of a row, or why it cannot be read."""
    status = _STATUSES.get(fields.get("status", "").lower())
    if status is None:
        return _refusal("status", fields["status"], "preliminary, final, estimated or withdrawn", Reason.REJECTION_REASON_INVALID_STATUS)
    revision = fields.get("revision", "") or "0"
    if not revision.isascii() or not revision.isdigit() or int(revision) > 0xFFFFFFFF:
        return _refusal("revision", revision, "a whole number from 0", Reason.REJECTION_REASON_INVALID_REVISION)
    observation = observation_pb2.Observation(
        indicator=fields["indicator"],
        area=fields.get("area", ""),
        entity=fields.get("entity", ""),
        period=fields.get("period", ""),
        unit=fields.get("unit", ""),
        revision=int(revision),
        status=status,
    )
    return _recorded(observation, fields.get("recorded_at", "")) or _valued(observation, fields.get("value", "")) or observation


def _valued(observation: observation_pb2.Observation, text: str) -> Refusal | None:
    if observation.status == observation_pb2.OBSERVATION_STATUS_WITHDRAWN:
        return None
    if _NUMBER.fullmatch(text):
        observation.value = float(text)
    elif text.lower() in _NOT_FINITE:
        observation.value = _NOT_FINITE[text.lower()]
    elif text:
        # The catalogue decides whether it is one of the indicator's classes or states.
        observation.class_name = text
    else:
        return _refusal(
            "value", text, "a number such as 9200 or 1.5e3; to take a value back write status withdrawn", Reason.REJECTION_REASON_MALFORMED
        )
    return None


def _recorded(observation: observation_pb2.Observation, text: str) -> Refusal | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        remedy = "an instant with its offset, such as 2026-07-15T08:00:00+08:00"
        return _refusal("recorded_at", text, remedy, Reason.REJECTION_REASON_INVALID_RECORDED_TIME)
    observation.recorded_time.FromDatetime(moment)
    return None


def _refusal(field: str, value: str, remedy: str, reason: Reason) -> Refusal:
    return Refusal(
        field, reason, f"{field} {value!r} cannot be read; write {remedy}", f"{field} 的内容 {value!r} 无法识别；请写成 {remedy}"
    )
