"""The processor's tasks while Kafka is away: they wait, and say that they live."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from services.processor import app as apps
from services.processor.app import create_app, keeper, observer, present_topic_id
from services.processor.settings import ProcessorSettings
from services.processor.waiting import wait_for_topics
from services.processor.watchdog import Watchdog
from shared.model.errors import Unavailable


def settings(folder: Path) -> ProcessorSettings:
    """Settings of a processor whose Kafka is nowhere."""
    return ProcessorSettings(bootstrap_servers="127.0.0.1:1", data_folder=folder)


async def test_a_checkpoint_that_waits_for_kafka_is_no_silent_event_loop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = create_app(settings(tmp_path))
    monkeypatch.setattr(apps, "_OBSERVE_SECONDS", 0.01)
    app.watchdog = Watchdog(patience_seconds=0.2, die=lambda: None)
    monkeypatch.setattr(app.watchdog, "start", app.watchdog.beat)
    monkeypatch.setattr(app.engine, "keep_due", asyncio.Event().wait)
    consumer = type("Consumer", (), {"thread_loop": asyncio.get_running_loop(), "assignment": lambda _: set()})()
    monkeypatch.setattr(type(app), "consumer", consumer)
    tasks = [asyncio.create_task(cast(Any, task())) for task in (keeper(app, 0.01), observer(app))]
    try:
        await asyncio.sleep(0.5)
        assert app.watchdog.stalled() == ""
    finally:
        for one in tasks:
            one.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def test_the_log_is_compared_once_kafka_is_back(monkeypatch: pytest.MonkeyPatch) -> None:
    answers: Iterator[str | Unavailable] = iter([Unavailable("away"), Unavailable("away"), "id-1"])

    def ask(*_: str) -> str:
        answer = next(answers)
        if isinstance(answer, Unavailable):
            raise answer
        return answer

    monkeypatch.setattr(apps, "topic_id_of", ask)
    monkeypatch.setattr(apps, "_ASK_SECONDS", 0.0)
    assert await present_topic_id("here") == "id-1"


def test_a_processor_waits_for_kafka_and_its_topics_and_says_for_what(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dog = Watchdog(patience_seconds=60.0, die=lambda: None)
    answers: list[list[str] | Unavailable] = [Unavailable("Kafka does not answer"), ["topic a is missing", "topic b is missing"], []]
    said: list[str] = []

    def problems(*_: str, **__: object) -> list[str]:
        said.append(dog.why_not_ready)
        answer = answers.pop(0)
        if isinstance(answer, Unavailable):
            raise answer
        return answer

    monkeypatch.setattr("services.processor.waiting.topic_problems", problems)
    monkeypatch.setattr("services.processor.waiting._ASK_SECONDS", 0.0)
    wait_for_topics(settings(tmp_path), dog)
    assert said == ["starting", "Kafka does not answer", "topic a is missing; topic b is missing"]
