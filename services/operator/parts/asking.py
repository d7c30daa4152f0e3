"""Errors of a call as Unavailable, with words for a condition."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import grpc

from shared.model.errors import Unavailable

ASK_SECONDS = 20.0
"""Longest time that an answer takes."""

T = TypeVar("T")


class Refused(Unavailable):
    """The part is there, and does not do what it is asked for now."""


def asked(what: str, call: Callable[[], T]) -> T:
    """Return what a call returns.

    Raises:
        Refused: If it answers, and cannot or will not.
        Unavailable: If it does not answer.
    """
    try:
        return call()
    except grpc.RpcError as error:
        code, details = error.code(), error.details() or ""
        answers = code is not grpc.StatusCode.DEADLINE_EXCEEDED and not (code is grpc.StatusCode.UNAVAILABLE and _is_transport(details))
        kind = Refused if answers else Unavailable
        raise kind(f"{what}: {details or code.name}") from error


def _is_transport(details: str) -> bool:
    """Tell whether words are gRPC's own about a connection, and not an answer."""
    return any(words in details for words in ("failed to connect", "Socket closed", "DNS resolution", "GOAWAY", "connection", "Cancelling"))
