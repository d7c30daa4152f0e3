"""`xiheng rules rehearse`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from services.cli.options import Format, OutputFormat, PlanOption
from services.cli.plan import checked_folder
from services.cli.rehearsal_options import FirstDay, HistoryOption, LastDay, rehearsal_or_exit, span
from services.cli.rehearsal_view import print_rehearsal, rehearsal_json
from services.cli.screen import USAGE, command, counted, err, fail, print_json
from shared.model.catalogue import Catalogue
from shared.model.manifests import Manifest, RiskRule
from shared.plans.checking import check_folder

rules = typer.Typer(help="Risk rules: rehearse them on history. 预警规则：用历史数据演练。", no_args_is_help=True)

EventsOption = Annotated[
    Path | None,
    typer.Option(
        "--events", exists=True, dir_okay=False, help="Known events, csv: area, from, to, entity, rule, note. Gives precision and recall."
    ),
]


@rules.command()
@command
def rehearse(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", exists=True, help="Rules, YAML; a folder: all in it.")],
    plan: PlanOption,
    history: HistoryOption,
    first: FirstDay,
    last: LastDay,
    events: EventsOption = None,
    plot: Annotated[bool, typer.Option("--plot", help="Draw the months.")] = False,
    output: Format = OutputFormat.TABLE,
) -> None:
    """演练：规则在历史上会发出什么。 Replay history day by day, and show what rules would have sent. Needs no server.

    A row counts from the day of its `recorded_at` on; without one, from the day on which the release calendar awaits it. A rule that the plan
    has too is rehearsed as the file has it.

    Examples 示例:

    - `xiheng rules rehearse rule.yaml --plan plans/wuxi-2026 --history 2025.csv --from 2025-01-01 --to 2025-12-31`
    - `xiheng rules rehearse rule.yaml … --events known.csv --plot`: with precision and recall
    """
    folder = checked_folder(plan)
    chosen = [rule for file in files for rule in rules_in(file, folder.manifests)]
    found = rehearsal_or_exit(folder.manifests, chosen, history, *span(first, last), events)
    if output is OutputFormat.JSON:
        print_json(rehearsal_json(found))
        return
    print_rehearsal(found, plot=plot)


def rules_in(file: Path, manifests: list[Manifest]) -> list[RiskRule]:
    """Return the rules of a file or folder.

    Raises:
        typer.Exit: If it has mistakes, which have been printed then, or no rule.
    """
    catalogue = Catalogue.from_manifests(manifests)
    checked = check_folder(file, catalogue)
    for problem in checked.problems:
        err.print(str(problem), soft_wrap=True, markup=False)
    if checked.problems:
        raise fail(f"{counted(len(checked.problems), 'mistake')} in {file}; mend them first")
    found = [one for one in checked.manifests if isinstance(one, RiskRule)]
    if not found:
        raise fail(f"{file}: there is no RiskRule here; name a file of rules", USAGE)
    return found
