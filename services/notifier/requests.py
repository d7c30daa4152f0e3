"""Requests that were carried out, so that a repeat changes nothing: known by who asked, for what, and under which id."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

import sqlalchemy as sa
from google.protobuf.message import Message

from services.notifier.tables import REQUESTS
from shared.model.errors import Invalid


class Request(NamedTuple):
    """One request of somebody."""

    subject: str
    method: str
    """Name of the RPC."""
    request_id: str
    """Chosen by the caller; empty: never a repeat."""
    digest: str
    """Tells its content from another's."""


def request_of(subject: str, message: Message, request_id: str = "") -> Request:
    """Return what identifies a message; its field `request_id` does, where no other id is given."""
    digest = hashlib.sha256(message.SerializeToString(deterministic=True)).hexdigest()
    own = getattr(message, "request_id")  # noqa: B009 - any of ours
    return Request(subject, message.DESCRIPTOR.name.removesuffix("Request"), request_id or own, digest)


def is_repeat(connection: sa.Connection, request: Request) -> bool:
    """Tell whether a request was carried out before, and remember it.

    Raises:
        Invalid: If its id was used for something else.
    """
    if not request.request_id:
        return False
    key = [REQUESTS.c[name] == getattr(request, name) for name in ("subject", "method", "request_id")]
    known = connection.execute(sa.select(REQUESTS.c.digest).where(*key)).scalar()
    if known is None:
        connection.execute(sa.insert(REQUESTS).values(**request._asdict()))
        return False
    if known != request.digest:
        raise Invalid(f"request_id: {request.request_id!r} was used for another {request.method}; choose a new one for each request")
    return True
