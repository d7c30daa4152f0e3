"""Models of manifests as structural schemas: nothing that Kubernetes does not take, nothing lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from services.operator.crds.generating import MODELS, definition
from services.operator.crds.structural import structural_schema
from shared.model.manifests import IndicatorSpec, RiskRuleSpec, TargetSpec

_TAKEN = {
    "type",
    "description",
    "enum",
    "pattern",
    "format",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "minItems",
    "maxItems",
    "minLength",
    "maxLength",
    "maxProperties",
    "items",
    "properties",
    "additionalProperties",
    "required",
    "default",
    "x-kubernetes-validations",
    "x-kubernetes-list-type",
    "x-kubernetes-list-map-keys",
}


def schemas(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A schema and all inside it."""
    yield schema
    inner = [*schema.get("properties", {}).values(), schema.get("items"), schema.get("additionalProperties")]
    for one in inner:
        if isinstance(one, dict):
            yield from schemas(one)


@pytest.mark.parametrize("kind", MODELS)
def test_every_part_has_a_type_and_only_words_that_kubernetes_takes(kind: str) -> None:
    (version,) = definition(kind)["spec"]["versions"]
    for one in schemas(version["schema"]["openAPIV3Schema"]):
        assert one["type"] in {"object", "array", "string", "number", "integer", "boolean"}
        assert one.keys() <= _TAKEN


@pytest.mark.parametrize("kind", MODELS)
def test_every_field_of_a_specification_is_described(kind: str) -> None:
    (version,) = definition(kind)["spec"]["versions"]
    spec = version["schema"]["openAPIV3Schema"]["properties"]["spec"]
    undescribed = [name for part in schemas(spec) for name, one in part.get("properties", {}).items() if not one.get("description")]
    assert set(undescribed) <= {"severity", "level", "rule"}


def test_what_is_not_given_is_filled_in_unless_it_says_nothing() -> None:
    target = structural_schema(TargetSpec)["properties"]
    assert target["curve"]["default"] == {"kind": "linear", "calendar": "months", "shrinkage": 1.0}
    assert target["warningDays"]["default"] == 30
    assert "default" not in target["note"]
    assert "default" not in target["allowedMisses"]
    assert structural_schema(IndicatorSpec)["properties"]["release"]["default"] == {"delayDays": 20}


def test_a_part_that_may_be_absent_is_not_filled_in() -> None:
    assert "default" not in structural_schema(IndicatorSpec)["properties"]["release"]["properties"]["embargo"]


def test_bounds_without_their_end_are_written_as_kubernetes_reads_them() -> None:
    band = structural_schema(TargetSpec)["properties"]["band"]
    assert (band["minimum"], band["exclusiveMinimum"]) == (0, True)


def test_a_map_keeps_the_schema_of_its_values() -> None:
    assert structural_schema(RiskRuleSpec)["properties"]["of"]["additionalProperties"] == {"type": "string"}


def test_required_fields_are_those_of_the_model() -> None:
    required = {one.alias or name for name, one in TargetSpec.model_fields.items() if one.is_required()}
    assert set(structural_schema(TargetSpec)["required"]) == required
