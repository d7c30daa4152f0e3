"""Ranks: in which order a parent keeps the values that a child works out.

A value that was given is ordered by its revision. One that is worked out can change, return to what it was, or end, without any revision
of its own: so it goes up with a rank, that of the record of the log that made it. A rank stands in the place of the revision, above all
revisions, and tells in its last bit whether a part of the value was revised; of the end of a value, whether one is still to come.
"""

from __future__ import annotations

FIRST_RANK = 1 << 16
"""Above every revision."""


def rank_of(offset: int, *, revised: bool) -> int:
    """Return the rank of what the record at an offset made; -1 stands for no log. Below 2^32 up to 2·10⁹ records a partition."""
    return FIRST_RANK + 2 * (offset + 1) + revised


def is_rank(revision: int) -> bool:
    """Tell a rank from a revision."""
    return revision >= FIRST_RANK


def is_unsaid(revision: int) -> bool:
    """Tell, of a withdrawal, whether it is as if there had never been a value: nobody is waited for because of it."""
    return revision >= FIRST_RANK and not revision & 1


def plain_revision(revision: int) -> int:
    """Return a revision as it is; of a rank 1 where a part was revised, else 0."""
    return revision & 1 if revision >= FIRST_RANK else revision
