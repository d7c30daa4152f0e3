"""The processor's producer writes each record once, and tells where."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from aiokafka.producer.message_accumulator import BatchBuilder

from services.processor.app import create_app
from services.processor.producer import Producer
from services.processor.settings import ProcessorSettings


def test_it_is_idempotent_and_waits_for_all_replicas(tmp_path: Path) -> None:
    app = create_app(ProcessorSettings(bootstrap_servers="127.0.0.1:1", data_folder=tmp_path))
    producer = cast(Producer, app.producer)
    assert isinstance(producer, Producer)
    made: dict[str, Any] = {**producer._settings_default(), **producer._settings_extra()}
    assert made["enable_idempotence"] is True
    assert made["acks"] == -1


class Kafka:
    """Takes batches of at most 1 000 bytes and answers them in the reverse order."""

    def __init__(self) -> None:
        self.batches: list[tuple[Any, asyncio.Future[Any]]] = []

    def create_batch(self) -> BatchBuilder:
        """Return an empty batch."""
        return BatchBuilder(1000, 0)

    async def send_batch(self, batch: BatchBuilder, _topic: str, *, partition: int) -> asyncio.Future[Any]:
        """Take a batch."""
        assert partition == 3
        self.batches.append((batch, asyncio.get_running_loop().create_future()))
        return self.batches[-1][1]

    def answer(self) -> None:
        """Tell where each batch stands."""
        first, answers = 40, []
        for batch, future in self.batches:
            answers.append((future, first))
            first += batch.record_count()
        for future, offset in reversed(answers):
            future.set_result(SimpleNamespace(offset=offset))


async def test_records_that_fill_several_batches_are_told_their_offsets(monkeypatch: pytest.MonkeyPatch) -> None:
    kafka = Kafka()
    monkeypatch.setattr(Producer, "_ensure_producer", lambda _: kafka)
    producer = Producer.__new__(Producer)
    writing = asyncio.create_task(producer.write("changelog", 3, [(b"key", b"x" * 200)] * 20))
    await asyncio.sleep(0.01)
    assert len(kafka.batches) > 3
    assert not writing.done()
    kafka.answer()
    assert await writing == list(range(40, 60))


async def test_a_batch_that_failed_fails_the_whole_write(monkeypatch: pytest.MonkeyPatch) -> None:
    kafka = Kafka()
    monkeypatch.setattr(Producer, "_ensure_producer", lambda _: kafka)
    writing = asyncio.create_task(Producer.__new__(Producer).write("changelog", 3, [(b"key", b"x")]))
    await asyncio.sleep(0.01)
    kafka.batches[0][1].set_exception(OSError("cut"))
    with pytest.raises(OSError, match="cut"):
        await writing
