"""The platform: starts its parts in order, knows where each is, stops them in order."""

from __future__ import annotations

import secrets
import signal
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Self

from services.local.card import Card, remove_card
from services.local.component import Component
from services.local.credentials import DOMAINS, OPERATOR, issue_tokens
from shared.client import Connection
from shared.events.administration import create_topics
from shared.events.kafka_client import wait_for_kafka
from shared.events.topics import PARTITIONS
from shared.model.errors import Unavailable
from shared.runtime.authority import Authority, write_private
from shared.runtime.local_kafka import LocalKafka


class Platform:
    """Everything on one machine, under one folder that survives stops and starts."""

    def __init__(
        self,
        folder: Path,
        *,
        districts: Mapping[str, str],
        bootstrap_servers: str = "",
        replaying: bool = False,
        processors: int = 1,
        partitions: int = PARTITIONS,
        settings: Mapping[str, str] | None = None,
        databases: Mapping[str, str] | None = None,
        progress: Callable[[str], None] = lambda _: None,
    ) -> None:
        """Take its place; nothing is started.

        Args:
            folder: Holds data, logs, keys and tokens.
            districts: Area code of each reporting client, by its subject.
            bootstrap_servers: A Kafka that is there already; empty: one is started.
            replaying: The clock is moved by the registry, not by the machine.
            processors: How many processors share the partitions.
            partitions: Of the log.
            settings: Further settings of every process by environment variable, without the prefix.
            databases: URL of the database of a service, by its name; those that are not named get a file of SQLite.
            progress: Told in one line what takes more than a second.
        """
        self.folder = folder.absolute()
        self._districts = districts
        self._partitions = partitions
        self._databases = databases or {}
        self._progress = progress
        self.kafka = None if bootstrap_servers else LocalKafka(self.folder / "kafka", progress=progress)
        self.bootstrap_servers = bootstrap_servers or (self.kafka.address if self.kafka else "")
        self.authority = Authority(self.folder / "authority")
        self.tokens: dict[str, Path] = {}
        common = {
            "BOOTSTRAP_SERVERS": self.bootstrap_servers,
            "PUBLIC_KEY": str(self.authority.public_key_file),
            "REPLAYING": str(replaying).lower(),
            "PARTITIONS": str(partitions),
            **(settings or {}),
        }
        self.components = {one.name: one for one in self._make(common, processors)}

    def _make(self, common: Mapping[str, str], processors: int) -> list[Component]:
        def database(name: str) -> dict[str, str]:
            url = self._databases.get(name) or f"sqlite:///{self.folder / 'data' / f'{name}.db'}"
            return {**common, "DATABASE_URL": url}

        made = [Component("registry", self.folder, common)]
        made += [Component(name, self.folder, database(name)) for name in DOMAINS]
        for number in range(processors):
            data = {**common, "DATA_FOLDER": str(self.folder / "data" / f"processor-{number}"), "SESSION_TIMEOUT": "10"}
            made.append(Component("processor", self.folder, data, instance=str(number) if processors > 1 else ""))
        return [
            *made,
            Component("scoreboard", self.folder, database("scoreboard")),
            Component("notifier", self.folder, {**database("notifier"), "LINK_KEY_FILE": str(self._link_key())}),
        ]

    def _link_key(self) -> Path:
        """Return the file of the key that links to the answer page are signed with; made on first use."""
        file = self.authority.folder / "links.key"
        if not file.exists():
            write_private(file, secrets.token_hex(32).encode())
        return file

    def start(self) -> None:
        """Start everything and return when all of it is ready.

        Raises:
            Unavailable: If a part does not start; what was started is stopped.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "data").mkdir(exist_ok=True)
        self.tokens = issue_tokens(self.authority, self.folder / "tokens", self._districts)
        try:
            if self.kafka is not None:
                self.kafka.start()
            wait_for_kafka(self.bootstrap_servers, seconds=60.0, progress=self._progress)
            create_topics(self.bootstrap_servers, partitions=self._partitions)
            self._progress(f"Starting {len(self.components)} services …")
            for one in self.components.values():
                one.start()
            for one in self.components.values():
                one.wait()
        except BaseException:
            self.stop()
            raise
        self._write_card()

    def check(self) -> None:
        """Raise when a part has ended by itself.

        Raises:
            Unavailable: With its name and the end of its log.
        """
        for one in self.components.values():
            if one.exit_code is not None:
                raise Unavailable(f"{one.name} ended with exit code {one.exit_code}; the end of {one.log}:\n{one.log_end()}")

    def stop(self) -> None:
        """Stop everything in order: those who write first, Kafka last. Idempotent."""
        for one in self.components.values():
            one.signal(signal.SIGCONT)
            one.signal(signal.SIGTERM)
        with ThreadPoolExecutor(len(self.components)) as pool:
            list(pool.map(Component.join, self.components.values()))
        if self.kafka is not None:
            self.kafka.stop()
        remove_card(self.folder)

    def token(self, subject: str = OPERATOR) -> str:
        """Return the token of a subject."""
        return self.tokens[subject].read_text(encoding="utf-8")

    def connection(self, component: str, subject: str = OPERATOR) -> Connection:
        """Return how a subject reaches a component."""
        return Connection(address=self.components[component].address, token=self.token(subject))

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    def _write_card(self) -> None:
        Card(
            kafka=self.bootstrap_servers,
            services={one.name: one.address for one in self.components.values() if not one.name.startswith("processor")},
            pages={one.name: one.pages for one in self.components.values()},
            tokens={subject: str(path) for subject, path in self.tokens.items()},
        ).write(self.folder)
