"""Settings from the environment: read once, in `__main__`, into a frozen dataclass; every mistake in one message."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Mapping
from pathlib import Path
from types import NoneType, UnionType
from typing import TypeVar

from shared.model.errors import InvalidSettings

PREFIX = "XIHENG_"

S = TypeVar("S")


def read_settings(kind: type[S], environment: Mapping[str, str], *, prefix: str = PREFIX) -> S:
    """Return the settings of a dataclass from the environment.

    Field `bootstrap_servers` is read from XIHENG_BOOTSTRAP_SERVERS, or, so that secrets stay out of the environment, from the file that
    XIHENG_BOOTSTRAP_SERVERS_FILE names. Fields may be str, int, float, bool (true, false), Path, or tuple[str, ...] (by commas); one that
    may be None is None when its text is empty.

    Raises:
        InvalidSettings: With every mistake: a missing variable, a text that is not of the field's type, a file that cannot be read.
    """
    types = typing.get_type_hints(kind)
    values: dict[str, object] = {}
    mistakes: list[str] = []
    for field in dataclasses.fields(kind):  # type: ignore[arg-type]  # every settings class is a dataclass
        name = prefix + field.name.upper()
        try:
            text = _text(name, environment)
            if text is not None:
                values[field.name] = _parse(text, types[field.name])
            elif field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
                mistakes.append(f"{name} is not set, and has no default")
        except (ValueError, OSError) as error:
            mistakes.append(f"{name}: {error}")
    if mistakes:
        raise InvalidSettings("; ".join(mistakes))
    return kind(**values)


def _text(name: str, environment: Mapping[str, str]) -> str | None:
    if name in environment:
        return environment[name]
    file = environment.get(f"{name}_FILE")
    return None if file is None else Path(file).read_text(encoding="utf-8").strip()


def _parse(text: str, kind: object) -> object:
    if isinstance(kind, UnionType):
        (given,) = (one for one in typing.get_args(kind) if one is not NoneType)
        return _parse(text, given) if text else None
    if kind is bool:
        if text.lower() not in ("true", "false"):
            raise ValueError(f"{text!r} is neither true nor false")
        return text.lower() == "true"
    if kind in (int, float, Path):
        return kind(text)
    if typing.get_origin(kind) is tuple:
        return tuple(part.strip() for part in text.split(",") if part.strip())
    return text
