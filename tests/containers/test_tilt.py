"""The Tiltfile, evaluated by the real Tilt: every component is built, replaced while it runs and started after what it needs."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from shared.runtime.ports import LOOPBACK
from tests.cluster.api_server import PROGRAMS, ROOT
from tests.images.image import COMPONENTS

pytestmark = [pytest.mark.cluster, pytest.mark.timeout(120)]


def evaluate(folder: Path) -> subprocess.CompletedProcess[str]:
    """Have Tilt evaluate the Tiltfile of a folder, for a cluster that is not there."""
    cluster = {"clusters": [{"name": "kind-a", "cluster": {"server": f"http://{LOOPBACK}:1"}}], "users": [{"name": "a", "user": {}}]}
    context = {"contexts": [{"name": "kind-a", "context": {"cluster": "kind-a", "user": "a"}}], "current-context": "kind-a"}
    (folder / "kubeconfig").write_text(yaml.safe_dump({"apiVersion": "v1", "kind": "Config", **cluster, **context}), encoding="utf-8")
    reach = {"KUBECONFIG": str(folder / "kubeconfig"), "PATH": f"{PROGRAMS}:{os.environ['PATH']}", "HOME": str(folder)}
    silent = {"TILT_DISABLE_ANALYTICS": "1", "DO_NOT_TRACK": "1"}
    command = [str(PROGRAMS / "tilt"), "alpha", "tiltfile-result", "-f", str(folder / "Tiltfile")]
    return subprocess.run(command, capture_output=True, check=False, cwd=folder, env={**os.environ, **reach, **silent}, text=True)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that looks like the checkout, in which things may be written."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in (
        "deploy",
        "services",
        "shared",
        "protos",
        "plans",
        "pyproject.toml",
        "requirements.lock",
        "Dockerfile",
        ".dockerignore",
        ".venv",
    ):
        (folder / name).symlink_to(ROOT / name)
    (folder / "Tiltfile").write_text((ROOT / "Tiltfile").read_text(encoding="utf-8"), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def result(checkout: Path) -> dict[str, Any]:
    done = evaluate(checkout)
    assert done.returncode == 0, done.stderr[-4000:]
    found: dict[str, Any] = json.loads(done.stdout[done.stdout.index("{") :])
    assert found["Error"] is None
    return found


@pytest.fixture(scope="module")
def resources(result: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["Name"]: one for one in result["Manifests"]}


@pytest.mark.parametrize("component", COMPONENTS)
def test_a_saved_file_of_a_component_is_in_its_pod_and_a_changed_lock_builds_anew(
    component: str, resources: dict[str, dict[str, Any]]
) -> None:
    found = resources[f"xiheng-{component}"]
    assert found["ResourceDependencies"] == ["xiheng-topics", "postgresql"]
    (image,) = found["ImageTargets"]
    update = image["LiveUpdateSpec"]
    assert {one["containerPath"] for one in update["syncs"]} == {f"/app/services/{component}", "/app/shared", "/app/protos/gen"}
    assert {"pyproject.toml", "requirements.lock"} <= set(update["stopPaths"])
    assert update["execs"][0]["args"][-1] == "touch /tmp/changed"
    details = image["BuildDetails"]
    assert (details["target"], details["args"]) == ("inner-loop", [f"COMPONENT={component}"])


def test_its_kafka_and_postgresql_come_before(resources: dict[str, dict[str, Any]]) -> None:
    assert resources["xiheng-topics"]["ResourceDependencies"] == ["kafka"]
    assert resources["kafka"]["ResourceDependencies"] == ["uncategorized"]
    assert "CREATE DATABASE notifier" in resources["postgresql"]["DeployTarget"]["yaml"]


def test_the_demo_is_a_button(result: dict[str, Any], resources: dict[str, dict[str, Any]]) -> None:
    assert resources["demo"]["DeployTarget"]["UpdateCmdSpec"]["args"][-1] == "make demo"
    made = {kind.rpartition("=")[2]: list(things) for kind, things in result["ObjectSet"].items()}
    assert made == {"cmds": ["demo-from-button"], "uibuttons": ["demo"]}


def test_the_secrets_are_those_that_the_chart_asks_for(resources: dict[str, dict[str, Any]]) -> None:
    things = [one for one in yaml.safe_load_all(resources["uncategorized"]["DeployTarget"]["yaml"]) if one["kind"] == "Secret"]
    pods = [one for name in COMPONENTS for one in yaml.safe_load_all(resources[f"xiheng-{name}"]["DeployTarget"]["yaml"])]
    specs = [one["spec"]["template"]["spec"] for one in pods if one["kind"] in {"Deployment", "StatefulSet"}]
    asked = {volume["secret"]["secretName"] for spec in specs for volume in spec["volumes"] if "secret" in volume}
    assert {one["metadata"]["name"] for one in things} == asked
    assert not any(spec["containers"][0]["securityContext"]["readOnlyRootFilesystem"] for spec in specs)


def test_tilt_refuses_what_is_no_tiltfile(tmp_path: Path) -> None:
    (tmp_path / "Tiltfile").write_text("k8s_yaml('nothing.yaml')\n", encoding="utf-8")
    assert evaluate(tmp_path).returncode != 0
