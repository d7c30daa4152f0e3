"""A Report client that writes HTTP/2 frames itself: what it costs must not be taken from the service that is measured."""

from __future__ import annotations

import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import cycle

from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import DataReceived, Event, ResponseReceived, StreamEnded, StreamReset, TrailersReceived

from shared.client import Connection

STREAMS, WINDOW = 4, 64
"""Report streams of the client, and requests of each that may be without an answer."""
_PREFIX = 5
"""Bytes before a message of gRPC: not compressed, length."""
_RECEIVED = 1 << 16


@dataclass(slots=True)
class _Stream:
    number: int
    requests: cycle[bytes]
    """Messages with their prefixes, over and over."""
    room: int = WINDOW
    unsent: bytearray = field(default_factory=bytearray)
    received: bytearray = field(default_factory=bytearray)
    sent: bool = False
    """Nothing more will be sent."""
    ended: bool = False
    """Nothing more will come."""

    def fill(self) -> None:
        """Take as many requests as may be on their way."""
        for _ in range(self.room):
            self.unsent += next(self.requests)
        self.room = 0

    def answers(self, data: bytes) -> Sequence[bytes]:
        """Return the messages that have come whole, and make room for as many requests."""
        self.received += data
        found, at = [], 0
        while len(self.received) - at >= _PREFIX:
            end = at + _PREFIX + int.from_bytes(self.received[at + 1 : at + _PREFIX])
            if end > len(self.received):
                break
            found.append(bytes(self.received[at + _PREFIX : end]))
            at = end
        del self.received[:at]
        self.room += len(found)
        return found


class ReportLoad:
    """Streams of requests over one plaintext connection."""

    def __init__(self, connection: Connection, method: str, requests: Sequence[bytes]) -> None:
        """Open the streams.

        Args:
            connection: Where the service is, and the caller's token.
            method: Full name of the RPC, `/package.Service/Method`.
            requests: Serialised requests, sent over and over by each stream.
        """
        host, _, port = connection.address.rpartition(":")
        self._socket = socket.create_connection((host, int(port)))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._http = H2Connection(H2Configuration(client_side=True, header_encoding="utf-8"))
        self._http.initiate_connection()
        framed = [b"\0" + len(one).to_bytes(_PREFIX - 1) + one for one in requests]
        self._streams = {number: _Stream(number, cycle(framed)) for number in range(1, 2 * STREAMS, 2)}
        for number in self._streams:
            self._http.send_headers(number, _headers(connection, method))

    def run(self, seconds: float) -> tuple[list[bytes], float]:
        """Send for some seconds, then wait for what is on its way; return the answers and the seconds it took.

        Raises:
            ConnectionError: If the service ends a stream, or answers with an error.
        """
        began, answers, ending = time.monotonic(), list[bytes](), False
        while not all(one.ended for one in self._streams.values()):
            ending = ending or time.monotonic() >= began + seconds
            for one in self._streams.values():
                self._send(one, last=ending)
            self._socket.sendall(self._http.data_to_send())
            for event in self._http.receive_data(self._received()):
                answers += self._take(event)
        self._socket.close()
        return answers, time.monotonic() - began

    def _received(self) -> bytes:
        data = self._socket.recv(_RECEIVED)
        if not data:
            raise ConnectionError("the service closed the connection")
        return data

    def _send(self, stream: _Stream, *, last: bool) -> None:
        if stream.sent:
            return
        if not last:
            stream.fill()
        while size := self._may_send(stream):
            self._http.send_data(stream.number, bytes(stream.unsent[:size]))
            del stream.unsent[:size]
        if last and not stream.unsent:
            stream.sent = True
            self._http.end_stream(stream.number)

    def _may_send(self, stream: _Stream) -> int:
        return min(len(stream.unsent), self._http.local_flow_control_window(stream.number), self._http.max_outbound_frame_size)

    def _take(self, event: Event) -> Sequence[bytes]:
        if isinstance(event, DataReceived):
            if event.flow_controlled_length:
                self._http.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
            return self._streams[event.stream_id].answers(event.data)
        if isinstance(event, ResponseReceived | TrailersReceived):
            _refuse_failure({str(name): str(value) for name, value in event.headers})
        elif isinstance(event, StreamReset):
            raise ConnectionError(f"the service reset stream {event.stream_id}: code {event.error_code}")
        elif isinstance(event, StreamEnded):
            self._streams[event.stream_id].ended = True
        return ()


def _headers(connection: Connection, method: str) -> list[tuple[str, str]]:
    return [
        (":method", "POST"),
        (":scheme", "http"),
        (":path", method),
        (":authority", connection.address),
        ("te", "trailers"),
        ("content-type", "application/grpc"),
        *connection.metadata,
    ]


def _refuse_failure(headers: dict[str, str]) -> None:
    if headers.get("grpc-status", "0") != "0":
        raise ConnectionError(f"the service answered {headers['grpc-status']}: {headers.get('grpc-message', '')}")
