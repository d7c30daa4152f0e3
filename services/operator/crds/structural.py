"""JSON Schemas of pydantic as structural schemas of Kubernetes.

Kubernetes takes OpenAPI 3.0 (JSON Schema draft 4) without references and without `oneOf` of types:
https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from pydantic import BaseModel

Schema = dict[str, Any]

_KEPT: Final = ("type", "description", "enum", "pattern", "format", "minimum", "maximum", "minItems", "minLength")
_NOTHING: Final[tuple[object, ...]] = ("", None, False, 0, [], {})
"""Defaults that Kubernetes need not fill in: the field is then simply absent."""


def structural_schema(model: type[BaseModel]) -> Schema:
    """Return the structural schema of a model, with defaults, without the model's own refusal of unknown fields (kubectl refuses those)."""
    schema = model.model_json_schema(by_alias=True)
    return _structural(schema, schema.get("$defs", {}))


def _structural(schema: Mapping[str, Any], parts: Mapping[str, Any]) -> Schema:
    whole = _whole(schema, parts)
    made: Schema = {name: whole[name] for name in _KEPT if name in whole} | _bounds(whole)
    if "const" in whole:
        made["enum"] = [whole["const"]]
    if "items" in whole:
        made["items"] = _structural(whole["items"], parts)
    for free in (whole.get("additionalProperties"), *whole.get("patternProperties", {}).values()):
        if isinstance(free, Mapping):
            made["additionalProperties"] = _structural(free, parts)
    if "properties" in whole:
        return made | _properties(whole, parts)
    return made if whole.get("default") in _NOTHING else {**made, "default": whole["default"]}


def _bounds(whole: Mapping[str, Any]) -> Schema:
    """Return bounds without their end: a number of their own in JSON Schema, a mark beside the bound in draft 4."""
    made: Schema = {}
    for mark, bound in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if mark in whole:
            made |= {bound: whole[mark], mark: True}
    return made


def _properties(whole: Mapping[str, Any], parts: Mapping[str, Any]) -> Schema:
    required = list(whole.get("required", ()))
    made = {name: _property(part, parts, needed=name in required) for name, part in whole["properties"].items()}
    return {"properties": made, "required": required} if required else {"properties": made}


def _property(schema: Mapping[str, Any], parts: Mapping[str, Any], *, needed: bool) -> Schema:
    """Return the schema of a property.

    Kubernetes fills in defaults only inside of what is there, so a part that is always there has its fields' defaults as its own.
    """
    made = _structural(schema, parts)
    defaults = {name: one["default"] for name, one in made.get("properties", {}).items() if "default" in one}
    if defaults and not needed and "anyOf" not in schema:
        made["default"] = defaults
    return made


def _whole(schema: Mapping[str, Any], parts: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a schema with what it refers to, its own words first; `X or null` is X, for an absent field is Kubernetes' null."""
    whole = dict(schema)
    if "anyOf" in whole:
        (one,) = (each for each in whole.pop("anyOf") if each.get("type") != "null")
        whole = {**_whole(one, parts), **whole}
    if "$ref" in whole:
        whole = {**_whole(parts[whole.pop("$ref").rpartition("/")[2]], parts), **whole}
    return whole
