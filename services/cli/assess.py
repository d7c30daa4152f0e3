"""`xiheng assess`."""

from __future__ import annotations

from datetime import UTC, datetime

import typer

from services.cli.alerts_view import print_alerts
from services.cli.assessing import assess_files, assessment_json
from services.cli.contradictions_view import print_contradictions
from services.cli.options import AsOf, Files, Format, KnownAt, OutputFormat, PlanOption, as_day, as_instant
from services.cli.plan import checked_folder
from services.cli.scoreboard_view import print_ladder, print_statuses
from services.cli.screen import FAILED, command, err, out, print_json
from shared.model.catalogue import Catalogue
from shared.model.period import SHANGHAI
from shared.reporting.contradictions import Contradictions


@command
def assess(
    files: Files,
    plan: PlanOption,
    as_of: AsOf = "",
    known_at: KnownAt = "",
    output: Format = OutputFormat.TABLE,
) -> None:
    """离线判定：不需要平台，用同一套算法。 Judge files offline: the pure core, no server.

    Exit code 1 and no output when a row is refused: each is named with file, line, field, value and reason. Rows that contradict each
    other are accepted, and listed as a warning.

    Examples 示例:

    - `xiheng assess june.csv --plan plans/wuxi-2026`
    - `xiheng assess june.csv --plan plans/wuxi-2026 --as-of 2026-07-20 --format json`
    - `xiheng assess june.csv --plan plans/wuxi-2026 --known-at 2026-07-15T08:00:00+08:00`: what was known then
    """
    day, known = as_day(as_of) or datetime.now(UTC).astimezone(SHANGHAI).date(), as_instant(known_at)
    folder = checked_folder(plan)
    contradictions = Contradictions()
    assessment, bad = assess_files(folder.manifests, files, as_of=day, known_at=known, contradictions=contradictions)
    if assessment is None:
        for row in bad:
            err.print(str(row), soft_wrap=True, markup=False)
        raise typer.Exit(FAILED)
    print_contradictions(contradictions, files)
    found = assessment_json(assessment)
    if output is OutputFormat.JSON:
        print_json(found)
        return
    catalogue = Catalogue.from_manifests(folder.manifests)
    print_statuses(found["statuses"], {name: target.spec.names.zh for (_, name), target in catalogue.targets.items()})
    print_ladder(found["statuses"])
    print_alerts(found["alerts"])
    out.print(f"as of {day} (end of day, Asia/Shanghai); {len(found['statuses'])} statuses, {len(found['alerts'])} alerts")
