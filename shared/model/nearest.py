"""The known name that is most like a mistaken one."""

from __future__ import annotations

from difflib import get_close_matches
from functools import lru_cache


@lru_cache(4096)
def nearest(name: str, known: frozenset[str]) -> str:
    """Return the known name that is most like `name`; empty when none is. About 1 ms for 300 names, once for each."""
    return next(iter(get_close_matches(name, known, n=1)), "")


def did_you_mean(name: str, known: frozenset[str]) -> str:
    """Return a hint to put behind the words about an unknown name; empty when no known one is like it."""
    near = nearest(name, known)
    return f"; did you mean {near!r}?" if near else ""
