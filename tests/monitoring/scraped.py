"""A platform on PostgreSQL that was given the synthetic year, scraped by a real Prometheus: where the panels of the dashboards ask."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import sqlalchemy as sa

from services.demo.clients import Clients
from services.demo.data.definitions import demo_entities
from services.demo.data.limits import with_synthetic_limits
from services.demo.data.replay import demo_data
from services.demo.receiver import Receiver
from services.demo.running import reporting_areas
from services.local.credentials import DOMAINS
from services.local.platform import Platform
from shared.model.catalogue import Catalogue
from shared.model.manifests import Subscriber
from shared.plans.checking import check_folder
from tests.contract.sql.conftest import new_database
from tests.e2e.asking import apply, eventually, report
from tests.monitoring.prometheus import RULES, Prometheus, scraping
from xiheng.shared.v1.observation_pb2 import Observation

PLAN = RULES.parents[1] / "plans" / "wuxi-2026"
_CHOSEN = {"$plan": "wuxi-2026", "$city": "320200", "$area": "320200", "$chapter": "-1", "$target": "jobs.urban-new", "$__from": "0"}


class Sources(NamedTuple):
    """Where the panels ask."""

    prometheus: Prometheus
    databases: dict[str, sa.Engine]


def filled(text: str) -> str:
    """Return a query with its variables chosen."""
    for name, value in _CHOSEN.items():
        text = text.replace(name, value)
    return text


@contextmanager
def scraped_platform(folder: Path, prometheus_folder: Path, postgresql: str) -> Iterator[Sources]:
    """The platform, as long as the body runs; ready when all was applied, taken in and scraped.

    Args:
        folder: Of the platform.
        prometheus_folder: Of Prometheus.
        postgresql: Address of a real server.
    """
    urls = {name: new_database(postgresql) for name in ("scoreboard", "notifier")}
    manifests = with_synthetic_limits(check_folder(PLAN).manifests)
    manifests += demo_entities(Catalogue.from_manifests(manifests), seed=2026)
    catalogue = Catalogue.from_manifests(manifests)
    receiver = Receiver(b"secret")
    receiver.start()
    with Platform(folder, districts=reporting_areas(catalogue), databases=urls) as platform:
        apply(platform.connection("registry"), [*manifests, *_subscribers(receiver, folder)])
        with scraping(folder, prometheus_folder, [RULES / "recording.yaml"]) as prometheus:
            _report_the_year(platform, catalogue)
            engines = {name: sa.create_engine(sa.make_url(url).set(drivername="postgresql+psycopg")) for name, url in urls.items()}
            eventually(lambda: prometheus.query("sum(xiheng_follow_lag_records) + sum(xiheng_lag_records) == 0"), seconds=200.0)
            time.sleep(3.0)
            yield Sources(prometheus, engines)
            for engine in engines.values():
                engine.dispose()
    receiver.stop()


def _subscribers(receiver: Receiver, folder: Path) -> list[Subscriber]:
    (folder / "secret").write_bytes(b"secret")
    urls = {"receiver": receiver.url, "nobody": "http://127.0.0.1:9/"}
    names = {"zh": "接收方", "en": "receiver"}
    return [
        Subscriber.model_validate(
            {
                "metadata": {"name": name, "namespace": "wuxi-2026"},
                "spec": {"names": names, "webhook": {"url": url, "secretFile": str(folder / "secret")}},
            }
        )
        for name, url in urls.items()
    ]


def _report_the_year(platform: Platform, catalogue: Catalogue) -> None:
    def subject(area: str) -> str:
        return "city" if area == "320200" else f"district-{area}"

    clients = Clients(lambda service, area: platform.connection(service, subject(area)), catalogue.areas, DOMAINS)
    clients.wait_for_clock(0)
    data = sorted(demo_data(catalogue, scale=0.0), key=lambda row: row.received_ms)
    for start in range(0, len(data), 2000):
        clients.report(data[start : start + 2000])
    clients.close()
    for _ in range(3):
        wrong = [Observation(indicator="jobs.urban-new", area="320205", period="2026-01", value=1.0, unit="furlong")]
        assert report(platform.connection("livelihood", "district-320205"), "livelihood", wrong)[0] == 0
        time.sleep(1.5)
