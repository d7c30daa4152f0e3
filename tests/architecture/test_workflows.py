"""Workflows for those who have a place to run them: they say nothing that `make` does not know, and name actions by commit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yaml"))


def steps() -> Iterator[dict[str, Any]]:
    """Every step of every job."""
    for path in WORKFLOWS:
        for job in yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"].values():
            yield from job["steps"]


def test_actions_are_named_by_commit() -> None:
    used = [one["uses"] for one in steps() if "uses" in one]
    assert len(used) > 10
    assert [one for one in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", one)] == []


def test_every_command_of_make_exists() -> None:
    named = {word for one in steps() for line in re.findall(r"\bmake ([a-z -]+)", one.get("run", "")) for word in line.split()}
    known = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert named - known == set()
    assert {"test", "demo", "test-chaos", "test-cluster"} <= named
    assert {one for one in known if one.startswith("check-")} - named == set()


def test_nothing_may_write_and_no_registry_is_named() -> None:
    for path in WORKFLOWS:
        text = path.read_text(encoding="utf-8")
        assert yaml.safe_load(text)["permissions"] == {"contents": "read"}, path
        assert re.findall(r"https?://|\b[\w-]+\.(?:io|com|dev|org)\b", text) == [], path


def test_every_component_of_the_chart_has_its_image() -> None:
    images = yaml.safe_load((ROOT / ".github" / "workflows" / "images.yaml").read_text(encoding="utf-8"))["jobs"]["image"]
    values = yaml.safe_load((ROOT / "deploy" / "helm" / "xiheng" / "values.yaml").read_text(encoding="utf-8"))
    assert set(images["strategy"]["matrix"]["component"]) == set(values["components"])
