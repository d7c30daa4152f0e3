"""What the doctor finds: one thing that was looked at, how it is, and the remedy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

import grpc

from services.cli.screen import rpc_words
from shared.model.errors import XihengError


class Level(StrEnum):
    """How a thing is."""

    WELL = "well"
    NOTE = "note"
    """Works, and somebody should look at it."""
    FAULT = "fault"


class Finding(NamedTuple):
    """One thing that was looked at."""

    what: str
    level: Level
    text: str
    remedy: str = ""


def well(what: str, text: str) -> Finding:
    """It is well."""
    return Finding(what, Level.WELL, text)


def note(what: str, text: str, remedy: str) -> Finding:
    """Somebody should look at it."""
    return Finding(what, Level.NOTE, text, remedy)


def fault(what: str, text: str, remedy: str) -> Finding:
    """It is at fault."""
    return Finding(what, Level.FAULT, text, remedy)


def looked_at(what: str, look: Callable[[], Iterable[Finding]]) -> Iterator[Finding]:
    """Yield what a look finds; one that fails is a finding too, and the others go on."""
    try:
        yield from look()
    except grpc.RpcError as error:
        yield fault(what, rpc_words(error), "see the services above")
    except (XihengError, OSError) as error:
        words, _, remedy = str(error).partition(": ")
        yield fault(what, str(error) if not remedy else words, remedy or "mend it, and look again")
