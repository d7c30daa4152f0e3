"""The notifier's RPCs on a real gRPC server and a real database, fed with alert events in the place of Kafka."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import sqlalchemy as sa
from typer.testing import CliRunner

from services.cli.__main__ import make_app
from services.notifier.bell import Bell
from services.notifier.book import Book
from services.notifier.projection import Projection
from services.notifier.servicer import AlertServicer, add_servicer
from services.notifier.silences import Silences
from services.notifier.tables import MIGRATIONS
from shared.client import Connection
from shared.events.kafka_client import Record
from shared.events.topics import RISK_ALERTS
from shared.model.catalogue import Catalogue
from shared.model.manifests import Manifest
from shared.runtime.authority import Authority
from shared.runtime.database import open_database
from shared.runtime.grpc_server import Authenticator, GrpcSettings, open_server
from shared.runtime.identity import READER, RESPONDER, Identity
from tests.unit.judgement.builders import area, plan
from tests.unit.notifier.test_domain import event
from xiheng.events.v1.verdict_pb2 import Facts, Origin

CITY: list[Manifest] = [plan(), area("320200", level="city"), area("320205", "320200"), area("320206", "320200")]
FACTS = Facts(formula="rule/1", texts={"period": "2026-06", "severity": "orange", "state": "raised", "rule": "debt.ratio-band"})


class Rig:
    """A running AlertService, whose clock stands."""

    def __init__(self, folder: Path, engine: sa.Engine, bell: Bell, authority: Authority) -> None:
        self.now_ms = time.time_ns() // 1_000_000
        self.engine = engine
        self.address = ""
        self.catalogue = Catalogue.from_manifests(CITY)
        self.silences = Silences()
        self._folder = folder
        self._bell = bell
        self._authority = authority

    def take(self, offset: int, **changes: object) -> None:
        """Bring an alert event."""
        told = event(origin=Origin(offset=offset), raised_period="2026-06", period="2026-06", facts=FACTS, **changes)
        record = Record(RISK_ALERTS, 0, offset, b"", told.SerializeToString(), (), 0)
        with self.engine.begin() as connection:
            Projection(lambda: self.catalogue, lambda: self.now_ms, self.silences).apply(connection, [record])
        self._bell.ring()

    def connection(self, who: Identity) -> Connection:
        return Connection(address=self.address, token=self._authority.token(who))

    async def run(self, who: Identity, *arguments: str) -> tuple[int, str]:
        """Run a command as somebody."""
        token = self._folder / "caller.token"
        token.write_text(self._authority.token(who), encoding="utf-8")
        options = ["--address", self.address, "--token-file", str(token)]
        result = await asyncio.to_thread(CliRunner().invoke, make_app(), [*arguments, *options])
        return result.exit_code, result.output


def person(subject: str = "li", *, areas: tuple[str, ...] = ("320200",), roles: tuple[str, ...] = (READER, RESPONDER)) -> Identity:
    return Identity(subject, frozenset(roles), frozenset(areas), frozenset())


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[Rig]:
    """An AlertService that runs while the body does."""
    authority = Authority(folder / "authority")
    engine = open_database(f"sqlite:///{folder / 'alerts.db'}", MIGRATIONS)
    bell = Bell()
    rig = Rig(folder, engine, bell, authority)
    authenticator = Authenticator(authority.public_key_file.read_text(encoding="utf-8"))
    servicer = AlertServicer(Book(engine, lambda: rig.now_ms), bell, lambda: rig.catalogue, authenticator, rig.silences, lambda: rig.now_ms)
    server = await open_server(GrpcSettings(public_key=authority.public_key_file), [lambda server: add_servicer(servicer, server)], [])
    rig.address = f"127.0.0.1:{server.port}"
    yield rig
    await server.stop()
    engine.dispose()
