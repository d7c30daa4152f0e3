"""Reporting: requests go out within a bounded window, and what was not answered is sent again after a cut."""

from __future__ import annotations

import importlib
import threading
import time
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from types import TracebackType
from typing import Any, Self

import grpc

from shared.client.connection import Connection
from shared.client.parts import Answered, Gathered, Part, parts_of
from shared.model.errors import Unavailable, XihengError
from xiheng.shared.v1 import observation_pb2

_AGAIN = frozenset({grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED})
_PAUSES = (0.2, 0.5, 1.0, 2.0)
"""Seconds before each next attempt; the last one repeats."""


class Refused(XihengError):
    """The service refused the call for good, such as for a credential that proves nothing."""


class Reporter:
    """Reports to one domain service. A resend is harmless, so every batch is sent until it is answered.

    Example:
        with Reporter("livelihood", Connection(address="127.0.0.1:50053", token=token)) as reporter:
            for answered in reporter.report([[Observation(indicator="jobs.urban-new", area="320205", period="2026-06", value=9200)]]):
                print(answered.accepted, answered.rejections)
    """

    def __init__(self, service: str, connection: Connection, *, window: int = 16, patience_seconds: float = 120.0) -> None:
        """Take the place of a client; it connects when it is used.

        Args:
            service: industry, environment, livelihood or risk.
            connection: Where it is and who reports.
            window: Requests that may be unanswered at once.
            patience_seconds: How long the service may be away in one go.
        """
        self._messages: Any = importlib.import_module(f"xiheng.{service}.v1.{service}_service_pb2")
        rpc: Any = importlib.import_module(f"xiheng.{service}.v1.{service}_service_pb2_grpc")
        self._connection = connection
        self._channel = connection.open()
        self._stub: Any = getattr(rpc, f"{service.capitalize()}ServiceStub")(self._channel)
        self._window = window
        self._patience = patience_seconds

    def report(self, batches: Iterable[Sequence[observation_pb2.Observation]], *, dry_run: bool = False) -> Iterator[Answered]:
        """Send batches and yield each one when it is answered, in order.

        Args:
            batches: Some hundred observations each; one that is too large for a request is sent in parts.
            dry_run: Only have them checked.

        Raises:
            Unavailable: If the service was away for longer than the patience; nothing unanswered was lost on this side.
            Refused: If it refuses the caller, or a single observation is too large.
        """
        outbox, absence, gathered = _Outbox(parts_of(batches)), _Absence(self._connection.address, self._patience), Gathered()
        while not outbox.is_done:
            stream = _Stream(self, outbox, dry_run=dry_run)
            try:
                for part, answer in stream.run():
                    absence.over()
                    answered = gathered.add(part, answer.accepted, answer.rejections)
                    if answered is not None:
                        yield answered
            except grpc.RpcError as error:
                absence.wait_or_raise(error)

    def list_indicators(self, prefix: str = "") -> Any:  # noqa: ANN401 - a ListIndicatorsResponse of the service
        """Return what may be sent to the service, and its time.

        Raises:
            Unavailable: If the service was away for longer than the patience.
            Refused: If it refuses the caller.
        """
        return self._asked(self._stub.ListIndicators, self._messages.ListIndicatorsRequest(prefix=prefix))

    def list_receipts(self, limit: int = 100, *, since: datetime | None = None) -> Any:  # noqa: ANN401 - a ListReceiptsResponse of the service
        """Return what was received since (default: for a day), newest first, and what is due; raises as `list_indicators` does."""
        return self._asked(self._stub.ListReceipts, self._messages.ListReceiptsRequest(limit=limit, since_time=since))

    def close(self) -> None:
        """Disconnect."""
        self._channel.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def open_stream(self, requests: Iterator[Any]) -> Any:  # noqa: ANN401 - a gRPC call
        """Begin a Report stream."""
        return self._stub.Report(requests, metadata=self._connection.metadata)

    def request(self, sequence: int, batch: Sequence[observation_pb2.Observation], *, dry_run: bool) -> Any:  # noqa: ANN401
        """Return the request of a part."""
        return self._messages.ReportRequest(sequence=sequence, dry_run=dry_run, observations=batch)

    @property
    def window(self) -> int:
        """Requests that may be unanswered at once."""
        return self._window

    def _asked(self, call: Any, request: Any) -> Any:  # noqa: ANN401 - of the service's own messages
        absence = _Absence(self._connection.address, self._patience)
        while True:
            try:
                return call(request, metadata=self._connection.metadata, timeout=min(30.0, max(self._patience, 1.0)), wait_for_ready=True)
            except grpc.RpcError as error:
                absence.wait_or_raise(error)


