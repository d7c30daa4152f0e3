"""What processes may say in their logs, read from the code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_ROOT = Path(__file__).parents[1]
_LEVELS = {"debug": "debug", "info": "info", "warning": "warning", "error": "error", "exception": "error", "critical": "critical"}


class LogLine(NamedTuple):
    """A call of a logger."""

    code: str
    """Names what happened; empty when the call gives none."""
    level: str
    message: str
    fields: tuple[str, ...]
    module: str


def log_lines() -> list[LogLine]:
    """Return all calls of loggers of processes, by code."""
    files = [file for folder in ("shared", "services") for file in (_ROOT / folder).rglob("*.py")]
    return sorted(line for file in files for line in _lines(file))


def _lines(file: Path) -> Iterator[LogLine]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        logger, _, method = ast.unparse(node.func).rpartition(".") if isinstance(node, ast.Call) else ("", "", "")
        if isinstance(node, ast.Call) and logger in {"log", "_log"} and method in _LEVELS:
            fields = _fields(node, tree)
            code = fields.pop("code", "")
            yield LogLine(code, _LEVELS[method], _text(node.args[0]), tuple(fields), str(file.relative_to(_ROOT)))


def _fields(call: ast.Call, tree: ast.Module) -> dict[str, str]:
    """Return names and texts of what `extra` gives; `**about` is the dictionary of that name nearest above the call."""
    extra = next((one.value for one in call.keywords if one.arg == "extra" and isinstance(one.value, ast.Dict)), ast.Dict([], []))
    found: dict[str, str] = {}
    for key, value in zip(extra.keys, extra.values, strict=True):
        if key is None:
            found |= {_text(name): "" for name in _nearest(tree, ast.unparse(value), call.lineno).keys if name is not None}
        else:
            found[_text(key)] = _text(value)
    return found


def _nearest(tree: ast.Module, name: str, line: int) -> ast.Dict:
    given = [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict) and ast.unparse(node.targets[0]) == name
    ]
    return max((one for one in given if one[0] < line), key=lambda one: one[0])[1]


def _text(node: ast.expr) -> str:
    return str(node.value) if isinstance(node, ast.Constant) else ""
