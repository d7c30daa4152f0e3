"""An operator's passes on an emulated Kubernetes API, a real registry with a log in memory, and a scoreboard that says what a test wants."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import yaml
from kmock import KubernetesEmulator, ResourceInfo

from services.operator.cluster import Cluster
from services.operator.crds.names import GROUP, NAMES, VERSION
from services.operator.domain.platform_status import Processors
from services.operator.domain.target_status import Verdicts
from services.operator.parts.registry import RegistryPart
from services.operator.reconciling import Parts, Reconciler
from shared.model.errors import Unavailable
from shared.model.manifests import Manifest
from tests.component.registry_rig import Rig, running
from tests.unit.operator.builders import NOW, raw, verdicts


class Board:
    """A scoreboard."""

    def __init__(self) -> None:
        self.says = verdicts()
        self.is_away = False

    def verdicts(self) -> Verdicts:
        if self.is_away:
            raise Unavailable("scoreboard: no answer")
        return self.says


class Idle:
    """Processors with nothing to do."""

    def seen(self) -> Processors:
        return Processors(0, 24)


class OperatorRig:
    """What a test needs of it all."""

    def __init__(self, api: KubernetesEmulator, registry: Rig, folder: Path) -> None:
        self.api = api
        self.registry = registry
        self.board = Board()
        self.now = NOW
        self.holds = True
        self.kubeconfig = folder / "kubeconfig"
        self.kubeconfig.write_text(yaml.safe_dump(_kubeconfig(str(api.servers[0].url))), encoding="utf-8")
        self.part = RegistryPart(registry.connection())
        self.cluster = Cluster.reached_by(self.kubeconfig)
        self.reconciler = self.begun_anew()

    def begun_anew(self) -> Reconciler:
        """An operator that knows nothing but what it is told, as after a restart."""
        parts = Parts(self.part, self.board, Idle())
        return Reconciler(self.cluster, parts, now=lambda: self.now, may_write=lambda: self.holds)

    async def passes(self, count: int = 1) -> list[int]:
        """Make passes, and return how many objects each wrote; between them the registry copies what it accepted."""
        written = []
        for _ in range(count):
            written.append(await asyncio.to_thread(self.reconciler.make_pass))
            self.registry.active.pending = 0
        return written

    def put(self, *manifests: Manifest) -> None:
        """Apply objects, as kubectl does."""
        for one in manifests:
            place = self.place(one.kind, one.name)
            before = self.api.objects[place].raw if place in self.api.objects else {}
            generation = before.get("metadata", {}).get("generation", 0) + 1
            self.api.objects[place] = {**before, **raw(one, **{**before.get("metadata", {}), "generation": generation})}

    def place(self, kind: str, name: str) -> Any:
        """Where the emulator keeps an object."""
        namespace = "plan-2026" if NAMES[kind].namespaced else None
        return self.api.resource(GROUP, VERSION, NAMES[kind].plural), namespace, name

    def status(self, kind: str, name: str) -> dict[str, Any]:
        """The status of an object."""
        found: dict[str, Any] = dict(self.api.objects[self.place(kind, name)].raw.get("status", {}))
        return found

    def reason(self, kind: str, name: str, about: str = "InForce") -> str:
        """Why a condition of an object is what it is."""
        return next(str(one["reason"]) for one in self.status(kind, name)["conditions"] if one["type"] == about)

    async def delete(self, kind: str, name: str) -> None:
        """Delete an object, as kubectl does."""
        path = f"/apis/{GROUP}/{VERSION}/" + ("namespaces/plan-2026/" if NAMES[kind].namespaced else "")
        await self.api.clients[0].delete(f"{path}{NAMES[kind].plural}/{name}")

    def is_there(self, kind: str, name: str) -> bool:
        """An object is there still."""
        place = self.place(kind, name)
        return place in self.api.objects and not self.api.objects[place].deleted

    def events(self) -> list[dict[str, Any]]:
        """Events of Kubernetes that were written."""
        found = [self.api.objects[key].raw for key in self.api.objects if key[0].plural == "events"]
        return sorted(found, key=lambda one: str(one["metadata"]["name"]))


def _kubeconfig(url: str) -> dict[str, Any]:
    return {
        "apiVersion": "v1",
        "kind": "Config",
        "clusters": [{"name": "here", "cluster": {"server": url.rstrip("/")}}],
        "users": [{"name": "operator", "user": {"token": "token"}}],
        "contexts": [{"name": "here", "context": {"cluster": "here", "user": "operator"}}],
        "current-context": "here",
    }


@asynccontextmanager
async def operating(api: KubernetesEmulator, folder: Path) -> AsyncIterator[OperatorRig]:
    """An operator that makes passes when it is told to."""
    for kind, names in NAMES.items():
        api.resources[api.resource(GROUP, VERSION, names.plural)] = ResourceInfo(
            kind=kind, namespaced=names.namespaced, verbs={"list", "watch", "patch"}, subresources={"status"}
        )
    for group, plural in (("", "namespaces"), ("apiextensions.k8s.io", "customresourcedefinitions")):
        api.resources[api.resource(group, "v1", plural)] = ResourceInfo(namespaced=False, verbs={"list", "watch"})
    api.resources[api.resource("", "v1", "events")] = ResourceInfo(kind="Event", namespaced=True, verbs={"create"})
    async with running(folder) as registry:
        rig = OperatorRig(api, registry, folder)
        yield rig
        rig.part.close()
