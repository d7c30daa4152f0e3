"""The examples of docs/statuses.md, as printed there: whoever follows the page gets what it says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.unit.judgement.evaluators.judged import PERCENT, Values, judged, status

Spec = Mapping[str, Any]
STOCK: Spec = {"kind": "stock", "accumulation": "stock"}
MONTHS: Spec = {"kind": "rate", "accumulation": "rate", "unit": "month"}
CLASSES: Spec = {"kind": "class", "unit": "class", "accumulation": "state", "classes": ["I", "II", "III", "IV", "V", "inferior-V"]}


def level(comparator: str, /, **more: Any) -> Spec:
    """A target for a level, in percent unless said."""
    return {"shape": "level", "unit": "percent", "value": None, "comparator": comparator, **more}


AT_MOST_18: Spec = level("at_most_parameter", parameter={"value": 18.0, "note": "open"}, unit="month", better="down")
OVER_BASE: Spec = level("at_least_over_base", value=600.0, unit="person")
MORE_THAN_5000: Spec = level("more_than", value=5000.0, unit="person")
RANGE: Spec = level("within_external_limit", limits=[{"floor": 0.0, "ceiling": 2.0, "effectiveFrom": "2026-01-01"}], better="band")
DUST = "2025-06"

EXAMPLES: Mapping[str, list[tuple[Values, Spec, Spec, str]]] = {
    "jobs": [({"2026-06": value}, {}, {"value": 130_000.0}, word) for value, word in ((59_500.0, "at_risk"), (63_050.0, "on_track"))],
    "against-a-number": [({"2026-06": value}, PERCENT, level("at_least", value=5.0), word) for value, word in ((4.6, "at_risk"), (4.4, "off_track"))],
    "more-than": [({"2026-06": 5000.0}, STOCK, MORE_THAN_5000, "at_risk")],
    "at-most": [({"2026-06": value}, MONTHS, AT_MOST_18, word) for value, word in ((18.2, "at_risk"), (19.0, "off_track"))],
    "over-base": [({"2025-12": 7000.0, "2026-06": value}, STOCK, OVER_BASE, word) for value, word in ((7250.0, "at_risk"), (7600.0, "on_track"))],
    "around": [
        ({"2026-06": value}, PERCENT, level("around", value=4.0, better="band"), word)
        for value, word in ((3.6, "on_track"), (3.2, "at_risk"), (5.1, "off_track"))
    ],
    "range": [({"2026-06": 2.3}, PERCENT, RANGE, "at_risk")],
    "against-last-year": [
        ({DUST: 28.0, "2026-06": value}, PERCENT | {"unit": "ug_per_m3"}, level("falling", better="down", unit="ug_per_m3"), word)
        for value, word in ((27.0, "on_track"), (28.0, "at_risk"), (28.7, "off_track"))
    ],
    "grain": [({DUST: 570_000.0, "2026-06": 555_000.0}, STOCK, level("stable_vs_last_year", unit="person"), "at_risk")],
    "stabilises": [
        (dict(zip(("2026-03", "2026-04", "2026-05", "2026-06"), (-13.0, -11.0, -10.0, -8.0)[:known], strict=False)), PERCENT, level("stabilises"), word)
        for known, word in ((1, "off_track"), (2, "at_risk"), (3, "at_risk"), (4, "on_track"))
    ],
    "none-new": [
        ({"2026-06": 0.0, **later}, {"accumulation": "single"}, {"comparator": "none_new", "value": None, "better": "down"}, word)
        for later, word in (({}, "on_track"), ({"2026-07": 0.3}, "breached"), ({"2026-07": 0.0}, "on_track"))
    ],
    "steadily": [
        (
            {"2026-01": 2.0, "2026-02": 2.0, "2026-03": 3.0},
            CLASSES,
            {"shape": "class", "comparator": "steadily_at_or_better", "value": None, "className": "III", "unit": "class"},
            "breached",
        )
    ],
    "hysteresis": [
        ({"2026-06": 4950.0}, STOCK, MORE_THAN_5000, "at_risk"),
        ({"2026-06": 4950.0, "2026-07": 4890.0}, STOCK, MORE_THAN_5000, "at_risk"),
        ({"2026-06": 4950.0, "2026-07": 4890.0, "2026-08": 4895.0}, STOCK, MORE_THAN_5000, "off_track"),
        ({"2026-06": 4950.0, "2026-07": 4860.0}, STOCK, MORE_THAN_5000, "off_track"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_example_says_what_is_printed(name: str) -> None:
    for values, of, wants, word in EXAMPLES[name]:
        assert status(values, of=of, wants=wants, now="2026-09-10") == word, (values, wants)


@pytest.mark.parametrize(
    ("values", "planned", "word", "other"),
    [({"2026-09": 66.0}, 67.5, "on_track", "off_track"), ({"2026-05": 38.0}, 50.0, "off_track", "on_track")],
)
def test_an_amended_target_is_shown_under_all_its_terms(values: Values, planned: float, word: str, other: str) -> None:
    amendment = {"document": "锡政办 1", "approver": "市政府", "effectiveFrom": "2026-06-15", "value": 90.0}
    found = judged(values, wants={"value": 120.0, "amendments": [amendment]}, now="2026-10-10")
    assert ((found.last_status or found.status).word, found.plan_value) == (word, planned)
    assert [one.status.word for one in found.others] == [other]


def test_the_year_of_jobs_is_projected_as_printed_and_so_is_its_last_feasible_date() -> None:
    quarters = {"2025-03": 41e3, "2025-06": 79e3, "2025-09": 115e3, "2025-12": 145.9e3, "2026-03": 33e3, "2026-06": 62e3}
    found = judged(quarters, wants={"value": 130_000.0, "cadence": "quarter"}, now="2026-07-10").projection
    assert found is not None
    assert [round(one or 0.0) for one in (found.value, found.low, found.high, found.low_95, found.high_95, found.best)] == [
        *(125_001, 103_393, 146_610, 85_871, 164_131, 134_950)
    ]
    assert round(found.chance or 0.0, 3) == 0.370
    assert str(found.last_feasible_date) == "2026-07-12"


def test_a_level_is_projected_as_printed() -> None:
    months = dict(zip((f"2026-0{month}" for month in range(1, 7)), (5.0, 6.0, 5.0, 6.0, 7.0, 8.0), strict=True))
    found = judged(months, of=PERCENT, wants=level("at_least", value=8.0)).projection
    assert found is not None
    assert (found.value, round((found.high or 0.0) - found.value, 2)) == (8.0, 3.62)
