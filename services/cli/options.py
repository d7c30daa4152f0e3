"""Options that several commands share."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class OutputFormat(StrEnum):
    """How results are printed."""

    TABLE = "table"
    JSON = "json"


Files = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE…", exists=True, dir_okay=False, help="Observations, csv (UTF-8 or GB18030) or xlsx; columns: docs/report-api.md."
    ),
]
PlanOption = Annotated[Path, typer.Option("--plan", exists=True, file_okay=False, help="Folder of the plan's manifests.")]
Format = Annotated[OutputFormat, typer.Option("--format", help="table for people, json for programs.")]
AsOf = Annotated[
    str, typer.Option("--as-of", metavar="DATE", help="Judge as of the end of this day, Asia/Shanghai, such as 2026-07-20; default: today.")
]
KnownAt = Annotated[
    str,
    typer.Option(
        "--known-at", metavar="TIME", help="Hide what was recorded later, such as 2026-07-15T08:00:00+08:00; default: nothing is hidden."
    ),
]


def as_day(text: str) -> date | None:
    """Return a day, None for an empty text; anything else is a usage error."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is not a day such as 2026-07-20", param_hint="--as-of") from error


def as_instant(text: str) -> datetime | None:
    """Return an instant, None for an empty text; anything else is a usage error."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is not an instant such as 2026-07-15T08:00:00+08:00", param_hint="--known-at") from error
    check_offset(moment, text, "--known-at")
    return moment


def check_offset(moment: datetime, text: str, option: str) -> None:
    """Refuse an instant that was written without an offset: nobody knows which it is."""
    if moment.tzinfo is None:
        raise typer.BadParameter(f"{text!r} has no offset; write {moment.isoformat()}+08:00", param_hint=option)
