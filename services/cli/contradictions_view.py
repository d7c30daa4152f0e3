"""Telling people which rows of their files contradict each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from services.cli.screen import err
from shared.reporting.contradictions import Contradictions, file_number, place_of
from shared.reporting.tables import Row, read_rows

_MOST_SHOWN = 20


def print_contradictions(contradictions: Contradictions, files: Sequence[Path]) -> None:
    """Warn of each set of rows that contradict each other, the first twenty in words."""
    sets = list(contradictions.found())
    shown = sets[:_MOST_SHOWN]
    rows = dict(_rows(files, {place for one in shown for place in one}))
    for places in shown:
        err.print(_warning(files, places, [rows[place] for place in places]), style="yellow", markup=False, soft_wrap=True)
    if len(sets) > len(shown):
        err.print(f"warning: {len(sets) - len(shown)} more contradictions", style="yellow", markup=False)


def _warning(files: Sequence[Path], places: Sequence[int], rows: Sequence[Row]) -> str:
    fields = rows[0].fields
    what = " ".join(filter(None, (fields.get(name, "") for name in ("indicator", "area", "entity", "period"))))
    told = ", ".join(f"{files[file_number(place)]}:{row.line} {_said(row)}" for place, row in zip(places, rows, strict=True))
    revision = fields.get("revision", "") or "0"
    return (
        f"warning: contradictory rows for {what}, revision {revision}: {told}; "
        "all are kept and the one recorded last counts; give the right one a higher revision"
    )


def _said(row: Row) -> str:
    withdrawn = row.fields.get("status", "").lower() == "withdrawn"
    return "withdrawn" if withdrawn else f"{row.fields.get('value', '')} {row.fields.get('unit', '')}".strip()


def _rows(files: Sequence[Path], wanted: set[int]) -> Iterator[tuple[int, Row]]:
    """Yield the wanted rows with their places, read again."""
    for number, file in enumerate(files):
        mine = {place for place in wanted if file_number(place) == number}
        found = ((place, row) for row in (read_rows(file) if mine else ()) if (place := place_of(number, row.line)) in mine)
        yield from islice(found, len(mine))
