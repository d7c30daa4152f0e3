"""The chart is installed, upgraded and rolled back on a cluster whose nodes run nothing: controllers, scheduler and kwok are real."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.charts.rendering import CHART, SIZES, helm
from tests.cluster.api_server import PROGRAMS, ROOT, ApiServer
from tests.cluster.conftest import api

__all__ = ["api"]
pytestmark = [pytest.mark.cluster, pytest.mark.timeout(300)]
SPACE = "installed"
NODES = 3
VOLUMES = 20


def node(number: int) -> dict[str, Any]:
    """A node that kwok keeps."""
    labels = {"kubernetes.io/hostname": f"node-{number}", "topology.kubernetes.io/zone": f"zone-{number}"}
    room = {"cpu": "32", "memory": "256Gi", "pods": "110"}
    status = {"capacity": room, "allocatable": room}
    return {"apiVersion": "v1", "kind": "Node", "metadata": {"name": f"node-{number}", "labels": labels}, "status": status}


def volume(number: int) -> dict[str, Any]:
    """A volume for a processor."""
    spec = {"capacity": {"storage": "100Gi"}, "accessModes": ["ReadWriteOnce"], "hostPath": {"path": f"/tmp/volume-{number}"}}  # noqa: S108 - never made
    return {"apiVersion": "v1", "kind": "PersistentVolume", "metadata": {"name": f"volume-{number}"}, "spec": spec}


@pytest.fixture(scope="module")
def cluster(api: ApiServer) -> ApiServer:
    """The API with everything that makes objects into pods."""
    reach = {"kubeconfig": str(api.kubeconfig())}
    stages = [f"--config={path}" for path in sorted((PROGRAMS.parent / "stages").glob("*.yaml"))]
    api.spawn("kube-controller-manager", **reach, **{"leader-elect": "false", "secure-port": "0"})
    api.spawn("kube-scheduler", **reach, **{"leader-elect": "false", "secure-port": "0"})
    api.spawn("kwok", *stages, **reach, **{"manage-all-nodes": "true", "node-lease-duration-seconds": "40"})
    api.kubectl("apply", "--server-side", "-f", str(PROGRAMS.parent / "kinds"))
    api.kubectl("apply", "-f", "-", content="\n---\n".join(json.dumps(node(number)) for number in range(NODES)))
    give_volumes(api)
    api.kubectl("wait", "--for=condition=Ready", "nodes", "--all", "--timeout=60s")
    return api


def give_volumes(cluster: ApiServer) -> None:
    """Make volumes that nobody has claimed."""
    cluster.kubectl("apply", "-f", "-", content="\n---\n".join(json.dumps(volume(number)) for number in range(VOLUMES)))


def remove(cluster: ApiServer, space: str) -> None:
    """Remove the platform from a namespace, and what outlives it: the claims of its processors, with the volumes."""
    run_in(space, cluster, "uninstall", "xiheng", "--wait", "--timeout", "90s")
    cluster.kubectl("delete", "pvc", "-n", space, "--all", "--timeout=30s")
    cluster.kubectl("delete", "pv", "--all", "--timeout=30s")
    give_volumes(cluster)


def run(cluster: ApiServer, *arguments: str) -> str:
    """Run helm on it."""
    return run_in(SPACE, cluster, *arguments)


def run_in(space: str, cluster: ApiServer, *arguments: str) -> str:
    """Run helm on it, in a namespace."""
    done = helm(*arguments, "--kubeconfig", str(cluster.kubeconfig()), "-n", space)
    assert done.returncode == 0, done.stderr + cluster.kubectl("get", "pods,jobs,pvc", "-A")
    return done.stdout


def the_walk() -> Iterator[str]:
    """The commands of the guide that speak to the cluster, up to the first question about targets; line continues are none."""
    guide = (ROOT / "docs" / "install.md").read_text(encoding="utf-8")
    section = guide.split("## From nothing to", 1)[1]
    for line in section.split("```sh\n", 1)[1].split("```", 1)[0].splitlines():
        # No pod runs here: none can be waited for, asked, or reached.
        if line and not re.match(r"#|kind |for one in |kubectl -n xiheng wait |helm test ", line):
            yield line
        if line.startswith("kubectl get targets"):
            return


def test_the_walk_of_the_guide_leads_to_targets(cluster: ApiServer, tmp_path: Path) -> None:
    checkout = tmp_path / "checkout"
    checkout.mkdir()
    for name in ("deploy", "plans", "shared", "protos", ".venv"):
        (checkout / name).symlink_to(ROOT / name)
    reach = {"KUBECONFIG": str(cluster.kubeconfig()), "PATH": f"{PROGRAMS}:{os.environ['PATH']}"}
    # The webhook has no pod behind it.
    commands = [line + (" --set admission.enabled=false" if line.startswith("helm install") else "") for line in the_walk()]
    script = "set -e\n" + "\n".join(commands)
    done = subprocess.run(["sh", "-c", script], capture_output=True, check=False, cwd=checkout, env={**os.environ, **reach}, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    listed = done.stdout[done.stdout.rindex("NAME") :].splitlines()
    assert len(listed) == 1 + 142
    for one in cluster.get("pods", "-n", "xiheng")["items"]:
        for volume in one["spec"].get("volumes", ()):
            if "secret" in volume:
                held = cluster.get("secret", volume["secret"]["secretName"], "-n", "xiheng")["data"]
                assert {item["key"] for item in volume["secret"].get("items", ())} <= held.keys()
    remove(cluster, "xiheng")


def level(cluster: ApiServer) -> str:
    """The log level that the registry is given."""
    (container,) = cluster.get("deployment", "xiheng-registry", "-n", SPACE)["spec"]["template"]["spec"]["containers"]
    return next(str(one["value"]) for one in container["env"] if one["name"] == "XIHENG_LOG_LEVEL")


def processors(cluster: ApiServer) -> int:
    """How many processors are wanted."""
    return int(cluster.get("statefulset", "xiheng-processor", "-n", SPACE)["spec"]["replicas"])


def discard_state(cluster: ApiServer) -> None:
    """Do what the guide says before a roll-back to a release that cannot go on from the later one's state; Kafka is not there."""
    cluster.kubectl("scale", "statefulset", "xiheng-processor", "-n", SPACE, "--replicas=0")
    cluster.kubectl("delete", "pvc", "-n", SPACE, "-l", "app.kubernetes.io/component=processor", "--timeout=60s")


@pytest.mark.parametrize("size", SIZES)
def test_it_is_installed_upgraded_rolled_back_and_removed(cluster: ApiServer, size: str) -> None:
    values = ("-f", str(CHART / "sizes" / f"{size}.yaml"), "--set-string", "tls.authority=PEM")
    said = run(cluster, "install", "xiheng", str(CHART), *values, "--create-namespace", "--wait", "--wait-for-jobs", "--timeout", "90s")
    assert "kubectl get targets -A" in said
    pods = cluster.get("pods", "-n", SPACE)["items"]
    assert {one["metadata"]["labels"]["app.kubernetes.io/component"] for one in pods} >= {"registry", "processor", "operator", "risk"}
    run(cluster, "upgrade", "xiheng", str(CHART), *values, "--set", "logLevel=INFO", "--wait", "--timeout", "90s")
    assert level(cluster) == "INFO"
    before = processors(cluster)
    discard_state(cluster)
    run(cluster, "rollback", "xiheng", "1", "--wait", "--timeout", "90s")
    assert (level(cluster), processors(cluster)) == ("WARNING", before)
    remove(cluster, SPACE)
