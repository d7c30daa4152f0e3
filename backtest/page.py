"""The page docs/backtest.md and its plots, written from answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from backtest.asking import FAMILIES, PRODUCT, Asked, story_of
from backtest.drawing import Axis, Frame, plot
from backtest.methods import product
from backtest.question import questions
from backtest.real import Shown
from backtest.scores import Score, reliability, score, scores
from backtest.totals import TOTALS

_KINDS = {True: "totals", False: "levels and rates"}
_SPOT_SEED, _SPOT_MONTH = 1, 6


class Figures(NamedTuple):
    """What a run has found."""

    asked: Sequence[Asked]
    seeds: int
    day: date
    real: Sequence[Shown]
    beside: Sequence[Asked] = ()
    """Answers of the library and of the product, to questions of their own; empty: the library was not asked."""
    library_seeds: int = 0

    def of(self, *, totals: bool, method: str | None = None) -> list[Asked]:
        """Return the answers about totals, or about levels, of one method or of all."""
        return [one for one in self.asked if (one.family in TOTALS) == totals and method in (None, one.method)]

    def beside_of(self, *, totals: bool) -> list[Asked]:
        """Return the same of the library and the product."""
        return [one for one in self.beside if (one.family in TOTALS) == totals]


def page(figures: Figures) -> str:
    """Return the page."""
    return _PAGE.format(
        day=figures.day,
        seeds=figures.seeds,
        answers=_spaced(sum(one.method == PRODUCT for one in figures.asked)),
        totals=_table("method", scores(figures.of(totals=True), lambda one: one.method).items()),
        levels=_table("method", scores(figures.of(totals=False), lambda one: one.method).items()),
        library_seeds=figures.library_seeds,
        library_answers=_spaced(sum(one.method == PRODUCT for one in figures.beside)),
        library_totals=_table("method", scores(figures.beside_of(totals=True), lambda one: one.method).items()),
        library_levels=_table("method", scores(figures.beside_of(totals=False), lambda one: one.method).items()),
        library_families=_by_family_beside(figures),
        families=_table("family", _by_family(figures)),
        real="\n".join(map(_shown, figures.real)),
        spots="\n".join(spots()),
    )


def plots(figures: Figures) -> dict[str, str]:
    """Return the plots by the name of their file."""
    return {"backtest-coverage.svg": _coverage(figures), "backtest-reliability.svg": _reliability(figures), **_library(figures)}


def spots() -> Iterator[str]:
    """Yield what the method says today of one series of each family after June: rows that a test compares with the page."""
    for family in FAMILIES:
        question = next(one for one in questions(story_of(family, _SPOT_SEED)) if one.month == _SPOT_MONTH)
        answer = product(question)
        if answer is not None:
            numbers = (question.wanted, answer.value, answer.low, answer.high)
            yield f"| {family} | {' | '.join(f'{number:.2f}' for number in numbers)} | {answer.chance:.3f} |"


def _by_family(figures: Figures) -> Iterator[tuple[str, Score]]:
    own = [one for one in figures.asked if one.method == PRODUCT]
    yield from scores(own, lambda one: one.family).items()
    yield from ((f"**all {word}**", score(figures.of(totals=totals, method=PRODUCT))) for totals, word in _KINDS.items())


def _by_family_beside(figures: Figures) -> str:
    """Return the interval scores of each method, a family a row."""
    found = scores(figures.beside, lambda one: (one.family, one.method))
    names = list(dict.fromkeys(method for _, method in found))
    rows = [
        f"| {family} | {' | '.join(f'{found[family, name].interval:.3f}' for name in names)} |"
        for family in dict.fromkeys(family for family, _ in found)
    ]
    return "\n".join([f"| family | {' | '.join(names)} |", f"|{'---|' * (len(names) + 1)}", *rows])


def _table(first: str, rows: Iterable[tuple[str, Score]]) -> str:
    head = f"| {first} | inside 80 % | inside 95 % | error | interval score | Brier |\n|---|---|---|---|---|---|\n"
    return head + "\n".join(_row(name, one) for name, one in rows)


def _row(name: str, one: Score) -> str:
    shares = f"{100 * one.inside_80:.1f} % | {100 * one.inside_95:.1f} %"
    return f"| {name} | {shares} | {one.error:.3f} | {one.interval:.3f} | {one.brier:.3f} |"


def _shown(one: Shown) -> str:
    inner = one.spread.interval(0.80)
    inside = "yes" if inner.low <= one.came <= inner.high else "no"
    return f"| {one.name} | {one.after.text} | {one.spread.value:.2f} | {inner.low:.2f} to {inner.high:.2f} | {one.came:.2f} | {inside} |"


def _coverage(figures: Figures) -> str:
    lines = {}
    for totals, word in _KINDS.items():
        months = sorted(scores(figures.of(totals=totals, method=PRODUCT), lambda one: one.month).items())
        lines[f"95 %, {word.split()[0]}"] = [(float(month), one.inside_95) for month, one in months]
        lines[f"80 %, {word.split()[0]}"] = [(float(month), one.inside_80) for month, one in months]
    frame = Frame(
        Axis("asked after month", range(1, 12)),
        Axis("share of truths inside", (0.5, 0.6, 0.7, 0.8, 0.9, 1.0), "{:.0%}"),
        [((1, 0.8), (11, 0.8)), ((1, 0.95), (11, 0.95))],
    )
    told = "; ".join(f"{name}: {', '.join(f'{100 * share:.0f}' for _, share in points)} percent" for name, points in lines.items())
    return plot(frame, lines, name="coverage", title="How many truths lie inside the intervals, by month", told=told)


def _reliability(figures: Figures) -> str:
    lines = {
        word: [(one.said, one.came) for one in reliability(figures.of(totals=totals, method=PRODUCT))] for totals, word in _KINDS.items()
    }
    return plot(_chances(), lines, name="reliability", title="How often targets of a chance were reached", told=_told(lines))


def _library(figures: Figures) -> dict[str, str]:
    """Return the plots of the reliability of the library's chances beside the product's, by the name of their file."""
    return {
        f"backtest-library-{word.split()[0]}.svg": _reliability_of(figures.beside_of(totals=totals), word)
        for totals, word in _KINDS.items()
        if figures.beside
    }


def _reliability_of(asked: Sequence[Asked], word: str) -> str:
    names = list(dict.fromkeys(one.method for one in asked))
    # Five bins: there are fewer answers here.
    lines = {
        name.split()[0]: [(one.said, one.came) for one in reliability((each for each in asked if each.method == name), bins=5)]
        for name in names
    }
    title = f"How often targets of a chance were reached, {word}: the library's beside ours"
    return plot(_chances(), lines, name=f"library-{word.split(maxsplit=1)[0]}", title=title, told=_told(lines))


def _chances() -> Frame:
    ticks = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
    return Frame(Axis("chance said", ticks, "{:.0%}"), Axis("share reached", ticks, "{:.0%}"), [((0, 0), (1, 1))])


def _told(lines: Mapping[str, Sequence[tuple[float, float]]]) -> str:
    return "; ".join(f"{name}: {', '.join(f'{x:.2f} said, {y:.2f} came' for x, y in points)}" for name, points in lines.items())


def _spaced(number: int) -> str:
    return f"{number:,}".replace(",", " ")


_PAGE = """# Back-test of projections

