"""Figures of the running platform: everything on one machine, the load from processes of their own."""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from bench.core import NOW_MS
from bench.load import acknowledged, blocks_load, rows_load, single_load
from bench.using import use_of
from bench.workload import BATCH, MANIFESTS, PLAN, batches, direct_batches
from services.cli.plan import apply_folder
from services.cli.up import clients_of
from services.demo.gauges import Pages
from services.demo.receiver import Receiver
from services.demo.registry import Registry
from services.demo.settling import Settling
from services.local.component import Component
from services.local.platform import Platform
from shared.events.codec import encode_event
from shared.events.kafka_client import Consumer, Producer
from shared.events.topics import AREA_EVENTS
from shared.judgement.event import Observations
from shared.model.manifests import Subscriber
from shared.model.period import Period, PeriodLength

_SECONDS = 10.0
_STILL_SECONDS = 2.0
_TOLD_SECONDS = 300.0
_SECRET = b"bench"


class Pace(NamedTuple):
    """What a processor does a second."""

    records: float
    statuses: float


class Progress(NamedTuple):
    """What a processor has done since its start, and how many records and seconds of work wait to be folded and kept."""

    records: float
    statuses: float
    waiting: float


class Stack:
    """A platform under measurement."""

    def __init__(self, folder: Path, settings: Mapping[str, str] | None = None) -> None:
        self._folder = folder
        self._receiver = Receiver(_SECRET)
        self.platform = Platform(folder, districts=clients_of(PLAN), settings=settings, progress=lambda text: print(text, flush=True))

    def __enter__(self) -> Self:
        self._receiver.start()
        self.platform.start()
        apply_folder(PLAN, self.platform.connection("registry"))
        secret = self._folder / "secret"
        secret.write_bytes(_SECRET)
        webhook = {"url": self._receiver.url, "secretFile": str(secret)}
        subscriber = Subscriber.model_validate(
            {"metadata": {"name": "bench", "namespace": "wuxi-2026"}, "spec": {"names": {"zh": "测试", "en": "bench"}, "webhook": webhook}}
        )
        with Registry(self.platform.connection("registry")) as registry:
            registry.apply([subscriber])
        self._settle()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.platform.stop()
        self._receiver.stop()

    def memory(self) -> float:
        """Return the summed proportional set size of every process, bytes (row 9)."""
        time.sleep(5)
        return sum(map(_pss, self._processes()))

    def cpu_seconds(self) -> float:
        """Return the CPU time that every process has taken since its start, seconds."""
        return sum(use_of(number).cpu for number in self._processes())

    def accepted(self) -> float:
        """Return the observations that were accepted since the start."""
        return Pages([self.platform.components["environment"].pages]).total("xiheng_observations_total", outcome="accepted")

    def report_rows(self) -> float:
        """Return observations acknowledged a second, 300 a request (row 1)."""
        return self._report("environment", rows_load)

    def report_blocks(self) -> float:
        """Return points acknowledged a second, in dense blocks (row 2)."""
        return self._report("environment", blocks_load)

    def report_single(self) -> float:
        """Return requests of one observation acknowledged a second (row 6)."""
        return self._report("environment", single_load)

    def whole_path(self) -> float:
        """Return observations a second from gRPC to the processor's verdicts, until everything is applied (row 5)."""
        began = time.monotonic()
        accepted = self._report("environment", rows_load, settle=False) * _SECONDS
        return accepted / (self._settle() - began)

    def latency(self) -> float:
        """Return the 99th percentile from an observation in the log to its webhook, at 100 batches a second, milliseconds (row 7)."""
        notifier = self.platform.components["notifier"].pages
        # What the rows before have raised is told first, and not counted.
        self._settle_all()
        before = Pages([notifier])
        producer = Producer(self.platform.bootstrap_servers, linger_ms=0)
        source, began = batches(7), time.monotonic()
        for number in range(3_000):
            while time.monotonic() - began < number / 100:
                time.sleep(0.001)
            batch = _alerting(number // 10) if number % 10 == 0 else next(source)
            producer.send(AREA_EVENTS, key=batch.area.encode(), value=encode_event(batch, received_time_ms=_now()))
        producer.close()
        self._settle_all()
        return Pages([notifier]).latency("xiheng_notice_seconds", since=before).p99

    def processor_alone(self) -> float:
        """Return observations applied a second from a log that is there already (row 3)."""
        return self._apply_written(islice(batches(3), 20_000)).records * BATCH

    def processor_blocks(self) -> float:
        """Return points applied a second from dense batches of one series (row 4)."""
        points = 10_000
        first = Period.parse("2026-01-01").ordinal * 288
        dense = (
            Observations(
                area="320205",
                child="",
                indicators=["air.hourly.pm25"],
                entities=[f"dense-{number % 50}"],
                lengths=[PeriodLength.MINUTE5],
                series=(),
                periods=range(first + number // 50 * points, first + (number // 50 + 1) * points),
                values=[20.0] * points,
            )
            for number in range(1_000)
        )
        return self._apply_written(dense).records * points

    def direct(self) -> float:
        """Return statuses sent a second when every observation is a direct indicator (row 10)."""
        return self._apply_written(islice(direct_batches(5), 10_000)).statuses

    def _processes(self) -> list[int]:
        ids = [one.process_id for one in self.platform.components.values()]
        ids.append(self.platform.kafka.process_id if self.platform.kafka else None)
        return [number for number in ids if number]

    def _report(self, service: str, load: Callable[..., None], *, settle: bool = True) -> float:
        """Return what the load processes had acknowledged a second."""
        found = acknowledged(load, self.platform.connection(service, "city"), _SECONDS)
        if settle:
            self._settle()
        return found

    def _apply_written(self, source: Iterator[Observations]) -> Pace:
        """Write records while every process stands still, and return at what pace the processor, alone with Kafka on the machine, applies them."""
        before, processor = self._progress(), self.platform.components["processor"]
        with _stopped(one for one in self.platform.components.values() if one is not processor):
            with _stopped([processor]):
                written = self._write(source)
            began = time.monotonic()
            seconds = self._settle() - began
        return Pace(written / seconds, (self._progress().statuses - before.statuses) / seconds)

    def _write(self, source: Iterator[Observations]) -> int:
        producer, written = Producer(self.platform.bootstrap_servers), 0
        for written, batch in enumerate(source, 1):  # noqa: B007 - counted
            producer.send(AREA_EVENTS, key=batch.area.encode(), value=encode_event(batch, received_time_ms=_now()))
        producer.flush(120.0)
        producer.close()
        return written

    def _progress(self) -> Progress:
        pages = Pages([self.platform.components["processor"].pages])
        waiting = pages.total("xiheng_lag_records") + pages.total("xiheng_checkpoint_age_seconds")
        return Progress(pages.total("xiheng_log_records_total"), pages.total("xiheng_outputs_total", kind="status"), waiting)

    def _settle(self) -> float:
        """Wait until the log stands still and nothing waits; return when that began."""
        consumer = Consumer(self.platform.bootstrap_servers)
        since, before, waiting = time.monotonic(), (-1.0, -1.0), 1.0
        while waiting or time.monotonic() - since < _STILL_SECONDS:
            records, _, waiting = self._progress()
            now = (float(sum(consumer.ends(AREA_EVENTS).values())), records)
            if now != before:
                since, before = time.monotonic(), now
            time.sleep(0.2)  # asking costs the processor 3 ms
        consumer.close()
        return since

    def _settle_all(self) -> None:
        """Wait until every status is in the scoreboard and every notice delivered."""
        pages = {name: one.pages for name, one in self.platform.components.items()}
        settling = Settling(
            self.platform.bootstrap_servers, processors=[pages["processor"]], scoreboard=pages["scoreboard"], notifier=pages["notifier"]
        )
        settling.wait(_TOLD_SECONDS, check=self.platform.check)
        settling.close()


@contextmanager
def _stopped(components: Iterable[Component]) -> Iterator[None]:
    stopped = list(components)
    for one in stopped:
        one.signal(signal.SIGSTOP)
    try:
        yield
    finally:
        for one in stopped:
            one.signal(signal.SIGCONT)


def _alerting(number: int) -> Observations:
    """Return newly found hidden debt whose amount changes the severity or the period each time."""
    areas = [one.name for one in MANIFESTS if one.kind == "Area" and one.spec.parent]
    return Observations(
        area=areas[number % len(areas)],
        child="",
        indicators=["debt.new-hidden"],
        entities=[""],
        lengths=[PeriodLength.MONTH],
        series=(),
        periods=[Period.month(2023, 1).ordinal + number // len(areas)],
        values=[1.0 + number],
    )


def _now() -> int:
    return max(int(time.time() * 1000), NOW_MS)


def _pss(process: int) -> float:
    text = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    found = re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)
    return 1024.0 * int(found[1]) if found else 0.0
