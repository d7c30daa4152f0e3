from __future__ import annotations

import math
import re
from pathlib import Path

import pytest

import services.demo.report
from services.demo.report.words import STATUS_ENGLISH, STATUS_SYMBOL, duration, figure, percent, unbroken
from shared.model.status import TargetStatus

STYLE = (Path(services.demo.report.__file__).parent / "template" / "style.css").read_text(encoding="utf-8")
LIGHT, DARK = (dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", part)) for part in STYLE.split("prefers-color-scheme: dark")[:2])
PAIRS = sorted((name.removeprefix("on-"), name) for name in LIGHT if name.startswith("on-"))


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_every_status_has_its_own_symbol_and_word() -> None:
    assert set(STATUS_SYMBOL) == set(STATUS_ENGLISH) == set(TargetStatus)
    assert len(set(STATUS_SYMBOL.values())) == len(TargetStatus)


@pytest.mark.parametrize("theme", [LIGHT, {**LIGHT, **DARK}], ids=["light", "dark"])
def test_text_can_be_read_on_every_colour(theme: dict[str, str]) -> None:
    pairs = [*PAIRS, ("page", "ink"), ("card", "ink"), ("page", "soft"), ("card", "soft")]
    assert {below for below, _ in pairs} >= {status.word for status in TargetStatus}
    assert not [pair for pair in pairs if contrast(theme[pair[0]], theme[pair[1]]) < 4.5]


@pytest.mark.parametrize(
    ("share", "shown"),
    [(None, "–"), (math.inf, "–"), (0.996, "99\u00a0%"), (0.29, "29\u00a0%"), (1.0, "100\u00a0%"), (12.5, "1 250\u00a0%")],
)
def test_percent_says_100_only_when_reached(share: float | None, shown: str) -> None:
    assert percent(share).replace("\u2009", " ").replace("\u202f", " ") == shown


def test_numbers_and_durations_are_for_people() -> None:
    assert figure(None) == figure(math.nan) == duration(math.nan) == "–"
    assert re.fullmatch(r"130\s000", figure(130_000.0))
    assert unbroken("累计 4 081 亩，完成 40.8 %，12 项") == "累计 4\u00a0081 亩，完成 40.8\u00a0%，12 项"
    assert duration(30_000.0) == "≥ 30\u00a0s"
    assert [duration(value) for value in (4.25, 40.2, 1375.0)] == ["4.2\u00a0ms", "40\u00a0ms", "1.4\u00a0s"]
