"""A whole platform on this machine, with operators as processes on a real Kubernetes API."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from pathlib import Path

import yaml

from services.cli.up import clients_of
from services.local.credentials import OPERATOR as SUBJECT
from services.local.platform import Platform
from shared.runtime.authority import write_private
from shared.runtime.child import spawn
from shared.runtime.ports import LOOPBACK, free_port
from tests.cluster.api_server import OPERATOR, PROGRAMS, ROOT, ApiServer

NAMESPACE = "xiheng"
PLAN = ROOT / "plans" / "wuxi-2026"


class Operator:
    """An operator as a process, with the rights that the chart gives it."""

    def __init__(self, api: ApiServer, platform: Platform, name: str) -> None:
        self.name = name
        self.admission_port = free_port()
        self._folder = platform.folder
        self._settings = {
            "REGISTRY_ADDRESS": platform.components["registry"].address,
            "SCOREBOARD_ADDRESS": platform.components["scoreboard"].address,
            "PROCESSOR_PAGES": platform.components["processor"].pages.removeprefix("http://"),
            "TOKEN_FILE": str(platform.tokens[SUBJECT]),
            "KUBECONFIG": str(api.kubeconfig(OPERATOR)),
            "NAMESPACE": NAMESPACE,
            "INSTANCE": name,
            "LEASE_SECONDS": "4",
            "PASS_SECONDS": "2",
            "ADMISSION_PORT": str(self.admission_port),
            **_served(platform),
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the process."""
        settings = {f"XIHENG_{name}": value for name, value in self._settings.items()}
        environment = {**os.environ, **settings, "PYTHONPATH": f"{ROOT}:{ROOT / 'protos' / 'gen'}"}
        log = self._folder / "logs" / f"{self.name}.log"
        self._process = spawn([sys.executable, "-m", "services.operator"], log=log, environment=environment)

    @property
    def process_id(self) -> int:
        """Id of its process."""
        assert self._process is not None
        return self._process.pid

    def stop(self) -> int:
        """End it in order."""
        assert self._process is not None
        self._process.terminate()
        return self._process.wait(30)

    def kill(self) -> None:
        """End it at once."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()


def _served(platform: Platform) -> dict[str, str]:
    """The webhook's certificate."""
    made = platform.authority.server_certificate()
    files = {"CERTIFICATE": platform.folder / "admission.crt", "KEY": platform.folder / "admission.key"}
    files["CERTIFICATE"].write_bytes(made.certificate)
    write_private(files["KEY"], made.key)
    return {f"ADMISSION_{name}": str(path) for name, path in files.items()}


def open_platform(folder: Path) -> Platform:
    """A platform with districts, not started."""
    return Platform(folder, districts=clients_of(PLAN))


def give_rights(api: ApiServer) -> None:
    """The operator's rights as the chart writes them."""
    command = [str(PROGRAMS / "helm"), "template", "xiheng", "deploy/helm/xiheng", "-n", NAMESPACE, "--kube-version", "1.37.2"]
    options = ["--show-only", "templates/operator.yaml", "--set", "admission.enabled=false"]
    written = subprocess.run([*command, *options], capture_output=True, check=True, cwd=ROOT, text=True).stdout
    api.make_namespace(NAMESPACE)
    api.kubectl("apply", "-n", NAMESPACE, "-f", "-", content=written)


def hook(api: ApiServer, platform: Platform, port: int) -> None:
    """Have the API ask an operator about every definition, as the chart does; here it is no service, but an address."""
    authority = base64.b64encode(platform.authority.certificate_file.read_bytes()).decode()
    command = [str(PROGRAMS / "helm"), "template", "xiheng", "deploy/helm/xiheng", "-n", NAMESPACE, "--kube-version", "1.37.2"]
    options = ["--show-only", "templates/operator.yaml", "--set", "tls.authority=PEM"]
    written = subprocess.run([*command, *options], capture_output=True, check=True, cwd=ROOT, text=True).stdout
    (found,) = (one for one in yaml.safe_load_all(written) if one["kind"] == "ValidatingWebhookConfiguration")
    found["webhooks"][0] |= {
        "clientConfig": {"url": f"https://{LOOPBACK}:{port}/admit", "caBundle": authority},
        "failurePolicy": "Fail",
    }
    api.kubectl("apply", "-f", "-", content=json.dumps(found))
