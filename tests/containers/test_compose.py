"""deploy/local/compose.yaml: taken by the real docker compose, true to the code, and its settings run."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa
import yaml

from docs.generate import setting_names
from shared.plans.checking import check_folder
from shared.runtime.local_kafka import _SETTINGS, LocalKafka
from shared.runtime.ports import LOOPBACK
from tests.cluster.api_server import PROGRAMS, ROOT
from tests.containers.rehearsing import DATABASES, Rehearsal, Settings, run
from tests.contract.sql.conftest import postgresql
from tests.e2e.asking import apply, eventually, report, statuses
from tests.images.image import COMPONENTS
from xiheng.shared.v1.observation_pb2 import Observation

__all__ = ["postgresql"]
pytestmark = [pytest.mark.cluster, pytest.mark.kafka, pytest.mark.timeout(300)]
LOCAL = ROOT / "deploy" / "local"
PLATFORM = [one for one in COMPONENTS if one != "operator"]


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    """What docker compose makes of the file."""
    command = [str(PROGRAMS / "docker-compose"), "-f", str(LOCAL / "compose.yaml"), "config", "--format", "json"]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)["services"]
    return found


def test_every_component_but_the_operator_is_there_and_unprivileged(services: dict[str, Any]) -> None:
    for name in PLATFORM:
        one = services[name]
        assert (one["build"]["args"], one["image"]) == ({"COMPONENT": name}, f"xiheng-{name}:local")
        assert one["read_only"]
        assert one["cap_drop"] == ["ALL"]
        assert "/readyz" in one["healthcheck"]["test"][-1]
    assert "operator" not in services


def test_every_setting_exists_and_nothing_is_published_beyond_the_loopback(services: dict[str, Any]) -> None:
    given = {name for one in services.values() for name in one.get("environment", {}) if name.startswith("XIHENG_")}
    assert given - setting_names() == set()
    assert {port["host_ip"] for one in services.values() for port in one.get("ports", ())} == {LOOPBACK}


def test_every_file_that_is_mounted_is_there(services: dict[str, Any]) -> None:
    mounted = [Path(one["source"]) for service in services.values() for one in service.get("volumes", ()) if one["type"] == "bind"]
    assert len(mounted) == 7
    assert all(one.exists() for one in mounted)


def brokers(services: dict[str, Any]) -> Iterator[dict[str, str]]:
    """Settings of Kafka's containers: of compose, and of the cluster to try things on."""
    yield services["kafka"]["environment"]
    backing = next(yaml.safe_load_all((LOCAL / "backing.yaml").read_text(encoding="utf-8")))
    yield {one["name"]: one["value"] for one in backing["spec"]["template"]["spec"]["containers"][0]["env"]}


def test_kafka_is_the_release_and_has_the_settings_that_everything_is_tested_with(services: dict[str, Any]) -> None:
    release = re.findall(r"kafka_2.13:([\d.]+)", (LOCAL / "jgo.toml").read_text(encoding="utf-8"))[0]
    assert services["kafka"]["image"] == f"apache/kafka:{release}"
    assert f"apache/kafka:{release}" in (LOCAL / "backing.yaml").read_text(encoding="utf-8")
    tested = dict(line.split("=", 1) for line in _SETTINGS.splitlines())
    placed = {"log.dirs", "listeners", "advertised.listeners", "controller.quorum.voters"}
    for environment in brokers(services):
        # The image turns KAFKA_A_B into a.b.
        named = {name.removeprefix("KAFKA_").lower().replace("_", "."): value for name, value in environment.items()}
        assert {name: tested.get(name) for name in named.keys() - placed} == {name: named[name] for name in named.keys() - placed}
        assert {"message.max.bytes", "auto.create.topics.enable", "log.retention.ms"} <= named.keys()


