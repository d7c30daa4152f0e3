"""The reporting clients: one for each district and one for the city's bureaus, each with its own token, all at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice

from services.demo.data.reported import Reported
from shared.client import Connection, Reporter
from shared.model.errors import XihengError
from xiheng.shared.v1 import observation_pb2

BATCH = 300


class DemoRefused(XihengError):
    """A service refused what the demo reports: the data or the checks are wrong."""


class Clients:
    """Nine clients, each with a stream to the services that it has something for."""

    def __init__(self, connect: Callable[[str, str], Connection], areas: Iterable[str], services: Iterable[str]) -> None:
        """Connect.

        Args:
            connect: Returns how the client of an area reaches a service.
            areas: Area code of each client.
            services: The domain services.
        """
        self._reporters = {(area, name): Reporter(name, connect(name, area)) for area in areas for name in services}
        self._pool = ThreadPoolExecutor(len(self._reporters), thread_name_prefix="client")
        self.accepted: Counter[str] = Counter()
        """Observations accepted, by service."""

    def report(self, rows: Iterable[Reported]) -> None:
        """Report rows, all clients at once, and return when everything is durable.

        Raises:
            DemoRefused: If a row is refused.
        """
        by_stream: dict[tuple[str, str], list[Reported]] = defaultdict(list)
        for row in rows:
            by_stream[row.reporter, row.service].append(row)
        for done in [self._pool.submit(self._report, *key, part) for key, part in by_stream.items()]:
            service, count = done.result()
            self.accepted[service] += count

    def wait_for_clock(self, time_ms: int) -> None:
        """Return when every service has reached a time and knows its indicators."""
        area = next(iter(self._reporters))[0]
        for (of, _), reporter in self._reporters.items():
            while of == area:
                listed = reporter.list_indicators("zz" if time_ms else "")
                if listed.now_time.ToMilliseconds() >= time_ms and (time_ms or listed.indicators):
                    break

    def close(self) -> None:
        """Disconnect."""
        self._pool.shutdown(cancel_futures=True)
        for reporter in self._reporters.values():
            reporter.close()

    def _report(self, area: str, service: str, rows: list[Reported]) -> tuple[str, int]:
        accepted = 0
        for answered in self._reporters[area, service].report(_batches(rows)):
            if answered.rejections:
                wrong = answered.rejections[0]
                raise DemoRefused(f"{service} refused {answered.batch[wrong.index]}: {wrong.message}")
            accepted += answered.accepted
        return service, accepted


def _batches(rows: Iterable[Reported]) -> Iterator[list[observation_pb2.Observation]]:
    source = iter(rows)
    while part := list(islice(source, BATCH)):
        yield [_observation(row) for row in part]


def _observation(row: Reported) -> observation_pb2.Observation:
    observation = observation_pb2.Observation(
        indicator=row.indicator, area=row.area, entity=row.entity, period=row.period, value=row.value, unit=row.unit
    )
    observation.recorded_time.FromMilliseconds(row.received_ms)
    return observation
