"""The back-test in small: the page is that of the present method, and the method is right often enough."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from backtest.asking import FAMILIES, PRODUCT, Asked, ask, methods, story_of
from backtest.drawing import apart
from backtest.methods import Answer, product, run_rate, seasonal_naive
from backtest.page import Figures, page, plots, spots
from backtest.question import questions
from backtest.real import shown
from backtest.scores import reliability, score, scores
from backtest.totals import TOTALS

SEEDS = 12
PAGE = (Path(__file__).parents[3] / "docs" / "backtest.md").read_text(encoding="utf-8")


@cache
def asked() -> tuple[Asked, ...]:
    """All answers of a small run."""
    return tuple(ask(methods(SEEDS), range(SEEDS)))


def of(method: str, *, totals: bool) -> list[Asked]:
    """The answers of a method about one kind of series."""
    return [one for one in asked() if one.method == method and (one.family in TOTALS) == totals]


def test_the_page_is_that_of_the_present_method() -> None:
    numbers = re.compile(r"-?\d+\.\d+")
    told = {row.split("|")[1].strip(): row for row in PAGE.split("## One series of each family")[1].splitlines() if row.startswith("| ")}
    for row in spots():
        on_page = told[row.split("|")[1].strip()]
        # The last digit may differ where another processor rounds differently.
        assert [float(one) for one in numbers.findall(on_page)] == pytest.approx([float(one) for one in numbers.findall(row)], abs=0.011)


@pytest.mark.parametrize("totals", [True, False])
def test_intervals_hold_about_as_many_truths_as_they_say(totals: bool) -> None:
    one = score(of(PRODUCT, totals=totals))
    assert 0.74 <= one.inside_80 <= 0.88
    assert 0.91 <= one.inside_95 <= 0.985


@pytest.mark.parametrize("totals", [True, False])
def test_no_month_is_far_off(totals: bool) -> None:
    for month, one in scores(of(PRODUCT, totals=totals), lambda one: one.month).items():
        assert 0.65 <= one.inside_80 <= 0.96, month


def test_chances_are_what_comes() -> None:
    own = [one for one in asked() if one.method == PRODUCT]
    assert all(abs(one.said - one.came) < 0.15 for one in reliability(own, bins=5))


@pytest.mark.parametrize("totals", [True, False])
def test_no_simpler_method_scores_better(totals: bool) -> None:
    found = scores([one for one in asked() if (one.family in TOTALS) == totals], lambda one: one.method)
    own = found.pop(PRODUCT)
    assert all(own.brier < other.brier and own.interval < other.interval and own.error < other.error for other in found.values())


def test_a_series_is_always_the_same_and_its_questions_do_not_tell_its_end() -> None:
    for family in FAMILIES:
        story = story_of(family, 3)
        assert story == story_of(family, 3)
        for question in questions(story):
            assert question.month < 12
            assert story.whole.totals[: len(question.so_far.totals)] == question.so_far.totals


def test_simple_methods_by_hand() -> None:
    story = story_of("even", 1)
    question = next(one for one in questions(story) if one.month == 6)
    last = story.earlier[-1].totals
    assert run_rate(question) == pytest.approx(2 * question.reached)
    assert seasonal_naive(question) == pytest.approx(question.reached + last[11] - last[5])


def test_scores_by_hand() -> None:
    story = story_of("even", 1)
    truth = story.whole.totals[-1]
    sure = Answer(truth, truth - 1, truth + 1, truth - 2, truth + 2, 1.0)
    off = sure._replace(value=truth + 5, low=truth + 3, high=truth + 4)
    wanted = story._replace(wanted=truth, size=1.0)
    one = score([Asked("m", "even", 1, 6, wanted, answer) for answer in (sure, off)])
    # Widths 2 and 1, and ten times the 3 by which the truth lies outside.
    assert (one.inside_80, one.inside_95, one.error, one.brier) == (0.5, 1.0, 2.5, 0.0)
    assert one.interval == pytest.approx((2 + 1 + 30) / 2)


def test_every_family_is_asked_about_and_most_have_an_answer() -> None:
    assert {one.family for one in asked()} == set(FAMILIES)
    assert product(questions(story_of("no history, even", 1))[0]) is None


def test_no_label_of_a_plot_covers_another() -> None:
    assert apart([40.0, 28.0, 41.0, 200.0]) == [44.0, 28.0, 60.0, 200.0]


@pytest.mark.parametrize("kind", ["Totals", "Levels and rates"])
def test_on_the_page_no_method_of_the_library_scores_better_over_all_families(kind: str) -> None:
    rows = PAGE.split(f"### {kind}, beside the library")[1].split("###")[0].strip().splitlines()[2:]
    own, *others = ([float(cell) for cell in row.split("|")[4:7]] for row in rows)
    assert len(others) == 2
    assert all(mine < theirs for other in others for mine, theirs in zip(own, other, strict=True))


def test_the_page_and_its_plots_can_be_written() -> None:
    figures = Figures(asked(), SEEDS, date(2026, 7, 20), shown(), asked(), SEEDS)
    written = page(figures)
    assert "Run on 2026-07-20 with 12 seeds" in written
    for name, svg in plots(figures).items():
        root = ET.fromstring(svg)  # noqa: S314 - written a line above
        texts = {element.text for element in root.iter("{http://www.w3.org/2000/svg}text")}
        assert f"images/{name}" in written
        assert "80%" in texts
