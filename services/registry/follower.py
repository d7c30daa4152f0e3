"""The registry's own view of `definitions-v1`: the catalogue, and who approved what when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from shared.events.definitions_follower import CLOCK_KEY, COPIED_PREFIX, DefinitionsFollower
from shared.events.kafka_client import Record
from shared.model.catalogue import Key
from xiheng.events.v1.area_event_pb2 import Definition


class RegistryFollower(DefinitionsFollower):
    """Also keeps each definition's wire form and how far the topic was read."""

    offset = -1
    """Offset of the last record taken in."""
    _entries: Mapping[Key, Definition] = {}

    @property
    def entries(self) -> Mapping[Key, Definition]:
        """The last version of every definition, retired ones too."""
        return self._entries

    def apply(self, records: Iterable[Record]) -> None:
        """Take in records of the topic, in order."""
        listed = list(records)
        super().apply(listed)
        wires = [Definition.FromString(one.value or b"") for one in listed if is_definition(one)]
        if wires:
            self._entries = {**self._entries, **{Key(one.kind, one.plan, one.name): one for one in wires}}
        if listed:
            self.offset = listed[-1].offset


def is_definition(record: Record) -> bool:
    """Tell whether a record of the topic holds a definition."""
    return record.value is not None and record.key != CLOCK_KEY and not (record.key or b"").startswith(COPIED_PREFIX)


def definition_key(definition: Definition) -> bytes:
    """Return the key of a definition in the topic."""
    parts = (definition.kind, definition.plan, definition.name) if definition.plan else (definition.kind, definition.name)
    return "/".join(parts).encode()
