"""Files that follow from the code and are kept beside it: which are outdated, and writing those."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


def outdated(files: Iterable[tuple[Path, str]]) -> list[Path]:
    """Return the files that are missing or have another content."""
    return [path for path, text in files if not _is_current(path, text)]


def write_outdated(files: Iterable[tuple[Path, str]]) -> list[Path]:
    """Write the files that are missing or have another content, and return them. Idempotent."""
    written = []
    for path, text in files:
        if not _is_current(path, text):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            written.append(path)
    return written


def _is_current(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text
