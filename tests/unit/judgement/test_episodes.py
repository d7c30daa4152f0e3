"""Identities of episodes: kept when late data move or cut them, never shared."""

from __future__ import annotations

from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from shared.judgement.rules.episodes import KnownEpisode, episode_id, reconcile
from shared.judgement.verdict import Episode, Facts
from shared.model.period import Period
from shared.model.status import AlertState, Severity

reconciled = partial(reconcile, plan="p", rule="r", area="a", entity="")


def episode(first: int, last: int) -> Episode:
    return Episode(
        raised_period=Period.month(2026, first),
        period=Period.month(2026, last),
        state=AlertState.RAISED,
        severity=Severity.YELLOW,
        facts=Facts("rule/1"),
        inputs=(),
    )


def spans(months: set[int]) -> list[Episode]:
    """Return the episodes of months in which a condition held."""
    found: list[Episode] = []
    for month in sorted(months):
        if found and found[-1].period == Period.month(2026, month - 1):
            found[-1] = episode(found[-1].raised_period.ordinal % 12 + 1, month)
        else:
            found.append(episode(month, month))
    return found


def test_an_earlier_start_keeps_the_identity() -> None:
    known, _ = reconciled((), [episode(3, 4)])
    known, changes = reconciled(known, [episode(2, 5)])
    assert [one.id for one in changes] == [episode_id("p", "r", "a", "", Period.month(2026, 3))]


def test_an_episode_that_late_data_cut_in_two_has_two_identities() -> None:
    known, _ = reconciled((), [episode(3, 4)])
    known, _ = reconciled(known, [episode(2, 6)])
    known, _ = reconciled(known, [episode(2, 2), episode(3, 6)])
    assert len({one.id for one in known}) == 2


@given(st.lists(st.sets(st.integers(1, 12)), max_size=12))
def test_identities_are_never_shared_and_the_last_word_about_each_is_right(history: list[set[int]]) -> None:
    known: tuple[KnownEpisode, ...] = ()
    said: dict[str, AlertState] = {}
    for months in history:
        known, changes = reconciled(known, spans(months))
        for change in changes:
            said[change.id] = change.episode.state
        assert len({one.id for one in known}) == len(known)
        assert {identity for identity, state in said.items() if state is AlertState.RAISED} == {one.id for one in known}
