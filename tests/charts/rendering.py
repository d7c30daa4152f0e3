"""`helm template` for each size."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from tests.cluster.api_server import PROGRAMS, ROOT

CHART = ROOT / "deploy" / "helm" / "xiheng"
SIZES = sorted(path.stem for path in (CHART / "sizes").glob("*.yaml"))
GOLDEN = Path(__file__).parent / "golden"
_ALWAYS = ("-n", "xiheng", "--kube-version", "1.37.2", "--set-string", "tls.authority=certificate of the authority")


def helm(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run helm, whatever comes of it."""
    return subprocess.run([str(PROGRAMS / "helm"), *arguments], capture_output=True, check=False, cwd=ROOT, text=True)


def rendered(size: str, *options: str, chart: Path = CHART) -> str:
    """The manifests of a size."""
    done = helm("template", "xiheng", str(chart), "-f", str(CHART / "sizes" / f"{size}.yaml"), *_ALWAYS, *options)
    assert done.returncode == 0, done.stderr
    return done.stdout


def objects(text: str) -> Sequence[dict[str, Any]]:
    """The objects of manifests."""
    return [one for one in yaml.safe_load_all(text) if one]


def golden(size: str) -> str:
    """What is kept of a size: all but rules and dashboards, which have tests of their own."""
    kept = [one for one in objects(rendered(size)) if one["kind"] not in {"PrometheusRule", "ConfigMap"}]
    return yaml.safe_dump_all(kept, sort_keys=True, allow_unicode=True, width=140)


def readme() -> str:
    """The chart's README as helm-docs writes it."""
    command = [
        str(PROGRAMS / "helm-docs"),
        "--chart-search-root",
        str(CHART),
        "--dry-run",
        "--sort-values-order",
        "file",
        "--log-level",
        "error",
    ]
    return subprocess.run(command, capture_output=True, check=True, cwd=ROOT, text=True).stdout.strip() + "\n"


def packed(folder: Path) -> Path:
    """Put the chart into a package in a folder, as `helm package` does, and return the package."""
    done = helm("package", str(CHART), "--destination", str(folder))
    assert done.returncode == 0, done.stderr
    (package,) = folder.glob("*.tgz")
    return package


if __name__ == "__main__":
    for each in SIZES:
        (GOLDEN / f"{each}.yaml").write_text(golden(each), encoding="utf-8")
        sys.stdout.write(f"written: tests/charts/golden/{each}.yaml\n")
    (CHART / "README.md").write_text(readme(), encoding="utf-8")
    sys.stdout.write("written: deploy/helm/xiheng/README.md\n")
