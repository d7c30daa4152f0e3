"""Typed records as plain measures: which indicator each field reports is written in the protos."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message import Message

from xiheng.shared.v1 import observation_pb2


class Measure(NamedTuple):
    """One measure of a typed record."""

    field: str
    """Name of the field in the proto."""
    indicator: str
    value: float


def measures_of(part: Message) -> Iterator[Measure]:
    """Yield the measures of the part of a typed record that holds them, such as `DebtPosition`; absent fields are not reported."""
    for field, indicator, is_enum in _measured(part.DESCRIPTOR):
        if is_enum:
            number = getattr(part, field)
            if number:
                # 0 says nothing; the catalogue's classes begin at 0 with the proto's 1.
                yield Measure(field, indicator, float(number - 1))
        elif part.HasField(field):
            yield Measure(field, indicator, getattr(part, field))


@lru_cache(maxsize=64)
def _measured(kind: Descriptor) -> tuple[tuple[str, str, bool], ...]:
    found = [(field, _indicator(field)) for field in kind.fields]
    return tuple((field.name, indicator, field.enum_type is not None) for field, indicator in found if indicator)


def _indicator(field: FieldDescriptor) -> str:
    options: Any = field.GetOptions()  # its stub knows no extensions
    return str(options.Extensions[observation_pb2.indicator])


def measured_indicators(record: Descriptor) -> dict[str, str]:
    """Return the indicator of each measure of a typed record, by `part.field`."""
    return {
        f"{part.name}.{name}": indicator
        for part in record.oneofs_by_name["measures"].fields
        for name, indicator, _ in _measured(part.message_type)
    }
