"""A registry on a real gRPC server, with a log in memory in the place of Kafka."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from services.registry.copier import Copier
from services.registry.follower import RegistryFollower
from services.registry.office.servicer import OfficeServicer, add_office
from services.registry.servicer import RegistryServicer, add_servicer
from shared.client import Connection
from shared.events.topics import DEFINITIONS
from shared.model.errors import XihengError
from shared.runtime.authority import Authority
from shared.runtime.grpc_server import Authenticator, GrpcSettings, open_server
from shared.runtime.identity import APPROVER, READER, Identity
from tests.memory_log import MemoryLog

PARTITIONS = 3


class ActiveAtOnce:
    """Does work where it is called."""

    def __init__(self, log: MemoryLog) -> None:
        self.log = log
        self.is_active, self.last_tick_ms, self.pending = True, 0, 0

    def submit(self, work: Callable[[Any, Any], Any]) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(work(self.log, Copier(self.log, PARTITIONS)))  # type: ignore[arg-type]  # a log in memory
        except XihengError as error:
            done.set_exception(error)
        return done

    def tick(self, copier: Copier, time_ms: int) -> None:
        copier.tick(time_ms, time_ms)
        self.last_tick_ms = time_ms


class Rig:
    """A running registry."""

    def __init__(
        self, folder: Path, log: MemoryLog, follower: RegistryFollower, active: ActiveAtOnce, port: int, authority: Authority
    ) -> None:
        self.log = log
        self.follower = follower
        self.active = active
        self.address = f"127.0.0.1:{port}"
        self._authority = authority
        self._folder = folder

    def connection(self, *roles: str, subject: str = "operator") -> Connection:
        return Connection(address=self.address, token=self._token(subject, roles or (READER, APPROVER)))

    def token_file(self) -> Path:
        path = self._folder / "token"
        path.write_text(self._token("operator", (READER, APPROVER)), encoding="utf-8")
        return path

    @property
    def authority(self) -> Authority:
        return self._authority

    def _token(self, subject: str, roles: tuple[str, ...]) -> str:
        return self._authority.token(Identity(subject, frozenset(roles), frozenset(), frozenset()))


@asynccontextmanager
async def running(folder: Path, *, replaying: bool = False) -> AsyncIterator[Rig]:
    """A registry that runs while the body does."""
    authority, log = Authority(folder / "authority"), MemoryLog(partitions=PARTITIONS)
    follower = RegistryFollower("nowhere:0", replaying=replaying, on_failure=lambda _: None)
    log.taken = lambda record: follower.apply([record] if record.topic == DEFINITIONS else [])
    follower._ready.set()
    authenticator = Authenticator(authority.public_key_file.read_text(encoding="utf-8"))
    active: Any = ActiveAtOnce(log)
    servicer = RegistryServicer(active, follower, authenticator, replaying=replaying)
    settings = GrpcSettings(public_key=authority.public_key_file)
    office = OfficeServicer(active, follower, authenticator)
    server = await open_server(settings, [lambda server: add_servicer(servicer, server), lambda server: add_office(office, server)], [])
    try:
        yield Rig(folder, log, follower, active, server.port, authority)
    finally:
        await server.stop()
