"""Rules that would change, rehearsed as they are in force and as a folder has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from services.cli.names import definitions_of
from services.cli.rehearsal_options import rehearsal_or_exit
from services.cli.rehearsal_view import rehearsal_json, summary, warnings
from services.cli.rehearsing import Rehearsal
from shared.client import Connection
from shared.events.definitions import parse_manifest
from shared.model.manifests import Manifest, RiskRule
from xiheng.registry.v1 import registry_service_pb2 as messages

Key = tuple[str, str]
"""Plan and name of a rule."""


class Compared(NamedTuple):
    """A rule before and after."""

    rule: str
    before: Rehearsal | None
    """None: it is new."""
    after: Rehearsal | None
    """None: it would be retired."""


def rules_in_force(registry: Connection) -> dict[Key, RiskRule]:
    """Return the rules that the registry has in force."""
    found = (parse_manifest(one.kind, one.manifest) for one in definitions_of(registry, "RiskRule", patient=True))
    return {(one.plan, one.name): one for one in found if isinstance(one, RiskRule)}


def compared(
    manifests: Sequence[Manifest],
    changes: Iterable[messages.DefinitionChange],
    in_force: Mapping[Key, RiskRule],
    files: Sequence[Path],
    first: date,
    last: date,
) -> list[Compared]:
    """Return every rule that would change, rehearsed as it is and as it would be, with the other definitions as the folder has them.

    Raises:
        typer.Exit: If a row of the history is refused; each has been printed then.
    """
    wanted = {(one.plan, one.name): one for one in manifests if isinstance(one, RiskRule)}
    news = [one for one in changes if one.kind == "RiskRule" and one.change != messages.CHANGE_KIND_UNCHANGED]

    def rehearsed(rule: RiskRule | None) -> Rehearsal | None:
        return None if rule is None else rehearsal_or_exit(manifests, [rule], files, first, last)

    return [
        Compared(
            one.name,
            rehearsed(in_force.get((one.plan, one.name))),
            rehearsed(None if one.change == messages.CHANGE_KIND_RETIRED else wanted.get((one.plan, one.name))),
        )
        for one in news
    ]


def compared_words(one: Compared) -> str:
    """Return what a change of a rule would change in what is sent."""
    lines = [f"{one.rule}, rehearsed:"]
    for word, found in (("as it is", one.before), ("then", one.after)):
        lines.append(f"    {word}: {'nothing' if found is None else summary(found)}")
        lines += [f"    warning: {warning}" for warning in (warnings(found) if found is not None and word == "then" else [])]
    return "\n".join(lines)


def compared_json(one: Compared) -> dict[str, Any]:
    """Return the JSON of a comparison."""
    return {
        "rule": one.rule,
        "before": None if one.before is None else rehearsal_json(one.before),
        "after": None if one.after is None else rehearsal_json(one.after),
    }
