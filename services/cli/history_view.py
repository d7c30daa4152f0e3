"""The history of a definition on a terminal, in both times: when each version was accepted, and from which day what is wanted."""

from __future__ import annotations

from rich.text import Text

from services.cli.screen import moment, number, out, table
from shared.judgement.amendments import all_terms
from shared.model.manifests import Target, TargetSpec
from xiheng.registry.v1 import registry_service_pb2 as messages


def print_history(kind: str, name: str, answer: messages.ListVersionsResponse) -> None:
    """Print every version of a definition, and what a target in force wants from when, by which document."""
    out.print(f"{kind} {answer.plan and f'{answer.plan}/'}{name}")
    versions = table("versions", "version", "accepted", "by", "change")
    for one in answer.versions:
        versions.add_row(str(one.version), moment(one.accepted_time.ToMilliseconds()), one.approver, Text(_change(one)))
    out.print(versions)
    last = answer.versions[-1]
    if kind == Target.__name__ and not last.retired:
        _print_terms(Target.model_validate_json(last.manifest).spec)


def _change(version: messages.DefinitionVersion) -> str:
    if version.retired:
        return "retired"
    return "\n".join(version.differences) or ("defined" if version.version == 1 else "defined again")


def _print_terms(spec: TargetSpec) -> None:
    terms = table("wanted", "from", "area", "wanted", "document", "approved by")
    for area in ("", *(share.area for share in spec.areas)):
        before = None
        for one, _ in all_terms(spec, area):
            if (wanted := one.class_name or number(one.value)) != before:
                since = one.effective_from.isoformat() if one.effective_from else "the beginning"
                terms.add_row(since, area or "the plan's", f"{wanted} {spec.unit}", Text(one.document), Text(one.approver))
            before = wanted
    out.print(terms)
