"""Rules of energy, carbon and livelihood at their lines: silence, rises, shares, rates."""

from __future__ import annotations

import pytest

from shared.judgement.wording import explain_alert
from shared.model.period import Period
from tests.unit.judgement.derivations.given import month
from tests.unit.judgement.rules.ruled import RULES, severity, told, walked

METER = RULES["energy.meter-silent"]


@pytest.mark.parametrize(
    ("today", "word"), [("2026-06-03", ""), ("2026-06-04", "yellow"), ("2026-06-07", "yellow"), ("2026-06-08", "orange")]
)
def test_a_meter_is_silent_from_the_third_day_on(today: str, word: str) -> None:
    found = walked(METER, {"meter.electricity.daily": {"2026-06-01": 1.0}}, entity="m", now_ms=Period.parse(today).end_ms())
    assert [one.severity.word for one in found] == ([word] if word else [])


def test_a_meter_that_reports_again_ends_it() -> None:
    readings = {"2026-06-01": 1.0, "2026-06-09": 0.0}
    found = walked(METER, {"meter.electricity.daily": readings}, entity="m", now_ms=Period.parse("2026-06-09").end_ms())
    assert told(found) == [("2026-06-04", "2026-06-09", "resolved", "orange")]


@pytest.mark.parametrize("kind", ["energy", "carbon"])
@pytest.mark.parametrize(("fall", "word"), [(0.0, ""), (-0.01, "yellow"), (-1.0, "yellow"), (-1.01, "orange")])
def test_intensity_that_rises(kind: str, fall: float, word: str) -> None:
    name = {"energy": "energy.intensity-rising", "carbon": "energy.carbon-rising"}[kind]
    assert severity(name, {f"{kind}.intensity.change": fall}) == word


@pytest.mark.parametrize(("share", "word"), [(19.9, ""), (20.0, "yellow"), (39.9, "yellow"), (40.0, "orange")])
def test_households_without_help(share: float, word: str) -> None:
    assert severity("livelihood.without-help", {"households.unassisted-share": share}) == word


@pytest.mark.parametrize(("share", "state"), [(10.0, "raised"), (9.9, "resolved")])
def test_help_has_come_below_10_percent(share: float, state: str) -> None:
    found = walked(RULES["livelihood.without-help"], {"households.unassisted-share": month("2026-05", [20.0, share])})
    assert [one.state.word for one in found] == [state]


HOTLINE = RULES["livelihood.hotline-falling"]


def rates(**now: float) -> dict[str, dict[str, float]]:
    """All rates at 90 % but those given, in May and June."""
    named = {name: now.get(name, 90.0) for name in ("response", "resolution", "satisfaction")}
    return {f"hotline.12345.{name}": {**month("2025-05", [90.0] * 2), **month("2026-05", [value] * 2)} for name, value in named.items()}


@pytest.mark.parametrize(
    ("now", "word"),
    [
        ({"satisfaction": 88.0}, ""),
        ({"satisfaction": 87.9}, "yellow"),
        ({"satisfaction": 87.9, "response": 88.0}, "yellow"),
        ({"satisfaction": 87.9, "response": 87.9}, "orange"),
    ],
)
def test_each_rate_of_the_hotline_is_held_against_its_own_last_year(now: dict[str, float], word: str) -> None:
    assert [one.severity.word for one in walked(HOTLINE, rates(**now))] == ([word] if word else [])


def test_an_alert_names_the_rates_that_fell() -> None:
    (found,) = walked(HOTLINE, rates(satisfaction=80.0, response=80.0))
    assert explain_alert(found.facts, "zh").endswith("3项条件中2项成立：解决率下降、满意率下降。") is False
    assert explain_alert(found.facts, "zh").endswith("3项条件中2项成立：响应率下降、满意率下降。")
    assert explain_alert(found.facts, "en").endswith("Of 3 conditions, 2 hold: response, satisfaction.")


def test_one_bad_month_of_the_hotline_is_not_told() -> None:
    values = rates(satisfaction=80.0)
    values["hotline.12345.satisfaction"]["2026-05"] = 90.0
    assert walked(HOTLINE, values) == ()


ARREARS = RULES["livelihood.arrears-rising"]


@pytest.mark.parametrize(("values", "raised"), [([5.0, 6.0, 7.0], 0), ([5.0, 6.0, 7.0, 7.0], 0), ([5.0, 6.0, 7.0, 7.1], 1)])
def test_arrears_that_grow_three_times_in_a_row(values: list[float], raised: int) -> None:
    assert len(walked(ARREARS, {"arrears.outstanding": month("2026-01", values)})) == raised


@pytest.mark.parametrize(("before", "word"), [(7.1, "yellow"), (7.0, "orange")])
def test_arrears_above_those_of_a_year_ago_are_graver(before: float, word: str) -> None:
    values = {"arrears.outstanding": {"2025-04": before, **month("2026-01", [5.0, 6.0, 7.0, 7.1])}}
    assert [one.severity.word for one in walked(ARREARS, values)] == [word]
