"""A real Alertmanager takes what the channel hands over: the same alert again, another severity, the end."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from services.notifier.channels.alertmanager import AlertmanagerChannel
from services.notifier.channels.posting import open_session
from shared.model.manifests import Alertmanager
from shared.runtime.clock import machine_ms
from shared.runtime.ports import free_port
from tests.component.receivers import Received, serving, yes
from tests.unit.notifier.letters import letter, told
from xiheng.events.v1.verdict_pb2 import AlertEvent

pytestmark = pytest.mark.prometheus


class Running:
    """An Alertmanager, and the webhook that it passes alerts on to."""

    def __init__(self, address: str, session: aiohttp.ClientSession, passed_on: Received) -> None:
        self.passed_on = passed_on
        self._to = Alertmanager(url=address)
        self._session = session
        self._channel = AlertmanagerChannel(session)

    async def hand_over(self, *events: AlertEvent) -> None:
        assert (await self._channel.send(self._to, letter(*events, channel="alertmanager"))).delivered

    async def active(self) -> list[dict[str, Any]]:
        async with self._session.get(f"{self._to.url}/api/v2/alerts?active=true") as answer:
            found: list[dict[str, Any]] = await answer.json()
            return found


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Running]:
    port = free_port()
    async with serving(yes) as passed_on, open_session() as session:
        route = {"receiver": "hook", "group_by": ["alertname"], "group_wait": "50ms", "group_interval": "100ms"}
        receiver = {"name": "hook", "webhook_configs": [{"url": passed_on.url, "send_resolved": True}]}
        (tmp_path / "config.json").write_text(json.dumps({"route": route, "receivers": [receiver]}), encoding="utf-8")
        files = [f"--config.file={tmp_path / 'config.json'}", f"--storage.path={tmp_path / 'data'}"]
        listening = [f"--web.listen-address=127.0.0.1:{port}", "--cluster.listen-address=", "--log.level=error"]
        process = await asyncio.create_subprocess_exec("alertmanager", *files, *listening)
        await _ready(session, f"http://127.0.0.1:{port}")
        yield Running(f"http://127.0.0.1:{port}", session, passed_on)
        process.terminate()
        await process.wait()


async def _ready(session: aiohttp.ClientSession, address: str) -> None:
    async with asyncio.timeout(20):
        while True:
            try:
                async with session.get(f"{address}/-/ready") as answer:
                    if answer.status == 200:
                        return
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.1)


def now(identity: str = "a1b2c3d4", **changes: object) -> AlertEvent:
    return told(identity, known_time_ms=machine_ms(), **changes)


async def test_an_alert_handed_over_twice_is_one_there_and_reads_in_both_languages(running: Running) -> None:
    await running.hand_over(now())
    await running.hand_over(now(), now("b2c3d4e5", area="320206"))
    found = {one["labels"]["alert"]: one for one in await running.active()}
    assert found.keys() == {"a1b2c3d4", "b2c3d4e5"}
    labels, annotations = found["a1b2c3d4"]["labels"], found["a1b2c3d4"]["annotations"]
    assert (labels["alertname"], labels["severity"], labels["area"], labels["family"]) == ("debt.ratio-band", "error", "320205", "debt")
    assert (annotations["summary"], annotations["summary_zh"]) == ("Band of the debt ratio", "政府债务率档位")


async def test_another_severity_ends_the_former_and_the_end_ends_all(running: Running) -> None:
    await running.hand_over(now())
    await running.hand_over(now(severity=4))
    assert [one["labels"]["severity"] for one in await running.active()] == ["critical"]
    await running.hand_over(now(severity=4, state=2))
    assert await running.active() == []


async def test_what_it_has_it_passes_on_to_its_own_receivers(running: Running) -> None:
    await running.hand_over(now())
    for _ in range(200):
        if running.passed_on.bodies:
            break
        await asyncio.sleep(0.05)
    assert running.passed_on.bodies[0]["alerts"][0]["labels"]["alert"] == "a1b2c3d4"
