"""The Faust application, made by a function: importing this module starts nothing."""

from __future__ import annotations

import asyncio
import logging
import math
import os
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Any, cast

import faust

from services.processor.cell_store import CellStore
from services.processor.checkpoint import Checkpointer
from services.processor.dead_letters import DeadLetters
from services.processor.engine import Engine
from services.processor.outbox import Outbox
from services.processor.producer import Producer, partition_of
from services.processor.settings import ProcessorSettings
from services.processor.stalls import Stalls, size_of
from services.processor.transport import Consumer, Transport
from services.processor.watchdog import Watchdog
from shared.events.administration import topic_id_of
from shared.events.log_ends import LogEnds
from shared.events.topics import AREA_EVENTS, MAX_MESSAGE_BYTES, PROCESSOR_APP, STATE_CHANGELOG, STATE_TABLE
from shared.model.errors import Unavailable
from shared.runtime import metrics

log = logging.getLogger("xiheng.processor")

_OBSERVE_SECONDS = 1.0
_MEASURE_SECONDS = 60.0
_ASK_SECONDS = 0.5
_METADATA_MS = 20_000
_BUSY_RECORDS = 32

FATAL = 70
"""Exit code after an unexpected error (EX_SOFTWARE): nothing was committed, the next process folds the record again."""


class App(faust.App):
    """Faust with our consumer."""

    engine: Engine
    settings: ProcessorSettings
    watchdog: Watchdog
    queue: Any = None
    """The agent's queue; None before the agent runs."""

    _changed_since: float | None = None

    def on_rebalance_start(self) -> None:
        """Note when partitions began to change hands."""
        super().on_rebalance_start()
        self._changed_since = self._changed_since or time.monotonic()

    def on_rebalance_end(self) -> None:
        """Note how long it took until their state was whole."""
        super().on_rebalance_end()
        if self._changed_since is not None:
            metrics.REBUILD_SECONDS.observe(time.monotonic() - self._changed_since)
            self._changed_since = None

    def has_room(self) -> bool:
        """Tell whether the agent takes a record without waiting."""
        return self.queue is not None and not self.queue.full()

    def is_busy(self) -> bool:
        """Tell whether many records wait for the agent."""
        return self.queue is not None and self.queue.qsize() >= _BUSY_RECORDS

    def _new_transport(self) -> Transport:
        transport = Transport(self.conf.broker_consumer, self)
        transport.__dict__["Consumer"] = type("BoundConsumer", (Consumer,), self.consumer_hooks())
        return transport

    def consumer_hooks(self) -> dict[str, Any]:
        """Return the attributes that tie a consumer to the engine."""
        return {
            "source": AREA_EVENTS,
            "next_offset": lambda _, partition: self.engine.next_offset(partition),
            "has_room": lambda _: self.has_room(),
            "settle": lambda _: self.engine.settle(),
            "check_log": lambda _, starts, ends: or_die(self.check_log(starts, ends)),
        }

    async def check_log(self, starts: Mapping[int, int], ends: Mapping[int, int]) -> None:
        """Stop loudly when the log is not the one that the state was folded from."""
        topic_id = await present_topic_id(self.settings.bootstrap_servers)
        self.engine.check_log(topic_id, starts, ends)


async def present_topic_id(brokers: str) -> str:
    """Return Kafka's id of the log that is there now; waits while Kafka is away."""
    while True:
        try:
            return await asyncio.to_thread(topic_id_of, brokers, AREA_EVENTS)
        except Unavailable as error:
            log.warning("waiting to compare the state with the log", extra={"code": "log-not-compared", "reason": str(error)})
            await asyncio.sleep(_ASK_SECONDS)


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
        # A log that was deleted and made again is noticed after so long, and then refused.
        consumer_metadata_max_age_ms=_METADATA_MS,
        consumer_group_instance_id=settings.instance or None,
        producer_acks=-1,
        producer_linger=0.005,
        producer_max_batch_size=512 * 1024,
        producer_max_request_size=MAX_MESSAGE_BYTES,
        # aiokafka compresses lz4 at level 9: 28 MB/s, where zstd has 770 MB/s and packs better.
        producer_compression_type="zstd",
        producer_request_timeout=300.0,
        table_standby_replicas=0,
        topic_partitions=settings.partitions,
        topic_allow_declare=False,
        topic_disable_leader=True,
        stream_recovery_delay=0.0,
        web_enabled=False,
    )
    app.settings = settings
    stalls = Stalls(settings.data_folder)
    stalls.show()
    app.watchdog = Watchdog(patience_seconds=settings.stall_timeout, die=partial(die_stalled, stalls))
    source = app.topic(AREA_EVENTS, key_type=bytes, value_type=bytes, key_serializer="raw", value_serializer="raw")
    options = {"block_cache_size": 32 << 20, "write_buffer_size": 8 << 20, "max_write_buffer_number": 2, "max_open_files": 256}
    table = app.Table(STATE_TABLE, partitions=settings.partitions, key_type=bytes, value_type=bytes, default=bytes, options=options)
    app.engine = _engine(app, table, settings)
    app.agent(source, concurrency=1, name="fold")(_agent(app))
    app.task(keeper(app, settings.checkpoint_interval))
    app.task(observer(app))
    return app


