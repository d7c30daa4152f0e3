"""Checking a ledger from its beginning, with nothing but what it says and the heads that somebody else kept. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shared.model.chain import GENESIS, Kept, Link, digest_of, next_hash, reference_of


@dataclass(frozen=True, slots=True)
class Finding:
    """The first thing that is wrong."""

    link: int
    line: int
    """Number of the line; 0: it is the link."""
    reason: str


@dataclass(frozen=True, slots=True)
class Verified:
    """How far a ledger holds."""

    links: int
    lines: int
    erased: int
    """Lines whose personal words were erased."""
    head: str
    """Hash of the last link that holds; `GENESIS` without one."""
    finding: Finding | None
    """None: all is as it was written."""


def verify(links: Iterable[Link], lines: Iterable[Kept], heads: Mapping[int, str] | None = None) -> Verified:
    """Check a ledger.

    Args:
        links: In order.
        lines: In order.
        heads: Hashes that somebody else kept, by number of the link: who can write a whole ledger anew cannot write those.
    """
    kept, told = heads or {}, Verified(0, 0, 0, GENESIS, None)
    sealed = _by_link(lines)
    group = next(sealed, None)
    for link in links:
        own = group[1] if group is not None and group[0] == link.number else []
        if own:
            group = next(sealed, None)
        finding = _wrong(told, link, own, kept)
        if finding is not None:
            return _with(told, finding)
        erased = told.erased + sum("words" in _said(one.body) and one.words is None for one in own)
        told = Verified(link.number, told.lines + len(own), erased, link.hash, None)
    if group is not None:
        return _with(told, Finding(group[0], group[1][0].number, "no link seals it"))
    cut = min((number for number in kept if number > told.links), default=0)
    return _with(told, Finding(cut, 0, "a head of it was kept, and it is missing: the end was cut off")) if cut else told


def _by_link(lines: Iterable[Kept]) -> Iterator[tuple[int, list[Kept]]]:
    """Yield the lines of each link; lines out of order make a group of their own, which no link seals."""
    group: list[Kept] = []
    for one in lines:
        if group and one.link != group[0].link:
            yield group[0].link, group
            group = []
        group.append(one)
    if group:
        yield group[0].link, group


def _wrong(told: Verified, link: Link, sealed: Sequence[Kept], heads: Mapping[int, str]) -> Finding | None:
    """Return what is wrong with a link and what it seals."""
    if link.number != told.links + 1:
        return Finding(told.links + 1, 0, "it is missing")
    for line in sealed:
        if reason := _broken(line):
            return Finding(link.number, line.number, reason)
    first = sealed[0].number if sealed else 0
    if next_hash(told.head, link.number, link.time_ms, [one.digest for one in sealed]) != link.hash:
        return Finding(link.number, first, "what is here is not what was sealed: from here on a line was changed, taken out or put in")
    if heads.get(link.number, link.hash) != link.hash:
        return Finding(link.number, first, "the head that was kept is another: the ledger was written anew, here or before")
    return None


def _broken(line: Kept) -> str:
    """Return what is wrong with a line by itself; empty: nothing."""
    if digest_of(line.body) != line.digest:
        return "its body was changed"
    said = _said(line.body)
    if said.get("alert", "") != line.about:
        return "it was put to another alert"
    if line.words is not None and reference_of(line.salt, line.words) != said.get("words"):
        return "its words were changed"
    return ""


def _said(body: str) -> dict[str, Any]:
    try:
        said = json.loads(body)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _with(told: Verified, finding: Finding) -> Verified:
    return Verified(told.links, told.lines, told.erased, told.head, finding)
