"""Manifests from YAML files, each field with its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from shared.model.manifests import KINDS, Manifest


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: where it is, in which field, what is wrong and how to mend it."""

    file: str
    line: int
    kind: str
    name: str
    field: str
    message: str

    def __str__(self) -> str:
        """Return `file:line: Kind/name field: message`."""
        what = f"{self.kind}/{self.name}" if self.kind else "document"
        return f"{self.file}:{self.line}: {what} {self.field}: {self.message}".replace(" : ", ": ")


@dataclass(slots=True)
class Source:
    """Where a manifest was read, and the line of each of its fields by dotted path."""

    file: str
    lines: Mapping[str, int]

    def line(self, path: str) -> int:
        """Return the line of a field, or of the nearest field around it."""
        while path and path not in self.lines:
            path = path.rpartition(".")[0]
        return self.lines.get(path, 1)


@dataclass(slots=True)
class PlanFolder:
    """What a folder holds: the manifests that fit their schema, where each stands, and the mistakes of the others."""

    manifests: list[Manifest] = field(default_factory=list)
    sources: dict[tuple[str, str, str], Source] = field(default_factory=dict)
    """By (kind, plan, name)."""
    problems: list[Problem] = field(default_factory=list)

    def problem(self, manifest: Manifest, path: str, message: str) -> None:
        """Note a mistake in a field of a manifest."""
        source = self.sources[manifest.kind, manifest.plan, manifest.name]
        self.problems.append(Problem(source.file, source.line(path), manifest.kind, manifest.name, path, message))


def load_folder(folder: Path) -> PlanFolder:
    """Read every `*.yaml` and `*.yml` below a folder, in order of path. Mistakes are collected, not raised."""
    loaded = PlanFolder()
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".yaml", ".yml"))
    if not files:
        loaded.problems.append(Problem(str(folder), 1, "", "", "", "there are no .yaml files here; give the folder of a plan"))
    for path in files:
        _load_file(path, loaded)
    return loaded


def _load_file(path: Path, loaded: PlanFolder) -> None:
    try:
        nodes = list(yaml.compose_all(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        loaded.problems.append(Problem(str(path), mark.line + 1 if mark else 1, "", "", "", f"this is not YAML in UTF-8: {error}"))
        return
    for node in nodes:
        if node is not None:
            _load_document(path, node, loaded)


def _load_document(path: Path, node: yaml.Node, loaded: PlanFolder) -> None:
    document = _Loader.plain(node)
    source = Source(str(path), dict(_lines(node, "")))
    if not isinstance(document, dict) or document.get("kind") not in KINDS:
        kind = document.get("kind") if isinstance(document, dict) else None
        message = f"{kind!r} is not one of {', '.join(KINDS)}"
        loaded.problems.append(Problem(source.file, source.line("kind"), "", "", "kind", message))
        return
    kind, name = document["kind"], str((document.get("metadata") or {}).get("name", ""))
    try:
        manifest = KINDS[kind].model_validate(document)
    except ValidationError as error:
        for one in error.errors():
            at = ".".join(str(part) for part in one["loc"])
            loaded.problems.append(Problem(source.file, source.line(at), kind, name, at, f"{one['msg']}, not {one['input']!r:.80}"))
        return
    key = (manifest.kind, manifest.plan, manifest.name)
    if key in loaded.sources:
        other = loaded.sources[key]
        message = f"is defined twice; the first one is {other.file}:{other.line('metadata.name')}"
        loaded.problems.append(Problem(source.file, source.line("metadata.name"), kind, name, "metadata.name", message))
        return
    loaded.sources[key] = source
    loaded.manifests.append(manifest)


class _Loader(yaml.SafeLoader):
    """Builds plain values from a node that was composed before."""

    @classmethod
    def plain(cls, node: yaml.Node) -> Any:  # noqa: ANN401 - YAML holds anything
        loader = cls("")
        try:
            return loader.construct_document(node)
        finally:
            loader.dispose()


def _lines(node: yaml.Node, path: str) -> Iterator[tuple[str, int]]:
    yield path, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = f"{path}.{key.value}" if path else str(key.value)
            yield from _lines(value, inner)
            yield inner, key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for position, value in enumerate(node.value):
            yield from _lines(value, f"{path}.{position}")
