"""`python -m backtest [--seeds N] [--library-seeds N]`: asks, scores, and writes docs/backtest.md with its plots."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from rich.progress import Progress

from backtest.asking import FAMILIES, FIRST_SEED, PRODUCT, Asked, ask, methods
from backtest.library import LIBRARY
from backtest.methods import product
from backtest.page import Figures, page, plots
from backtest.real import shown
from backtest.scores import score

_QUARTER_ENDS = (3, 6, 9)
_DOCS = Path(__file__).parents[1] / "docs"


def main(arguments: list[str]) -> int:
    """Run the back-test and write the page."""
    parser = argparse.ArgumentParser(prog="backtest", description=__doc__)
    parser.add_argument("--seeds", type=int, default=400, help="series of each family; 400 take about a minute")
    parser.add_argument(
        "--library-seeds", type=int, default=60, help="series of each family that the library is asked about; 60: ten minutes"
    )
    parser.add_argument("--output", type=Path, default=_DOCS, help="folder for backtest.md and images/")
    chosen = parser.parse_args(arguments)
    with Progress(transient=True) as progress:
        task = progress.add_task("learning how simpler methods err", total=2 * len(FAMILIES) + 1)
        asked = methods(chosen.seeds)
        progress.update(task, advance=1, description="asking")
        found = list(
            ask(
                asked,
                range(FIRST_SEED, FIRST_SEED + chosen.seeds),
                told=lambda family: progress.update(task, advance=1, description=family),
            )
        )
        progress.update(task, description="asking the library")
        beside = _beside(chosen.library_seeds, lambda family: progress.update(task, advance=1, description=f"library: {family}"))
    figures = Figures(found, chosen.seeds, datetime.now(UTC).date(), shown(), beside, chosen.library_seeds)
    _write(chosen.output / "backtest.md", page(figures))
    for name, svg in plots(figures).items():
        _write(chosen.output / "images" / name, svg)
    for totals in (True, False):
        one = score(figures.of(totals=totals, method=PRODUCT))
        word = "totals" if totals else "levels"
        sys.stdout.write(f"{word}: {one.inside_80:.1%} inside 80 %, {one.inside_95:.1%} inside 95 %, Brier {one.brier:.3f}\n")
    sys.stdout.write(f"written: {chosen.output / 'backtest.md'}\n")
    return 0


def _beside(seeds: int, told: Callable[[str], None]) -> list[Asked]:
    """Return the answers of the library and of the product to the same questions: fewer of them, since each takes a tenth of a second."""
    asked = {PRODUCT: product, **LIBRARY}
    return list(ask(asked, range(FIRST_SEED, FIRST_SEED + seeds), months=_QUARTER_ENDS, told=told))


def _write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
