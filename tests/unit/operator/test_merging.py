"""A merge patch makes one object into the other, and of equal ones nothing is sent."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from services.operator.domain.merging import merge_patch

_LEAVES = st.one_of(st.booleans(), st.integers(), st.text(max_size=3), st.lists(st.integers(), max_size=2))
_NAMES = st.sampled_from("abc")
_OBJECTS = st.dictionaries(
    _NAMES, st.recursive(_LEAVES, lambda inner: st.dictionaries(_NAMES, inner, max_size=3), max_leaves=8), max_size=3
)


def merged(target: Any, patch: Any) -> Any:
    """As RFC 7396 writes it down, section 2."""
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = merged(result.get(name), value)
    return result


@given(_OBJECTS, _OBJECTS)
def test_the_old_becomes_the_new(old: dict[str, Any], new: dict[str, Any]) -> None:
    assert merged(old, merge_patch(old, new)) == new


@given(_OBJECTS)
def test_nothing_is_sent_of_what_is_equal(one: dict[str, Any]) -> None:
    assert merge_patch(one, one) == {}
