"""Merge patches: what to send so that a JSON object becomes another one (RFC 7396)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def merge_patch(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """Return the patch that makes `old` into `new`; neither holds a null, which such a patch reads as absence."""
    gone = {name: None for name in old if name not in new}
    changed = {name: _patch(old.get(name), value) for name, value in new.items() if name not in old or old[name] != value}
    return {**gone, **changed}


def _patch(old: Any, new: Any) -> Any:  # noqa: ANN401 - JSON
    return merge_patch(old, new) if isinstance(old, Mapping) and isinstance(new, Mapping) else new
