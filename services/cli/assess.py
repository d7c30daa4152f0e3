"""`xiheng assess`."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from services.cli.alerts_view import print_alerts
from services.cli.assessing import assess_files, assessment_json
from services.cli.contradictions_view import print_contradictions
from services.cli.options import AsOf, Format, KnownAt, OutputFormat, as_day, as_instant
from services.cli.scoreboard_view import print_ladder, print_statuses
from services.cli.screen import FAILED, command, err, fail, out
from shared.model.catalogue import Catalogue
from shared.model.period import SHANGHAI
from shared.plans.checking import check_folder
from shared.reporting.contradictions import Contradictions


@command
def assess(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="Observations, csv or xlsx; see docs/report-api.md for the columns.")
    ],
    plan: Annotated[Path, typer.Option("--plan", help="Folder of the plan's manifests.")],
    as_of: AsOf = "",
    known_at: KnownAt = "",
    output: Format = OutputFormat.TABLE,
) -> None:
    """Judge files offline: the pure core, no server.

    Exit code 1 and no output when a row is refused: each is named with file, line, field, value and reason. Rows that contradict each
    other are accepted, and listed as a warning.

    Example: xiheng assess june.csv --plan plans/wuxi-2026 --as-of 2026-07-20 --format json
    """
    day = as_day(as_of) or datetime.now(UTC).astimezone(SHANGHAI).date()
    folder = check_folder(plan)
    if folder.problems:
        for problem in folder.problems:
            err.print(str(problem), soft_wrap=True, markup=False)
        raise fail(f"{len(folder.problems)} mistakes in {plan}: mend them first, see `xiheng plan check`")
    contradictions = Contradictions()
    assessment, bad = assess_files(folder.manifests, files, as_of=day, known_at=as_instant(known_at), contradictions=contradictions)
    if assessment is None:
        for row in bad:
            err.print(str(row), soft_wrap=True, markup=False)
        raise typer.Exit(FAILED)
    print_contradictions(contradictions, files)
    found = assessment_json(assessment)
    if output is OutputFormat.JSON:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    catalogue = Catalogue.from_manifests(folder.manifests)
    print_statuses(found["statuses"], {name: target.spec.names.zh for (_, name), target in catalogue.targets.items()})
    print_ladder(found["statuses"])
    print_alerts(found["alerts"])
    out.print(f"as of {day} (end of day, Asia/Shanghai); {len(found['statuses'])} statuses, {len(found['alerts'])} alerts")