class _Absence:
    """How long a service has been away, and how often it was asked again."""

    def __init__(self, address: str, patience_seconds: float) -> None:
        self._address = address
        self._patience = patience_seconds
        self._since = 0.0
        self._attempt = 0

    def over(self) -> None:
        """It answered."""
        self._since, self._attempt = 0.0, 0

    def wait_or_raise(self, error: grpc.RpcError) -> None:
        """Wait before the next attempt.

        Raises:
            Unavailable: If it has been away for too long.
            Refused: If another attempt would be refused too.
        """
        code = error.code() if isinstance(error, grpc.Call) else grpc.StatusCode.UNKNOWN
        details = error.details() if isinstance(error, grpc.Call) else str(error)
        if code not in _AGAIN:
            raise Refused(f"{self._address}: {code.name}: {details}") from error
        self._since = self._since or time.monotonic()
        away_seconds = time.monotonic() - self._since
        if away_seconds > self._patience:
            raise Unavailable(f"{self._address} has been away for {away_seconds:.0f} s: {details}") from error
        time.sleep(_PAUSES[min(self._attempt, len(_PAUSES) - 1)])
        self._attempt += 1


class _Outbox:
    """Parts that are not answered yet. Thread-safe: a stream that was cut may still be reaching for the next one."""

    def __init__(self, parts: Iterable[Part]) -> None:
        self._source = enumerate(parts)
        self._unanswered: OrderedDict[int, Part] = OrderedDict()
        self._lock = threading.Lock()
        self._exhausted = False

    @property
    def is_done(self) -> bool:
        """Everything was sent and answered."""
        return self._exhausted and not self._unanswered

    def unanswered(self) -> list[tuple[int, Part]]:
        """Return what was sent and not answered."""
        with self._lock:
            return list(self._unanswered.items())

    def next(self) -> tuple[int, Part] | None:
        """Return the next new part; None at the end."""
        with self._lock:
            item = next(self._source, None)
            if item is None:
                self._exhausted = True
            else:
                self._unanswered[item[0]] = item[1]
            return item

    def answer(self, sequence: int) -> Part:
        """Return the part that was answered."""
        with self._lock:
            return self._unanswered.pop(sequence)


class _Stream:
    """One stream: first what an earlier one left unanswered, then what is new, within the window."""

    def __init__(self, reporter: Reporter, outbox: _Outbox, *, dry_run: bool) -> None:
        self._reporter = reporter
        self._outbox = outbox
        self._dry_run = dry_run
        self._room = threading.Semaphore(reporter.window)
        self._over = False
        self._failure: BaseException | None = None

    def run(self) -> Iterator[tuple[Part, Any]]:
        """Yield parts and the answers to them until everything is answered."""
        call = self._reporter.open_stream(self._requests())
        try:
            for response in call:
                part = self._outbox.answer(response.sequence)
                self._room.release()
                yield part, response
        finally:
            self._over = True
            self._room.release()
            call.cancel()
        if self._failure is not None:
            raise self._failure

    def _requests(self) -> Iterator[Any]:
        """Yield requests; gRPC runs this in a thread of its own."""
        try:
            for sequence, part in self._outbox.unanswered():
                if self._has_room():
                    yield self._reporter.request(sequence, part.rows, dry_run=self._dry_run)
            while self._has_room():
                item = self._outbox.next()
                if item is None:
                    return
                yield self._reporter.request(item[0], item[1].rows, dry_run=self._dry_run)
        except Exception as error:  # noqa: BLE001 - raised where the answers are read
            self._failure = error

    def _has_room(self) -> bool:
        """Wait for room in the window; False when the stream is over."""
        self._room.acquire()
        return not self._over
