"""Copying definitions and ticks into every partition of the log, without harm from being killed in between.

Copies are idempotent (the highest version counts, the latest tick counts), so a copy that was cut off is simply made again. How far each
partition has come stands beside the definitions, under `copied/<partition>`, as the offset of the last definition copied.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from services.registry.follower import is_definition
from shared.events.codec import encode_event
from shared.events.definitions_follower import COPIED_PREFIX
from shared.events.kafka_client import Producer, Record
from shared.events.topics import AREA_EVENTS, DEFINITIONS, MAX_MESSAGE_BYTES
from shared.judgement.event import Tick
from xiheng.events.v1.area_event_pb2 import Definition, DefinitionChanges

_A_RECORD = 100
"""Definitions copied in one record, at most."""
_RECORD_BYTES = MAX_MESSAGE_BYTES // 4
"""A target that is judged in three thousand areas has 80 kB: a hundred of them are too large for a record."""
_NOT_COPIED = frozenset({"Subscriber"})
"""Kinds that no verdict needs."""


class Copier:
    """Knows what each partition has, and brings it up to date."""

    def __init__(self, producer: Producer, partitions: int) -> None:
        self._producer = producer
        self._partitions = partitions
        self._definitions: dict[bytes, tuple[int, Definition]] = {}
        self._copied = dict.fromkeys(range(partitions), -1)
        self._newest = -1
        self._announced: dict[bytes, int] = {}

    def announce(self, key: bytes, offset: int, definition: Definition) -> None:
        """Be told of a definition that was just written: it is pending although it was not read back yet."""
        if definition.kind not in _NOT_COPIED:
            self._announced[key] = offset

    def learn(self, records: Iterable[Record]) -> None:
        """Take in records of `definitions-v1`, in order."""
        for record in records:
            key = record.key or b""
            if self._announced.get(key, record.offset + 1) <= record.offset:
                del self._announced[key]
            if key.startswith(COPIED_PREFIX) and record.value is not None:
                partition = int(key[len(COPIED_PREFIX) :])
                if partition in self._copied:
                    self._copied[partition] = max(self._copied[partition], int(record.value))
            elif is_definition(record):
                definition = Definition.FromString(record.value or b"")
                if definition.kind not in _NOT_COPIED:
                    self._definitions[key] = (record.offset, definition)
                    self._newest = record.offset

    @property
    def pending(self) -> int:
        """Definitions that are not in every partition yet."""
        least = min(self._copied.values())
        return len(self._announced.keys() | {key for key, (offset, _) in self._definitions.items() if offset > least})

    def copy(self, now_ms: int) -> Iterator[int]:
        """Copy what is missing, and yield each partition that was brought up to date.

        Raises:
            Unavailable: If Kafka did not take a record; what was copied is known, the rest is copied next time.
        """
        for partition, copied in self._copied.items():
            if copied >= self._newest:
                continue
            sent = []
            for part in _parts(self._after(copied)):
                value = encode_event(DefinitionChanges(definitions=part), received_time_ms=now_ms)
                sent.append(self._producer.send(AREA_EVENTS, value=value, partition=partition))
            for one in sent:
                one.result()
            newest = str(self._newest).encode()
            self._producer.send(DEFINITIONS, key=COPIED_PREFIX + str(partition).encode(), value=newest, partition=0).result()
            self._copied[partition] = self._newest
            yield partition

    def tick(self, time_ms: int, now_ms: int) -> None:
        """Write a tick into every partition.

        Raises:
            Unavailable: If Kafka did not take one; the next tick makes good for it.
        """
        value = encode_event(Tick(time_ms), received_time_ms=now_ms)
        sent = [self._producer.send(AREA_EVENTS, value=value, partition=partition) for partition in range(self._partitions)]
        for one in sent:
            one.result()

    def _after(self, offset: int) -> Iterator[Definition]:
        """Yield the definitions that came after an offset, in the order of their acceptance."""
        found = sorted((at, definition.name, definition) for at, definition in self._definitions.values() if at > offset)
        return (definition for _, _, definition in found)


def _parts(definitions: Iterable[Definition]) -> Iterator[list[Definition]]:
    """Yield definitions in lists that fit into a record each."""
    part, size = list[Definition](), 0
    for one in definitions:
        more = one.ByteSize()
        if part and (len(part) == _A_RECORD or size + more > _RECORD_BYTES):
            yield part
            part, size = [], 0
        part.append(one)
        size += more
    if part:
        yield part