How often are the intervals and chances of [projections](statuses.md#projection-and-chance) right? Written by a command that anybody can run; the same
seeds give the same numbers. Run on {day} with {seeds} seeds a family, on which nothing was
tuned: {answers} questions.

```sh
make backtest
```

Series are drawn whose end is known: even, seasonal with January and February published as one, front- and back-loaded, in lumps, noisy, with a pace that
breaks, corrected, quarterly, with eight earlier years, one, or none; levels that walk, are drawn back, have a season; means since January. Each is cut off
after each month of its last year; what is wanted is set before the year, so that about half of the targets are reached.

- **inside**: share of truths inside the interval; 80 and 95 % are right, more is too careful, less too bold.
- **error**: mean distance of the projection from the truth, by the size of the family (the year's total; how far a level moves in a year).
- **interval score** at 80 % (Gneiting and Raftery, Journal of the American Statistical Association 102, 2007): width, and ten times what the truth lies
  outside. Less is better.
- **Brier** score of the chance: mean squared difference from what came. Less is better; always saying one half has 0.25.

## Against simpler methods

*Run rate* goes on at this year's mean pace. *Last year's share* takes it that the same share of the year is over as a year before. *Last year's months*
takes it that the months to come bring what they brought last year. For levels: the last value; moved as last year; last year's last value. Each is given the
spread that its errors really have on such series, month by month, learned on other seeds: better than anybody could know it. Only questions that every
method answers count. Why the forecaster is our own stands in [0012](adr/0012-a-forecaster-of-our-own.md).

### Totals

{totals}

### Levels and rates

{levels}

## Against a library

Two methods of [statsmodels](https://www.statsmodels.org), as one would set them up who knows them: *exponential smoothing* (up to eight forms of error, trend and
season) and *structural series* (a level that walks, with drift or season or without), each time the form of the least AICc, with intervals and chances from
1000 paths drawn to the end of the year. They see single months, and are fitted anew for each question, which takes a tenth of a second or two; ours takes some fifty
microseconds. So they are asked less: {library_seeds} series a family, after March, June and September; {library_answers} questions that all three answer.
Exponential smoothing says nothing of fewer than ten values, so that a first year is not among them.
Over all families ours has the least error, interval score and Brier score, and the library's intervals are too narrow. In single families, where it knows the
very form that a series was drawn by, the library is better ([0012](adr/0012-a-forecaster-of-our-own.md)).

### Totals, beside the library

{library_totals}

### Levels and rates, beside the library

{library_levels}

### Interval scores by family, beside the library

{library_families}

![Share of targets reached by the chance that was said, totals](images/backtest-library-totals.svg)

![Share of targets reached by the chance that was said, levels](images/backtest-library-levels.svg)

## By month, and by chance

![Share of truths inside the intervals by month](images/backtest-coverage.svg)

![Share of targets reached by the chance that was said](images/backtest-reliability.svg)

## By family

{families}

Where the truth is another: a pace that breaks without warning cannot be known before it breaks, so that the intervals are too narrow there. A shape that was
never seen and might be any is given room, so that even years without history lie inside too often. A steady rise of a level is believed late.

## Real series

The city's published figures and house prices that the demo brings. They are too short to calibrate on and are shown as they are.

| series | asked after | projection | 80 % | came | inside |
|---|---|---|---|---|---|
{real}

## One series of each family

What the method of today says of series 1 of each family after June; a test compares these rows with the code, so that this page cannot fall behind it.

| family | wanted | projection | 80 % from | to | chance |
|---|---|---|---|---|---|
{spots}
"""
