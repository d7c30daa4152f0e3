"""`xiheng plan check|diff|apply|history`."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Annotated

import typer

from services.cli.history_view import print_history
from services.cli.reach import DEFAULT_FOLDER, Address, AuthorityFile, PlatformFolder, TokenFile, connection
from services.cli.screen import FAILED, command, err, fail, out
from shared.client import Connection
from shared.plans.checking import check_folder
from shared.plans.loading import PlanFolder
from xiheng.registry.v1 import registry_service_pb2 as messages
from xiheng.registry.v1 import registry_service_pb2_grpc as rpc

plan = typer.Typer(help="Plans as manifests: check them, see what would change, apply them, who changed what.", no_args_is_help=True)

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="Folder of manifests, one YAML document per object.")]
Prune = Annotated[bool, typer.Option("--prune", help="Retire what is in force in the plan and not in the folder.")]

_MARKS = {
    messages.CHANGE_KIND_CREATED: ("+", "green"),
    messages.CHANGE_KIND_UPDATED: ("~", "yellow"),
    messages.CHANGE_KIND_RETIRED: ("-", "red"),
}


@plan.command()
@command
def check(folder: Folder) -> None:
    """Find every mistake at once, with file and line. Needs no server.

    Example: xiheng plan check plans/wuxi-2026
    """
    checked = _checked(folder)
    kinds: dict[str, int] = {}
    for manifest in checked.manifests:
        kinds[manifest.kind] = kinds.get(manifest.kind, 0) + 1
    out.print(
        f"{folder}: {len(checked.manifests)} definitions are sound: "
        + ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items())),
        soft_wrap=True,
    )


@plan.command()
@command
def diff(
    folder: Folder,
    prune: Prune = False,
    platform: PlatformFolder = DEFAULT_FOLDER,
    address: Address = "",
    token_file: TokenFile = None,
    authority: AuthorityFile = None,
) -> None:
    """Show what applying a folder would change, and change nothing.

    Example: xiheng plan diff plans/wuxi-2026
    """
    reach = connection("registry", platform, address=address, token_file=token_file, authority=authority)
    _print_changes(_apply(_checked(folder), reach, prune=prune, dry_run=True), "would change")


@plan.command()
@command
def apply(
    folder: Folder,
    prune: Prune = False,
    platform: PlatformFolder = DEFAULT_FOLDER,
    address: Address = "",
    token_file: TokenFile = None,
    authority: AuthorityFile = None,
) -> None:
    """Apply a folder: all of it or nothing. Needs the role approver.

    Example: xiheng plan apply plans/wuxi-2026
    """
    reach = connection("registry", platform, address=address, token_file=token_file, authority=authority)
    _print_changes(_apply(_checked(folder), reach, prune=prune, dry_run=False), "changed")


@plan.command()
@command
def history(
    name: Annotated[str, typer.Argument(metavar="TARGET", help="Target id, such as jobs.urban-new; another kind's with --kind.")],
    of_plan: Annotated[str, typer.Option("--plan", help="Plan; needed when several have it.")] = "",
    kind: Annotated[str, typer.Option(help="Kind of definition.")] = "Target",
    platform: PlatformFolder = DEFAULT_FOLDER,
    address: Address = "",
    token_file: TokenFile = None,
    authority: AuthorityFile = None,
) -> None:
    """Show who changed a definition when, and of a target by which document what is wanted from when.

    Example: xiheng plan history jobs.urban-new
    """
    reach = connection("registry", platform, address=address, token_file=token_file, authority=authority)
    request = messages.ListVersionsRequest(kind=kind, plan=of_plan, name=name)
    with reach.open() as channel:
        answer = rpc.RegistryServiceStub(channel).ListVersions(request, metadata=reach.metadata, timeout=30, wait_for_ready=True)
    print_history(kind, name, answer)


def apply_folder(folder: Path, reach: Connection) -> list[messages.DefinitionChange]:
    """Apply a folder through the registry, and return the changes."""
    return _apply(_checked(folder), reach, prune=False, dry_run=False)


def _checked(folder: Path) -> PlanFolder:
    checked = check_folder(folder)
    if checked.problems:
        for problem in checked.problems:
            err.print(str(problem), soft_wrap=True, markup=False)
        raise fail(f"{len(checked.problems)} mistakes in {folder}")
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


def _print_changes(changes: list[messages.DefinitionChange], verb: str) -> None:
    news = [one for one in changes if one.change in _MARKS]
    for one in news:
        mark, style = _MARKS[one.change]
        place = f"{one.plan}/" if one.plan else ""
        out.print(f"[{style}]{mark}[/] {one.kind} {place}{one.name} (version {one.version})")
        for difference in one.differences:
            out.print(f"    {difference}", markup=False, soft_wrap=True)
    out.print(f"{len(news)} of {len(changes)} definitions {verb}")
