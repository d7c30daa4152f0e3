"""The province that is measured is one: every area has its parent, and every target is judged in every area."""

from __future__ import annotations

import os

import pytest

from bench.sizes.places import PROVINCE, areas, definitions, values
from bench.using import use_of
from shared.model.manifests import Plan, Target
from shared.plans.checking import find_mistakes


@pytest.mark.parametrize("count", [130, 131, 400, 3000])
def test_every_area_is_one_of_its_own_below_another_one(count: int) -> None:
    made = areas(count)
    names = {one.name for one in made}
    assert len(names) == len(made) == count
    assert [one.name for one in made if one.spec.parent is None] == [PROVINCE]
    assert all(one.spec.parent in names for one in made if one.name != PROVINCE)


def test_the_definitions_are_sound_and_every_target_is_judged_everywhere() -> None:
    made = [one for part in definitions(130) for one in part]
    assert not list(find_mistakes(made))
    (plan,) = (one for one in made if isinstance(one, Plan))
    targets = [one for one in made if isinstance(one, Target)]
    assert len(targets) == 142
    assert all({plan.spec.area, *(share.area for share in one.spec.areas)} == {each.name for each in areas(130)} for one in targets)


def test_every_area_tells_every_indicator() -> None:
    told = list(values(130))
    assert [one.area for one in told] == [one.name for one in areas(130)]
    assert {len(one.values) for one in told} == {18 * len(told[0].indicators)}


def test_what_a_process_uses_is_read() -> None:
    found = use_of(os.getpid())
    assert found.peak >= found.memory > 10
    assert found.cpu > 0