def _engine(app: App, table: Any, settings: ProcessorSettings) -> Engine:  # noqa: ANN401 - faust has no types
    store = CellStore(table)

    def consumer() -> Consumer:
        return cast(Consumer, app.consumer)

    def producer() -> Producer:
        return cast(Producer, app.producer)

    async def write_cells(partition: int, records: Sequence[tuple[bytes, bytes]]) -> list[int]:
        return await producer().write(STATE_CHANGELOG, partition, records)

    outbox = Outbox(producer, app.is_busy)

    async def send_letter(topic: str, key: bytes, value: bytes) -> Awaitable[None]:
        return await outbox.put(topic, key, value, [])

    return Engine(
        settings,
        store=store,
        checkpointer=Checkpointer(
            store,
            write_cells,
            STATE_CHANGELOG,
            lambda: time.monotonic() - consumer().last_heartbeat,
            lambda: consumer().membership,
            settings.session_timeout,
            or_die,
        ),
        dead_letters=DeadLetters(send_letter, settings.dead_letter_limit),
        send=outbox.put,
        epoch=lambda: consumer().epoch,
        membership=lambda: consumer().membership,
        seek=lambda: consumer().perform_seek(),
        owns=lambda number: lambda area: partition_of(area.encode(), settings.partitions) == number,
    )


def _agent(app: App) -> Callable[[Any], Awaitable[None]]:
    async def fold(stream: Any) -> None:  # noqa: ANN401 - faust has no types
        app.queue = stream.channel.queue
        async for event in stream.events():
            await or_die(app.engine.handle(event.message))

    return fold


def keeper(app: App, interval: float) -> Callable[[], Awaitable[None]]:
    """Return the task that keeps what is due; while Kafka is away it waits for the records that are being handed over."""

    async def keep_checkpoints() -> None:
        while True:
            await asyncio.sleep(interval / 2)
            await or_die(app.engine.keep_due())

    return keep_checkpoints


def observer(app: App) -> Callable[[], Awaitable[None]]:
    """Return the task that tells the watchdog how far the work has come, and why no records are taken."""
    ends = LogEnds(app.settings.bootstrap_servers, AREA_EVENTS)

    async def observe() -> None:
        ends.start()
        app.watchdog.loops = [asyncio.get_running_loop(), cast(Consumer, app.consumer).thread_loop]
        app.watchdog.start()
        measured = -math.inf
        while True:
            app.watchdog.beat()
            if time.monotonic() - measured > _MEASURE_SECONDS:
                metrics.STATE_BYTES.set(await asyncio.to_thread(size_of, app.settings.data_folder))
                measured = time.monotonic()
            app.watchdog.why_not_ready = why_not_ready(app)
            consumer = cast(Consumer, app.consumer)
            mine = sorted(tp for tp in consumer.assignment() if tp.topic == AREA_EVENTS)
            metrics.PARTITIONS.set(len(mine))
            known = ends.latest
            lag = sum(max(known.get(tp.partition, 0) - app.engine.next_offset(tp.partition), 0) for tp in mine)
            app.watchdog.observe(app.engine.applied_records, lag=lag)
            metrics.LAG.set(lag if all(tp.partition in known for tp in mine) else math.nan)
            metrics.CHECKPOINT_AGE.set(app.engine.checkpoint_age())
            await asyncio.sleep(_OBSERVE_SECONDS)

    return observe


def why_not_ready(app: App) -> str:
    """Return why no records are taken at present; empty when they are."""
    if app.rebalancing:
        return "the group is rebalancing"
    if app.in_recovery:
        return "state is being read from the changelog"
    if not app.consumer.assignment():
        return "no partitions: another processor has them, or Kafka is away"
    return ""


async def or_die(work: Awaitable[None]) -> None:
    """Await work; end the process on an unexpected error, before Faust can count the record as done."""
    try:
        await work
    except asyncio.CancelledError:
        raise
    except BaseException:
        log.critical("unexpected error, ending without committing", extra={"code": "processor-broken"}, exc_info=True)
        die()


def die_stalled(stalls: Stalls) -> None:
    """End the process because it stalled, and leave word of it."""
    stalls.note()
    die()


def die() -> None:
    """End the process at once, without clean-up: nothing more may be written."""
    logging.shutdown()
    os._exit(FATAL)
