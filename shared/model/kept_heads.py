"""Heads of a ledger's hash chain that were recorded apart from it: who can write the ledger anew from its beginning cannot write those. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from shared.model.chain import Link
from shared.model.errors import Invalid


@dataclass(frozen=True, slots=True)
class KeptHead:
    """A head as it was recorded."""

    link: int
    hash: str
    time_ms: int
    """When it was recorded."""
    restored_by: str = ""
    """Who restored the ledger from a backup that goes on after this link; empty: nobody did."""
    reason: str = ""
    """Why, in that person's words."""

    @property
    def is_restoration(self) -> bool:
        """It says that the ledger was taken back to this link."""
        return bool(self.reason)


class Restoration(NamedTuple):
    """That a ledger was taken back to a link, and what that made void."""

    head: KeptHead
    void: Sequence[KeptHead]
    """Heads in force that it took back, in the order in which they were recorded; empty: only heads were lost, the ledger has all that were left."""

    def back_dated(self, links: Iterable[Link]) -> Link | None:
        """Return the first link after it that says that it was made between two heads that are void; None: there is none.

        A backup ends before the first of them was recorded, and what was appended to it was made after the last: so such a link was written anew.
        """
        times = [one.time_ms for one in self.void]
        after = (one for one in links if one.number > self.head.link)
        return next((one for one in after if times and min(times) < one.time_ms <= max(times)), None)


def restorations(kept: Iterable[KeptHead]) -> list[Restoration]:
    """Return the restorations that were recorded.

    Args:
        kept: In the order in which they were recorded.
    """
    found: list[Restoration] = []
    before: dict[int, KeptHead] = {}
    for one in kept:
        if one.is_restoration:
            found.append(Restoration(one, [known for link, known in before.items() if link > one.link]))
            before = {link: known for link, known in before.items() if link <= one.link}
        if one.link:
            before.setdefault(one.link, one)
    return found


def heads_in_force(kept: Iterable[KeptHead]) -> Mapping[int, str]:
    """Return the hash that a ledger must have, by number of the link.

    What was recorded first counts: whoever forges a ledger may record its heads too, but later. A restoration takes back the heads of later links.

    Args:
        kept: In the order in which they were recorded.
    """
    found: dict[int, str] = {}
    for one in kept:
        if one.is_restoration:
            found = {link: known for link, known in found.items() if link <= one.link}
        if one.link:
            found.setdefault(one.link, one.hash)
    return found


def last_in_common(kept: Iterable[KeptHead], hashes: Mapping[int, str]) -> KeptHead | None:
    """Return the last head in force that a ledger still has; None: it has none of them.

    Args:
        kept: In the order in which they were recorded.
        hashes: Those of the ledger's links, by number.
    """
    listed = list(kept)
    common = {link for link, known in heads_in_force(listed).items() if hashes.get(link) == known}
    return next((one for one in reversed(listed) if one.link == max(common) and one.hash == hashes[one.link]), None) if common else None


def head_text(head: KeptHead) -> str:
    """Return a head as a line of JSON."""
    said = {"head": head.link, "hash": head.hash, "time_ms": head.time_ms}
    return json.dumps({**said, **({"restored_by": head.restored_by, "reason": head.reason} if head.reason else {})}, ensure_ascii=False)


def read_heads(texts: Iterable[str]) -> list[KeptHead]:
    """Return the heads of a file, in its order.

    Raises:
        Invalid: If a text is none.
    """
    return [_head(number, text) for number, text in enumerate(texts, 1) if text.strip()]


def _head(number: int, text: str) -> KeptHead:
    try:
        said: dict[str, Any] = json.loads(text)
        return KeptHead(
            int(said["head"]), str(said["hash"]), int(said["time_ms"]), str(said.get("restored_by", "")), str(said.get("reason", ""))
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Invalid(f"line {number} of the file is no head: {error!r}; export the heads again with `xiheng alerts heads`") from error
