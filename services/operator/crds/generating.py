"""`python -m services.operator.crds.generating`: writes the CustomResourceDefinitions into the chart."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import yaml
from pydantic import BaseModel

from services.operator.crds.names import COLUMNS, GROUP, NAMES, VERSION
from services.operator.crds.structural import Schema, structural_schema
from services.operator.crds.validations import BOUNDS, UNIQUE, validations
from services.operator.platform_kind import Platform
from services.operator.status import DefinitionStatus, PlanStatus, PlatformStatus, TargetStatus
from shared.model.manifests import KINDS, Manifest
from shared.plans.generated_files import outdated, write_outdated

FOLDER: Final = Path(__file__).parents[3] / "deploy" / "helm" / "xiheng" / "crds"
MODELS: Final[Mapping[str, type[Manifest]]] = {**KINDS, "Platform": Platform}
_STATUS: Final[Mapping[str, type[BaseModel]]] = {"Plan": PlanStatus, "Target": TargetStatus, "Platform": PlatformStatus}
_HEAD: Final = "# Written from the models of the manifests by `make schemas`; do not edit.\n"


def definition(kind: str) -> dict[str, Any]:
    """Return the CustomResourceDefinition of a kind."""
    names = NAMES[kind]
    version = {
        "name": VERSION,
        "served": True,
        "storage": True,
        "additionalPrinterColumns": [one.described for one in COLUMNS[kind]],
        "schema": {"openAPIV3Schema": _schema(kind)},
        "subresources": {"status": {}},
    }
    return {
        "apiVersion": "apiextensions.k8s.io/v1",
        "kind": "CustomResourceDefinition",
        "metadata": {"name": names.resource},
        "spec": {
            "group": GROUP,
            "scope": "Namespaced" if names.namespaced else "Cluster",
            "names": {
                "kind": kind,
                "listKind": f"{kind}List",
                "plural": names.plural,
                "singular": kind.lower(),
                "shortNames": [names.short],
                "categories": ["xiheng"],
            },
            "versions": [version],
        },
    }


def _schema(kind: str) -> Schema:
    model = MODELS[kind]
    spec = model.model_fields["spec"]
    whole: Schema = {
        "type": "object",
        "description": (model.__doc__ or "").strip(),
        "properties": {
            "apiVersion": {"type": "string"},
            "kind": {"type": "string"},
            "metadata": {"type": "object"},
            "spec": structural_schema(spec.annotation) if isinstance(spec.annotation, type) else {},
            "status": structural_schema(_STATUS.get(kind, DefinitionStatus)),
        },
    }
    if spec.is_required():
        whole["required"] = ["spec"]
    else:
        whole["properties"]["spec"]["default"] = {}
    _at(whole, "status.conditions").update(_unique("type"))
    for path, (bound, size) in BOUNDS.items():
        if _has(whole, path):
            _at(whole, path)[bound] = size
    for path, field in UNIQUE.get(kind, {}).items():
        _at(whole, path).update(_unique(field))
    for one in validations(kind):
        rule = {"rule": one.rule, "message": one.message, **({"fieldPath": one.field} if one.field else {})}
        _at(whole, one.at).setdefault("x-kubernetes-validations", []).append(rule)
    return whole


def _unique(field: str) -> Schema:
    if not field:
        return {"x-kubernetes-list-type": "set"}
    return {"x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": [field]}


def _at(schema: Schema, path: str) -> Schema:
    """Return the part of a schema at a dotted path; `[]` behind a name: its elements."""
    for name in path.split(".") if path else ():
        schema = schema["properties"][name.removesuffix("[]")]
        schema = schema["items"] if name.endswith("[]") else schema
    return schema


def _has(schema: Schema, path: str) -> bool:
    try:
        _at(schema, path)
    except KeyError:
        return False
    return True


class _Dumper(yaml.SafeDumper):
    """Writes every list indented, and no aliases."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - none, whatever it is
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002 - always indented
        super().increase_indent(flow, False)


def files(folder: Path = FOLDER) -> Iterator[tuple[Path, str]]:
    """Yield (file, content) of every kind."""
    for kind, names in NAMES.items():
        text = yaml.dump(definition(kind), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=140)
        yield folder / f"{names.plural}.yaml", _HEAD + text


def outdated_definitions(folder: Path = FOLDER) -> list[Path]:
    """Return the files that are missing or differ from the models."""
    return outdated(files(folder))


if __name__ == "__main__":
    written = write_outdated(files())
    sys.stdout.write(f"written: {', '.join(path.name for path in written)}\n" if written else "the definitions are current\n")
