"""`python -m bench.sizes.partition`: what one of 96 partitions of a province holds in the core, after definitions and after values of its areas."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator

from bench.core import NOW_MS, apply
from bench.sizes.places import areas, definitions, values
from bench.using import use_of
from shared.events.codec import decode_event, encode_event
from shared.events.definitions import encode_definition
from shared.judgement.event import Definition, Event, Tick
from shared.judgement.state import PartitionState
from xiheng.events.v1.area_event_pb2 import DefinitionChanges

_AREAS, _PARTITIONS = 3000, 96


def main() -> int:
    """Measure; the first partition also holds the parsed definitions, which all of a process share."""
    gc.set_threshold(500_000, 20, 50)  # as in the processor
    records, kept = list(_definitions()), []
    _print("records of definitions")
    for number in range(2):
        mine = {one.name for one in areas(_AREAS)[40 + number :: _PARTITIONS]}
        kept.append(state := PartitionState(owns=mine.__contains__))
        for one in records:
            apply(state, decode_event(one))
        apply(state, Event(event_id=0, received_time_ms=1, body=Tick(NOW_MS)))
        _print(f"partition {number + 1}: {len(state.statuses)} verdicts of {len(mine)} areas")
        for batch in values(_AREAS):
            if batch.area in mine:
                apply(state, decode_event(encode_event(batch, received_time_ms=NOW_MS)))
        _print(f"partition {number + 1}: eighteen months of values")
    return 0


def _definitions() -> Iterator[bytes]:
    for part in definitions(_AREAS):
        wires = [encode_definition(Definition.initial(one)) for one in part]
        yield encode_event(DefinitionChanges(definitions=wires), received_time_ms=1)


def _print(what: str) -> None:
    found = use_of(os.getpid())
    print(f"{what}: {found.memory:.0f} MiB, {found.cpu:.1f} s of CPU", flush=True)


if __name__ == "__main__":
    sys.exit(main())
