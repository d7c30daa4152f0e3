"""The history of a definition on a terminal, in both times: when each version was accepted, and from which day what is wanted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.text import Text

from services.cli.screen import moment, number, out, table
from shared.judgement.amendments import all_terms
from shared.judgement.report_json import instant, terms_json
from shared.judgement.verdict import Terms
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


def history_json(kind: str, name: str, answer: messages.ListVersionsResponse) -> dict[str, Any]:
    """Return the same as JSON values; `terms` of a target in force, in the order of their days, by area (None: the plan's)."""
    last = answer.versions[-1]
    terms = _terms(Target.model_validate_json(last.manifest).spec) if kind == Target.__name__ and not last.retired else ()
    return {
        "kind": kind,
        "plan": answer.plan or None,
        "name": name,
        "versions": [
            {
                "version": one.version,
                "accepted_time": instant(one.accepted_time.ToMilliseconds()),
                "approver": one.approver,
                "retired": one.retired,
                "differences": list(one.differences),
            }
            for one in answer.versions
        ],
        "terms": [{"area": area or None, **terms_json(one)} for area, one in terms],
    }


def _change(version: messages.DefinitionVersion) -> str:
    if version.retired:
        return "retired"
    return "\n".join(version.differences) or ("defined" if version.version == 1 else "defined again")


def _print_terms(spec: TargetSpec) -> None:
    terms = table("wanted", "from", "area", "wanted", "document", "approved by")
    for area, one in _terms(spec):
        since = one.effective_from.isoformat() if one.effective_from else "the beginning"
        wanted = f"{one.class_name or number(one.value)} {spec.unit}"
        terms.add_row(since, area or "the plan's", wanted, Text(one.document), Text(one.approver))
    out.print(terms)


def _terms(spec: TargetSpec) -> Iterator[tuple[str, Terms]]:
    """Yield what is wanted from when, by area (empty: the plan's); terms that change nothing there are left out."""
    for area in ("", *(share.area for share in spec.areas)):
        before = None
        for one, _ in all_terms(spec, area):
            if (one.class_name, one.value) != before:
                yield area, one
            before = one.class_name, one.value
