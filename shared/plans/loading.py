"""Manifests from YAML files, each field with its line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from shared.model.catalogue import Key
from shared.model.manifests import KINDS, Manifest
from shared.plans.wording import schema_mistakes
from shared.plans.yaml_lines import duplicate_keys, lines, plain, scalars
from shared.plans.yaml_places import place_in_file


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake: where it is, in which field, what is wrong and how to mend it."""

    file: str
    line: int
    kind: str
    """Empty where the document does not say one."""
    name: str
    field: str
    """Dotted path; empty for the document as a whole."""
    message: str
    column: int = 0
    """Column of the mistake, from 1; 0: the field as a whole."""

    def __str__(self) -> str:
        """Return `file:line: Kind/name field: message`, with `:column` behind the line where it is known."""
        what = " ".join(part for part in (f"{self.kind}/{self.name}" if self.kind else "", self.field) if part)
        where = f"{self.file}:{self.line}:{self.column}" if self.column else f"{self.file}:{self.line}"
        return f"{where}: {what}: {self.message}" if what else f"{where}: {self.message}"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a manifest was read, and the line of each of its fields by dotted path."""

    file: str
    lines: dict[str, int]
    texts: dict[str, yaml.ScalarNode]
    """The node of each scalar, by dotted path: what is written there, and where."""

    def line(self, path: str) -> int:
        """Return the line of a field, or of the nearest field around it."""
        while path and path not in self.lines:
            path = path.rpartition(".")[0]
        return self.lines.get(path, 1)


@dataclass(slots=True)
class PlanFolder:
    """What a folder holds: the manifests that fit their schema, where each stands, and the mistakes of all."""

    manifests: list[Manifest] = field(default_factory=list)
    sources: dict[Key, Source] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    broken: set[tuple[str, str]] = field(default_factory=set)
    """(kind, name) of the documents that do not fit their schema."""

    def problem(self, manifest: Manifest, path: str, message: str, place: tuple[int, int] | None = None) -> None:
        """Note a mistake in a field of a manifest; `place` is its line and column in the text of the field."""
        source = self.sources[Key(manifest.kind, manifest.plan, manifest.name)]
        line, column = source.line(path), 0
        if place is not None and path in source.texts:
            line, column = place_in_file(source.texts[path], *place)
        self.problems.append(Problem(source.file, line, manifest.kind, manifest.name, path, message, column))


def load_folder(folder: Path) -> PlanFolder:
    """Read every `*.yaml` and `*.yml` below a folder, in order of path, or one file. Mistakes are collected, not raised."""
    loaded = PlanFolder()
    below = sorted(path for path in folder.rglob("*") if path.suffix in (".yaml", ".yml") and path.is_file())
    files = [folder] if folder.is_file() else below
    if not files:
        message = "there are no .yaml files here; give the folder of a plan" if folder.is_dir() else "there is no such folder"
        loaded.problems.append(Problem(str(folder), 1, "", "", "", message))
    for path in files:
        _load_file(path, loaded)
    return loaded


def _load_file(path: Path, loaded: PlanFolder) -> None:
    try:
        nodes = list(yaml.compose_all(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader))
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        loaded.problems.append(Problem(str(path), line, "", "", "", f"this is not UTF-8{_encoding(error.object)}; save it as UTF-8"))
        return
    except (yaml.YAMLError, OSError) as error:
        mark = getattr(error, "problem_mark", None)
        words = " ".join(str(getattr(error, "problem", None) or error).split())
        loaded.problems.append(Problem(str(path), mark.line + 1 if mark else 1, "", "", "", f"this is not YAML: {words}"))
        return
    for node in nodes:
        if node is not None:
            _load_document(path, node, loaded)


def _encoding(data: bytes) -> str:
    """Return a hint at the encoding that Chinese editors choose by themselves."""
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return " but reads as GB18030"


def _load_document(path: Path, node: yaml.Node, loaded: PlanFolder) -> None:
    source = Source(str(path), dict(lines(node)), dict(scalars(node)))
    try:
        document = plain(node)
        # JSON is what the registry is sent: what it would refuse is refused here, such as a number in quotes.
        content = json.dumps(document, ensure_ascii=False, default=str)
    except (yaml.YAMLError, ValueError, TypeError) as error:
        message = f"a value cannot be read: {' '.join(str(error).split())}"
        loaded.problems.append(Problem(source.file, source.line(""), "", "", "", message))
        return
    kind, name = identity(document)
    if kind not in KINDS:
        message = f"{kind!r} is not one of {', '.join(KINDS)}" if kind else f"is missing; it is one of {', '.join(KINDS)}"
        loaded.problems.append(Problem(source.file, source.line("kind"), "", "", "kind", message))
        return
    for at, line, first in duplicate_keys(node):
        loaded.problems.append(Problem(source.file, line, kind, name, at, f"is given twice; the first one is in line {first}"))
    try:
        manifest = KINDS[kind].model_validate_json(content, strict=True)
    except ValidationError as error:
        loaded.broken.add((kind, name))
        for at, message in schema_mistakes(kind, error):
            loaded.problems.append(Problem(source.file, source.line(at), kind, name, at, message))
        return
    _keep(manifest, source, loaded)


def identity(document: Any) -> tuple[str, str]:  # noqa: ANN401 - YAML and JSON hold anything
    """Return kind and name of a document as far as it says them."""
    fields = document if isinstance(document, dict) else {}
    metadata = fields.get("metadata")
    name = metadata.get("name", "") if isinstance(metadata, dict) else ""
    return str(fields.get("kind", "")), str(name)


def _keep(manifest: Manifest, source: Source, loaded: PlanFolder) -> None:
    key = Key(manifest.kind, manifest.plan, manifest.name)
    known = loaded.sources.get(key)
    if known is not None:
        message = f"is defined twice; the first one is {known.file}:{known.line('metadata.name')}; rename or remove one"
        line = source.line("metadata.name")
        loaded.problems.append(Problem(source.file, line, manifest.kind, manifest.name, "metadata.name", message))
        return
    loaded.sources[key] = source
    loaded.manifests.append(manifest)


def by_place(problems: list[Problem]) -> Iterator[Problem]:
    """Yield each problem once, in order of file, line and field."""
    yield from sorted(set(problems))
