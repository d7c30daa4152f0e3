"""Places in a YAML file: where a character of a scalar's value stands, however the scalar is written."""

from __future__ import annotations

import yaml


def place_in_file(node: yaml.ScalarNode, line: int, column: int) -> tuple[int, int]:
    """Return line and column in the file, from 1, of a line and column in the value of a scalar.

    The value and what is written are walked side by side: quotes, escapes, folded lines and indents are in the file only.
    """
    return _place_of(node, _offset(node.value, line, column))


def _offset(text: str, line: int, column: int) -> int:
    lines = text.split("\n")
    before = sum(len(one) + 1 for one in lines[: line - 1])
    return min(before + column - 1, len(text))


def _place_of(node: yaml.ScalarNode, offset: int) -> tuple[int, int]:
    written, at = node.start_mark.buffer or "", node.start_mark.pointer
    end = node.end_mark.pointer
    at = _begin(node, written, at)
    for character in node.value[:offset]:
        at += _width(node, written[at:end], character)
    # What comes before the character in the file belongs to the one before: an indent, a fold.
    rest = written[at:end]
    if node.style in ("|", ">") and offset < len(node.value) and node.value[offset] not in " \n":
        at += len(rest) - len(rest.lstrip(" \n"))
    elif node.style == '"' and rest.startswith("\\\n"):
        at += 2 + len(rest[2:]) - len(rest[2:].lstrip(" "))
    mark = node.start_mark
    first = mark.pointer - mark.column
    line = mark.line + written.count("\n", mark.pointer, at)
    begin = written.rfind("\n", first, at) + 1 if line > mark.line else first
    return line + 1, at - begin + 1


def _begin(node: yaml.ScalarNode, written: str, at: int) -> int:
    """Return where the value begins: behind a quote, or in the line behind the mark of a block."""
    if node.style in ("'", '"'):
        return at + 1
    if node.style in ("|", ">"):
        at = written.index("\n", at) + 1
        return at + len(written[at:]) - len(written[at:].lstrip(" "))
    return at


def _width(node: yaml.ScalarNode, rest: str, character: str) -> int:
    """Return how many characters of the file stand for one of the value."""
    if character in " \n" and rest[:1].isspace():
        folded = len(rest) - len(rest.lstrip(" \n"))
        return folded if "\n" in rest[:folded] else 1
    if node.style == "'" and rest.startswith("''"):
        return 2
    if node.style == '"' and rest.startswith("\\\n"):
        joined = 2 + len(rest[2:]) - len(rest[2:].lstrip(" "))
        return joined + _width(node, rest[joined:], character)
    if node.style == '"' and rest.startswith("\\"):
        return {"x": 4, "u": 6, "U": 10}.get(rest[1:2], 2)
    return 1
