"""JSON Schema of each kind, generated from the models, for editors and for other languages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from shared.model.manifests import KINDS
from shared.plans.generated_files import outdated, write_outdated


def schema_text(kind: str) -> str:
    """Return the JSON Schema (draft 2020-12) of a kind, as it stands in its file."""
    schema = KINDS[kind].model_json_schema(by_alias=True)
    described = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"xiheng.dev/v1/{kind}.json", **schema}
    described["required"] = ["apiVersion", "kind", "metadata", "spec"]
    return json.dumps(described, ensure_ascii=False, indent=2) + "\n"


def schema_files(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield (file, content) of the schema of every kind."""
    for kind in KINDS:
        yield folder / f"{kind}.json", schema_text(kind)


def outdated_schemas(folder: Path) -> list[Path]:
    """Return the schema files that are missing or differ from the models."""
    return outdated(schema_files(folder))


def write_schemas(folder: Path) -> list[Path]:
    """Write the schema files that are missing or outdated, and return them. Idempotent."""
    return write_outdated(schema_files(folder))
