"""A row of a file as an observation in its wire form; what cannot be read is refused with field, value and remedy."""

from __future__ import annotations

import math
import re
from datetime import datetime

from shared.reporting.refusal import Reason, Refusal, malformed
from shared.reporting.tables import Row
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

_COLUMN_OF = {"class_name": "value", "recorded_time": "recorded_at"}
_MOST_DIGITS = 9
"""More do not fit a revision of the wire form."""
_SHOWN = 60
"""Characters of a field that a message repeats."""


def observation_of(row: Row) -> observation_pb2.Observation | Refusal:
    """Return the observation of a row, or why it cannot be read."""
    fields = row.fields
    torn = _torn(row)
    if torn is not None:
        return torn
    status = _STATUSES.get(fields.get("status", "").lower())
    if status is None:
        return _refusal("status", fields["status"], "preliminary, final, estimated or withdrawn", Reason.REJECTION_REASON_INVALID_STATUS)
    revision = fields.get("revision", "") or "0"
    if not revision.isascii() or not revision.isdigit() or len(revision) > _MOST_DIGITS:
        return _refusal("revision", revision, "a whole number from 0", Reason.REJECTION_REASON_INVALID_REVISION)
    observation = observation_pb2.Observation(
        indicator=fields.get("indicator", ""),
        area=fields.get("area", ""),
        entity=fields.get("entity", ""),
        period=fields.get("period", ""),
        unit=fields.get("unit", ""),
        revision=int(revision),
        status=status,
    )
    return _recorded(observation, fields.get("recorded_at", "")) or _valued(observation, fields.get("value", "")) or observation


def column_of(field: str) -> str:
    """Return the column of a file that a field of the wire form stands in."""
    return _COLUMN_OF.get(field, field)


def _torn(row: Row) -> Refusal | None:
    """Return what tells that the fields of a row are not those that were meant."""
    if row.surplus:
        text = _shown(",".join(row.surplus))
        return malformed(
            "row",
            f"the row has more fields than the header, {text!r} is left over; write numbers without commas, texts with commas in quotes",
            f"该行的列数多于表头，多出 {text!r}；数字请勿用逗号分节，含逗号的文字请加引号",
        )
    for name, text in row.fields.items():
        if "\n" in text:
            return malformed(
                name,
                f"{name} {_shown(text)!r} has a line break in it; close the quotation mark before it",
                f"{name} 的内容 {_shown(text)!r} 含有换行；请补全其前的引号",
            )
    return None


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
        observation.recorded_time.FromDatetime(moment)
    except (ValueError, OverflowError):
        moment = None
    if moment is None or moment.tzinfo is None:
        remedy = "an instant with its offset, such as 2026-07-15T08:00:00+08:00"
        return _refusal("recorded_at", text, remedy, Reason.REJECTION_REASON_INVALID_RECORDED_TIME)
    return None


def _refusal(field: str, value: str, remedy: str, reason: Reason) -> Refusal:
    text = _shown(value)
    return Refusal(field, reason, f"{field} {text!r} cannot be read; write {remedy}", f"{field} 的内容 {text!r} 无法识别；请写成 {remedy}")


def _shown(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
