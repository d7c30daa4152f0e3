"""A Markdown page as its parts: fenced blocks, code spans, links, headings."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
_FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```\s*$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?<!`)\[[^\]]*\]\(([^)\s]+)\)")


class Block(NamedTuple):
    """A fenced block."""

    language: str
    text: str


@cache
def tracked() -> list[str]:
    """Names of all files of the repository, also new ones that are not ignored."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    return [name for name in found if (ROOT / name).is_file()]


@cache
def pages() -> list[str]:
    """Names of all pages that people read."""
    return [name for name in tracked() if name.endswith(".md") and (name.startswith("docs/") or "/" not in name)]


@cache
def text(page: str) -> str:
    """What a page says."""
    return (ROOT / page).read_text(encoding="utf-8")


def blocks(page: str) -> list[Block]:
    """The fenced blocks of a page."""
    return [Block(*found) for found in _FENCE.findall(text(page))]


def spans(page: str) -> list[str]:
    r"""The code spans of a page; in a table `\|` stands for `|`."""
    return [found.replace("\\|", "|") for found in re.findall(r"`([^`\n]+)`", _FENCE.sub("", text(page)))]


def links(page: str) -> list[str]:
    """Where the links of a page lead."""
    return _LINK.findall(_FENCE.sub("", text(page)))


def anchors(page: str) -> set[str]:
    """What a link to a heading of a page may name, as GitHub does: lower case, hyphens, no punctuation."""
    headings = re.findall(r"^#+ (.+)$", _FENCE.sub("", text(page)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings}


def commands(page: str, program: str) -> Iterator[list[str]]:
    """Yield the words of each command that begins with a program, alternatives such as `list|show` one by one."""
    lines = [line.strip() for block in blocks(page) if block.language in ("", "sh") for line in block.text.splitlines()]
    for line in (*spans(page), *lines):
        words = re.sub(r"[\[\]]", " ", line.partition(" #")[0]).split()
        if words[:1] == [program]:
            yield from (list(one) for one in product(*(word.split("|") for word in words[1:])))
