"""A scoreboard's RPCs over a database that was filled, without Kafka, in a process of their own."""

from __future__ import annotations

import asyncio
import multiprocessing as mp
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection as Pipe
from pathlib import Path

import uvloop

from services.scoreboard.embargoed import EmbargoedStatuses
from services.scoreboard.projection import MIGRATIONS
from services.scoreboard.queries import Queries
from services.scoreboard.servicer import ScoreboardServicer, add_servicer
from services.scoreboard.watchers import Watchers
from shared.client import Connection
from shared.runtime.authority import Authority
from shared.runtime.database import open_database
from shared.runtime.grpc_server import Authenticator, GrpcSettings, open_server
from shared.runtime.identity import INSIDER, READER, Identity


@contextmanager
def serving(url: str, folder: Path, area: str) -> Iterator[Connection]:
    """The server as long as the body runs; yields how to reach it as one who may read everything, and what is under embargo in an area and below.

    Args:
        url: Of the scoreboard's database.
        folder: For keys.
        area: The province.
    """
    authority, (ours, theirs) = Authority(folder / "authority"), mp.Pipe()
    token = authority.token(Identity("bench", frozenset({READER, INSIDER}), frozenset({area}), frozenset()))
    process = mp.get_context("spawn").Process(target=_run, args=(url, authority.public_key_file, theirs), daemon=True)
    process.start()
    try:
        yield Connection(address=f"127.0.0.1:{ours.recv()}", token=token)
    finally:
        ours.send("end")
        process.join()


def _run(url: str, public_key: Path, pipe: Pipe) -> None:
    settings = GrpcSettings(public_key=public_key)
    uvloop.run(_serve(url, settings, Authenticator(public_key.read_text(encoding="utf-8")), pipe))


async def _serve(url: str, settings: GrpcSettings, authenticator: Authenticator, pipe: Pipe) -> None:
    engine = open_database(url, MIGRATIONS)
    servicer = ScoreboardServicer(Queries(engine), EmbargoedStatuses(engine), Watchers(asyncio.get_running_loop()), authenticator)
    server = await open_server(settings, [lambda made: add_servicer(servicer, made)], [])
    pipe.send(server.port)
    await asyncio.to_thread(pipe.recv)
    await server.stop()
    engine.dispose()
