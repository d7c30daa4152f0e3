"""One operator works: never two, and another one soon after the first is gone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.operator.electing import Election
from shared.model.errors import Conflict, Unavailable

SECONDS = 15.0


class Shelf:
    """A Lease in memory, with versions."""

    def __init__(self) -> None:
        self.kept: dict[str, Any] | None = None
        self.is_away = False
        self.moment = 0.0

    def lease(self, namespace: str, name: str) -> Mapping[str, Any] | None:  # noqa: ARG002 - there is one
        if self.is_away:
            raise Unavailable("away")
        return self.kept

    def put_lease(self, lease: Mapping[str, Any], *, is_new: bool) -> None:
        if self.is_away:
            raise Unavailable("away")
        version = int((self.kept or {}).get("metadata", {}).get("resourceVersion", 0))
        if is_new != (self.kept is None) or (not is_new and int(lease["metadata"]["resourceVersion"]) != version):
            raise Conflict("somebody was faster")
        self.kept = {**lease, "metadata": {**lease["metadata"], "resourceVersion": str(version + 1)}}


def operators(shelf: Shelf, *names: str) -> list[Election]:
    return [Election(shelf, namespace="xiheng", me=name, seconds=SECONDS, clock=lambda: shelf.moment) for name in names]


def tries(one: Election) -> None:
    try:
        one.take_part()
    except Unavailable:
        return


def test_the_first_one_holds_and_the_second_waits() -> None:
    shelf = Shelf()
    first, second = operators(shelf, "a", "b")
    tries(first)
    tries(second)
    assert (first.is_won, second.is_won) == (True, False)


def test_the_second_takes_over_after_the_whole_time_without_a_renewal() -> None:
    shelf = Shelf()
    first, second = operators(shelf, "a", "b")
    tries(first)
    tries(second)
    shelf.moment += SECONDS - 0.1
    tries(second)
    assert not second.is_won
    shelf.moment += 0.1
    tries(second)
    assert second.is_won
    assert shelf.kept is not None
    assert shelf.kept["spec"]["leaseTransitions"] == 1
    tries(first)
    assert not first.is_won


def test_a_holder_that_cannot_renew_stops_before_anybody_else_begins() -> None:
    shelf = Shelf()
    (first,) = operators(shelf, "a")
    tries(first)
    shelf.is_away = True
    shelf.moment += SECONDS * 2 / 3
    tries(first)
    assert not first.is_won


def test_one_that_ends_in_order_lets_go_at_once() -> None:
    shelf = Shelf()
    first, second = operators(shelf, "a", "b")
    tries(first)
    first.stop()
    assert not first.is_won
    tries(second)
    assert second.is_won


def test_who_reads_first_and_writes_last_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf()
    first, second = operators(shelf, "a", "b")
    with monkeypatch.context() as both_look_before_either_writes:
        both_look_before_either_writes.setattr(shelf, "lease", lambda *_: None)
        tries(first)
        with pytest.raises(Conflict):
            second.take_part()
    assert (first.is_won, second.is_won) == (True, False)


@given(st.lists(st.tuples(st.sampled_from(["a", "b", "c"]), st.floats(0, 20), st.booleans()), max_size=40))
def test_never_two_at_once(steps: list[tuple[str, float, bool]]) -> None:
    shelf = Shelf()
    all_of_them = dict(zip("abc", operators(shelf, "a", "b", "c"), strict=True))
    for name, pause, away in steps:
        shelf.moment += pause
        shelf.is_away = away
        tries(all_of_them[name])
        assert sum(one.is_won for one in all_of_them.values()) <= 1
