"""Schemas say what the models say, and are written only when they have to be."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from shared.model.manifests import KINDS
from shared.plans.schemas import outdated_schemas, schema_text, write_schemas


def objects(schema: Any) -> Iterator[dict[str, Any]]:
    """Every schema of an object with fields, at any depth."""
    if isinstance(schema, dict):
        if "properties" in schema:
            yield schema
        for part in schema.values():
            yield from objects(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from objects(part)


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_refuses_unknown_fields_and_describes_every_field(kind: str) -> None:
    schema = json.loads(schema_text(kind))
    assert schema["required"] == ["apiVersion", "kind", "metadata", "spec"]
    assert (schema["properties"]["kind"]["const"], schema["properties"]["apiVersion"]["const"]) == (kind, "xiheng.dev/v1")
    for one in objects(schema):
        assert one["additionalProperties"] is False, one["title"]
    spec = schema["$defs"][f"{kind}Spec"]["properties"]
    assert [name for name, field in spec.items() if "description" not in field and "$ref" not in field] == []


def test_only_outdated_schemas_are_written(tmp_path: Path) -> None:
    folder = tmp_path / "schemas"
    assert [path.name for path in write_schemas(folder)] == [f"{kind}.json" for kind in KINDS]
    assert write_schemas(folder) == []
    (folder / "Area.json").write_text("{}", encoding="utf-8")
    assert outdated_schemas(folder) == [folder / "Area.json"]
    assert (write_schemas(folder), outdated_schemas(folder)) == ([folder / "Area.json"], [])
