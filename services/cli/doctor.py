"""`xiheng doctor`."""

from __future__ import annotations

from typing import Annotated

import typer

from services.cli.doctor_finding import Finding, Level
from services.cli.doctor_machine import machine_findings
from services.cli.doctor_platform import platform_findings
from services.cli.options import Format, OutputFormat
from services.cli.reach import DEFAULT_FOLDER, PlatformFolder
from services.cli.screen import FAILED, command, counted, out, print_json

_MARKS = {Level.WELL: ("✓", "green"), Level.NOTE: ("!", "yellow"), Level.FAULT: ("✗", "red")}


@command
def doctor(
    mend: Annotated[bool, typer.Option("--mend", help="Create topics that are missing.")] = False,
    output: Format = OutputFormat.TABLE,
    platform: PlatformFolder = DEFAULT_FOLDER,
) -> None:
    """体检：哪里有问题，如何修复。 Say what is wrong with this machine or a running platform, and how to mend it.

    ✓ is well, ! should be looked at, ✗ is a fault; exit code 1 when there is a fault.

    Examples 示例:

    - `xiheng doctor`
    - `xiheng doctor --mend`: create topics that are missing
    - `xiheng doctor --format json`: for a monitor
    """
    findings = [*machine_findings(platform), *platform_findings(platform, mend=mend)]
    faults = [one for one in findings if one.level is Level.FAULT]
    if output is OutputFormat.JSON:
        print_json({"findings": [one._asdict() for one in findings]})
    else:
        for one in findings:
            _print(one)
        notes = sum(one.level is Level.NOTE for one in findings)
        out.print(f"{counted(len(findings), 'check')}, {counted(len(faults), 'fault')}, {counted(notes, 'note')}")
    if faults:
        raise typer.Exit(FAILED)


def _print(one: Finding) -> None:
    mark, style = _MARKS[one.level]
    out.print(mark, style=style, end=" ")
    out.print(f"{one.what}: {one.text}", markup=False, soft_wrap=True)
    if one.remedy:
        out.print(f"  → {one.remedy}", markup=False, soft_wrap=True)
