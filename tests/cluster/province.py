"""`python -m tests.cluster.province [--areas N]`: what an operator uses that watches the objects of a province on a real Kubernetes API."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from bench.sizes.places import definitions
from bench.using import use_of
from tests.cluster.api_server import ApiServer, running
from tests.cluster.operating import Operator, give_rights, open_platform

_SPACE = "wuxi-2026"
_PATIENCE = 900.0


def main(arguments: list[str]) -> int:
    """Measure; 1 where definitions did not come into force."""
    parser = argparse.ArgumentParser(prog="python -m tests.cluster.province", description=__doc__)
    parser.add_argument("--areas", type=int, default=3000, help="areas of the province, from 130 on")
    count = parser.parse_args(arguments).areas
    _say(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {os.cpu_count()} CPUs, {platform.machine()}, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory(prefix="xiheng-sizes-") as made, running(Path(made) / "api") as api:
        api.kubectl("apply", "--server-side", "-f", "deploy/helm/xiheng/crds")
        api.kubectl("wait", "--for=condition=Established", "crd", "--all", "--timeout=30s")
        with open_platform(Path(made) / "platform") as whole:
            give_rights(api)
            operator = Operator(api, whole, "operator-0")
            operator.start()
            try:
                _print(operator, "at rest")
                _apply(api, count)
                _print(operator, "objects applied")
                states = _settled(api)
                _print(operator, f"taken over: {dict(states)}")
            finally:
                operator.kill()
    return 0 if states.keys() <= {"in_force"} else 1


def _apply(api: ApiServer, count: int) -> None:
    """Apply the objects of a province; a target names the areas that it is judged in."""
    api.make_namespace(_SPACE)
    for part in definitions(count):
        for first in range(0, len(part), 100):
            items = [json.loads(one.document()) for one in part[first : first + 100]]
            for one in items:
                one["metadata"] = {key: value for key, value in one["metadata"].items() if value and key != "namespace"}
            listed = {"apiVersion": "v1", "kind": "List", "items": items}
            api.kubectl("apply", "--server-side", "-n", _SPACE, "-f", "-", content=json.dumps(listed))


def _settled(api: ApiServer) -> Counter[str]:
    """Wait until every area and rule is in force, and return how many are in which state."""
    end, states = time.monotonic() + _PATIENCE, Counter[str]()
    while time.monotonic() < end and not (states and states.keys() <= {"in_force"}):
        time.sleep(5.0)
        found = [one for kind in ("areas", "riskrules") for one in api.get(kind, "-A")["items"]]
        states = Counter(one.get("status", {}).get("state", "") for one in found)
    return states


def _print(operator: Operator, what: str) -> None:
    time.sleep(10.0)
    found = use_of(operator.process_id)
    _say(f"{what}: {found.memory:.0f} MiB, at most {found.peak:.0f} MiB, {found.cpu:.1f} s of CPU")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
