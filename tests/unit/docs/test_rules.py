"""The functions of rules: every example of the page gives what the page says."""

from __future__ import annotations

import re
from pathlib import Path

import cel
import pytest

from shared.judgement.rules.of_entity import OfEntity
from shared.judgement.rules.standpoint import FUNCTIONS, Standpoint
from shared.judgement.rules.target_rule import TARGET_FUNCTIONS
from shared.model.manifests import EntitySpec, IndicatorSpec
from shared.model.period import Period, PeriodLength
from tests.unit.judgement.derivations.given import Given, month

PAGE = (Path(__file__).parents[3] / "docs" / "rules-and-alerts.md").read_text(encoding="utf-8")
ROWS = [
    (call, answer)
    for calls, answers in re.findall(r"^\| (`\w+\(.*?`) \| [^|]+ \| ([-\d.; ]+) \|$", PAGE, re.MULTILINE)
    for call, answer in zip(re.findall(r"`([^`]+)`", calls), answers.split("; "), strict=True)
]
SHORT = IndicatorSpec.model_validate(
    {
        "names": {"zh": "深", "en": "depth"},
        "unit": "cm",
        "kind": "rate",
        "accumulation": "single",
        "periods": ["minute5"],
        "entityType": "point",
    }
)
WATER = IndicatorSpec.model_validate(
    {
        "names": {"zh": "水", "en": "water"},
        "unit": "class",
        "kind": "class",
        "accumulation": "state",
        "periods": ["month"],
        "entityType": "section",
        "classes": ["I", "II", "III", "IV", "V", "inferior-V"],
    }
)
SECTION = EntitySpec.model_validate({"names": {"zh": "断面", "en": "section"}, "type": "section", "area": "320200", "targetClass": "II"})
VIEW = Given(
    {
        "a": {"2025-06": 100.0, **month("2026-03", [99.0, 99.5, 98.0, 70.0])},
        "s": month("2026-01", [10.0] * 6),
        "i": month("2026-01", [100.5] * 6),
        "p": {"2026-06": 45.5},
    },
    {"d": {"p": {"2026-06-27T13:00": 2.0, "2026-06-27T13:05": 31.0, "2026-06-27T13:10": 4.0}}, "w": {"p": {"2026-06": 3.0}}},
    definitions={"p": SECTION},
    specs={"d": SHORT, "w": WATER},
)


@pytest.mark.parametrize(("call", "answer"), ROWS)
def test_an_example_gives_what_the_page_says(call: str, answer: str) -> None:
    short = '"d"' in call
    standpoint = Standpoint(PeriodLength.DAY if short else PeriodLength.MONTH)
    standpoint.view, standpoint.period = OfEntity(VIEW, "p"), Period.parse("2026-06-27" if short else "2026-06")
    assert float(cel.compile(call).execute(standpoint.context)) == pytest.approx(float(answer))


def test_every_function_is_on_the_page() -> None:
    assert {name for name in FUNCTIONS | TARGET_FUNCTIONS if f"`{name}(" not in PAGE} == set()
    assert len(ROWS) >= len(FUNCTIONS)
