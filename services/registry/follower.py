"""The registry's own view of `definitions-v1`: the catalogue, and who approved what when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from shared.events.definitions_follower import CLOCK_KEY, COPIED_PREFIX, HISTORY_PREFIX, DefinitionsFollower
from shared.events.kafka_client import Record
from shared.model.catalogue import Key
from xiheng.events.v1.area_event_pb2 import Definition


class RegistryFollower(DefinitionsFollower):
    """Also keeps the wire form of every version of each definition, and how far the topic was read."""

    def __init__(self, address: str, *, replaying: bool = False, on_failure: Callable[[BaseException], None]) -> None:
        super().__init__(address, replaying=replaying, on_failure=on_failure)
        self.offset = -1
        """Offset of the last record taken in."""
        self._entries: Mapping[Key, Definition] = {}
        self._earlier: dict[Key, dict[int, Definition]] = defaultdict(dict)

    @property
    def entries(self) -> Mapping[Key, Definition]:
        """The last version of every definition, retired ones too."""
        return self._entries

    def versions(self, key: Key) -> list[Definition]:
        """Return every version of a definition known, in order; empty when there never was one."""
        current = self._entries.get(key)
        earlier = self._earlier.get(key, {})
        return [
            *(earlier[number] for number in sorted(earlier) if current is None or number < current.version),
            *([current] if current else []),
        ]

    def apply(self, records: Iterable[Record]) -> None:
        """Take in records of the topic, in order."""
        listed = list(records)
        super().apply(listed)
        wires = [Definition.FromString(one.value or b"") for one in listed if is_definition(one)]
        if wires:
            self._entries = {**self._entries, **{Key(one.kind, one.plan, one.name): one for one in wires}}
        for one in (Definition.FromString(one.value or b"") for one in listed if (one.key or b"").startswith(HISTORY_PREFIX)):
            self._earlier[Key(one.kind, one.plan, one.name)][one.version] = one
        if listed:
            self.offset = listed[-1].offset


def is_definition(record: Record) -> bool:
    """Tell whether a record of the topic holds a definition."""
    return record.value is not None and record.key != CLOCK_KEY and not (record.key or b"").startswith((COPIED_PREFIX, HISTORY_PREFIX))


def definition_key(definition: Definition) -> bytes:
    """Return the key of a definition in the topic."""
    parts = (definition.kind, definition.plan, definition.name) if definition.plan else (definition.kind, definition.name)
    return "/".join(parts).encode()


def history_key(definition: Definition) -> bytes:
    """Return the key under which a version is kept when another one follows it."""
    return HISTORY_PREFIX + definition_key(definition) + f"/{definition.version}".encode()
