"""The machine's clock is set back while services run: what came later still counts as later."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from shared.client import Connection, Reporter
from shared.events.codec import decode_event
from shared.events.topics import AREA_EVENTS
from tests.component.reporting_rig import running
from xiheng.shared.v1.observation_pb2 import Observation

HOUR_NS = 3_600_000_000_000


def report(connection: Connection, value: float) -> None:
    with Reporter("livelihood", connection) as reporter:
        (answered,) = reporter.report([[Observation(indicator="jobs.urban-new", area="320213", period="2026-06", value=value)]])
    assert (answered.accepted, answered.rejections) == (1, [])


async def test_what_is_reported_after_the_clock_was_set_back_is_received_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with running(tmp_path, replaying=False) as rig:
        connection = rig.connection()
        await asyncio.to_thread(report, connection, 9200.0)
        true_ns = time.time_ns
        monkeypatch.setattr(time, "time_ns", lambda: true_ns() - HOUR_NS)
        await asyncio.to_thread(report, connection, 9300.0)
        monkeypatch.undo()
        await asyncio.to_thread(report, connection, 9400.0)
        times = [decode_event(one.value or b"").received_time_ms for one in rig.log.of(AREA_EVENTS)]
    assert [one.value for one in rig.stored()] == [9200.0, 9300.0, 9400.0]
    assert times == sorted(times)
    assert times[0] < times[-1]
