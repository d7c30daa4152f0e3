"""The error tree.

XihengError
├── Invalid              never retry: refuse, or keep as a dead letter
│   ├── InvalidPeriod
│   ├── InvalidObservation
│   ├── InvalidEvent
│   ├── InvalidManifest
│   │   └── InvalidExpression
│   └── InvalidSettings
└── Unavailable          try again later, nothing was lost
    └── Conflict         somebody else took over; stop writing
"""

from __future__ import annotations


class XihengError(Exception):
    """Root of all errors that the platform raises on purpose."""


class Invalid(XihengError):
    """The input is wrong and stays wrong: never retry."""


class InvalidPeriod(Invalid):
    """A text is not a period, or a period is not one that is accepted."""


class InvalidObservation(Invalid):
    """A reported value breaks a rule of the catalogue."""


class InvalidEvent(Invalid):
    """A record on Kafka cannot be decoded or contradicts itself."""


class InvalidManifest(Invalid):
    """A definition breaks its schema or contradicts others."""


class InvalidExpression(InvalidManifest):
    """An expression of a rule does not compile, or reads what is not there: the place in its text is known."""

    def __init__(self, reason: str, line: int, column: int) -> None:
        """Name what is wrong, and where in the text of the expression, both from 1."""
        super().__init__(f"line {line}, column {column}: {reason}")
        self.reason, self.line, self.column = reason, line, column


class InvalidSettings(Invalid):
    """The process was given settings it cannot run with; the message lists every mistake."""


class Unavailable(XihengError):
    """Something needed is away for now: try again later, nothing was lost."""


class Conflict(Unavailable):
    """Another instance took over; this one must stop writing."""
