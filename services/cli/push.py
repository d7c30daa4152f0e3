"""`xiheng push`."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from services.cli.pushing import Bookmark, Push, Rejects, Tally
from services.cli.reach import DEFAULT_FOLDER, AuthorityFile, PlatformFolder, TokenFile, connection
from services.cli.screen import FAILED, USAGE, command, err, fail, out
from shared.client import Connection
from shared.reporting.tables import count_lines

SERVICES = ("industry", "environment", "livelihood", "risk")


@command
def push(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Observations, csv (UTF-8 or GB18030) or xlsx.")],
    subject: Annotated[str, typer.Option("--as", help="Who reports, by the name of a token of the local platform.")] = "city",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check every row and store nothing.")] = False,
    rejects: Annotated[
        Path | None, typer.Option("--rejects", help="File for refused rows; default: FILE.rejects.csv beside each file.")
    ] = None,
    service: Annotated[
        list[str] | None, typer.Option("--service", help="NAME=host:port of a service; repeat. Default: the local platform's.")
    ] = None,
    platform: PlatformFolder = DEFAULT_FOLDER,
    token_file: TokenFile = None,
    authority: AuthorityFile = None,
) -> None:
    """Report the rows of files, each to the service that takes its indicator.

    Refused rows go to a file of their own, with field and reason; exit code 1 when there are any.
    After a cut or a restart, the same command goes on where every row before was answered. Sending a row twice changes nothing.

    Example: xiheng push june.csv --as district-320213
    """
    reach = _services(service or [], platform, token_file, authority, subject)
    refused = 0
    for file in files:
        began = time.monotonic()
        tally, path = _push_file(file, reach, rejects or file.with_name(f"{file.name}.rejects.csv"), dry_run=dry_run)
        seconds = time.monotonic() - began
        verb = "sound" if dry_run else "accepted"
        skipped = f", {tally.skipped} sent by an earlier run" if tally.skipped else ""
        out.print(f"{file}: {tally.accepted} {verb}, {tally.refused} refused{skipped}, {seconds:.1f} s", markup=False, soft_wrap=True)
        if tally.refused:
            err.print(f"refused rows: {path}", markup=False, soft_wrap=True)
        refused += tally.refused
    if refused:
        raise typer.Exit(FAILED)


def _push_file(file: Path, services: dict[str, Connection], rejects_path: Path, *, dry_run: bool) -> tuple[Tally, Path]:
    bookmark = Bookmark(file)
    rejects = Rejects(rejects_path, append=bool(bookmark.read()) and not dry_run)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True) as progress:
        task = progress.add_task(file.name, total=count_lines(file) or None)
        one = Push(file, services, rejects, dry_run=dry_run, advance=lambda count: progress.advance(task, count))
        try:
            one.run(bookmark)
        finally:
            rejects.close()
    return one.tally, rejects.path


def _services(named: list[str], platform: Path, token_file: Path | None, authority: Path | None, subject: str) -> dict[str, Connection]:
    addresses = dict(one.partition("=")[::2] for one in named)
    unknown = [name for name in addresses if name not in SERVICES]
    if unknown:
        raise fail(f"--service: {', '.join(unknown)} is not one of {', '.join(SERVICES)}", USAGE)
    return {
        name: connection(name, platform, address=addresses.get(name, ""), token_file=token_file, authority=authority, subject=subject)
        for name in addresses or SERVICES
    }
