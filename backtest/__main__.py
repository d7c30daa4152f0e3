"""`python -m backtest [--seeds N]`: asks, scores, and writes docs/backtest.md with its plots."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from rich.progress import Progress

from backtest.asking import FAMILIES, FIRST_SEED, PRODUCT, ask, methods
from backtest.page import Figures, page, plots
from backtest.real import shown
from backtest.scores import score

_DOCS = Path(__file__).parents[1] / "docs"


def main(arguments: list[str]) -> int:
    """Run the back-test and write the page."""
    parser = argparse.ArgumentParser(prog="backtest", description=__doc__)
    parser.add_argument("--seeds", type=int, default=400, help="series of each family; 400 take about a minute")
    parser.add_argument("--output", type=Path, default=_DOCS, help="folder for backtest.md and images/")
    chosen = parser.parse_args(arguments)
    with Progress(transient=True) as progress:
        task = progress.add_task("learning how simpler methods err", total=len(FAMILIES) + 1)
        asked = methods(chosen.seeds)
        progress.update(task, advance=1, description="asking")
        found = list(
            ask(
                asked,
                range(FIRST_SEED, FIRST_SEED + chosen.seeds),
                told=lambda family: progress.update(task, advance=1, description=family),
            )
        )
    figures = Figures(found, chosen.seeds, datetime.now(UTC).date(), shown())
    _write(chosen.output / "backtest.md", page(figures))
    for name, svg in plots(figures).items():
        _write(chosen.output / "images" / name, svg)
    for totals in (True, False):
        one = score(figures.of(totals=totals, method=PRODUCT))
        word = "totals" if totals else "levels"
        sys.stdout.write(f"{word}: {one.inside_80:.1%} inside 80 %, {one.inside_95:.1%} inside 95 %, Brier {one.brier:.3f}\n")
    sys.stdout.write(f"written: {chosen.output / 'backtest.md'}\n")
    return 0


def _write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
