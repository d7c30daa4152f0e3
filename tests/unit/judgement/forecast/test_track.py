"""Tracks: what is known of each year."""

from __future__ import annotations

import pytest

from shared.judgement.forecast.track import LINEAR, Track, shares, tracks, up_to
from shared.judgement.view import Point
from shared.model.period import Period


def points(*texts: str) -> list[Point]:
    """Points 1, 2, 3 … of periods."""
    return [Point(Period.parse(text), float(number)) for number, text in enumerate(texts, 1)]


KNOWN = tracks(points("2025-11", "2025-12", "2026-02", "2026-03", "2026-04"))


def test_points_become_years() -> None:
    earlier, this = KNOWN
    assert earlier == Track(2025, (11, 12), (1.0, 2.0))
    assert this == Track(2026, (2, 3, 4), (3.0, 4.0, 5.0))


@pytest.mark.parametrize(
    ("until", "years"),
    [
        ("2025-10", []),
        ("2025-11", [Track(2025, (11,), (1.0,))]),
        ("2026-01", [Track(2025, (11, 12), (1.0, 2.0))]),
        ("2026-03", [Track(2025, (11, 12), (1.0, 2.0)), Track(2026, (2, 3), (3.0, 4.0))]),
        ("2026-Q1", [Track(2025, (11, 12), (1.0, 2.0)), Track(2026, (2, 3), (3.0, 4.0))]),
        ("2026-05", KNOWN),
    ],
)
def test_tracks_are_taken_up_to_a_period(until: str, years: list[Track]) -> None:
    assert up_to(KNOWN, Period.parse(until)) == years


def test_quarters_and_years_end_with_their_last_month() -> None:
    assert tracks(points("2025-Q4", "2026-Q1")) == [Track(2025, (12,), (1.0,)), Track(2026, (3,), (2.0,))]
    assert tracks(points("2025", "2026"))[-1] == Track(2026, (12,), (2.0,))


def test_days_have_no_tracks() -> None:
    assert tracks(points("2026-03-01")) == []


def test_a_year_known_by_its_quarters_is_straight_between_them() -> None:
    found = shares(Track(2025, (3, 6, 9, 12), (10.0, 40.0, 70.0, 100.0)))
    assert found is not None
    assert found[:7] == pytest.approx((0.0, 1 / 30, 2 / 30, 0.1, 0.2, 0.3, 0.4))
    assert found[11:] == pytest.approx((0.9, 1.0))


def test_a_year_of_which_little_is_known_has_no_shape() -> None:
    assert shares(Track(2025, (6, 12), (40.0, 100.0))) is None


def test_a_year_that_went_backwards_stood_still() -> None:
    found = shares(Track(2025, tuple(range(1, 13)), (10.0, 30.0, 20.0, *(float(10 * month) for month in range(4, 11)), 120.0, 100.0)))
    assert found is not None
    assert found == tuple(sorted(found))
    assert (found[3], found[11], LINEAR[6]) == (0.3, 1.0, 0.5)
