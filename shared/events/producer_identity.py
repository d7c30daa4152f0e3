"""Mends of kafka-python 3.0.12, whose idempotent producer is silent for ever once its identity is lost at a bad moment."""

from __future__ import annotations

from functools import partial
from typing import Any

from kafka.errors import KafkaConnectionError, RetriableError
from kafka.producer.transaction_manager import TransactionState


def keep_identity(producer: Any) -> None:  # noqa: ANN401 - kafka-python has no types
    """Make an idempotent KafkaProducer ask for a producer id until it has one."""
    manager = producer._transaction_manager  # noqa: SLF001 - there is no other way to it
    _ask_anew_after_a_reset(manager)
    _ask_again_after_a_timeout(manager)


def _ask_anew_after_a_reset(manager: Any) -> None:  # noqa: ANN401
    """When a record expires that was sent before, the producer drops its id; it asks for another only if its state says that it has not begun."""
    drop = manager.reset_producer_id

    def reset() -> None:
        drop()
        if manager._current_state != TransactionState.INITIALIZING:  # noqa: SLF001 - then it is asking already
            manager._current_state = TransactionState.UNINITIALIZED  # noqa: SLF001

    manager.reset_producer_id = reset


def _ask_again_after_a_timeout(manager: Any) -> None:  # noqa: ANN401
    """A lost connection makes it ask again, but an answer that took too long would be the end of it: it is taken as a lost connection."""
    enqueue = manager._enqueue_request  # noqa: SLF001

    def watched(request: Any) -> None:  # noqa: ANN401
        request.on_complete = partial(_on_complete, request)
        enqueue(request)

    manager._enqueue_request = watched  # noqa: SLF001


def _on_complete(request: Any, correlation_id: int, answer: object) -> None:  # noqa: ANN401
    if isinstance(answer, RetriableError):
        answer = KafkaConnectionError(str(answer))
    type(request).on_complete(request, correlation_id, answer)
