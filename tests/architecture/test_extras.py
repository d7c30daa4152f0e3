"""The extra of a component names what its code reaches, and nothing else: an image holds no package that nobody imports."""

from __future__ import annotations

import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import grimp
import pytest

from deploy.images.packages import canonical, closure, read_lock, required

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = read_lock((ROOT / "requirements.lock").read_text(encoding="utf-8"))
COMPONENTS = sorted(path.parent.name for path in (ROOT / "services").glob("*/__main__.py"))
OURS = {"services", "shared", "xiheng"}
FOUND_BY_NAME = {
    "crc32c": "by kafka-python",
    "lz4": "by kafka-python",
    "zstandard": "by kafka-python",
    "cramjam": "by aiokafka",
    "psycopg": "by SQLAlchemy",
    "tzdata": "by zoneinfo, where the system has no time zones",
    "mode-streaming": "by Faust; pinned, since it is reached into",
    "jgo": "by its program",
}


@cache
def graph() -> grimp.ImportGraph:
    return grimp.build_graph(*sorted(OURS), include_external_packages=True, cache_dir=None)


@cache
def imported(component: str) -> set[str]:
    """Packages of others that the modules of a component, and those that they import, name."""
    waiting = [one for one in graph().modules if one == f"services.{component}" or one.startswith(f"services.{component}.")]
    seen: set[str] = set()
    found: set[str] = set()
    while waiting:
        module = waiting.pop()
        if module in seen:
            continue
        seen.add(module)
        for one in graph().find_modules_directly_imported_by(module):
            top = one.split(".")[0]
            if top in OURS:
                waiting += [one, *(one.rsplit(".", depth)[0] for depth in range(1, one.count(".") + 1))]
            elif top not in sys.stdlib_module_names:
                found.add(top)
    return found


@cache
def distributions() -> dict[str, str]:
    """The distribution that brings each package."""
    return {package: canonical(names[0]) for package, names in packages_distributions().items()} | {"google": "protobuf"}


@pytest.mark.parametrize("component", COMPONENTS)
def test_an_extra_holds_all_that_its_component_imports(component: str) -> None:
    held = closure(required(PROJECT, component), LOCK)
    assert {distributions()[one] for one in imported(component)} - held.keys() == set()


# The command starts every other one, which it does not import.
@pytest.mark.parametrize("component", [one for one in COMPONENTS if one != "cli"])
def test_an_extra_names_nothing_that_its_component_does_not_import(component: str) -> None:
    used = {distributions()[one] for one in imported(component)} | FOUND_BY_NAME.keys()
    # Each exporter is part of what the interface imports as opentelemetry.
    assert {one for one in required(PROJECT, component) if not one.startswith("opentelemetry-")} - used == set()


def test_a_part_of_the_lock_keeps_hashes_and_markers() -> None:
    lock = read_lock(
        "a==1 ; os_name == 'x' \\\n    --hash=sha256:1\n    # via b\nb==2 \\\n    --hash=sha256:2\n    # via\n    #   xiheng (p)\n    #   c\n"
    )
    assert closure(["b"], lock).keys() == {"a", "b"}
    assert lock["a"].text == "a==1 ; os_name == 'x' \\\n    --hash=sha256:1\n"
    assert lock["b"].parents == {"xiheng", "c"}


def test_what_is_not_locked_is_an_error() -> None:
    with pytest.raises(KeyError):
        closure(["nothing"], LOCK)
