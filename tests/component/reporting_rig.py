"""The four domain services in one server, on a log in memory: everything real but Kafka."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

from typer.testing import CliRunner, Result

from services.cli.__main__ import make_app
from services.environment import domain as environment
from services.environment import servicer as environment_rpc
from services.industry import domain as industry
from services.industry import servicer as industry_rpc
from services.livelihood import domain as livelihood
from services.livelihood import servicer as livelihood_rpc
from services.risk import domain as risk
from services.risk import servicer as risk_rpc
from shared.client import Connection
from shared.events.codec import decode_event
from shared.events.definitions_follower import DefinitionsFollower
from shared.events.topics import AREA_EVENTS
from shared.judgement.event import Observations
from shared.model.catalogue import Catalogue
from shared.model.period import Period
from shared.plans.checking import check_folder
from shared.reporting.receipts import Receipts
from shared.reporting.reporting import Reporting
from shared.runtime.authority import Authority
from shared.runtime.grpc_server import Authenticator, GrpcSettings, open_server
from shared.runtime.identity import BACKFILL, READER, REPORTER, Identity
from tests.memory_log import MemoryLog, MemoryPublisher

CATALOGUE = Catalogue.from_manifests(check_folder(Path(__file__).parents[2] / "plans" / "wuxi-2026").manifests)
NOW_MS = Period.parse("2026-07-20").end_ms()
DOMAINS: dict[str, tuple[Any, Any]] = {
    "industry": (industry, industry_rpc),
    "environment": (environment, environment_rpc),
    "livelihood": (livelihood, livelihood_rpc),
    "risk": (risk, risk_rpc),
}


class Stored(NamedTuple):
    """An observation in the log."""

    indicator: str
    area: str
    entity: str
    period: str
    value: float


class Standing(DefinitionsFollower):
    """A catalogue that stands where the test puts it, and so does the clock, unless it is the machine's."""

    def __init__(self, *, replaying: bool) -> None:
        super().__init__("nowhere:0", replaying=replaying, on_failure=lambda _: None)
        self.catalogue = CATALOGUE
        self._replay_ms = NOW_MS
        self._ready.set()

    def forget(self) -> None:
        """Nothing is read yet, as when Kafka is away at the start."""
        self.catalogue = Catalogue()
        self._ready.clear()

    def recover(self) -> None:
        self.catalogue = CATALOGUE
        self._ready.set()


class Rig:
    """The running services."""

    def __init__(self, folder: Path, port: int, authority: Authority, follower: Standing, log: MemoryLog) -> None:
        self.folder = folder
        self.address = f"127.0.0.1:{port}"
        self.follower = follower
        self.log = log
        self._authority = authority

    def connection(self, *areas: str, backfill: bool = False) -> Connection:
        """How one who may report areas (default: the whole city) reaches any of the services."""
        roles = {REPORTER, READER, BACKFILL} if backfill else {REPORTER, READER}
        identity = Identity("tester", frozenset(roles), frozenset(areas or ("320200",)), frozenset(DOMAINS))
        return Connection(address=self.address, token=self._authority.token(identity))

    def options(self, *areas: str) -> list[str]:
        """Options of `xiheng push` that lead here."""
        token = self.folder / "token"
        token.write_text(self.connection(*areas).token, encoding="utf-8")
        return [*(f"--service={name}={self.address}" for name in DOMAINS), "--token-file", str(token)]

    async def push(self, *arguments: object, areas: tuple[str, ...] = ()) -> Result:
        """Run the command."""
        words = ["push", *(str(one) for one in arguments), *self.options(*areas)]
        return await asyncio.to_thread(CliRunner().invoke, make_app(), words)

    def stored(self) -> list[Stored]:
        """Return everything in the log, in its order."""
        bodies = [decode_event(record.value or b"").body for record in self.log.of(AREA_EVENTS)]
        return [row for body in bodies if isinstance(body, Observations) for row in _rows(body)]


def _rows(body: Observations) -> Iterator[Stored]:
    series = body.series if len(body.series) else [0] * len(body.values)
    for number, ordinal, value in zip(series, body.periods, body.values, strict=True):
        period = Period(body.lengths[number], int(ordinal))
        yield Stored(body.indicators[number], body.area, body.entities[number], period.text, value)


@asynccontextmanager
async def running(folder: Path, *, replaying: bool = True) -> AsyncIterator[Rig]:
    """The services, as long as the body runs; on a clock that stands, or on the machine's."""
    authority, follower, log = Authority(folder / "authority"), Standing(replaying=replaying), MemoryLog()
    receipts = Receipts(f"sqlite:///{folder / 'receipts.db'}", service="all", on_failure=lambda _: None)

    def reporting(name: str) -> Reporting:
        return Reporting(
            name,
            follower=follower,
            publisher=MemoryPublisher(log),
            receipts=receipts,
            authenticator=Authenticator(authority.public_key_file.read_text(encoding="utf-8")),
            check_record=DOMAINS[name][0].check_record,
        )

    add = [lambda server, name=name: DOMAINS[name][1].add_servicer(reporting(name), server) for name in DOMAINS]
    server = await open_server(GrpcSettings(public_key=authority.public_key_file), add, [])
    try:
        yield Rig(folder, server.port, authority, follower, log)
    finally:
        await server.stop()
        receipts.stop()
