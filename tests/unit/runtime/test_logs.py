"""What a library says in the log of a process: with a code, and not again and again."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from shared.runtime.logs import LIBRARY_CODES, JsonFormatter, Sparing


class Kept(logging.Handler):
    """Keeps the lines."""

    def __init__(self, clock: Iterator[float]) -> None:
        super().__init__()
        self.setFormatter(JsonFormatter("processor"))
        self.addFilter(Sparing(clock.__next__))
        self.lines: list[dict[str, Any]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(json.loads(self.format(record)))


def logger(*seconds: float) -> tuple[logging.Logger, Kept]:
    made, kept = logging.getLogger("mode.timers"), Kept(iter(seconds))
    made.handlers = [kept]
    return made, kept


@pytest.mark.parametrize(("code", "level"), LIBRARY_CODES.items())
def test_a_line_of_a_library_has_the_code_of_its_level(code: str, level: str) -> None:
    log, kept = logger(0.0)
    getattr(log, level)("Timer %s is overlapping", "commit")
    assert [(line["code"], line["level"], line["message"]) for line in kept.lines] == [(code, level, "Timer commit is overlapping")]


def test_a_library_says_the_same_once_a_minute_and_then_how_often_it_was_left_out() -> None:
    log, kept = logger(0.0, 1.0, 59.9, 60.0, 60.1)
    for runtime in range(4):
        log.warning("Timer %s is overlapping (runtime=%r)", "commit", runtime)
    log.warning("something else")
    assert [(line["message"], line.get("left_out")) for line in kept.lines] == [
        ("Timer commit is overlapping (runtime=0)", None),
        ("Timer commit is overlapping (runtime=3)", 2),
        ("something else", None),
    ]


def test_what_we_say_is_never_left_out() -> None:
    log, kept = logger()
    for _ in range(3):
        log.warning("record is dead", extra={"code": "record-dead"})
    assert [line["code"] for line in kept.lines] == ["record-dead"] * 3
