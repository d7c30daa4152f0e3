"""Heads of ledgers on Kafka: recorded by who keeps the ledger, and read by who checks it."""

from __future__ import annotations

from collections.abc import Iterator

from shared.events.kafka_client import Consumer, Producer
from shared.events.topics import LEDGER_HEADS
from shared.model.kept_heads import KeptHead
from xiheng.events.v1.verdict_pb2 import LedgerHead

NOTIFIER = "notifier"
"""Whose ledger: that of alerts."""
_WAIT_SECONDS = 0.5


def record_head(address: str, ledger: str, head: KeptHead) -> int:
    """Record a head and return its offset; blocks until all replicas have it.

    Raises:
        Unavailable: If Kafka is away, or the topic is missing.
    """
    producer = Producer(address, name=f"{ledger}-heads", linger_ms=0)
    value = LedgerHead(
        ledger=ledger,
        link=head.link,
        hash=head.hash,
        recorded_time_ms=head.time_ms,
        restored_by=head.restored_by,
        reason=head.reason,
    )
    try:
        producer.prepare([LEDGER_HEADS])
        return producer.send(LEDGER_HEADS, key=ledger.encode(), value=value.SerializeToString()).result().offset
    finally:
        producer.close()


def recorded_heads(address: str, ledger: str) -> list[KeptHead]:
    """Return the heads of a ledger, in the order in which they were recorded; blocks.

    Raises:
        Unavailable: If Kafka is away, or the topic is missing.
    """
    found = (LedgerHead.FromString(value) for value in _values(address, f"{ledger}-heads"))
    return [KeptHead(one.link, one.hash, one.recorded_time_ms, one.restored_by, one.reason) for one in found if one.ledger == ledger]


def _values(address: str, name: str) -> Iterator[bytes]:
    consumer = Consumer(address, name=name)
    try:
        end = consumer.ends(LEDGER_HEADS)[0]
        consumer.assign({(LEDGER_HEADS, 0): 0})
        while consumer.position(LEDGER_HEADS, 0) < end:
            for record in consumer.poll(_WAIT_SECONDS):
                yield record.value or b""
    finally:
        consumer.close()
