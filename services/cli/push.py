"""`xiheng push`."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated, NamedTuple

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from services.cli.contradictions_view import print_contradictions
from services.cli.options import Files
from services.cli.push_keeping import Bookmark, Rejects
from services.cli.pushing import Push, Tally
from services.cli.reach import DEFAULT_FOLDER, AuthorityFile, PlatformFolder, TokenFile, connection
from services.cli.screen import FAILED, USAGE, command, err, fail, out
from services.local.credentials import DOMAINS
from shared.client import Connection
from shared.model.errors import XihengError
from shared.reporting.contradictions import Contradictions, place_of
from shared.reporting.tables import count_lines


@command
def push(
    files: Files,
    subject: Annotated[str, typer.Option("--as", help="Who reports, by the name of a token of the local platform.")] = "city",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check every row and store nothing.")] = False,
    rejects: Annotated[
        Path | None, typer.Option("--rejects", help="File for refused rows; default: FILE.rejects.csv beside each file.")
    ] = None,
    service: Annotated[
        list[str] | None, typer.Option("--service", help="NAME=host:port of a service; repeat. Default: the local platform's.")
    ] = None,
    patience: Annotated[float, typer.Option("--patience", help="Seconds that a service may be away before the push gives up.")] = 120.0,
    platform: PlatformFolder = DEFAULT_FOLDER,
    token_file: TokenFile = None,
    authority: AuthorityFile = None,
) -> None:
    """报送文件中的数据，逐行核验。 Report the rows of files, each to the service that takes its indicator.

    Refused rows go to a file of their own, with field and reason; exit code 1 when there are any. Rows that contradict each other are
    accepted, and listed as a warning.
    After a cut or a restart, the same command goes on where every row before was answered. Sending a row twice changes nothing.

    Examples 示例:

    - `xiheng push june.csv --as district-320213`
    - `xiheng push june.csv --dry-run`: check every row, store nothing
    - `xiheng push june.xlsx --service livelihood=data.wuxi.example:7003 --token-file my.token --authority city.pem`
    """
    if rejects is not None and (len(files) > 1 or rejects.resolve() in {one.resolve() for one in files}):
        raise fail(f"--rejects: {rejects} takes the rows of one file, and is another file; leave it out, or push file by file", USAGE)
    reach = _services(service or [], platform, token_file, authority, subject)
    refused, contradictions = 0, Contradictions()
    for number, file in enumerate(files):
        began = time.monotonic()
        one = _OneFile(number, file, rejects or file.with_name(f"{file.name}.rejects.csv"), subject, patience)
        tally, rejected = _push_file(one, reach, contradictions, dry_run=dry_run)
        seconds = time.monotonic() - began
        verb = "sound" if dry_run else "accepted"
        skipped = f", {tally.skipped} sent by an earlier run" if tally.skipped else ""
        out.print(f"{file}: {tally.accepted} {verb}, {tally.refused} refused{skipped}, {seconds:.1f} s", markup=False, soft_wrap=True)
        if tally.refused:
            for words in rejected.first:
                err.print(f"  {words}", markup=False, soft_wrap=True)
            err.print(f"refused rows: {rejected.path}", markup=False, soft_wrap=True)
        refused += tally.refused
    print_contradictions(contradictions, files)
    if refused:
        raise typer.Exit(FAILED)


class _OneFile(NamedTuple):
    number: int
    file: Path
    rejects: Path
    subject: str
    patience: float


def _push_file(one: _OneFile, services: dict[str, Connection], contradictions: Contradictions, *, dry_run: bool) -> tuple[Tally, Rejects]:
    file = one.file
    bookmark = Bookmark(file, " ".join([one.subject, *sorted(reach.address for reach in services.values())]))
    rejects = Rejects(one.rejects, after_line=0 if dry_run else bookmark.read())
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True) as progress:
        task = progress.add_task(file.name, total=count_lines(file) or None)
        push = Push(
            file,
            services,
            rejects,
            dry_run=dry_run,
            patience_seconds=one.patience,
            advance=lambda count: progress.advance(task, count),
            learn=contradictions.learn,
            accepted=lambda line, observation: contradictions.add(place_of(one.number, line), observation),
        )
        try:
            push.run(bookmark)
        except (KeyboardInterrupt, XihengError):
            if line := bookmark.read():
                err.print(f"{file}: answered up to line {line}; the same command goes on there", markup=False, soft_wrap=True)
            raise
        finally:
            rejects.close()
    return push.tally, rejects


def _services(named: list[str], platform: Path, token_file: Path | None, authority: Path | None, subject: str) -> dict[str, Connection]:
    addresses = dict(one.partition("=")[::2] for one in named)
    unknown = [name for name in addresses if name not in DOMAINS]
    if unknown:
        raise fail(f"--service: {', '.join(unknown)} is not one of {', '.join(DOMAINS)}", USAGE)
    return {
        name: connection(
            name, platform, address=addresses.get(name, ""), token_file=token_file, authority=authority, subject=subject, patient=True
        )
        for name in addresses or DOMAINS
    }
