"""Rules of finance and safety at their lines: bad loans, red lines, accidents, water on roads."""

from __future__ import annotations

import pytest

from shared.model.period import Period
from tests.unit.judgement.rules.ruled import RULES, severity, told, walked


@pytest.mark.parametrize(("rate", "word"), [(3.0, ""), (3.01, "yellow"), (4.0, "yellow"), (4.01, "orange"), (5.0, "orange"), (5.01, "red")])
def test_bad_loans_of_all_small_banks(rate: float, word: str) -> None:
    assert severity("finance.npl", {"finance.institutions.npl": rate}, period="2026-Q2") == word


@pytest.mark.parametrize(("rate", "word"), [(5.0, ""), (5.01, "orange")])
def test_bad_loans_of_one_bank(rate: float, word: str) -> None:
    assert severity("finance.bank-npl", {"bank.npl": rate}, entity="b", period="2026-Q2") == word


@pytest.mark.parametrize(
    ("colour", "debt", "word"),
    [
        (3.0, 100.0, ""),
        (3.0, 100.1, "orange"),
        (2.0, 105.0, ""),
        (2.0, 105.1, "yellow"),
        (1.0, 110.0, ""),
        (1.0, 110.1, "yellow"),
        (0.0, 115.0, ""),
        (0.0, 115.1, "yellow"),
    ],
)
def test_the_cap_on_borrowing_goes_by_the_colour(colour: float, debt: float, word: str) -> None:
    values = {"developer.red-lines": {"2026-Q2": colour}, "developer.interest-bearing-debt": {"2025-Q2": 100.0, "2026-Q2": debt}}
    assert [one.severity.word for one in walked(RULES["finance.red-line-enterprises"], values, entity="d")] == ([word] if word else [])


ACCIDENT = RULES["safety.accident-grade"]


@pytest.mark.parametrize(
    ("deaths", "injuries", "loss", "word"),
    [
        (2.0, 9.0, 999.9, ""),
        (3.0, 0.0, 0.0, "orange"),
        (0.0, 10.0, 0.0, "orange"),
        (0.0, 0.0, 1000.0, "orange"),
        (9.0, 49.0, 4999.9, "orange"),
        (10.0, 0.0, 0.0, "red"),
        (0.0, 50.0, 0.0, "red"),
        (0.0, 0.0, 5000.0, "red"),
    ],
)
def test_the_grades_of_accidents_include_their_numbers(deaths: float, injuries: float, loss: float, word: str) -> None:
    values = {"accident.deaths": deaths, "accident.serious-injuries": injuries, "accident.loss": loss}
    assert severity("safety.accident-grade", values, entity="a", period="2026-06-01") == word


def test_one_number_that_is_known_suffices() -> None:
    assert severity("safety.accident-grade", {"accident.deaths": 3.0}, entity="a", period="2026-06-01") == "orange"
    assert severity("safety.accident-grade", {"accident.deaths": 2.0}, entity="a", period="2026-06-01") == ""


@pytest.mark.parametrize(("today", "state"), [("2026-07-01", "raised"), ("2026-07-02", "resolved")])
def test_an_accident_stands_for_the_thirty_days_in_which_its_numbers_may_change(today: str, state: str) -> None:
    values = {"accident.deaths": {"2026-06-01": 3.0}}
    found = walked(ACCIDENT, values, entity="a", now_ms=Period.parse(today).end_ms())
    assert [one[2:] for one in told(found)] == [(state, "orange")]


def test_the_reporting_clock_goes_with_the_alert() -> None:
    assert {"report-enterprise": "PT1H", "report-each-level": "PT2H"}.items() <= ACCIDENT.spec.labels.items()


def depth(*readings: float) -> dict[str, float]:
    return {f"2026-06-27T13:{5 * number:02d}": value for number, value in enumerate(readings)}


@pytest.mark.parametrize(
    ("highest", "word"), [(14.9, ""), (15.0, "yellow"), (26.9, "yellow"), (27.0, "orange"), (39.9, "orange"), (40.0, "red")]
)
def test_the_depth_of_water_on_a_road(highest: float, word: str) -> None:
    found = walked(RULES["safety.flood-depth"], {"flood.water-depth": depth(1.0, highest)}, entity="p")
    assert [one.severity.word for one in found] == ([word] if word else [])


@pytest.mark.parametrize(("last", "state"), [(15.0, "raised"), (14.9, "resolved")])
def test_a_road_is_free_when_the_last_reading_says_so(last: float, state: str) -> None:
    found = walked(RULES["safety.flood-depth"], {"flood.water-depth": depth(20.0, last)}, entity="p")
    assert [one.state.word for one in found] == [state]
