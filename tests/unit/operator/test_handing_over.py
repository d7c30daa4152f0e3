"""The registry is brought to what Kubernetes holds: nothing twice, nothing too early, nothing that came by another way."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from services.operator.domain.handing_over import Handover, Refusal, handover, parcels
from services.operator.domain.things import thing_of
from shared.model.catalogue import Key
from tests.unit.judgement.builders import area, indicator, plan, target
from tests.unit.operator.builders import in_force, key, raw, thing

ALL = [area("320200", level="city"), indicator("jobs"), plan(), target("jobs")]


def test_what_is_new_or_differs_is_applied_and_what_is_equal_is_not() -> None:
    wanted = handover([thing(one) for one in ALL], in_force(ALL[0], indicator("jobs", better="up")))
    assert set(wanted.apply) == {key(one) for one in ALL[1:]}
    assert wanted.retire == frozenset()


def test_what_the_registry_holds_without_an_object_stays() -> None:
    assert handover([], in_force(*ALL)).is_empty


def test_a_deleted_object_takes_its_definition_out_of_force_once() -> None:
    gone = thing(ALL[3], deleted=True)
    assert handover([gone], in_force(*ALL)).retire == {key(ALL[3])}
    assert handover([gone], in_force(*ALL[:3])).is_empty


def test_notes_of_tools_are_no_part_of_a_definition() -> None:
    noted = raw(ALL[1], annotations={"kubectl.kubernetes.io/last-applied-configuration": "{}"}, labels={"app.kubernetes.io/part-of": "x"})
    assert handover([thing_of(noted)], in_force(ALL[1])).is_empty


def test_an_own_label_is_a_part_of_it() -> None:
    assert not handover([thing_of(raw(ALL[1], labels={"office": "a"}))], in_force(ALL[1])).is_empty


def test_a_broken_object_is_refused_with_field_and_remedy() -> None:
    broken = thing_of(raw(ALL[1]) | {"spec": {"unit": "person"}})
    (words,) = handover([broken], {}).refused.values()
    assert "spec.names: is missing; add it" in words


def test_a_plan_outside_the_namespace_of_its_name_is_refused() -> None:
    (words,) = handover([thing_of(raw(ALL[2], namespace="elsewhere"))], {}).refused.values()
    assert words == ("metadata.namespace: a plan stands in the namespace of its own name; apply it with -n plan-2026",)


def test_what_is_refused_is_left_out_and_the_rest_goes_on() -> None:
    whole = handover([thing(one) for one in ALL], {})
    left = whole.without([Refusal(key(ALL[3]), "spec.value: wrong"), Refusal(key(ALL[3]), "spec.unit: wrong")])
    assert set(left.apply) == {key(one) for one in ALL[:3]}
    assert left.refused == {key(ALL[3]): ("spec.value: wrong", "spec.unit: wrong")}


def test_a_refusal_that_names_nothing_given_refuses_all() -> None:
    left = handover([thing(one) for one in ALL], {}).without([Refusal(Key("", "", "manifest 0"), "this is not JSON")])
    assert left.is_empty
    assert set(left.refused) == {key(one) for one in ALL}


@given(st.integers(1, 4000), st.integers(0, 30))
def test_parcels_hold_everything_once_in_the_order_of_reference(limit: int, count: int) -> None:
    manifests = [*ALL, *(indicator(f"i{number}") for number in range(count))]
    whole = Handover({key(one): one for one in manifests}, frozenset({Key("Target", "plan-2026", "old")}))
    parts = list(parcels(whole, limit))
    order = [one for part in parts for one in part.apply]
    assert sorted(order) == sorted(whole.apply)
    kinds = [one.kind for one in order]
    assert kinds == sorted(kinds, key=["Area", "Indicator", "Entity", "Plan", "Target", "RiskRule", "Subscriber"].index)
    assert [part.retire for part in parts[:-1]] == [frozenset()] * (len(parts) - 1)
    assert parts[-1].retire == whole.retire


def test_nothing_makes_no_parcel() -> None:
    assert list(parcels(Handover({}, frozenset()))) == []
