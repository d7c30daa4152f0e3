"""Following a topic into SQL: the offset moves in the very transaction that applies the records, so each counts exactly once."""

from __future__ import annotations

import logging
import math
import threading
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from typing import Generic, TypeVar

import sqlalchemy as sa

from shared.events.kafka_client import Consumer, Record
from shared.events.log_ends import LogEnds
from shared.model.errors import Conflict, Invalid, Unavailable
from shared.runtime import metrics
from shared.runtime.database import reading

_log = logging.getLogger(__name__)

_POLL_SECONDS = 0.25
_RETRY_SECONDS = 1.0

T = TypeVar("T")


def positions_table(metadata: sa.MetaData) -> sa.Table:
    """Return the table of offsets: the next one to read of each partition."""
    return sa.Table(
        "positions",
        metadata,
        sa.Column("topic", sa.Text, primary_key=True),
        sa.Column("partition", sa.Integer, primary_key=True),
        sa.Column("next_offset", sa.BigInteger, nullable=False),
    )


class Projector(Generic[T]):
    """A thread that applies records in order. Two instances on one database do no harm: the slower one is refused and reads on."""

    def __init__(
        self,
        address: str,
        topic: str,
        engine: sa.Engine,
        positions: sa.Table,
        *,
        apply: Callable[[sa.Connection, list[Record]], T],
        applied: Callable[[T], None],
        on_failure: Callable[[BaseException], None],
    ) -> None:
        """Take its place; nothing is read before `start`.

        Args:
            address: Kafka's brokers.
            topic: Topic to follow.
            engine: Database.
            positions: Table made by `positions_table`.
            apply: Applies records inside a transaction; it may be called again with the same ones when the transaction failed.
            applied: Told what `apply` returned, once it is durable.
            on_failure: Told when the thread ends because of an error that retrying does not mend.
        """
        self._address = address
        self._topic = topic
        self._engine = engine
        self._positions = positions
        self._apply = apply
        self._applied = applied
        self._on_failure = on_failure
        self._stopping = threading.Event()
        self._caught_up = threading.Event()
        self._ends = LogEnds(address, topic)
        self._next_offsets: Mapping[int, int] = {}
        self._thread = threading.Thread(target=self._run, name=f"projector of {topic}", daemon=True)

    @property
    def ready(self) -> bool:
        """What was in the topic at the start is applied."""
        return self._caught_up.is_set() and not self._stopping.is_set()

    def wait(self, seconds: float) -> bool:
        """Wait until `ready`; False when that took longer, or it was stopped before."""
        return self._caught_up.wait(seconds) and self.ready

    def start(self) -> None:
        """Begin."""
        self._ends.start()
        metrics.FOLLOW_LAG.labels(self._topic).set_function(self.lag)
        self._thread.start()

    def lag(self) -> float:
        """Return how many records wait; NaN while Kafka is away or nothing was read yet: then nobody knows."""
        ends, following = self._ends.latest, dict(self._next_offsets)
        return float(sum(max(ends[one] - offset, 0) for one, offset in following.items())) if following and ends else math.nan

    def stop(self) -> None:
        """End the thread and wait for it."""
        self._stopping.set()
        self._ends.stop()
        self._caught_up.set()
        if self._thread.is_alive():
            self._thread.join(15.0)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._follow()
            except (Unavailable, sa.exc.OperationalError) as error:
                _log.warning("cannot follow, trying again", extra={"code": "topic-away", "topic": self._topic, "error": str(error)})
                self._stopping.wait(_RETRY_SECONDS)
            except BaseException as error:  # noqa: BLE001 - the process decides
                self._on_failure(error)
                return

    def _follow(self) -> None:
        consumer = Consumer(self._address, name=f"{self._topic}-projector")
        try:
            partitions = consumer.partitions(self._topic)
            known = self._known(partitions)
            consumer.assign({(self._topic, partition): offset for partition, offset in known.items()})
            ends = consumer.ends(self._topic)
            self._check_log(known, ends)
            self._next_offsets = known
            while not self._stopping.is_set():
                records = [record for record in consumer.poll(_POLL_SECONDS) if record.offset >= known[record.partition]]
                if records:
                    self._commit(records, known)
                if not self._caught_up.is_set() and all(consumer.position(self._topic, one) >= ends[one] for one in partitions):
                    self._caught_up.set()
        finally:
            consumer.close()

    def _check_log(self, known: Mapping[int, int], ends: Mapping[int, int]) -> None:
        """Compare the offsets kept with the topic.

        Raises:
            Invalid: If it ends before what was applied: what a topic that was made again holds would be left out without a word.
        """
        for partition, offset in known.items():
            if offset > ends[partition]:
                raise Invalid(
                    f"{self._topic}/{partition} ends at {ends[partition]}, but {offset - 1} was applied: the topic was recreated or cut, or the "
                    "database is another platform's. Restore the topic, or empty the database to read it from its beginning"
                )

    def _known(self, partitions: Iterable[int]) -> dict[int, int]:
        """Return the next offset of each partition; those not kept yet begin at 0."""
        table = self._positions
        with reading(self._engine).connect() as connection:
            kept = connection.execute(sa.select(table.c.partition, table.c.next_offset).where(table.c.topic == self._topic))
            found = {row.partition: row.next_offset for row in kept}
        missing = [partition for partition in partitions if partition not in found]
        if missing:
            rows = [{"topic": self._topic, "partition": partition, "next_offset": 0} for partition in missing]
            try:
                with self._engine.begin() as connection:
                    connection.execute(sa.insert(table), rows)
            except sa.exc.IntegrityError as error:
                raise Unavailable("another instance began at the same moment") from error
        return {**dict.fromkeys(missing, 0), **found}

    def _commit(self, records: list[Record], known: dict[int, int]) -> None:
        """Apply records and move the offsets in one transaction.

        Raises:
            Conflict: If another instance was here before: nothing was applied.
        """
        moved = {partition: list(group)[-1].offset + 1 for partition, group in groupby(records, key=lambda record: record.partition)}
        with self._engine.begin() as connection:
            for partition, after in moved.items():
                self._move(connection, partition, known[partition], after)
            outcome = self._apply(connection, records)
        known |= moved
        self._applied(outcome)

    def _move(self, connection: sa.Connection, partition: int, before: int, after: int) -> None:
        table = self._positions
        where = (table.c.topic == self._topic) & (table.c.partition == partition) & (table.c.next_offset == before)
        if connection.execute(sa.update(table).where(where).values(next_offset=after)).rowcount != 1:
            raise Conflict(f"another instance applied {self._topic}/{partition} from {before} on")
