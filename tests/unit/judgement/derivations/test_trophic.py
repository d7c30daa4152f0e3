"""The trophic level index, against a worked example."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.judgement.derivations.trophic import CLASSES, PARTS, trophic_class, trophic_index

EXAMPLE = {"chla": 20.0, "tp": 0.050, "tn": 1.08, "secchi": 0.5, "codmn": 4.0}


def test_the_worked_example() -> None:
    index = trophic_index(EXAMPLE)
    assert index == pytest.approx(52.72, abs=0.005)
    assert CLASSES[trophic_class(index or 0.0)] == "light-eutrophic"


@pytest.mark.parametrize(("item", "weight"), [("chla", 0.2663), ("tp", 0.1879), ("tn", 0.1790), ("secchi", 0.1834), ("codmn", 0.1834)])
def test_the_weights_are_the_published_ones(item: str, weight: float) -> None:
    weights = {name: part.correlation**2 for name, part in PARTS.items()}
    assert weights[item] / sum(weights.values()) == pytest.approx(weight, abs=5e-5)


@pytest.mark.parametrize("item", PARTS)
@pytest.mark.parametrize("value", [0.0, None])
def test_without_an_item_there_is_no_index(item: str, value: float | None) -> None:
    known = {name: one for name, one in EXAMPLE.items() if name != item}
    assert trophic_index(known if value is None else {**known, item: value}) is None


@given(st.sampled_from(sorted(PARTS)), st.floats(0.01, 100), st.floats(1.001, 100))
def test_more_of_an_item_raises_the_index_and_clearer_water_lowers_it(item: str, value: float, times: float) -> None:
    less, more = trophic_index({**EXAMPLE, item: value}), trophic_index({**EXAMPLE, item: value * times})
    assert less is not None
    assert more is not None
    assert (more < less) is (item == "secchi")


@pytest.mark.parametrize(("index", "found"), [(-5, 0), (29.9, 0), (30, 1), (50, 1), (50.1, 2), (60, 2), (60.1, 3), (70, 3), (70.1, 4)])
def test_the_ends_of_the_classes(index: float, found: int) -> None:
    assert trophic_class(index) == found
