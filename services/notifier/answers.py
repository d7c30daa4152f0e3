"""What people ask for about an episode, as steps of its ledger: checked, and in the words of the ledger. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp

from services.notifier.lifecycle.line import Step
from services.notifier.lifecycle.silence import Silence
from shared.model.errors import Invalid
from shared.model.matchers import read_matcher
from xiheng.alerts.v1 import alert_service_pb2 as messages

MOST_CHARACTERS, MOST_OF_A_NAME = 2000, 200
_DAY_MS = 86_400_000
MOST_MATCHERS = 20
LONGEST_DAYS = 90
"""What rests longer is no snooze: close its notices, and say why."""


class Answered(NamedTuple):
    """A step that somebody takes."""

    step: Step
    note: str
    facts: Mapping[str, str]


def answered(request: Message, now_ms: int) -> Answered:
    """Return the step that a request takes.

    Raises:
        Invalid: If a field says nothing, too much, or a time that has passed; the message names it.
    """
    if len(getattr(request, "request_id")) > MOST_OF_A_NAME:  # noqa: B009 - any of ours
        raise Invalid(f"request_id: at most {MOST_OF_A_NAME} characters")
    return _READERS[type(request)](request, now_ms)


def _acknowledged(request: messages.AcknowledgeAlertRequest, _: int) -> Answered:
    return Answered(Step.ACKNOWLEDGED, _words("comment", request.comment), {})


def _assigned(request: messages.AssignAlertRequest, now_ms: int) -> Answered:
    unit = _said("unit", request.unit, most=MOST_OF_A_NAME)
    deadline = {"deadline_ms": str(_to_come("deadline_time", request.deadline_time, now_ms))} if request.HasField("deadline_time") else {}
    return Answered(Step.ASSIGNED, _words("comment", request.comment), {"unit": unit, **deadline})


def _commented(request: messages.CommentOnAlertRequest, _: int) -> Answered:
    return Answered(Step.COMMENTED, _said("comment", request.comment), {})


def _evidence(request: messages.AddEvidenceRequest, _: int) -> Answered:
    link = _said("link", request.link)
    scheme, colon, _rest = link.partition("://")
    if colon and scheme.lower() not in ("http", "https"):
        raise Invalid(f"link: {scheme}:// is no address that people may follow; give one of http or https, or the number of a document")
    return Answered(Step.EVIDENCE, _words("comment", request.comment), {"link": link})


def _snoozed(request: messages.SnoozeAlertRequest, now_ms: int) -> Answered:
    until_ms = _near("until_time", request.until_time, now_ms, "close the notices instead, with a reason")
    return Answered(Step.SNOOZED, _words("comment", request.comment), {"until_ms": str(until_ms)})


def _closed(request: messages.CloseNoticesRequest, _: int) -> Answered:
    return Answered(Step.NOTICES_CLOSED, _said("reason", request.reason), {})


def _signed_off(request: messages.SignOffAlertRequest, _: int) -> Answered:
    return Answered(Step.VERIFIED, _said("comment", request.comment), {})


def _silenced(request: messages.SilenceAlertsRequest, now_ms: int) -> Answered:
    matchers = list(request.matchers)
    if not 1 <= len(matchers) <= MOST_MATCHERS:
        raise Invalid(f"matchers: {len(matchers)}; give 1 to {MOST_MATCHERS}, such as family=debt: what is silenced is said")
    for one in matchers:
        read_matcher(one)
    end_ms = _near("end_time", request.end_time, now_ms, "end it then, and make another if it is still needed")
    return Answered(Step.SILENCED, _said("reason", request.reason), {"matchers": " ".join(matchers), "end_ms": str(end_ms)})


def ended(request: messages.EndSilenceRequest, silence: Silence, now_ms: int) -> Answered:
    """Return the step that ends a silence.

    Raises:
        Invalid: If it does not hold any more, or no reason is given.
    """
    if not silence.is_active(now_ms):
        raise Invalid(f"id: silence {silence.id} holds no more")
    return Answered(Step.SILENCE_ENDED, _said("reason", request.reason), {"silence": silence.id})


_READERS: Mapping[type[Message], Callable[[Any, int], Answered]] = {
    messages.AcknowledgeAlertRequest: _acknowledged,
    messages.AssignAlertRequest: _assigned,
    messages.CommentOnAlertRequest: _commented,
    messages.AddEvidenceRequest: _evidence,
    messages.SnoozeAlertRequest: _snoozed,
    messages.CloseNoticesRequest: _closed,
    messages.SignOffAlertRequest: _signed_off,
    messages.SilenceAlertsRequest: _silenced,
}


def _words(name: str, text: str, *, most: int = MOST_CHARACTERS) -> str:
    if len(text) > most:
        raise Invalid(f"{name}: {len(text)} characters; at most {most}")
    return text.strip()


def _said(name: str, text: str, *, most: int = MOST_CHARACTERS) -> str:
    if not text.strip():
        raise Invalid(f"{name}: say it; it stands in the ledger")
    return _words(name, text, most=most)


def _near(name: str, time: Timestamp, now_ms: int, instead: str) -> int:
    time_ms = _to_come(name, time, now_ms)
    if time_ms > now_ms + LONGEST_DAYS * _DAY_MS:
        raise Invalid(f"{name}: more than {LONGEST_DAYS} days ahead; {instead}")
    return time_ms


def _to_come(name: str, time: Timestamp, now_ms: int) -> int:
    if time.ToMilliseconds() <= now_ms:
        raise Invalid(f"{name}: it has passed; give a time to come")
    return time.ToMilliseconds()
