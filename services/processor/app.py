"""The Faust application, made by a function: importing this module starts nothing."""

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, cast

import faust
from aiokafka.partitioner import murmur2

from services.processor.cell_store import CellStore
from services.processor.checkpoint import Checkpointer
from services.processor.dead_letters import DeadLetters
from services.processor.engine import Engine
from services.processor.settings import ProcessorSettings
from services.processor.transport import Consumer, Transport
from shared.events.topics import AREA_EVENTS, MAX_MESSAGE_BYTES, PROCESSOR_APP, STATE_CHANGELOG, STATE_TABLE

log = logging.getLogger("xiheng.processor")

FATAL = 70
"""Exit code after an unexpected error (EX_SOFTWARE): nothing was committed, the next process folds the record again."""


class App(faust.App):
    """Faust with our consumer."""

    engine: Engine

    def _new_transport(self) -> Transport:
        transport = Transport(self.conf.broker_consumer, self)
        transport.__dict__["Consumer"] = type("BoundConsumer", (Consumer,), self.consumer_hooks())
        return transport

    def consumer_hooks(self) -> dict[str, Any]:
        """Return the attributes that tie a consumer to the engine."""
        return {
            "source": AREA_EVENTS,
            "next_offset": lambda _, partition: self.engine.next_offset(partition),
            "settle": lambda _: self.engine.settle(),
        }


def create_app(settings: ProcessorSettings) -> App:
    """Return the processor as a Faust application that is not started yet."""
    settings.data_folder.mkdir(parents=True, exist_ok=True)
    app = App(
        PROCESSOR_APP,
        broker=settings.brokers,
        key_serializer="raw",
        value_serializer="raw",
        store="rocksdb://",
        datadir=str(settings.data_folder.absolute()),
        consumer_auto_offset_reset="earliest",
        stream_wait_empty=True,
        stream_buffer_maxsize=512,
        broker_max_poll_records=500,
        consumer_max_fetch_size=4 << 20,
        broker_commit_interval=1.0,
        broker_session_timeout=settings.session_timeout,
        broker_heartbeat_interval=settings.heartbeat_interval,
        broker_rebalance_timeout=max(60.0, settings.session_timeout),
        broker_request_timeout=max(90.0, 2 * settings.session_timeout),
        # A worker without partitions leaves the group after this time and never comes back: as good as never.
        broker_max_poll_interval=604800.0,
        consumer_group_instance_id=settings.instance or None,
        producer_acks=-1,
        producer_linger=0.005,
        producer_max_batch_size=512 * 1024,
        producer_max_request_size=MAX_MESSAGE_BYTES,
        producer_compression_type="lz4",
        producer_request_timeout=300.0,
        table_standby_replicas=0,
        topic_partitions=settings.partitions,
        topic_allow_declare=False,
        topic_disable_leader=True,
        stream_recovery_delay=0.0,
        web_enabled=bool(settings.pages_port),
        web_host=settings.pages_host,
        web_bind=settings.pages_host,
        web_port=settings.pages_port or 6066,
        web_tables_enabled=False,
        web_router_enabled=False,
    )
    source = app.topic(AREA_EVENTS, key_type=bytes, value_type=bytes, key_serializer="raw", value_serializer="raw")
    options = {"block_cache_size": 32 << 20, "write_buffer_size": 8 << 20, "max_write_buffer_number": 2, "max_open_files": 256}
    table = app.Table(STATE_TABLE, partitions=settings.partitions, key_type=bytes, value_type=bytes, default=bytes, options=options)
    app.engine = _engine(app, table, settings)
    app.agent(source, concurrency=1, name="fold")(_agent(app.engine))
    app.task(_keeper(app.engine, settings.checkpoint_interval))
    return app


def _engine(app: App, table: Any, settings: ProcessorSettings) -> Engine:  # noqa: ANN401 - faust has no types
    store = CellStore(table)

    def consumer() -> Consumer:
        return cast(Consumer, app.consumer)

    async def send(topic: str, key: bytes, value: bytes, headers: Mapping[str, bytes]) -> Awaitable[Any]:
        return await app.producer.send(topic, key, value, None, None, list(headers.items()))

    async def send_cell(topic: str, key: bytes, value: bytes, partition: int) -> Awaitable[Any]:
        return await app.producer.send(topic, key, value, partition, None, None)

    async def send_letter(topic: str, key: bytes, value: bytes) -> Awaitable[Any]:
        return await app.producer.send(topic, key, value, None, None, None)

    return Engine(
        settings,
        store=store,
        checkpointer=Checkpointer(
            store, send_cell, STATE_CHANGELOG, lambda: time.monotonic() - consumer().last_heartbeat, settings.session_timeout / 2, or_die
        ),
        dead_letters=DeadLetters(send_letter, settings.dead_letter_limit),
        send=send,
        epoch=lambda: consumer().epoch,
        seek=lambda: consumer().perform_seek(),
        owns=lambda number: lambda area: partition_of(area, settings.partitions) == number,
    )


def partition_of(area: str, partitions: int) -> int:
    """Return the partition of an area: what Kafka's default partitioner makes of its code."""
    return int(murmur2(area.encode()) & 0x7FFFFFFF) % partitions


def _agent(engine: Engine) -> Callable[[Any], Awaitable[None]]:
    async def fold(stream: Any) -> None:  # noqa: ANN401 - faust has no types
        async for event in stream.events():
            await or_die(engine.handle(event.message))

    return fold


def _keeper(engine: Engine, interval: float) -> Callable[[], Awaitable[None]]:
    async def keep_checkpoints() -> None:
        while True:
            await asyncio.sleep(interval / 2)
            await or_die(engine.keep_due())

    return keep_checkpoints


async def or_die(work: Awaitable[None]) -> None:
    """Await work; end the process on an unexpected error, before Faust can count the record as done."""
    try:
        await work
    except asyncio.CancelledError:
        raise
    except BaseException:
        log.critical("unexpected error, ending without committing", exc_info=True)
        die()


def die() -> None:
    """End the process at once, without clean-up: nothing more may be written."""
    logging.shutdown()
    os._exit(FATAL)
