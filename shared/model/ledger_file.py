"""A ledger as a file: a line of JSON for each link and each line, in any order. What `xiheng verify` reads without a platform."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from shared.model.chain import Kept, Link
from shared.model.errors import Invalid


def link_text(link: Link) -> str:
    """Return a link as JSON."""
    return json.dumps({"link": link.number, "time_ms": link.time_ms, "hash": link.hash})


def line_text(line: Kept) -> str:
    """Return a line as JSON."""
    fields = {"line": line.number, "in": line.link, "alert": line.about, "body": line.body, "digest": line.digest}
    return json.dumps({**fields, "salt": line.salt, "words": line.words}, ensure_ascii=False)


def read_ledger(texts: Iterable[str]) -> tuple[list[Link], list[Kept]]:
    """Return the links and lines of a file, each in order of their numbers.

    Raises:
        Invalid: If a text is neither.
    """
    links: list[Link] = []
    lines: list[Kept] = []
    for number, said in _objects(texts):
        try:
            if "link" in said:
                links.append(Link(int(said["link"]), int(said["time_ms"]), str(said["hash"])))
            else:
                lines.append(_line(said))
        except (KeyError, TypeError, ValueError) as error:
            raise Invalid(f"line {number} of the file is no link and no line of a ledger: {error!r}") from error
    return sorted(links, key=lambda one: one.number), sorted(lines, key=lambda one: one.number)


def _objects(texts: Iterable[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, text in enumerate(texts, 1):
        if not text.strip():
            continue
        try:
            said = json.loads(text)
        except ValueError as error:
            raise Invalid(f"line {number} of the file is no JSON: {error}; export the ledger again with `xiheng alerts ledger`") from error
        if not isinstance(said, dict):
            raise Invalid(f"line {number} of the file is no JSON object; export the ledger again with `xiheng alerts ledger`")
        yield number, said


def _line(said: dict[str, Any]) -> Kept:
    words = said["words"]
    return Kept(
        number=int(said["line"]),
        link=int(said["in"]),
        about=str(said["alert"]),
        body=str(said["body"]),
        digest=str(said["digest"]),
        salt=str(said["salt"]),
        words=None if words is None else str(words),
    )
