"""What commands that rehearse rules have in common: the history, the days, and what is done about rows that are refused."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from services.cli.rehearsing import Rehearsal, history_of, known_events, rehearsal_of
from services.cli.screen import FAILED, err
from shared.model.catalogue import Catalogue
from shared.model.manifests import Manifest, RiskRule

HistoryOption = Annotated[
    list[Path],
    typer.Option("--history", exists=True, dir_okay=False, help="Observations of the past, csv or xlsx, as `xiheng assess` reads them."),
]
PastOption = Annotated[
    list[Path] | None,
    typer.Option("--history", exists=True, dir_okay=False, help="Observations of the past: rules that would change are rehearsed on them."),
]
FirstDay = Annotated[str, typer.Option("--from", metavar="DATE", help="First day on which something is sent, such as 2025-01-01.")]
LastDay = Annotated[str, typer.Option("--to", metavar="DATE", help="Last day.")]


def span(first: str, last: str) -> tuple[date, date]:
    """Return the days of a rehearsal; anything that is none is a usage error."""
    days = []
    for option, text in (("--from", first), ("--to", last)):
        try:
            days.append(date.fromisoformat(text))
        except ValueError as error:
            raise typer.BadParameter(f"{text!r} is not a day such as 2026-07-20", param_hint=option) from error
    if days[1] < days[0]:
        raise typer.BadParameter(f"{last} lies before {first}", param_hint="--to")
    return days[0], days[1]


def rehearsal_or_exit(
    manifests: Sequence[Manifest], chosen: Sequence[RiskRule], files: Sequence[Path], first: date, last: date, events: Path | None = None
) -> Rehearsal:
    """Rehearse rules.

    Raises:
        typer.Exit: If a row of the history is refused; each has been printed then.
    """
    history = history_of(files, Catalogue.from_manifests(manifests))
    found, bad = rehearsal_of(manifests, chosen, history, first, last, None if events is None else known_events(events))
    if found is None:
        for row in bad:
            err.print(str(row), soft_wrap=True, markup=False)
        raise typer.Exit(FAILED)
    return found
