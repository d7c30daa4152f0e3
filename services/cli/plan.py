"""`xiheng plan check|diff|apply|history`."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import grpc
import typer
from google.protobuf.json_format import MessageToDict

from services.cli.history_view import history_json, print_history
from services.cli.names import check_names
from services.cli.options import Format, OutputFormat
from services.cli.reach import Reach, reaching
from services.cli.rehearsal_options import PastOption, span
from services.cli.rule_changes import Compared, compared, compared_json, compared_words, rules_in_force
from services.cli.screen import FAILED, USAGE, command, counted, err, fail, out, print_json
from shared.client import Connection
from shared.model.manifests import KINDS
from shared.model.nearest import did_you_mean
from shared.plans.checking import check_folder
from shared.plans.loading import PlanFolder
from xiheng.registry.v1 import registry_service_pb2 as messages
from xiheng.registry.v1 import registry_service_pb2_grpc as rpc

plan = typer.Typer(
    help="Plans as manifests: check them, see what would change, apply them, who changed what. 计划：检查、比较、生效、变更记录。",
    no_args_is_help=True,
)

Folder = Annotated[
    Path, typer.Argument(metavar="DIR", exists=True, file_okay=False, help="Folder of manifests, one YAML document per object.")
]
Prune = Annotated[bool, typer.Option("--prune", help="Retire what is in force in the plan and not in the folder.")]

_MARKS = {
    messages.CHANGE_KIND_CREATED: ("+", "green"),
    messages.CHANGE_KIND_UPDATED: ("~", "yellow"),
    messages.CHANGE_KIND_RETIRED: ("-", "red"),
}


@plan.command()
@command
def check(folder: Folder, output: Format = OutputFormat.TABLE) -> None:
    """检查计划文件，列出全部错误。 Find every mistake at once, with file and line. Needs no server.

    Examples 示例:

    - `xiheng plan check plans/wuxi-2026`
    - `xiheng plan check plans/wuxi-2026 --format json`: for an editor or a pipeline
    """
    if output is OutputFormat.JSON:
        problems = check_folder(folder).problems
        print_json({"problems": [asdict(one) for one in problems]})
        if problems:
            raise typer.Exit(FAILED)
        return
    checked = checked_folder(folder)
    kinds = Counter(one.kind for one in checked.manifests)
    out.print(
        f"{folder}: {len(checked.manifests)} definitions are sound: "
        + ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items())),
        soft_wrap=True,
        markup=False,
    )


@plan.command()
@command
@reaching
def diff(
    folder: Folder,
    prune: Prune = False,
    history: PastOption = None,
    first: Annotated[str, typer.Option("--from", metavar="DATE", help="First day of the rehearsal.")] = "",
    last: Annotated[str, typer.Option("--to", metavar="DATE", help="Last day.")] = "",
    output: Format = OutputFormat.TABLE,
    *,
    reach: Reach,
) -> None:
    """只比较，不改动。 Show what applying a folder would change, and change nothing.

    With a history, rules that would change are rehearsed on it: what they send as they are in force, and as the folder has them.

    Examples 示例:

    - `xiheng plan diff plans/wuxi-2026`
    - `xiheng plan diff plans/wuxi-2026 --prune`: also what would be retired
    - `xiheng plan diff plans/wuxi-2026 --history 2025.csv --from 2025-01-01 --to 2025-12-31`: what changed rules would have sent
    """
    days = span(first, last) if history else None
    checked, registry = checked_folder(folder), reach.to("registry")
    changes = _apply(checked, registry, prune=prune, dry_run=True)
    found = compared(checked.manifests, changes, rules_in_force(registry), history, *days) if history and days else []
    _print_changes(changes, "would change", output, found)


@plan.command()
@command
@reaching
def apply(
    folder: Folder,
    prune: Prune = False,
    output: Format = OutputFormat.TABLE,
    *,
    reach: Reach,
) -> None:
    """使计划生效：全部生效或全不生效。 Apply a folder: all of it or nothing. Needs the role approver.

    Examples 示例:

    - `xiheng plan apply plans/wuxi-2026`
    - `xiheng plan apply plans/wuxi-2026 --prune`: retire what the folder no longer has
    """
    registry = reach.to("registry")
    _print_changes(_apply(checked_folder(folder), registry, prune=prune, dry_run=False), "changed", output)


@plan.command()
@command
@reaching
def history(
    name: Annotated[str, typer.Argument(metavar="TARGET", help="Target id, such as jobs.urban-new; another kind's with --kind.")],
    of_plan: Annotated[str, typer.Option("--plan", help="Plan; needed when several have it.")] = "",
    kind: Annotated[str, typer.Option(help=f"Kind of definition: {', '.join(KINDS)}.")] = "Target",
    output: Format = OutputFormat.TABLE,
    *,
    reach: Reach,
) -> None:
    """变更记录。 Show who changed a definition when, and of a target by which document what is wanted from when.

    Examples 示例:

    - `xiheng plan history jobs.urban-new`
    - `xiheng plan history debt.ratio-band --kind RiskRule`
    - `xiheng plan history jobs.urban-new --format json`
    """
    if kind not in KINDS:
        raise fail(f"--kind: {kind!r} is not one of {', '.join(KINDS)}{did_you_mean(kind, frozenset(KINDS))}", USAGE)
    registry = reach.to("registry")
    request = messages.ListVersionsRequest(kind=kind, plan=of_plan, name=name)
    with registry.open() as channel:
        try:
            answer = rpc.RegistryServiceStub(channel).ListVersions(request, metadata=registry.metadata, timeout=30)
        except grpc.RpcError:
            check_names(registry, Plan=of_plan, **{kind: name})
            raise
    if output is OutputFormat.JSON:
        print_json(history_json(kind, name, answer))
        return
    print_history(kind, name, answer)


def apply_folder(folder: Path, reach: Connection) -> list[messages.DefinitionChange]:
    """Apply a folder through the registry, and return the changes."""
    return _apply(checked_folder(folder), reach, prune=False, dry_run=False)


def checked_folder(folder: Path) -> PlanFolder:
    """Return a folder without mistakes.

    Raises:
        typer.Exit: If there are any; they have been printed then.
    """
    checked = check_folder(folder)
    if checked.problems:
        for problem in checked.problems:
            err.print(str(problem), soft_wrap=True, markup=False)
        raise fail(f"{counted(len(checked.problems), 'mistake')} in {folder}; mend them first")
    return checked


def _apply(folder: PlanFolder, reach: Connection, *, prune: bool, dry_run: bool) -> list[messages.DefinitionChange]:
    request = messages.ApplyDefinitionsRequest(
        request_id=uuid.uuid4().hex, manifests=[one.document() for one in folder.manifests], prune=prune, dry_run=dry_run
    )
    with reach.open() as channel:
        answer = rpc.RegistryServiceStub(channel).ApplyDefinitions(request, metadata=reach.metadata, timeout=60, wait_for_ready=True)
    if answer.problems:
        for problem in answer.problems:
            err.print(f"{problem.kind}/{problem.name} {problem.field}: {problem.message}", soft_wrap=True, markup=False)
        raise typer.Exit(FAILED)
    return list(answer.changes)


def _print_changes(changes: list[messages.DefinitionChange], verb: str, output: OutputFormat, rehearsals: Sequence[Compared] = ()) -> None:
    news = [one for one in changes if one.change in _MARKS]
    if output is OutputFormat.JSON:
        found: dict[str, Any] = {"changes": [MessageToDict(one, preserving_proto_field_name=True) for one in news]}
        print_json({**found, **({"rehearsals": [compared_json(one) for one in rehearsals]} if rehearsals else {})})
        return
    for one in news:
        mark, style = _MARKS[one.change]
        place = f"{one.plan}/" if one.plan else ""
        out.print(f"[{style}]{mark}[/] {one.kind} {place}{one.name} (version {one.version})")
        for difference in one.differences:
            out.print(f"    {difference}", markup=False, soft_wrap=True)
    for each in rehearsals:
        out.print(compared_words(each), soft_wrap=True, markup=False)
    out.print(f"{len(news)} of {len(changes)} definitions {verb}")
