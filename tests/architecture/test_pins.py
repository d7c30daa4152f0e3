"""What is reached into under the surface is pinned to the very version that it was read in."""

from __future__ import annotations

import inspect
import tomllib
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from aiokafka import AIOKafkaClient, AIOKafkaProducer
from aiokafka.consumer.group_coordinator import GroupCoordinator
from faust.stores import rocksdb
from faust.transport.consumer import Consumer
from faust.transport.drivers import aiokafka as driver

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DEPENDENCIES: list[str] = [*PROJECT["dependencies"], *(one for extra in PROJECT["optional-dependencies"].values() for one in extra)]


@pytest.mark.parametrize("name", ["faust-streaming", "mode-streaming", "aiokafka", "kafka-python"])
def test_the_version_is_exact_everywhere(name: str) -> None:
    (wanted,) = (one for one in DEPENDENCIES if one.split("=")[0].split(">")[0] == name)
    assert wanted == f"{name}=={version(name)}"
    assert f"\n{wanted} " in "\n" + (ROOT / "requirements.lock").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("where", "name", "coroutine"),
    [
        (Consumer, "perform_seek", True),
        (Consumer, "on_partitions_revoked", True),
        (Consumer, "_wait_next_records", True),
        (driver.Consumer, "_to_message", False),
        (driver.Producer, "_settings_extra", False),
        (driver.Producer, "_ensure_producer", False),
        (GroupCoordinator, "_do_heartbeat", True),
        (AIOKafkaClient, "_metadata_update", True),
        (AIOKafkaProducer, "create_batch", False),
        (AIOKafkaProducer, "send_batch", True),
        (rocksdb.Store, "_db_for_partition", False),
        (rocksdb.Store, "persisted_offset", False),
        (rocksdb.Store, "set_persisted_offset", False),
    ],
)
def test_what_is_overridden_or_reached_into_is_there(where: type, name: str, *, coroutine: bool) -> None:
    found: Callable[..., Any] = getattr(where, name)
    assert inspect.iscoroutinefunction(found) is coroutine
