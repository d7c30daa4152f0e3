"""序时进度: what is done of the year against what has passed of it, as published lists say it."""

from __future__ import annotations

import pytest

from shared.judgement.assess_all import assess_all
from shared.judgement.report_json import status_json
from shared.model.period import Period
from tests.unit.judgement.builders import area, indicator, observe, plan, target


def explained(period: str, value: float, wanted: float) -> dict[str, str]:
    """The explanation of a cumulative value."""
    definitions = [area("320200"), plan(), indicator("invested"), target("invested", value=wanted, unit="percent")]
    now_ms = Period.parse(period).end_ms() + 86_400_000
    (status,) = assess_all(definitions, [observe("320200", {("invested", period): value})], now_ms=now_ms).statuses
    told: dict[str, str] = status_json(status)["explanation"]
    return told


@pytest.mark.parametrize(
    ("period", "value", "wanted", "zh", "en"),
    [
        (
            "2026-09",
            93.3,
            100.0,
            "完成全年目标的93.3%，快于序时进度18.3个百分点",
            "93.3% of the year's target is done, with 75% of the year gone",
        ),
        (
            "2026-03",
            28.29,
            86.0,
            "完成全年目标的32.9%，快于序时进度7.9个百分点",
            "32.9% of the year's target is done, with 25% of the year gone",
        ),
        ("2026-06", 40.0, 100.0, "慢于序时进度10个百分点", "40% of the year's target is done, with 50% of the year gone"),
        ("2026-06", 50.0, 100.0, "与序时进度持平", "50% of the year's target is done, with 50% of the year gone"),
    ],
)
def test_published_lists(period: str, value: float, wanted: float, zh: str, en: str) -> None:
    told = explained(period, value, wanted)
    assert zh in told["zh"]
    assert en in told["en"]


def test_a_year_that_is_over_has_no_time_to_compare_with() -> None:
    assert "序时" not in explained("2026-12", 99.0, 100.0)["zh"]
