"""docs/sizes.md: what each size asks of a cluster, added up from the kept manifests; `python -m tests.charts.sizing` writes it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "sizes.md"
SIZES = ("small", "city", "province")
_UNITS = {"Mi": 1.0, "Gi": 1024.0}
_HEAD = """\
# What each size asks of a cluster

Written from the manifests of the chart's three sizes by `python -m tests.charts.sizing`; do not edit. [install.md](install.md#sizes) says why the numbers are what they are.
Pods × what one asks for; where a service scales by load, its least. CPU is in cores, memory and disk in MiB.
"""
_SERIES = """
## Series of targets in Prometheus

A status is up to four gauges of the scoreboard. `XIHENG_GAUGE_LEVELS` says of how many levels of areas, counted from the top: 2 in every size, which is all of a city with its
districts. What has no gauges is counted by `xiheng_statuses_without_gauges`, and stands in SQL, the API and the panels of the past all the same.
So it is for a province of 3 000 areas (itself, 13 cities, 104 districts, the rest towns) with 142 targets:

| levels | areas | series at most |
|---|---|---|
"""
_MEASURED = """
## What was measured

`python -m bench.sizes` runs a whole province on one machine: 3 000 areas, 142 targets judged in each of them (426 000 verdicts), 96 partitions, 6 processors, one of each of the others.
Resident memory in MiB on 2026-11-26 (2 CPUs, x86_64, Python 3.11, beside other programs):

| component | at rest | definitions and first verdicts, at most | and 30 000 open alerts, at most | asked for in a province |
|---|---|---|---|---|
| each reporting service | 118 | 356 | 356 | 512 |
| registry | 114 | 436 | 436 | 640 |
| notifier | 135 | 374 | 412 | 576 |
| scoreboard | 122 | 633 | 633 | 896 |
| each of 6 processors, 500 areas | 132 to 152 | 1 039 to 1 093 | the same | 3 584 |

- What is asked for is what was measured, and a quarter or more of it. All but the processors hold the definitions once: 142 targets with 3 000 numbers each are 240 MiB.
- A processor holds them once for all its partitions, and the verdicts of its areas, 71 000. Values come to it: `python -m bench.sizes.partition` puts eighteen months of every target's
  indicator into one partition of 31 areas, in the core alone (587 MiB after 479), which is 108 MiB. So 16 partitions take 1 093 + 16 × 108 = 2 821 MiB; what is asked for is a quarter more.
- CPU: 118 to 130 s of each processor and 131 s of the scoreboard went into it, the targets having been applied in eight parts; 37 s of the registry, which copies 12 MB into each of 96
  partitions; 27 s of the notifier into the alerts.
- A service that was then loaded to its limit, 189 000 observations a second for 20 s, took 397 MiB at most and 0.8 of a core; the processors less than they had taken before.
- The operator took 120 MiB at rest and 306 with the 206 areas and rules, and all targets, of 150 areas (`python -m tests.cluster.province --areas 150`); with most of the objects of 3 000, 350.

Not measured of a province: whole processors with values, and what districts send up in them; the operator once all is in force; the disks. What is asked for of the last two, and the limits, are
estimates: look at the real use and correct them. Where there is an hour for it, the commands go on to all values and to the operator.
"""
_PROVINCE = (1, 13, 104, 2882)
_TARGETS, _GAUGES = 142, 4


class Row(NamedTuple):
    """What a component asks for."""

    component: str
    pods: int
    cpu: float
    memory: float
    limit: float
    disk: float

    @property
    def totals(self) -> tuple[float, ...]:
        """CPU, memory, memory at most, disk of all its pods."""
        return tuple(self.pods * one for one in (self.cpu, self.memory, self.limit, self.disk))


def mebibytes(quantity: str) -> float:
    """Return a quantity of memory in MiB."""
    return float(quantity[:-2]) * _UNITS[quantity[-2:]]


def cores(quantity: str) -> float:
    """Return a quantity of CPU in cores."""
    return float(quantity[:-1]) / 1000 if quantity.endswith("m") else float(quantity)


def rows(size: str) -> Iterator[Row]:
    """What the components of a size ask for."""
    kept = list(yaml.safe_load_all((Path(__file__).parent / "golden" / f"{size}.yaml").read_text(encoding="utf-8")))
    least = {one["metadata"]["name"]: one["spec"]["minReplicas"] for one in kept if one["kind"] == "HorizontalPodAutoscaler"}
    for one in kept:
        if one["kind"] in {"Deployment", "StatefulSet"}:
            yield _row(one, one["spec"].get("replicas") or least[one["metadata"]["name"]])


def _row(workload: dict[str, Any], pods: int) -> Row:
    asked = workload["spec"]["template"]["spec"]["containers"][0]["resources"]
    claims = workload["spec"].get("volumeClaimTemplates", ())
    return Row(
        workload["metadata"]["name"].removeprefix("xiheng-"),
        pods,
        cores(asked["requests"]["cpu"]),
        mebibytes(asked["requests"]["memory"]),
        mebibytes(asked["limits"]["memory"]),
        sum(mebibytes(one["spec"]["resources"]["requests"]["storage"]) for one in claims),
    )


def table(size: str) -> str:
    """The section of a size."""
    found = list(rows(size))
    lines = [f"\n## {size}\n", "| component | pods | CPU | memory | memory at most | disk |", "|---|---|---|---|---|---|"]
    for one in found:
        parts = (f"{one.pods} × {each:g} = {one.pods * each:g}" for each in (one.cpu, one.memory, one.limit))
        disk = f"{one.pods} × {one.disk:g} = {one.pods * one.disk:g}" if one.disk else ""
        lines.append(f"| {one.component} | {one.pods} | {' | '.join(parts)} | {disk} |")
    cpu, memory, limit, disk = (sum(column) for column in zip(*(one.totals for one in found), strict=True))
    pods = sum(one.pods for one in found)
    lines.append(f"| **all** | {pods} | {cpu:.2f} | {memory / 1024:.1f} GiB | {limit / 1024:.1f} GiB | {disk / 1024:g} GiB |")
    return "\n".join(lines) + "\n"


def series() -> str:
    """The section on gauges."""
    counts = [(levels, sum(_PROVINCE[:levels])) for levels in range(1, len(_PROVINCE) + 1)]
    return _SERIES + "".join(
        f"| {levels} | {areas} | {areas} × {_TARGETS} × {_GAUGES} = {areas * _TARGETS * _GAUGES} |\n" for levels, areas in counts
    )


def page() -> str:
    """The whole page."""
    return _HEAD + "".join(map(table, SIZES)) + _MEASURED + series()


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"written: {PAGE.relative_to(ROOT)}\n")
