"""`xiheng doctor`."""

from __future__ import annotations

import os
import shutil
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from services.cli.reach import DEFAULT_FOLDER, Card, PlatformFolder, read_card
from services.cli.screen import FAILED, command, out
from shared.events.administration import create_topics, topic_problems
from shared.model.errors import Unavailable
from shared.runtime.kafka_jars import find_java

_FREE_BYTES = 2 << 30
_MEMORY_KB = 2 << 20


class Finding(NamedTuple):
    """One thing that was looked at."""

    what: str
    problem: str
    """What is wrong and how to mend it; empty when all is well."""
    detail: str = ""


@command
def doctor(
    mend: Annotated[bool, typer.Option("--mend", help="Create topics that are missing.")] = False,
    platform: PlatformFolder = DEFAULT_FOLDER,
) -> None:
    """Say what is wrong with this machine or a running platform, and how to mend it. Exit code 1 when something is.

    Example: xiheng doctor
    """
    findings = [*machine_findings(Path.cwd()), *_platform_findings(platform, mend=mend)]
    for one in findings:
        mark = "[red]✗[/]" if one.problem else "[green]✓[/]"
        out.print(f"{mark} {one.what}: {one.problem or one.detail or 'ok'}", soft_wrap=True)
    if any(one.problem for one in findings):
        raise typer.Exit(FAILED)


def machine_findings(folder: Path) -> Iterator[Finding]:
    """Yield what a machine needs to run a platform."""
    version = sys.version_info
    python = f"{version.major}.{version.minor}.{version.micro}"
    wrong = "" if (3, 11) <= version[:2] < (3, 14) else f"{python} is not supported; use Python 3.11 to 3.13"
    yield Finding("Python", wrong, python)
    free = shutil.disk_usage(folder).free
    yield Finding("disk", "" if free > _FREE_BYTES else f"only {free >> 20} MB are free; 2 GB are needed", f"{free >> 30} GB free")
    yield _memory()
    try:
        yield Finding("Java", "", str(find_java(os.environ.get("JAVA_HOME", ""))))
    except Unavailable as error:
        yield Finding("Java", str(error))


def _memory() -> Finding:
    try:
        text = Path("/proc/meminfo").read_text(encoding="ascii")
    except OSError:
        return Finding("memory", "", "not known on this system")
    available = next(int(line.split()[1]) for line in text.splitlines() if line.startswith("MemAvailable"))
    wrong = "" if available > _MEMORY_KB else f"only {available >> 10} MB are available; 2 GB are needed"
    return Finding("memory", wrong, f"{available >> 10} MB available")


def _platform_findings(folder: Path, *, mend: bool) -> Iterator[Finding]:
    try:
        card = read_card(folder)
    except Unavailable:
        yield Finding("platform", "", f"none runs in {folder} (start one with `xiheng up`)")
        return
    yield from _kafka_findings(card, mend=mend)
    for name, pages in sorted(card.pages.items()):
        yield Finding(name, _page(f"{pages}/readyz"), "ready")


def _kafka_findings(card: Card, *, mend: bool) -> Iterator[Finding]:
    def topics() -> str:
        if mend:
            create_topics(card.kafka)
        return "; ".join(topic_problems(card.kafka))

    yield Finding(f"Kafka at {card.kafka}", _attempt(topics), "answers, all topics are there")


def _attempt(check: Callable[[], str]) -> str:
    try:
        return check()
    except Unavailable as error:
        return str(error)


def _page(url: str) -> str:
    try:
        with urllib.request.urlopen(url, timeout=3.0):  # noqa: S310 - a page of our own platform
            return ""
    except urllib.error.HTTPError as error:
        return f"is not ready: {error.read().decode(errors='replace')}"
    except OSError as error:
        return f"does not answer at {url} ({error}): see its log, and start the platform again"
