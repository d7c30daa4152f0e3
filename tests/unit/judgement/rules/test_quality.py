"""Cross-checks between indicators: what contradicts each other raises a finding, what is published does not."""

from __future__ import annotations

import pytest

from services.demo.data.real import price_index
from shared.judgement.rules import compile_rule
from shared.model.manifests import RiskRule
from shared.model.status import AlertState
from tests.unit.judgement.derivations.given import Given, Values, month
from tests.unit.judgement.rules.test_debt_and_housing import RULES, episodes


def found(rule: str, **june: float) -> bool:
    """Whether June's values of two indicators raise the rule."""
    return bool(episodes(rule, {name.replace("__", ".").replace("_", "-"): {"2026-06": value} for name, value in june.items()}))


@pytest.mark.parametrize(("sizes", "raised"), [((80, 15, 3), False), ((3, 3, 3), False), ((80, 3, 4), True), ((14, 15, 3), True)])
def test_each_size_of_project_lies_within_the_one_before(sizes: tuple[float, float, float], raised: bool) -> None:
    names = ("projects.filed.over-1bn", "projects.filed.over-5bn", "projects.filed.over-10bn")
    assert bool(episodes("quality.filed-sizes", {name: {"2026-06": size} for name, size in zip(names, sizes, strict=True)})) is raised


def test_a_part_may_be_the_whole_and_not_more() -> None:
    assert not found("quality.part.vouchers", housing__vouchers__redeemed=100.0, housing__vouchers__issued=100.0)
    assert found("quality.part.vouchers", housing__vouchers__redeemed=101.0, housing__vouchers__issued=100.0)


def test_the_published_prices_contradict_nothing_and_a_slip_does() -> None:
    months = price_index()
    for market, mom, yoy in (("new", 1, 2), ("second-hand", 3, 4)):
        names = f"housing.price.{market}.mom", f"housing.price.{market}.yoy"
        published = [month("2023-01", [float(one[column]) for one in months]) for column in (mom, yoy)]
        assert episodes(f"quality.price-chain.{market}", dict(zip(names, published, strict=True))) == ()
        slipped = {**published[0], "2025-03": published[0]["2025-03"] - 1.0}
        raised = episodes(f"quality.price-chain.{market}", {names[0]: slipped, names[1]: published[1]})
        assert [(one.raised_period.text, one.state) for one in raised] == [("2025-03", AlertState.RESOLVED)]


GDP = {"2020-12": 12370.48, "2021-12": 14003.24, "2022-12": 14850.82, "2023-12": 15456.19, "2024-12": 16263.29, "2025-12": 16773.94}
GROWTH = {"2021-12": 8.8, "2022-12": 3.0, "2023-12": 6.0, "2024-12": 5.8, "2025-12": 5.1}


def test_published_output_contradicts_neither_its_growth_nor_its_last_year() -> None:
    assert episodes("quality.growth.gdp", {"gdp.value": GDP, "gdp.growth": GROWTH}) == ()
    assert episodes("quality.level.gdp", {"gdp.value": GDP}) == ()


@pytest.mark.parametrize("wrong", [{"2025-12": 1.677394e12}, {"2025-12": 2300.0}, {"2024-12": 1.6}])
def test_a_wrong_unit_is_found_where_it_stands(wrong: Values) -> None:
    assert episodes("quality.level.gdp", {"gdp.value": {**GDP, **wrong}})


def test_every_check_gives_its_reason_and_is_blue() -> None:
    checks = [rule.spec for name, rule in RULES.items() if name.startswith("quality.") and isinstance(rule, RiskRule)]
    assert len(checks) == 19
    assert all(spec.reference and spec.severity == "blue" and spec.family == "quality" for spec in checks)


def test_a_finding_names_both_sides() -> None:
    rule = RULES["quality.part.vouchers"]
    assert isinstance(rule, RiskRule)
    values = {"housing.vouchers.redeemed": {"2026-06": 101.0}, "housing.vouchers.issued": {"2026-06": 100.0}}
    (one,) = compile_rule(rule).walk(Given(values))
    assert {read.indicator: read.value for read in one.inputs} == {name: column["2026-06"] for name, column in values.items()}
