"""Places in a file of the characters of a value: as YAML itself wrote it."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from shared.plans.yaml_places import place_in_file

WORD = st.text(alphabet="ab\"'\\(){}:#价é\U0001f600.", min_size=1, max_size=9)
TEXT = st.lists(st.tuples(WORD, st.sampled_from([" ", "\n"])), min_size=1, max_size=12).map(
    lambda parts: "".join(a + b for a, b in parts).strip()
)


def scalar(text: str) -> yaml.ScalarNode:
    """The scalar below `spec.when` of a document."""
    node = yaml.compose(text)
    assert isinstance(node, yaml.MappingNode)
    inner = node.value[0][1].value[0][1]
    assert isinstance(inner, yaml.ScalarNode)
    return inner


@given(TEXT, st.sampled_from([None, "'", '"', "|", ">"]), st.data())
def test_the_character_at_the_place_is_the_one_asked_for(text: str, style: str | None, data: st.DataObject) -> None:
    written = yaml.dump({"spec": {"when": text}}, default_style=style, allow_unicode=True, width=20)
    node = scalar(written)
    value = node.value
    visible = [number for number, character in enumerate(value) if character.isalpha() and character not in "xnteuU"]
    if not visible:
        return
    offset = data.draw(st.sampled_from(visible))
    before = value[:offset]
    line, column = place_in_file(node, before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1)
    assert written.split("\n")[line - 1][column - 1] == value[offset] or written.split("\n")[line - 1][column - 1] == "\\"


@pytest.mark.parametrize(("line", "column", "at"), [(1, 1, (2, 10)), (1, 4, (2, 13)), (1, 99, (2, 15))])
def test_a_place_behind_the_end_is_the_end(line: int, column: int, at: tuple[int, int]) -> None:
    assert place_in_file(scalar("spec:\n  when: 'a + b'\n"), line, column) == at
