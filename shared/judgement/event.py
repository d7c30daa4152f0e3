"""Events of the one log, decoded: what `fold` takes. Columns stay columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from shared.model.manifests import PLAN_KINDS, Manifest
from shared.model.period import Period, PeriodLength
from shared.model.review import ReviewStep
from shared.model.statement import Statement

MANY_ROWS = 24
"""From so many rows on, vector operations cost less than a loop."""

Ints = Sequence[int] | npt.NDArray[np.int64]


class Run:
    """Series that differ in their entity only: the same object for every batch that has just these, so that they are looked up once."""

    __slots__ = ("entities", "indicator", "length")

    def __init__(self, indicator: str, length: PeriodLength, entities: Sequence[str]) -> None:
        self.indicator = indicator
        self.length = length
        self.entities = tuple(entities)


@dataclass(frozen=True, slots=True, kw_only=True)
class Observations:
    """A batch of one area in columns.

    `indicators`, `entities`, `lengths` are a dictionary with one element a series; `series` points into it, one element a row, and is
    empty when all rows belong to the first series. `revisions`, `statuses`, `received_times_ms`, `origin_event_ids` are empty when all
    rows have revision 0, status final, the event's received time, the event's id.
    """

    area: str
    child: str
    """Area that sent the values up; empty: reported for the area itself."""
    indicators: Sequence[str]
    entities: Sequence[str]
    lengths: Sequence[PeriodLength]
    series: Ints
    periods: Ints
    """Period ordinals, see `Period`."""
    values: Sequence[float] | npt.NDArray[np.float64]
    revisions: Sequence[int] = ()
    statuses: Sequence[int] = ()
    received_times_ms: Sequence[int] = ()
    origin_event_ids: Sequence[int] = ()
    runs: Sequence[Run] = field(default=(), compare=False, repr=False)
    """The dictionary in another form, where it came so."""


@dataclass(frozen=True, slots=True)
class Tick:
    """The clock moved; only the latest counts."""

    time_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """One version of a definition; the highest version counts."""

    kind: str
    plan: str
    name: str
    version: int
    manifest: Manifest | None
    """None when retired."""

    @classmethod
    def initial(cls, manifest: Manifest) -> Definition:
        """Return the first version of a manifest."""
        plan = manifest.plan if manifest.kind in PLAN_KINDS else ""
        return cls(kind=manifest.kind, plan=plan, name=manifest.name, version=1, manifest=manifest)


@dataclass(frozen=True, slots=True)
class Definitions:
    """Definitions that changed."""

    changes: tuple[Definition, ...]

    @classmethod
    def initial(cls, manifests: Iterable[Manifest]) -> Definitions:
        """Return the first versions of manifests."""
        return cls(tuple(map(Definition.initial, manifests)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviews:
    """The office took one step about values of one indicator of one area; each period names the value seen."""

    area: str
    indicator: str
    periods: tuple[Period, ...]
    values: tuple[float, ...]
    step: ReviewStep
    reviewer: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One record of the log."""

    event_id: int
    """64 bits, from content."""
    received_time_ms: int
    """Milliseconds since 1970-01-01 UTC."""
    body: Observations | Tick | Definitions | Reviews | Statement
