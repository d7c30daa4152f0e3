"""A real Kubernetes API on this machine: etcd and kube-apiserver, with RBAC, and kubectl to speak to it."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from shared.model.errors import Unavailable
from shared.runtime.child import spawn
from shared.runtime.ports import LOOPBACK, free_port

ROOT = Path(__file__).parents[2]
PROGRAMS = ROOT / ".cache" / "cluster" / "bin"
ADMIN = "admin"
OPERATOR = "system:serviceaccount:xiheng:xiheng-operator"
"""Who the operator is for the API: the name that RBAC knows its service account by."""
_USERS = {ADMIN: "system:masters", OPERATOR: "system:serviceaccounts", "nobody": "visitors"}
_START_SECONDS = 60.0


class ApiServer:
    """A cluster without nodes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.etcd_port = free_port()
        self.url = f"https://{LOOPBACK}:{self.port}"
        self._processes: list[subprocess.Popen[bytes]] = []

    def kubeconfig(self, user: str = ADMIN) -> Path:
        """The file by which a user reaches it."""
        path = self.folder / f"{user.rpartition(':')[2]}.kubeconfig"
        cluster = {"server": self.url, "certificate-authority": str(self.folder / "certificates" / "apiserver.crt")}
        content = {
            "apiVersion": "v1",
            "kind": "Config",
            "clusters": [{"name": "here", "cluster": cluster}],
            "users": [{"name": user, "user": {"token": _token(user)}}],
            "contexts": [{"name": "here", "context": {"cluster": "here", "user": user}}],
            "current-context": "here",
        }
        path.write_text(yaml.safe_dump(content), encoding="utf-8")
        return path

    def kubectl(self, *arguments: str, content: str = "", user: str = ADMIN, fails: bool = False) -> str:
        """Run kubectl and return what it prints; of one that must fail also its errors."""
        command = [str(PROGRAMS / "kubectl"), "--kubeconfig", str(self.kubeconfig(user)), *arguments]
        done = subprocess.run(command, input=content.encode(), capture_output=True, cwd=ROOT, timeout=120, check=False)
        output = done.stdout.decode() + (done.stderr.decode() if fails or done.returncode else "")
        if (done.returncode != 0) != fails:
            raise AssertionError(f"kubectl {' '.join(arguments)} {'succeeded' if fails else 'failed'}:\n{output}")
        return output

    def get(self, *arguments: str) -> Any:
        """Return objects as JSON."""
        return json.loads(self.kubectl("get", *arguments, "-o", "json"))

    def make_namespace(self, name: str) -> None:
        """Make a namespace, unless it is there: no controller empties one that is deleted."""
        self.kubectl("apply", "-f", "-", content=json.dumps({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}}))

    def start(self) -> None:
        """Start it and wait until it is ready."""
        self._prepare()
        etcd = f"http://{LOOPBACK}:{self.etcd_port}"
        peer = f"http://{LOOPBACK}:{free_port()}"
        self.spawn(
            "etcd",
            **{
                "data-dir": str(self.folder / "etcd"),
                "listen-client-urls": etcd,
                "advertise-client-urls": etcd,
                "listen-peer-urls": peer,
                "initial-advertise-peer-urls": peer,
                "initial-cluster": f"default={peer}",
                "log-level": "error",
            },
            **{"unsafe-no-fsync": "true"},
        )
        self.start_api()

    def start_api(self) -> None:
        """Start the API server alone."""
        key = str(self.folder / "accounts.key")
        self._api = self.spawn(
            "kube-apiserver",
            **{
                "etcd-servers": f"http://{LOOPBACK}:{self.etcd_port}",
                "bind-address": LOOPBACK,
                "secure-port": str(self.port),
                "cert-dir": str(self.folder / "certificates"),
                "token-auth-file": str(self.folder / "tokens.csv"),
                "authorization-mode": "RBAC",
                "service-account-issuer": self.url,
                "service-account-signing-key-file": key,
                "service-account-key-file": key,
                "disable-admission-plugins": "ServiceAccount",
                "endpoint-reconciler-type": "none",
                "service-cluster-ip-range": "10.0.0.0/24",
            },
        )
        end = time.monotonic() + _START_SECONDS
        while not self._ready():
            if time.monotonic() > end or self._api.poll() is not None:
                raise Unavailable((self.folder / "kube-apiserver.log").read_text(encoding="utf-8")[-4000:])
            time.sleep(0.1)

    def stop_api(self) -> None:
        """Stop the API server alone: for the operator the API is away."""
        self._api.kill()
        self._api.wait()

    def spawn(self, program: str, *arguments: str, **options: str) -> subprocess.Popen[bytes]:
        """Start a program of the cluster."""
        command = [str(PROGRAMS / program), *arguments, *(f"--{name}={value}" for name, value in options.items())]
        process = spawn(command, log=self.folder / f"{program}.log")
        self._processes.append(process)
        return process

    def stop(self) -> None:
        """End everything."""
        for process in reversed(self._processes):
            process.kill()
            process.wait()

    def _prepare(self) -> None:
        missing = [name for name in ("etcd", "kube-apiserver", "kubectl") if not (PROGRAMS / name).is_file()]
        if missing:
            raise Unavailable(f"{', '.join(missing)} are not built in {PROGRAMS}: run these tests by `make test-cluster`")
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        encoding, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
        (self.folder / "accounts.key").write_bytes(key.private_bytes(encoding, form, serialization.NoEncryption()))
        lines = [f'{_token(user)},"{user}",{number},"{group}"' for number, (user, group) in enumerate(_USERS.items())]
        (self.folder / "tokens.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def _ready(self) -> bool:
        command: list[str] = [str(PROGRAMS / "kubectl"), "--kubeconfig", str(self.kubeconfig()), "get", "--raw", "/readyz"]
        try:
            return subprocess.run(command, capture_output=True, timeout=10, check=False).returncode == 0
        except subprocess.TimeoutExpired:
            return False


def _token(user: str) -> str:
    return f"token-of-{user.replace(':', '-')}"


@contextmanager
def running(folder: Path) -> Iterator[ApiServer]:
    """A cluster that runs while the body does."""
    folder.mkdir(parents=True, exist_ok=True)
    server = ApiServer(folder)
    try:
        server.start()
        yield server
    finally:
        server.stop()


def condition(thing: Mapping[str, Any], kind: str) -> Mapping[str, Any]:
    """A condition of an object; without one, all its fields are empty."""
    found = [one for one in thing.get("status", {}).get("conditions", ()) if one["type"] == kind]
    return found[0] if found else {"status": "", "reason": "", "message": ""}
