"""Kafka's errors become ours: what passes is Unavailable, what never will is Invalid."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from kafka import errors

from shared.events.kafka_client import Admin, Consumer, Producer, translated
from shared.model.errors import Invalid, Unavailable
from shared.runtime.ports import LOOPBACK, free_port


def fail(error: Exception) -> Callable[[], None]:
    """A call to Kafka that fails."""

    def call() -> None:
        raise error

    return call


@pytest.mark.parametrize(
    ("error", "wanted", "words"),
    [
        (errors.KafkaTimeoutError("no offsets in 30 s"), Unavailable, "does not answer at here: start it.*no offsets"),
        (errors.KafkaConnectionError("refused"), Unavailable, "Kafka at here: .*refused"),
        (errors.UnknownTopicOrPartitionError("gone"), Unavailable, "gone"),
        (ConnectionResetError("cut"), Unavailable, "cut"),
        (errors.MessageSizeTooLargeError("9 MB"), Invalid, "larger than 8388608 bytes"),
        (errors.KafkaConfigurationError("timeouts contradict"), Invalid, "timeouts contradict"),
    ],
)
def test_an_error_of_kafka_is_one_of_ours(error: Exception, wanted: type[Exception], words: str) -> None:
    with pytest.raises(wanted, match=words):
        translated(fail(error), "here")


def test_what_is_no_error_of_kafka_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        translated(fail(ZeroDivisionError()), "here")


@pytest.mark.parametrize("seconds", [0.5, 3.0, 60.0])
def test_any_time_to_deliver_makes_a_producer_that_only_lacks_a_broker(seconds: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shared.events.kafka_client._CONNECT_SECONDS", 0.1)
    with pytest.raises(Unavailable, match="does not answer"):
        Producer(f"{LOOPBACK}:{free_port()}", delivery_seconds=seconds)


@pytest.mark.parametrize("connect", [Producer, Consumer, Admin])
def test_without_a_broker_nothing_connects_and_the_address_is_named(
    connect: Callable[[str], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.events.kafka_client._CONNECT_SECONDS", 0.3)
    address, before = f"{LOOPBACK}:{free_port()}", threading.active_count()
    with pytest.raises(Unavailable, match=address):
        connect(address)
    assert threading.active_count() <= before, "a thread goes on trying"
