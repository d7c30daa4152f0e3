"""Cases of a city whose value is the sum over its districts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from shared.judgement.assess_all import assess_state, send_up
from shared.judgement.fold import fold
from shared.judgement.state import PartitionState
from shared.judgement.verdict import StatusVerdict
from shared.model.manifests import Manifest
from tests.unit.judgement.builders import define, indicator, manifest, observe, plan, target, tick
from tests.unit.judgement.evaluators.judged import CITY, Values

XISHAN, HUISHAN = "320205", "320206"


def _area(code: str, zh: str, en: str, **more: str) -> Manifest:
    return manifest("Area", code, names={"zh": zh, "en": en}, **more)


AREAS = (
    _area(CITY, "无锡市", "Wuxi", level="city"),
    _area(XISHAN, "锡山区", "Xishan District", level="district", parent=CITY),
    _area(HUISHAN, "惠山区", "Huishan District", level="district", parent=CITY),
)


@dataclass(frozen=True, kw_only=True)
class Summed:
    """A target of the city, and what its districts reported by code, case by case."""

    shape: str
    comparator: str
    zh: str
    en: str
    districts: tuple[Mapping[str, Values], ...]
    unit: str = "person"
    wants: Mapping[str, Any] = field(default_factory=dict)

    def verdicts(self) -> Iterator[StatusVerdict]:
        """Judge the city on each of them after June."""
        named = {"names": {"zh": self.zh, "en": self.en}, "unit": self.unit}
        wants = {"shape": self.shape, "comparator": self.comparator, "value": None, **named, **self.wants}
        definitions = define(plan(), *AREAS, indicator("x", rollUp={"rule": "sum"}, **named), target("x", **wants))
        for one in self.districts:
            state = PartitionState()
            reports = (observe(code, {("x", period): value for period, value in values.items()}) for code, values in one.items())
            for event in (definitions, tick("2026-07-22"), *reports):
                fold(state, event)
            send_up(state)
            yield next(found for found in assess_state(state).statuses if found.target == "x" and found.area == CITY)


MAY, JUNE, LAST_JUNE = "2026-05", "2026-06", "2025-06"
EVERY_MONTH = {f"2026-{month:02}": 5500.0 * month for month in range(1, 7)}
SUMS = (
    Summed(
        shape="cumulative",
        comparator="at_least",
        zh="城镇新增就业",
        en="New urban jobs",
        wants={"value": 130000.0},
        districts=(
            {XISHAN: {MAY: 27000.0, JUNE: 34000.0}, HUISHAN: {MAY: 25000.0}},
            {XISHAN: EVERY_MONTH, HUISHAN: {LAST_JUNE: 30000.0}},
        ),
    ),
    Summed(
        shape="cumulative",
        comparator="stable_vs_last_year",
        zh="实际使用外资",
        en="Foreign direct investment utilised",
        unit="yi_usd",
        wants={"better": "band"},
        districts=({XISHAN: {LAST_JUNE: 6.2, JUNE: 6.1}, HUISHAN: {JUNE: 4.3}},),
    ),
)
"""A sum that lacks a district, with and without an earlier one; a sum that last year's is not compared with, being over fewer districts."""
