"""Lines of fields in a YAML document that was composed into nodes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml


def lines(node: yaml.Node) -> Iterator[tuple[str, int]]:
    """Yield (dotted path, line from 1) of every field; list elements are named by their position from 0."""
    yield from _lines(node, "", frozenset())


def _lines(node: yaml.Node, path: str, around: frozenset[int]) -> Iterator[tuple[str, int]]:
    yield path, node.start_mark.line + 1
    # An alias may point at a node around it: such a node has no end.
    if id(node) in around:
        return
    for key, line, value in _parts(node):
        inner = f"{path}.{key}" if path else key
        yield from _lines(value, inner, around | {id(node)})
        yield inner, line


def scalars(node: yaml.Node) -> Iterator[tuple[str, yaml.ScalarNode]]:
    """Yield (dotted path, node) of every scalar."""
    yield from _scalars(node, "", frozenset())


def _scalars(node: yaml.Node, path: str, around: frozenset[int]) -> Iterator[tuple[str, yaml.ScalarNode]]:
    if isinstance(node, yaml.ScalarNode):
        yield path, node
    if id(node) not in around:
        for key, _, value in _parts(node):
            yield from _scalars(value, f"{path}.{key}" if path else key, around | {id(node)})


def _parts(node: yaml.Node) -> Iterator[tuple[str, int, yaml.Node]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield str(key.value), key.start_mark.line + 1, value
    elif isinstance(node, yaml.SequenceNode):
        for position, value in enumerate(node.value):
            yield str(position), value.start_mark.line + 1, value


def duplicate_keys(node: yaml.Node) -> Iterator[tuple[str, int, int]]:
    """Yield (dotted path, line, line of the first one) of every key that a mapping has twice; YAML itself would keep the last silently."""
    seen: dict[str, int] = {}
    for path, line in _keys(node, "", frozenset()):
        if path in seen:
            yield path, line, seen[path]
        seen.setdefault(path, line)


def _keys(node: yaml.Node, path: str, around: frozenset[int]) -> Iterator[tuple[str, int]]:
    if id(node) in around:
        return
    for key, line, value in _parts(node):
        inner = f"{path}.{key}" if path else key
        if isinstance(node, yaml.MappingNode):
            yield inner, line
        yield from _keys(value, inner, around | {id(node)})


def plain(node: yaml.Node) -> Any:  # noqa: ANN401 - YAML holds anything
    """Return the plain value of a node.

    Raises:
        yaml.YAMLError: If a key cannot be one.
        ValueError: If a value has the form of a date and is none.
    """
    loader = yaml.SafeLoader("")
    try:
        return loader.construct_document(node)
    finally:
        loader.dispose()
