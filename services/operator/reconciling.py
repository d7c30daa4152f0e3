"""A pass: look at everything, hand over, say what came of it. By level: what was missed while away is seen in the next one."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol

from pydantic import BaseModel

from services.operator.domain.handing_over import Registered
from services.operator.domain.platform_status import Facts, platform_status
from services.operator.domain.taking_effect import Registry
from services.operator.domain.target_status import Verdicts, state_of, status_of
from services.operator.domain.telling import event_of
from services.operator.domain.things import FINALIZER, Place, Thing
from services.operator.domain.worsening import worsenings
from services.operator.level import (
    Objects,
    ProcessorsReader,
    RegistryReader,
    ScoreboardReader,
    all_objects,
    handed_over,
    is_definition,
)
from services.operator.status import TargetStatus
from shared.model.errors import Conflict, Unavailable

_log = logging.getLogger(__name__)

_WRITERS: Final = 8
"""Objects written at once."""


class Cluster(Objects, Protocol):
    """Where objects are read and written."""

    def put_status(self, thing: Thing, status: Mapping[str, Any]) -> None:
        """Replace the status of an object; Conflict when it was changed since."""

    def put_finalizers(self, thing: Thing, finalizers: Sequence[str]) -> Thing:
        """Replace the finalizers of an object, and return it as it is then; Conflict when it was changed since."""

    def tell(self, event: Mapping[str, Any]) -> None:
        """Write an event; Conflict when it is there."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of the platform."""

    registry: RegistryReader
    scoreboard: ScoreboardReader
    processors: ProcessorsReader


class Reconciler:
    """Makes passes; one at a time."""

    def __init__(self, cluster: Cluster, parts: Parts, *, now: Callable[[], datetime], may_write: Callable[[], bool]) -> None:
        """Work on a cluster.

        Args:
            cluster: The objects.
            parts: The platform.
            now: The time.
            may_write: Whether this operator still is the one that works.
        """
        self._cluster = cluster
        self._parts = parts
        self._now = now
        self._may_write = may_write
        self._last: Registered | None = None

    def make_pass(self) -> int:
        """Look at everything once and return how many objects were written.

        Raises:
            Unavailable: If the API is away; the next pass does all that is left.
        """
        things = all_objects(self._cluster)
        held = [self._holding(one) for one in things if is_definition(one)]
        handed = handed_over(self._parts.registry, [one for one in held if one.is_held], self._last)
        if handed.registry.absence is None or handed.registry.registered:
            self._last = handed.registry.registered
        verdicts = self._verdicts()
        areas = {one.place.name: str(one.spec.get("area", "")) for one in held if one.place.kind == "Plan"}
        now = self._now().replace(microsecond=0)
        done = _done(held, handed.registry)
        staying = [one for one in held if one.place not in done]
        statuses = [(one, status_of(one, handed.registry, verdicts, areas, now)) for one in staying]
        facts = Facts(
            registry=handed.registry,
            verdicts=verdicts,
            processors=self._parts.processors.seen(),
            states=Counter(state_of(one, handed.registry) for one in staying),
            tick_ms=handed.present.tick_ms,
            is_replaying=handed.present.is_replaying,
        )
        platforms = [(one, platform_status(one, facts, now)) for one in things if not is_definition(one)]
        return self._write([*statuses, *platforms]) + sum(map(self._let_go, done.values()))

    def _holding(self, thing: Thing) -> Thing:
        """Return an object with the finalizer by which its deletion is not missed."""
        if thing.is_held or thing.is_deleted or not self._may_write():
            return thing
        try:
            return self._cluster.put_finalizers(thing, [*thing.finalizers, FINALIZER])
        except Conflict:
            return thing

    def _verdicts(self) -> Verdicts:
        try:
            return self._parts.scoreboard.verdicts()
        except Unavailable as error:
            return Verdicts({}, str(error))

    def _write(self, wanted: Sequence[tuple[Thing, BaseModel]]) -> int:
        changed = [(thing, status, said) for thing, status in wanted if (said := _json(status)) != thing.status]
        with ThreadPoolExecutor(_WRITERS) as pool:
            return sum(pool.map(lambda one: self._put(*one), changed))

    def _put(self, thing: Thing, status: BaseModel, said: Mapping[str, Any]) -> bool:
        if not self._may_write():
            return False
        if isinstance(status, TargetStatus):
            self._tell(thing, status)
        try:
            self._cluster.put_status(thing, said)
        except Conflict:
            return False
        return True

    def _tell(self, thing: Thing, status: TargetStatus) -> None:
        """Tell what became worse before the status says so: ended in between, it is told again, under the same name."""
        for worsening in worsenings(thing.status, status):
            try:
                self._cluster.tell(event_of(thing, worsening, self._now()))
            except Conflict:
                continue
            except Unavailable as error:
                about = {"target": thing.place.name, "error": str(error)}
                _log.warning("an event cannot be written", extra={"code": "event-not-written", **about})

    def _let_go(self, thing: Thing) -> bool:
        """Let an object go whose definition is out of force."""
        if not self._may_write():
            return False
        try:
            self._cluster.put_finalizers(thing, [one for one in thing.finalizers if one != FINALIZER])
        except Conflict:
            return False
        return True


def _done(held: Sequence[Thing], registry: Registry) -> Mapping[Place, Thing]:
    """Return the deleted objects whose definitions are known to be out of force."""
    if registry.absence is not None:
        return {}
    return {one.place: one for one in held if one.is_deleted and one.is_held and one.key not in registry.registered}


def _json(status: BaseModel) -> dict[str, Any]:
    return status.model_dump(mode="json", by_alias=True, exclude_none=True)
