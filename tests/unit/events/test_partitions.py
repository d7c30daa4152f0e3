"""One area, one partition: whoever writes or reads agrees which."""

from __future__ import annotations

from pathlib import Path

from aiokafka.partitioner import DefaultPartitioner
from hypothesis import given
from hypothesis import strategies as st

from services.processor.producer import partition_of as processors_choice
from shared.events.kafka_client import partition_of
from shared.events.topics import PARTITIONS
from shared.plans.checking import check_folder

PLAN = Path(__file__).parents[3] / "plans" / "wuxi-2026"


@given(st.text(min_size=1))
def test_kafka_python_and_faust_choose_the_same_partition(area: str) -> None:
    everything = list(range(PARTITIONS))
    assert partition_of(area, PARTITIONS) == DefaultPartitioner()(area.encode(), everything, everything)
    assert partition_of(area, PARTITIONS) == processors_choice(area.encode(), PARTITIONS)


def test_the_areas_of_the_first_plan_are_in_different_partitions() -> None:
    areas = [one.name for one in check_folder(PLAN).manifests if one.kind == "Area"]
    assert len({partition_of(area, PARTITIONS) for area in areas}) == len(areas) == 9
