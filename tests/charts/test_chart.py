"""Every size renders as it did, holds what every pod must have, and is taken by a real Kubernetes API."""

from __future__ import annotations

import json
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from docs.generate import setting_names
from services.notifier.answering.links import PATH
from services.registry.topics import TopicsSettings
from shared.runtime.settings import read_settings
from tests.charts.rendering import CHART, GOLDEN, SIZES, golden, helm, objects, packed, readme, rendered
from tests.cluster.api_server import PROGRAMS, ROOT, ApiServer
from tests.cluster.conftest import api

__all__ = ["api"]
pytestmark = [pytest.mark.cluster, pytest.mark.timeout(300)]
every_size = pytest.mark.parametrize("size", SIZES)
EVERYTHING = ("--set", "tls.certManager.enabled=true,ingress.enabled=true,tracing.otlpEndpoint=collector:4317,links.enabled=true")


def pods(size: str, *options: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Name and specification of every pod."""
    for one in objects(rendered(size, *options)):
        if one["kind"] in {"Deployment", "StatefulSet", "Job"}:
            yield one["metadata"]["name"], one["spec"]["template"]["spec"]
        elif one["kind"] == "Pod":
            yield one["metadata"]["name"], one["spec"]


@every_size
def test_it_renders_as_it_did(size: str) -> None:
    kept = (GOLDEN / f"{size}.yaml").read_text(encoding="utf-8")
    assert golden(size) == kept, "run `python -m tests.charts.rendering` and look at the difference"


@every_size
def test_every_pod_is_unprivileged_bounded_and_spread(size: str) -> None:
    for name, pod in pods(size):
        assert pod["securityContext"]["runAsNonRoot"], name
        for container in pod["containers"]:
            security = container["securityContext"]
            assert security["readOnlyRootFilesystem"], name
            assert not security["allowPrivilegeEscalation"], name
            assert container["resources"]["limits"]["memory"], name
            assert container["resources"]["requests"].keys() == {"cpu", "memory"}, name
        if "livenessProbe" in pod["containers"][0]:
            assert pod["topologySpreadConstraints"], name
            assert pod["terminationGracePeriodSeconds"] > 20, name


@every_size
@pytest.mark.parametrize("options", [(), EVERYTHING], ids=["as it is", "everything on"])
def test_every_setting_that_a_pod_is_given_exists(size: str, options: tuple[str, ...]) -> None:
    known = setting_names()
    for name, pod in pods(size, *options):
        given = {one["name"] for container in pod["containers"] for one in container.get("env", ())}
        assert {one.removesuffix("_FILE") for one in given} - known == set(), name


def test_the_page_behind_links_is_where_the_notifier_serves_it() -> None:
    found = objects(rendered("small", *EVERYTHING))
    (path,) = (
        one["spec"]["rules"][0]["http"]["paths"][0]
        for one in found
        if one["kind"] == "Ingress" and one["metadata"]["name"].endswith("-links")
    )
    assert path["path"] == PATH.rstrip("/")
    service = path["backend"]["service"]
    (ports,) = (one["spec"]["ports"] for one in found if one["kind"] == "Service" and one["metadata"]["name"] == service["name"])
    (target,) = (one["targetPort"] for one in ports if one["name"] == service["port"]["name"])
    ((container,),) = (pod["containers"] for name, pod in pods("small", *EVERYTHING) if name == service["name"])
    (port,) = (one["containerPort"] for one in container["ports"] if one["name"] == target)
    assert {"name": "XIHENG_ANSWERS_PORT", "value": str(port)} in container["env"]


def test_the_job_of_topics_can_read_its_settings() -> None:
    (job,) = (one for one in objects(rendered("city")) if one["kind"] == "Job")
    given = {one["name"]: one["value"] for one in job["spec"]["template"]["spec"]["containers"][0]["env"]}
    assert read_settings(TopicsSettings, given).partitions == 24


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ("kafka.bootstrapServer=kafka:9092", "additional properties 'bootstrapServer' not allowed"),
        ("components.registry.replicas=2", "/components/registry/replicas"),
        ("components.notifier.replicas=2", "/components/notifier/replicas"),
        ("components.processor.stopSeconds=5", "/components/processor/stopSeconds"),
        ("kafka.bootstrapServers=kafka", "/kafka/bootstrapServers"),
        ("logLevel=LOUD", "/logLevel"),
        ("components.web.replicas=1", "additional properties 'web' not allowed"),
    ],
)
def test_values_that_mean_nothing_are_refused(values: str, words: str) -> None:
    done = helm("template", "x", str(CHART), "--kube-version", "1.37.2", "--set", values, "--set-string", "tls.authority=PEM")
    assert done.returncode != 0
    assert words in done.stderr


def test_without_an_authority_the_webhook_is_refused_with_the_remedy() -> None:
    done = helm("template", "x", str(CHART), "--kube-version", "1.37.2")
    assert "tls.authority: the certificate of the authority" in done.stderr


def test_its_readme_is_current_and_explains_every_value() -> None:
    text = (CHART / "README.md").read_text(encoding="utf-8")
    assert readme() == text, "run `python -m tests.charts.rendering`"
    rows = [line for line in text.splitlines() if line.startswith("| `")]
    assert len(rows) > 60
    assert [line for line in rows if line.endswith("|  |")] == []


def test_it_carries_the_dashboards_and_rules_as_they_are() -> None:
    found = objects(rendered("city"))
    maps = [one for one in found if one["kind"] == "ConfigMap"]
    assert all(one["metadata"]["labels"]["grafana_dashboard"] == "1" for one in maps)
    assert all(one["metadata"]["annotations"] == {"grafana_folder": "Xiheng"} for one in maps)
    boards = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in (ROOT / "deploy" / "grafana" / "dashboards").iterdir()}
    assert {name: json.loads(text) for one in maps for name, text in one["data"].items()} == boards
    rules = [one["spec"] for one in found if one["kind"] == "PrometheusRule"]
    kept = [
        yaml.safe_load((ROOT / "deploy" / "prometheus" / f"{name}.yaml").read_text(encoding="utf-8")) for name in ("alerts", "recording")
    ]
    assert rules == kept


def test_a_package_holds_the_files_behind_the_links_and_renders_the_same(tmp_path: Path) -> None:
    package = packed(tmp_path)
    with tarfile.open(package) as opened:
        members = {one.name: one.isfile() for one in opened.getmembers()}
    assert all(members.values())
    assert {"xiheng/files/grafana/city.json", "xiheng/files/prometheus/alerts.yaml", "xiheng/README.md"} <= members.keys()
    assert not any("unittests" in name or name.endswith(".gotmpl") for name in members)
    assert rendered("city", chart=package) == rendered("city")


def test_helm_finds_nothing_to_say() -> None:
    done = helm("lint", "--strict", str(CHART), "--set-string", "tls.authority=PEM")
    assert done.returncode == 0, done.stdout


def test_its_own_tests_hold() -> None:
    command = [str(PROGRAMS / "helm-unittest"), "--strict", "-f", "unittests/*_test.yaml", str(CHART)]
    done = subprocess.run(command, capture_output=True, check=False, cwd=ROOT, text=True)
    assert done.returncode == 0, done.stdout


@pytest.fixture(scope="module")
def ready(api: ApiServer) -> ApiServer:
    api.kubectl("apply", "--server-side", "-f", str(PROGRAMS.parent / "kinds"))
    api.kubectl("wait", "--for=condition=Established", "crd", "--all", "--timeout=30s")
    api.make_namespace("xiheng")
    return api


@every_size
@pytest.mark.parametrize("options", [(), EVERYTHING], ids=["as it is", "everything on"])
def test_a_real_api_takes_every_object(ready: ApiServer, size: str, options: tuple[str, ...]) -> None:
    text = rendered(size, *options)
    answer = ready.kubectl("apply", "--dry-run=server", "--validate=strict", "-n", "xiheng", "-f", "-", content=text)
    assert len(answer.splitlines()) == len(objects(text))
    assert "unchanged" not in answer