def test_prometheus_reads_its_configuration_and_scrapes_every_component(services: dict[str, Any], tmp_path: Path) -> None:
    for one in services["prometheus"]["volumes"]:
        if one["type"] == "bind":
            target = tmp_path / Path(one["target"]).relative_to("/etc/prometheus")
            (shutil.copytree if Path(one["source"]).is_dir() else shutil.copy)(one["source"], target)
    done = subprocess.run(["promtool", "check", "config", str(tmp_path / "prometheus.yaml")], capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    (job,) = yaml.safe_load((tmp_path / "prometheus.yaml").read_text(encoding="utf-8"))["scrape_configs"]
    assert sorted(job["static_configs"][0]["targets"]) == [f"{name}:9090" for name in PLATFORM]
    assert "--config.file=/etc/prometheus/prometheus.yaml" in services["prometheus"]["command"]


def test_grafana_is_given_every_source_that_the_dashboards_ask_for(services: dict[str, Any]) -> None:
    sources = yaml.safe_load((LOCAL / "containers" / "grafana" / "datasources.yaml").read_text(encoding="utf-8"))["datasources"]
    offered = {(one["type"], one["name"].lower()) for one in sources}
    (folder,) = (one["source"] for one in services["grafana"]["volumes"] if one["target"] == "/var/lib/grafana/dashboards")
    for path in Path(folder).glob("*.json"):
        variables = json.loads(path.read_text(encoding="utf-8"))["templating"]["list"]
        asked = {(one["query"], one["name"]) for one in variables if one["type"] == "datasource"}
        assert asked, path
        assert asked <= offered, path
        # Of the two of one type the right one is chosen by its name.
        chosen = {one["name"]: one.get("regex") for one in variables if one["type"] == "datasource"}
        assert chosen == {"prometheus": None, "scoreboard": "/scoreboard/i", "notifier": "/notifier/i"}, path


@pytest.fixture(scope="module")
def rehearsal(services: dict[str, Any], postgresql: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rehearsal]:
    """Every component with the settings of its container."""
    folder = tmp_path_factory.mktemp("containers")
    credentials = folder / "credentials"
    command = [str(LOCAL / "issue.py"), *services["credentials"]["command"]]
    owner = command.index("--owner")
    run([str(credentials) if one == "/credentials" else one for one in command[:owner] + command[owner + 2 :]])
    make_databases(postgresql)
    with LocalKafka(folder / "kafka") as kafka:

        def replace(component: str, value: str) -> str:
            value = value.replace("kafka:9092", kafka.address).replace("0.0.0.0", LOOPBACK).replace("/credentials", str(credentials))  # noqa: S104
            if value.startswith("postgresql:"):
                assert value.endswith(f"@postgresql:5432/{component}")
                return database(postgresql, component)
            return str(folder / "state") if value == "/data" else value

        topics = services["topics"]
        run(topics["entrypoint"][1:], {name: replace("topics", value) for name, value in topics["environment"].items()})
        settings: dict[str, Settings] = {name: services[name]["environment"] for name in PLATFORM}
        made = Rehearsal(folder, credentials, settings, replace)
        try:
            made.start()
            yield made
        finally:
            made.stop()


def database(server: str, name: str) -> str:
    """URL of a component's database on a server."""
    return sa.make_url(server).set(drivername="postgresql", database=name).render_as_string(hide_password=False)


def make_databases(server: str) -> None:
    """Do what the container of PostgreSQL does on an empty volume."""
    script = (LOCAL / "containers" / "databases.sql").read_text(encoding="utf-8")
    assert set(re.findall(r"CREATE DATABASE (\w+);", script)) == set(DATABASES)
    with psycopg.connect(server, autocommit=True) as connection:
        for name in DATABASES:
            connection.execute(f"CREATE DATABASE {name}".encode())


def test_all_become_ready_and_what_a_city_reports_is_judged(rehearsal: Rehearsal) -> None:
    apply(rehearsal.connection("registry", "operator"), check_folder(ROOT / "plans" / "wuxi-2026").manifests)
    row = Observation(indicator="jobs.urban-new", area="320200", period="2026-06", value=64_000)
    eventually(lambda: report(rehearsal.connection("livelihood", "city"), "livelihood", [row])[1] == [])
    scores = rehearsal.connection("scoreboard", "operator")
    (status,) = eventually(lambda: [one for one in statuses(scores, "jobs.urban-new") if one.value == 64_000])
    assert status.area == "320200"


@pytest.mark.parametrize("program", ["pages", "calls"])
def test_what_helm_test_runs_says_yes_and_names_what_is_away(rehearsal: Rehearsal, program: str) -> None:
    said = rehearsal.helm_test(program)
    assert said.returncode == 0, said.stdout
    notifier = rehearsal.components["notifier"]
    notifier.stop()
    said = rehearsal.helm_test(program)
    assert said.returncode == 1
    address = notifier.pages if program == "pages" else notifier.address
    assert any(address in line and "SERVING" not in line for line in said.stdout.splitlines()), said.stdout
    notifier.start()
    notifier.wait()
