"""`python deploy/images/packages.py COMPONENT`: the part of requirements.lock that a component needs, with the hashes.

It needs nothing but Python itself, so that the build of an image can run it before anything is installed.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

_ENTRY = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==")
_PARENT = re.compile(r"^    # (?:via| ) (?P<name>[A-Za-z0-9._-]+)")
_REQUIRED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[(?P<extras>[^]]*)])?")


class Locked(NamedTuple):
    """A package of the lock."""

    text: str
    """Its lines, hashes included; of a package with a version for some Pythons each, those of all."""
    parents: frozenset[str]
    """Packages that need it."""


def canonical(name: str) -> str:
    """Return the name as package indices compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def read_lock(text: str) -> dict[str, Locked]:
    """Return every package of a lock by name."""
    found: dict[str, Locked] = {}
    name = ""
    for line in text.splitlines():
        if entry := _ENTRY.match(line):
            name = canonical(entry["name"])
        before = found.get(name, Locked("", frozenset()))
        parent = _PARENT.match(line)
        parents = {canonical(parent["name"])} if parent else set()
        found[name] = Locked(before.text + ("" if line.startswith("    #") else f"{line}\n"), before.parents | parents)
    found.pop("", None)
    return found


def required(project: Mapping[str, Any], extra: str) -> Iterator[str]:
    """Names of the packages that an extra names, with those of every process, and of the extras that it names in turn."""
    yield from (canonical(_name(one)) for one in project["dependencies"])
    for one in project["optional-dependencies"][extra]:
        if _name(one) != project["name"]:
            yield canonical(_name(one))
            continue
        match = _REQUIRED.match(one)
        for other in (match["extras"] if match else "").split(","):
            yield from required(project, other.strip())


def _name(requirement: str) -> str:
    match = _REQUIRED.match(requirement)
    return match["name"] if match else ""


def closure(names: Iterable[str], lock: Mapping[str, Locked]) -> dict[str, Locked]:
    """Return the packages named, and all that they need.

    Raises:
        KeyError: If one is not locked.
    """
    wanted = {name: lock[name] for name in names}
    while more := {name: one for name, one in lock.items() if name not in wanted and one.parents & wanted.keys()}:
        wanted |= more
    return dict(sorted(wanted.items()))


def requirements(component: str, root: Path) -> str:
    """Return what pip is given for a component, from the pyproject.toml and requirements.lock of a folder."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lock = read_lock((root / "requirements.lock").read_text(encoding="utf-8"))
    return "".join(one.text for one in closure(required(project, component), lock).values())


if __name__ == "__main__":
    sys.stdout.write(requirements(sys.argv[1], Path(sys.argv[2] if len(sys.argv) > 2 else ".")))
