"""Figures of alerts: from the event in the log to who hears of it, and the same alerts through a real Alertmanager."""

from __future__ import annotations

import json
import multiprocessing as mp
import shutil
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.hook import Arrived, Hook, hook
from bench.subscribers import follow
from services.demo.registry import Registry
from services.local.platform import Platform
from services.notifier.sample import sample_event
from shared.events.kafka_client import Producer
from shared.events.topics import RISK_ALERTS
from shared.judgement.report_json import instant
from shared.model.manifests import Manifest, Plan, Subscriber
from shared.runtime.ports import free_port
from xiheng.events.v1.verdict_pb2 import AlertEvent

STORM, RATE, SECONDS = 10_000, 100, 20
SUBSCRIBERS, STREAMED = 1_000, 20
_PLAN, _AREA = "bench", "320205"
_PATIENCE = 300.0


class Alerts:
    """Alerts on a running platform, in a plan of their own."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._made = 0
        names = {"zh": "测试", "en": "bench"}
        self._apply(Plan.model_validate({"metadata": {"name": _PLAN}, "spec": {"names": names, "area": "320200", "year": 2026}}))

    def storm(self, at_once: int) -> str:
        """Return how long it takes until a webhook has every alert of a burst, each alone."""
        with self._heard_by(at_once) as one:
            began = time.monotonic()
            self._write(STORM, pause=0.0)
            return _told(one.wait(STORM, _PATIENCE), STORM, time.monotonic() - began)

    def steady(self) -> str:
        """Return the 99th percentile from the event to the delivered webhook at a steady rate."""
        with self._heard_by(16) as one:
            self._write(RATE * SECONDS, pause=1 / RATE)
            return _delay(one.wait(RATE * SECONDS, 30.0), RATE * SECONDS)

    def streamed(self) -> str:
        """Return the 99th percentile until every subscriber of the stream has an alert, one a second."""
        context = mp.get_context("spawn")
        answers: mp.Queue[object] = context.Queue()
        reach = self._platform.connection("notifier")
        process = context.Process(target=follow, args=(reach, "debt.ratio-band", SUBSCRIBERS, STREAMED, answers))
        process.start()
        answers.get(timeout=120)
        self._write(STREAMED, pause=1.0)
        taken = answers.get(timeout=240)
        process.join()
        found = taken if isinstance(taken, list) else []
        return _delay(Arrived(found), SUBSCRIBERS * STREAMED)

    @contextmanager
    def _heard_by(self, at_once: int) -> Iterator[Hook]:
        """Give a webhook that hears of the plan's alerts, and let it be gone afterwards."""
        with hook() as one:
            spec = {"names": {"zh": "测试", "en": "bench"}, "webhook": {"url": one.url}, "atOnce": at_once}
            self._apply(Subscriber.model_validate({"metadata": {"name": "hook", "namespace": _PLAN}, "spec": spec}))
            yield one
            self._apply(Subscriber.model_validate({"metadata": {"name": "hook", "namespace": _PLAN}, "spec": {"names": spec["names"]}}))

    def _apply(self, manifest: Manifest) -> None:
        with Registry(self._platform.connection("registry")) as registry:
            registry.apply([manifest])
        time.sleep(3)  # until the notifier has it

    def _write(self, count: int, *, pause: float) -> None:
        producer, began = Producer(self._platform.bootstrap_servers, linger_ms=0), time.monotonic()
        for number in range(count):
            while time.monotonic() - began < number * pause:
                time.sleep(0.0005)
            self._made += 1
            event = _alert(self._made)
            headers = {"began": str(event.known_time_ms).encode()}
            producer.send(RISK_ALERTS, key=_AREA.encode(), value=event.SerializeToString(), headers=headers)
        producer.flush()
        producer.close()


class ThroughAlertmanager:
    """The same alerts through a real Alertmanager, each alone and its timers at their smallest."""

    def __init__(self, program: str) -> None:
        self._program = program

    @classmethod
    def found(cls) -> ThroughAlertmanager | None:
        """Return it where the program is on the PATH."""
        program = shutil.which("alertmanager")
        return cls(program) if program else None

    def storm(self) -> str:
        """Return how long a burst takes."""
        with self._running() as (api, one):
            began = time.monotonic()
            for first in range(0, STORM, 500):
                _post(api, [_entry(_alert(number)) for number in range(first, first + 500)])
            return _told(one.wait(STORM, _PATIENCE), STORM, time.monotonic() - began)

    def steady(self) -> str:
        """Return the 99th percentile at a steady rate."""
        with self._running() as (api, one):
            began = time.monotonic()
            for number in range(RATE * SECONDS):
                while time.monotonic() - began < number / RATE:
                    time.sleep(0.0005)
                _post(api, [_entry(_alert(number))])
            return _delay(one.wait(RATE * SECONDS, 30.0), RATE * SECONDS)

    @contextmanager
    def _running(self) -> Iterator[tuple[str, Hook]]:
        with tempfile.TemporaryDirectory(prefix="xiheng-alertmanager-") as folder, hook() as one:
            port, file = free_port(), Path(folder) / "alertmanager.json"
            route = {"receiver": "hook", "group_by": ["..."], "group_wait": "0s", "group_interval": "1ms", "repeat_interval": "24h"}
            webhook = {"url": one.url, "send_resolved": False}
            file.write_text(json.dumps({"route": route, "receivers": [{"name": "hook", "webhook_configs": [webhook]}]}), encoding="utf-8")
            listening = [f"--web.listen-address=127.0.0.1:{port}", "--cluster.listen-address="]
            command = [self._program, f"--config.file={file}", f"--storage.path={folder}/data", "--log.level=error", *listening]
            with subprocess.Popen(command) as process:  # noqa: S603 - the program found on the PATH
                address = f"http://127.0.0.1:{port}"
                _wait_until_ready(address)
                yield f"{address}/api/v2/alerts", one
                process.terminate()


def _alert(number: int) -> AlertEvent:
    event = sample_event(_PLAN, _AREA, time.time_ns() // 1_000_000)
    event.id = f"bench-{number:012}"
    event.origin.offset = number
    return event


def _entry(event: AlertEvent) -> dict[str, object]:
    labels = {"alertname": event.rule, "alert": event.id, "area": event.area, "severity": "error"}
    return {"labels": labels, "annotations": {"summary": event.title_en}, "startsAt": instant(event.known_time_ms)}


def _post(address: str, alerts: list[dict[str, object]]) -> None:
    body = json.dumps(alerts).encode()
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"})  # noqa: S310 - our own Alertmanager
    urllib.request.urlopen(request, timeout=30).close()  # noqa: S310 - as above


def _wait_until_ready(address: str) -> None:
    end = time.monotonic() + 30
    while True:
        try:
            urllib.request.urlopen(f"{address}/-/ready", timeout=5).close()  # noqa: S310 - our own Alertmanager
        except urllib.error.URLError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
        else:
            return


def _told(arrived: Arrived, wanted: int, seconds: float) -> str:
    return f"{seconds:,.1f} s" if arrived.total >= wanted else f"{arrived.total} of {wanted} in {seconds:,.0f} s"


def _delay(arrived: Arrived, wanted: int) -> str:
    lacking = "" if arrived.total >= wanted else f", {arrived.total} of {wanted}"
    return f"{arrived.percentile(0.99):,.0f} ms{lacking}" if arrived.total else f"none of {wanted}"
