"""Is this still the log that the state was folded from? A log that was recreated or cut must stop the processor, not corrupt it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from shared.model.errors import Invalid


class AnotherLog(Invalid):
    """The topic is not the one that the state was folded from."""


class Kept(NamedTuple):
    """What the state of a partition knows of its log."""

    applied: int
    """Last applied offset; -1: none."""
    topic_id: str
    """Kafka's id of the topic; empty: not known."""


def check_log(topic: str, topic_id: str, kept: Mapping[int, Kept], starts: Mapping[int, int], ends: Mapping[int, int]) -> None:
    """Compare partitions' states with the topic.

    Args:
        topic: Its name.
        topic_id: Kafka's id of the topic that is there now; empty: not known.
        kept: What each assigned partition's state knows.
        starts: First offset of each partition.
        ends: Offset after the last record of each partition.

    Raises:
        AnotherLog: With every mismatch.
    """
    problems = [text for partition, one in sorted(kept.items()) for text in _problems(partition, one, topic_id, starts, ends)]
    if problems:
        raise AnotherLog(
            f"{topic}: {'; '.join(problems)}. Either the topic was recreated or cut, or the state is another platform's. "
            "Restore the log, or delete the state (data folder and changelog topic) to refold what there is"
        )


def _problems(partition: int, kept: Kept, topic_id: str, starts: Mapping[int, int], ends: Mapping[int, int]) -> Iterable[str]:
    wanted = kept.applied + 1
    if kept.topic_id and topic_id and kept.topic_id != topic_id:
        yield f"partition {partition} was folded from topic id {kept.topic_id}, now it is {topic_id}"
    elif wanted > ends.get(partition, wanted):
        yield f"partition {partition} ends at {ends[partition]}, but {kept.applied} was applied"
    elif wanted < starts.get(partition, 0):
        yield f"partition {partition} begins at {starts[partition]}, but {wanted} is wanted next"
