"""What is copied into a partition fits into records, and is all there."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from services.registry.copier import _RECORD_BYTES, Copier
from services.registry.follower import definition_key
from shared.events.topics import AREA_EVENTS, DEFINITIONS, MAX_MESSAGE_BYTES
from tests.memory_log import MemoryLog
from xiheng.events.v1.area_event_pb2 import AreaEvent, Definition


@settings(max_examples=20)
@given(st.lists(st.sampled_from([1, 1, 1, 30_000, _RECORD_BYTES // 3, _RECORD_BYTES]), max_size=12), st.integers(0, 250))
def test_definitions_of_any_size_come_in_records_that_kafka_takes_in_order(sizes: list[int], small: int) -> None:
    log = MemoryLog(partitions=1)
    copier = Copier(log, 1)  # type: ignore[arg-type]  # a log in memory
    for number, size in enumerate([*sizes, *[1] * small]):
        wire = Definition(kind="Target", plan="p", name=f"t-{number:03}", version=1, manifest=b"x" * size)
        log.send(DEFINITIONS, key=definition_key(wire), value=wire.SerializeToString(), partition=0)
    copier.learn(log.of(DEFINITIONS))
    list(copier.copy(1))
    records = [record.value or b"" for record in log.of(AREA_EVENTS)]
    assert all(len(one) < MAX_MESSAGE_BYTES for one in records)
    copied = [each.name for one in records for each in AreaEvent.FromString(one).definitions.definitions]
    assert copied == [f"t-{number:03}" for number in range(len(sizes) + small)]
    assert copier.pending == 0
