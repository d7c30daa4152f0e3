"""What aiokafka's client is given so that it outlives an outage."""

from __future__ import annotations

import asyncio
import socket
import struct
from types import SimpleNamespace
from typing import Any

import pytest
import uvloop

from services.processor.outages import wait_out_outages


class Connection:
    """A connection as aiokafka's client keeps it."""

    def __init__(self, writer: Any) -> None:
        self._writer = writer
        self.closed = False

    def close(self, *, reason: object) -> None:
        assert reason is not None
        self._writer, self.closed = None, True


def stream(*, broken: bool) -> Any:
    return SimpleNamespace(transport=SimpleNamespace(is_closing=lambda: broken))


def client_of(*connections: Connection | Exception) -> Any:
    """A client that has these connections to offer, one after the other; it looks for the brokers in vain once."""
    offered, answers = iter(connections), iter([False, True])

    async def get(node: object, *, group: object = None) -> Connection:
        assert (node, group) == (1, "coordination")
        found = next(offered)
        if isinstance(found, Exception):
            raise found
        return found

    async def update(*_: object) -> bool:
        return next(answers)

    client = SimpleNamespace(_get_conn=get, _metadata_update=update)
    wait_out_outages(client)
    return client


async def test_a_client_rests_after_a_look_that_found_no_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    rests: list[float] = []

    async def sleep(seconds: float) -> None:
        rests.append(seconds)

    client = client_of()
    monkeypatch.setattr("services.processor.outages.asyncio.sleep", sleep)
    assert [await client._metadata_update(), await client._metadata_update()] == [False, True]
    assert len(rests) == 1


async def test_a_connection_that_broke_is_closed_and_another_one_made() -> None:
    broken, whole = Connection(stream(broken=True)), Connection(stream(broken=False))
    client = client_of(broken, whole)
    assert await client._get_conn(1, group="coordination") is whole
    assert (broken.closed, whole.closed) == (True, False)


async def test_a_connection_that_was_closed_already_is_for_aiokafka_to_find() -> None:
    closed = Connection(None)
    assert await client_of(closed)._get_conn(1, group="coordination") is closed


async def test_a_connection_that_breaks_while_it_is_made_is_none() -> None:
    client = client_of(RuntimeError("unable to perform operation on <TCPTransport closed=True>; the handler is closed"))
    assert await client._get_conn(1, group="coordination") is None


def test_uvloop_refuses_to_write_to_a_connection_that_still_looks_open_to_its_reader() -> None:
    """The reason for it all: `at_eof` is what aiokafka asks, and `is_closing` is what tells."""

    async def reset(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()

    async def write() -> None:
        server = await asyncio.start_server(reset, "127.0.0.1", 0)
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        while reader.exception() is None:  # noqa: ASYNC110 - the next turn of the event loop counts
            await asyncio.sleep(0)
        assert not reader.at_eof()
        assert writer.transport.is_closing()
        with pytest.raises(RuntimeError, match="closed"):
            writer.write(b"anything")
        server.close()

    uvloop.run(write())
