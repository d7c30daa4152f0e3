"""A processor folds the log that its state is from, or stops."""

from __future__ import annotations

import pytest

from services.processor.log_identity import AnotherLog, Kept, check_log


def test_the_same_log_is_accepted() -> None:
    check_log("log", "id-1", {0: Kept(9, "id-1"), 1: Kept(-1, "")}, {0: 0, 1: 0}, {0: 10, 1: 5})


@pytest.mark.parametrize(
    ("kept", "start", "end", "words"),
    [
        (Kept(9, "id-2"), 0, 10, "folded from topic id id-2"),
        (Kept(9, "id-1"), 0, 5, "ends at 5, but 9 was applied"),
        (Kept(9, ""), 12, 20, "begins at 12, but 10 is wanted next"),
        (Kept(-1, ""), 3, 20, "begins at 3, but 0 is wanted next"),
    ],
)
def test_another_log_stops_loudly_and_says_why(kept: Kept, start: int, end: int, words: str) -> None:
    with pytest.raises(AnotherLog, match=words):
        check_log("log", "id-1", {0: kept}, {0: start}, {0: end})
