"""A partition looks up the targets of its own areas as a state that owns all of them does, and keeps no others."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.judgement.definition_index import DefinitionIndex, Judged
from shared.judgement.event import Definition
from shared.model.manifests import Target
from shared.model.manifests.target import AreaShare
from tests.unit.judgement.wuxi import AREAS, MANIFESTS


def _shared(target: Target) -> Target:
    """Return a target that is judged in every area."""
    areas = tuple(AreaShare(area=code, share=0.1) for code in AREAS)
    return target.model_copy(update={"spec": target.spec.model_copy(update={"areas": areas})})


DEFINITIONS = {
    (one.kind, one.plan, one.name): Definition.initial(one)
    for one in (_shared(each) if isinstance(each, Target) else each for each in MANIFESTS)
}
ALL = DefinitionIndex(DEFINITIONS)


def _told(judged: tuple[Judged, ...]) -> list[tuple[tuple[str, str], str]]:
    return [(one.key, one.area) for one in judged]


@settings(max_examples=20)
@given(st.frozensets(st.sampled_from(AREAS)))
def test_targets_are_judged_in_the_areas_that_are_ours(ours: frozenset[str]) -> None:
    index = DefinitionIndex(DEFINITIONS, ours.__contains__)
    assert _told(index.judged) == [one for one in _told(ALL.judged) if one[1] in ours]
    assert index.judged_in.keys() == ours
    for area, indicator in ALL.judged_by:
        expected = _told(ALL.concerned_by(area, indicator)) if area in ours else []
        assert _told(index.concerned_by(area, indicator)) == expected
