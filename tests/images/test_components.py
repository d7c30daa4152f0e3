"""Each component starts from its image, lives, and says what it waits for; its bill of materials tells what is in it."""

from __future__ import annotations

import json
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from deploy.images.packages import canonical
from shared.runtime.authority import Authority
from shared.runtime.child import spawn
from shared.runtime.ports import LOOPBACK, free_port
from tests.cluster.api_server import ROOT
from tests.e2e.asking import eventually
from tests.images.image import COMPONENTS, COPIES, Image, build

pytestmark = [pytest.mark.images, pytest.mark.timeout(300)]
every_component = pytest.mark.parametrize("component", COMPONENTS)


@pytest.fixture
def image(component: str, tmp_path: Path) -> Image:
    return build(component, tmp_path)


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


def no_cluster() -> str:
    """How to reach a cluster that is not there."""
    cluster = {"clusters": [{"name": "a", "cluster": {"server": f"http://{LOOPBACK}:1"}}], "users": [{"name": "a", "user": {}}]}
    context = {"contexts": [{"name": "a", "context": {"cluster": "a", "user": "a"}}], "current-context": "a"}
    return yaml.safe_dump({"apiVersion": "v1", "kind": "Config", **cluster, **context})


def test_the_dockerfile_copies_one_component_and_what_is_shared() -> None:
    assert {source for source, _ in COPIES} == {"services/__init__.py", "services/${COMPONENT}", "shared", "protos/gen"}


@every_component
def test_it_starts_alone_lives_and_says_what_it_waits_for(component: str, image: Image, tmp_path: Path) -> None:
    port, log = free_port(), tmp_path / "log"
    (tmp_path / "kubeconfig").write_text(no_cluster(), encoding="utf-8")
    given = {f"XIHENG_{name}": value for name, value in settings(component, tmp_path, port)}
    environment = {**image.environment, "HOME": str(tmp_path), **given}
    process = spawn([image.python, "-P", "-m", f"services.{component}"], log=log, environment=environment)
    try:
        assert eventually(lambda: answers(port, "/livez") or process.poll() is not None, seconds=60) is not True, log.read_text("utf-8")
        assert answers(port, "/readyz") != ""
        assert "ModuleNotFoundError" not in log.read_text("utf-8")
    finally:
        process.terminate()
        deadline = time.monotonic() + 40.0
        while process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.1)
        process.kill()


@every_component
def test_every_module_in_it_can_be_imported(component: str, image: Image) -> None:
    files = sorted((image.app / "services" / component).rglob("*.py"))
    modules = [".".join(file.relative_to(image.app).with_suffix("").parts) for file in files]
    wanted = [one for one in modules if "migrations" not in one and not one.endswith("__main__")]
    done = subprocess.run(
        [image.python, "-P", "-c", f"import {', '.join(wanted)}"], capture_output=True, env=image.environment, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]


@every_component
def test_its_bill_of_materials_names_what_is_in_it_and_is_the_same_twice(component: str, image: Image, tmp_path: Path) -> None:
    bills = [tmp_path / "first.json", tmp_path / "second.json"]
    for one in bills:
        subprocess.run(["sh", "deploy/images/bill.sh", component, str(one)], check=True, cwd=ROOT)
    assert bills[0].read_bytes() == bills[1].read_bytes()
    listed = {one["name"] for one in json.loads(bills[0].read_text(encoding="utf-8"))["components"]}
    # What is for another system alone is in the lock, but not in the image.
    assert {canonical(one) for one in image.installed()} == {canonical(one) for one in listed} - {"colorama"}
