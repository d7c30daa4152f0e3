"""Each component runs from what its image holds: no container engine is needed to see that nothing is missing."""

from __future__ import annotations

import os
import re
import shutil
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from shared.runtime.authority import Authority
from shared.runtime.child import spawn
from shared.runtime.ports import LOOPBACK, free_port
from tests.charts.rendering import CHART
from tests.cluster.api_server import ROOT
from tests.e2e.asking import eventually

pytestmark = [pytest.mark.cluster, pytest.mark.timeout(120)]
COMPONENTS = sorted(yaml.safe_load((CHART / "values.yaml").read_text(encoding="utf-8"))["components"])
COPIES = re.findall(r"^COPY (\S+) /app/(\S+)$", (ROOT / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder /app of an image, as the Dockerfile copies it."""
    folder = tmp_path_factory.mktemp("app")
    for source, target in COPIES:
        shutil.copytree(ROOT / source, folder / target, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def answers(port: int, page: str) -> str:
    """What a page says; empty: nothing yet."""
    try:
        with urllib.request.urlopen(f"http://{LOOPBACK}:{port}{page}", timeout=2.0) as answer:
            return str(answer.read().decode())
    except urllib.error.HTTPError as error:
        return str(error.read().decode())
    except OSError:
        return ""


def settings(component: str, folder: Path, port: int) -> Iterator[tuple[str, str]]:
    """What every component is given in a pod, with nothing of what it needs there yet."""
    yield from {"PAGES_PORT": str(port), "BOOTSTRAP_SERVERS": f"{LOOPBACK}:1", "DATA_FOLDER": str(folder / "data")}.items()
    yield from {"DATABASE_URL": f"sqlite:///{folder / 'database.db'}", "REGISTRY_ADDRESS": f"{LOOPBACK}:1"}.items()
    yield from {"SCOREBOARD_ADDRESS": f"{LOOPBACK}:1", "TOKEN": "token", "INSTANCE": component}.items()
    yield "PUBLIC_KEY", str(Authority(folder / "authority").public_key_file)
    yield "KUBECONFIG", str(folder / "kubeconfig")


def test_the_dockerfile_copies_what_is_there() -> None:
    assert {source for source, _ in COPIES} == {"services", "shared", "protos/gen"}


@pytest.mark.parametrize("component", COMPONENTS)
def test_it_starts_alone_lives_and_says_what_it_waits_for(component: str, image: Path, tmp_path: Path) -> None:
    port = free_port()
    cluster = {"clusters": [{"name": "a", "cluster": {"server": f"http://{LOOPBACK}:1"}}], "users": [{"name": "a", "user": {}}]}
    context = {"contexts": [{"name": "a", "context": {"cluster": "a", "user": "a"}}], "current-context": "a"}
    (tmp_path / "kubeconfig").write_text(yaml.safe_dump({"apiVersion": "v1", "kind": "Config", **cluster, **context}), encoding="utf-8")
    given = {f"XIHENG_{name}": value for name, value in settings(component, tmp_path, port)}
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONPATH": f"{image}:{image / 'protos' / 'gen'}", **given}
    log = tmp_path / "log"
    process = spawn([sys.executable, "-P", "-m", f"services.{component}"], log=log, environment=environment)
    try:
        assert eventually(lambda: answers(port, "/livez") or process.poll() is not None, seconds=60) is not True, log.read_text("utf-8")
        assert answers(port, "/readyz") != ""
    finally:
        process.terminate()
        deadline = time.monotonic() + 40.0
        while process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.1)
        process.kill()
