"""Rules of water, algae and air at their lines: classes, seasons, grades, days."""

from __future__ import annotations

import pytest

from shared.judgement.wording import explain_alert
from shared.model.manifests import EntitySpec
from tests.unit.judgement.derivations.given import month
from tests.unit.judgement.rules.ruled import RULES, severity, told, walked


@pytest.mark.parametrize(("quality", "word"), [(2.0, ""), (3.0, "yellow"), (4.0, "orange"), (5.0, "red")])
def test_the_lake_below_class_iii(quality: float, word: str) -> None:
    assert severity("water.lake-class", {"taihu.water-class": quality}) == word


SECTION = RULES["water.section-class"]


@pytest.mark.parametrize(
    ("before", "now", "word"),
    [(2.0, 3.0, ""), (3.0, 2.0, ""), (3.0, 3.0, "yellow"), (2.0, 4.0, "orange"), (3.0, 5.0, "red"), (0.0, 5.0, "red")],
)
def test_a_section_in_class_iv_twice_or_in_v_once(before: float, now: float, word: str) -> None:
    found = walked(SECTION, {"water.section.class": month("2026-05", [before, now])}, entity="s")
    assert [one.severity.word for one in found] == ([word] if word else [])


@pytest.mark.parametrize(
    ("wanted", "before", "now", "word", "line"),
    [
        ("II", 2.0, 2.0, "yellow", "III"),
        ("II", 1.0, 2.0, "", ""),
        ("II", 1.0, 3.0, "orange", "IV"),
        ("II", 1.0, 4.0, "red", "V"),
        ("IV", 3.0, 3.0, "", ""),
        ("IV", 4.0, 4.0, "yellow", "V"),
        ("IV", 3.0, 5.0, "red", "inferior-V"),
        ("V", 5.0, 5.0, "red", "inferior-V"),
    ],
)
def test_a_section_is_held_against_its_own_target_class(wanted: str, before: float, now: float, word: str, line: str) -> None:
    names = {"zh": "断面", "en": "section"}
    own = EntitySpec.model_validate({"names": names, "type": "section", "area": "320200", "targetClass": wanted})
    found = walked(SECTION, {"water.section.class": month("2026-05", [before, now])}, entity="s", definition=own)
    assert [(one.severity.word, one.facts.texts["line_class"]) for one in found] == ([(word, line)] if word else [])


def test_a_section_recovers_at_class_iii_and_not_before() -> None:
    classes = month("2026-03", [4.0, 3.0, 2.0])
    assert told(walked(SECTION, {"water.section.class": dict(list(classes.items())[:2])}, entity="s")) == [
        ("2026-03", "2026-04", "raised", "yellow")
    ]
    assert told(walked(SECTION, {"water.section.class": classes}, entity="s")) == [("2026-03", "2026-05", "resolved", "yellow")]


@pytest.mark.parametrize(
    ("period", "share", "word"),
    [
        ("2026-03", 99.9, "orange"),
        ("2026-04", 99.9, "red"),
        ("2026-10", 99.9, "red"),
        ("2026-11", 99.9, "orange"),
        ("2026-07", 100.0, ""),
    ],
)
def test_drinking_water_is_red_in_the_season_of_blooms(period: str, share: float, word: str) -> None:
    assert severity("water.drinking", {"drinking-water.compliance": share}, period=period) == word


def days(first: int, values: list[float]) -> dict[str, float]:
    return {f"2026-07-{first + offset:02d}": value for offset, value in enumerate(values)}


@pytest.mark.parametrize(("grade", "word"), [(1.0, ""), (2.0, "blue"), (3.0, "yellow"), (4.0, "orange")])
def test_a_bloom_of_three_days_has_the_severity_of_its_grade(grade: float, word: str) -> None:
    found = walked(RULES["algae.bloom"], {"taihu.bloom-grade": days(1, [grade] * 3)})
    assert [one.severity.word for one in found] == ([word] if word else [])


def test_a_bloom_of_two_days_is_none_and_one_ends_with_the_first_day_without() -> None:
    rule = RULES["algae.bloom"]
    assert told(walked(rule, {"taihu.bloom-grade": days(1, [2.0, 2.0, 1.0, 2.0])})) == []
    assert told(walked(rule, {"taihu.bloom-grade": days(1, [2.0, 2.0, 3.0, 2.0, 1.0])})) == [
        ("2026-07-03", "2026-07-05", "resolved", "blue")
    ]


def test_an_alert_of_a_bloom_speaks_of_grades() -> None:
    (found,) = walked(RULES["algae.bloom"], {"taihu.bloom-grade": days(1, [3.0] * 3)})
    assert (
        explain_alert(found.facts, "zh")
        == "2026年7月3日，太湖蓝藻水华程度为中度水华，黄色预警。预警线：太湖蓝藻水华程度为该级或更差：中度水华。"
    )


@pytest.mark.parametrize(
    ("oxygen", "before", "now", "raised"), [(1.9, 40, 60, True), (2.0, 40, 60, False), (1.9, 60, 60, False), (0.2, 60, 40, False)]
)
def test_signs_of_black_water_are_little_oxygen_while_chlorophyll_rises(oxygen: float, before: float, now: float, raised: bool) -> None:
    values = {"water.sample.do": {"2026-07": oxygen}, "water.sample.chla": month("2026-06", [before, now])}
    assert [one.severity.word for one in walked(RULES["algae.hypoxic"], values, entity="s")] == (["red"] if raised else [])


@pytest.mark.parametrize(("oxygen", "state"), [(1.99, "raised"), (2.0, "resolved")])
def test_oxygen_ends_it(oxygen: float, state: str) -> None:
    values = {"water.sample.do": month("2026-07", [1.0, oxygen]), "water.sample.chla": month("2026-06", [40.0, 60.0, 30.0])}
    assert [one.state.word for one in walked(RULES["algae.hypoxic"], values, entity="s")] == [state]


@pytest.mark.parametrize(("index", "word"), [(199.0, ""), (200.0, ""), (201.0, "orange"), (300.0, "orange"), (301.0, "red")])
def test_days_of_polluted_air(index: float, word: str) -> None:
    assert severity("air.pollution", {"air.aqi.daily": index}, period="2026-01-15") == word


@pytest.mark.parametrize(("now", "word"), [(84.0, ""), (83.9, "yellow"), (82.0, "yellow"), (81.9, "orange")])
def test_good_days_are_held_against_last_year_recomputed(now: float, word: str) -> None:
    values = {"air.good-days": {"2026-06": now}, "air.good-days.recomputed": {"2025-06": 85.0}}
    assert [one.severity.word for one in walked(RULES["air.good-days-behind"], values)] == ([word] if word else [])


@pytest.mark.parametrize(("june", "state"), [(84.9, "raised"), (85.0, "resolved")])
def test_good_days_catch_up_at_last_years_share(june: float, state: str) -> None:
    values = {"air.good-days": month("2026-05", [80.0, june]), "air.good-days.recomputed": month("2025-05", [85.0, 85.0])}
    assert [one.state.word for one in walked(RULES["air.good-days-behind"], values)] == [state]


def test_a_winter_of_few_days_is_not_held_against_another() -> None:
    values = {"air.good-days": month("2026-01", [50.0, 60.0]), "air.good-days.recomputed": month("2025-01", [85.0, 85.0])}
    assert walked(RULES["air.good-days-behind"], values) == ()
