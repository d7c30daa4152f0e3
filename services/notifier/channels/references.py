"""Secrets and addresses that manifests refer to by a file."""

from __future__ import annotations

from pathlib import Path


def text_of(file: str) -> str:
    """Return what a file holds, without white space around it; empty without a file. Read anew each time, so that a change counts at once.

    Raises:
        OSError: If it cannot be read.
        UnicodeDecodeError: If it is not UTF-8.
    """
    return Path(file).read_text(encoding="utf-8").strip() if file else ""


def lines_of(file: str) -> list[str]:
    """Return the lines of a file that say something; `#` begins a comment.

    Raises:
        OSError: If it cannot be read.
        UnicodeDecodeError: If it is not UTF-8.
    """
    lines = (line.partition("#")[0].strip() for line in text_of(file).splitlines())
    return [line for line in lines if line]
