"""One case of every shape, comparator and verdict, as a city would report it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from shared.judgement.verdict import StatusVerdict
from shared.model.manifests import Manifest
from shared.model.register import DONE, STARTED
from tests.unit.judgement.builders import indicator
from tests.unit.judgement.evaluators import test_register as register
from tests.unit.judgement.evaluators.judged import PERCENT, Values, judged
from tests.unit.judgement.wording.summed import SUMS, Summed

NEW_YEAR = "2027-02-10"
STOCK = {"kind": "stock", "accumulation": "stock"}
RATE = {"kind": "rate", "unit": "percent", "accumulation": "year-to-date"}
MONTHS = [f"2026-{month:02}" for month in range(1, 13)]
OTHERS = (
    indicator("gdp.growth", **PERCENT, names={"zh": "地区生产总值增长", "en": "Growth of gross domestic product"}),
    indicator("cpi.change", **PERCENT, names={"zh": "居民消费价格涨幅", "en": "Change in consumer prices"}),
    indicator("gdp.value", names={"zh": "地区生产总值(现价)", "en": "Gross domestic product at current prices"}),
)


@dataclass(frozen=True, kw_only=True)
class Case:
    """A target, and the values that it is judged on, case by case."""

    shape: str
    comparator: str
    zh: str
    en: str
    values: tuple[Values, ...]
    unit: str = "person"
    of: Mapping[str, Any] = field(default_factory=dict)
    wants: Mapping[str, Any] = field(default_factory=dict)
    beside: Mapping[str, Values] = field(default_factory=dict)
    defined: tuple[Manifest, ...] = ()

    def verdicts(self) -> Iterator[StatusVerdict]:
        """Judge each of the values; those that reach December after the year's end."""
        names = {"names": {"zh": self.zh, "en": self.en}, "unit": self.unit}
        wants = {"shape": self.shape, "comparator": self.comparator, "value": None, **names, **self.wants}
        for one in self.values:
            now = NEW_YEAR if any(period in ("2026-12", "2026") for period in one) else "2026-07-20"
            yield judged(one, of={**names, **self.of}, wants=wants, beside=self.beside, defined=self.defined, now=now)


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A register, and what was reported of its items, case by case."""

    comparator: str
    zh: str
    en: str
    items: tuple[register.Items, ...]
    shape: str = "register"
    wants: Mapping[str, Any] = field(default_factory=dict)

    def verdicts(self) -> Iterator[StatusVerdict]:
        """Judge each of the lists after June."""
        wants = {"shape": "register", "comparator": self.comparator, "value": None, **self.wants}
        for one in self.items:
            yield register.judged(one, {**wants, "names": {"zh": self.zh, "en": self.en}})


def june(*values: float, before: Values | None = None) -> tuple[Values, ...]:
    """Values for June, each a case of its own, with what was known before."""
    return tuple({**(before or {}), "2026-06": value} for value in values)


def year(*values: float, before: Values | None = None) -> tuple[Values, ...]:
    """The same for the whole year."""
    return tuple({**(before or {}), "2026-12": value} for value in values)


JOBS: dict[str, Any] = {"zh": "城镇新增就业", "en": "New urban jobs"}
QUOTA: dict[str, Any] = {"zh": "涉企行政检查", "en": "Administrative inspections of enterprises", "unit": "case"}
DEBT: dict[str, Any] = {"zh": "政府债务率", "en": "Government debt ratio", "unit": "percent"}
GDP: dict[str, Any] = {"zh": "地区生产总值增长", "en": "Growth of gross domestic product", "unit": "percent"}
OPEN = {"note": "open in the plan"}
LATER = {"curve": {"kind": "steps", "points": {"9": 0.5}}}

CUMULATIVE = (
    Case(
        shape="cumulative",
        comparator="at_least",
        **JOBS,
        wants={"value": 130000.0},
        values=(*june(131200.0, 70500.0, 65000.0, 59500.0, 40000.0), *year(125300.0)),
    ),
    Case(shape="cumulative", comparator="at_least", **JOBS, wants={"value": 130000.0, **LATER}, values=june(0.0, 1200.0)),
    Case(
        shape="cumulative",
        comparator="more_than",
        zh="重大产业项目完成投资",
        en="Investment completed in major industrial projects",
        unit="yi_cny",
        of={"unit": "yi_cny"},
        wants={"value": 1500.0},
        values=(*june(1500.04, 749.98, 618.0), *year(1500.0)),
    ),
    Case(
        shape="cumulative",
        comparator="at_most_parameter",
        **QUOTA,
        wants={"parameter": {"value": 120.0, **OPEN}, "better": "down"},
        values=(*june(57.0, 60.0, 62.0, 80.0, 121.0), *year(119.0)),
    ),
    Case(
        shape="cumulative",
        comparator="none_new",
        zh="新增隐性债务",
        en="New hidden debt",
        unit="yi_cny",
        of={"unit": "yi_cny"},
        wants={"better": "down"},
        values=(*june(0.0, 1.2), *year(0.0)),
    ),
)
LEVEL = (
    Case(
        shape="growth_yoy", comparator="at_least", **GDP, of=RATE, wants={"value": 5.0}, values=(*june(5.2, 5.0, 4.6, 4.4), *year(5.1, 4.9))
    ),
    Case(
        shape="level",
        comparator="more_than",
        zh="制造业贷款余额",
        en="Outstanding loans to manufacturing",
        unit="yi_cny",
        of={**STOCK, "unit": "yi_cny"},
        wants={"value": 5000.0},
        values=june(5120.0, 5000.0),
    ),
    Case(
        shape="level",
        comparator="at_most_parameter",
        **DEBT,
        of={**RATE, "accumulation": "rate"},
        wants={"parameter": {"value": 120.0, **OPEN}, "better": "down"},
        values=(*june(101.1, 120.04, 120.4, 130.0), *year(119.0)),
    ),
    Case(
        shape="level",
        comparator="at_least_over_base",
        zh="净增高新技术企业",
        en="Net increase of high-tech enterprises",
        unit="enterprise",
        of={**STOCK, "unit": "enterprise"},
        wants={"value": 600.0},
        values=(*june(7660.0, 7330.0, 7001.0, before={"2025-12": 7020.0}), *year(7625.0, before={"2025-12": 7020.0})),
    ),
    Case(
        shape="growth_yoy",
        comparator="around",
        zh="社会消费品零售总额增长",
        en="Growth of retail sales of consumer goods",
        unit="percent",
        of=RATE,
        wants={"value": 4.0, "better": "band"},
        values=june(3.7, 4.8, -1.2),
    ),
    Case(
        shape="level",
        comparator="within_external_limit",
        zh="居民消费价格涨幅",
        en="Change in consumer prices",
        unit="percent",
        of=RATE,
        wants={"better": "band", "limits": [{"effectiveFrom": "2026-05-01", "floor": 1.5, "ceiling": 2.5}]},
        values=june(1.9, 1.2, 0.7, 2.9),
    ),
)
OTHER_VALUES = (
    Case(
        shape="level",
        comparator="improves_on_last_year",
        zh="PM2.5平均浓度",
        en="Mean PM2.5 concentration",
        unit="ug_per_m3",
        of={"unit": "ug_per_m3", "kind": "rate"},
        wants={"better": "down"},
        values=(*june(27.0, 28.0, 28.4, 28.7, before={"2025-06": 28.0}), *june(27.0)),
    ),
    Case(
        shape="cumulative",
        comparator="stable_vs_last_year",
        zh="实际使用外资",
        en="Foreign direct investment utilised",
        unit="yi_usd",
        of={"unit": "yi_usd"},
        wants={"better": "band"},
        values=june(14.8, 14.41, 15.7, before={"2025-06": 14.85}),
    ),
    Case(
        shape="growth_yoy",
        comparator="stabilises",
        zh="民间投资增长",
        en="Growth of private investment",
        unit="percent",
        of=RATE,
        values=(
            *june(0.4, -2.0, -5.0, before={"2026-05": -3.0}),
            *june(-6.3, before={"2026-03": -9.0, "2026-04": -8.0, "2026-05": -7.0}),
        ),
    ),
    Case(
        shape="growth_yoy",
        comparator="in_step_with",
        zh="居民人均可支配收入增长",
        en="Growth of disposable income per head",
        unit="percent",
        of=RATE,
        wants={"reference": "gdp.growth"},
        beside={"gdp.growth": {"2026-06": 5.0}, "cpi.change": {"2026-06": 0.2}, "gdp.value": {"2025-06": 8000.0, "2026-06": 8264.0}},
        defined=OTHERS,
        values=(*june(5.3, 4.6, 3.9), {"2026-05": 4.6}),
    ),
)
CLASS = (
    Case(
        shape="class",
        comparator="steadily_at_or_better",
        zh="太湖无锡水域水质",
        en="Water quality of Lake Taihu within Wuxi",
        unit="class",
        of={"kind": "class", "unit": "class", "accumulation": "single", "classes": ["I", "II", "III", "IV", "V", "inferior-V"]},
        wants={"className": "III", "better": "down"},
        values=(
            dict.fromkeys(MONTHS[:6], 2.0),
            {**dict.fromkeys(MONTHS[:5], 2.0), "2026-06": 3.0},
            {**dict.fromkeys(MONTHS[:4], 2.0), "2026-05": 5.0, "2026-06": 2.0},
            dict.fromkeys(MONTHS, 1.0),
        ),
    ),
)
LATE, IN_TIME = {"plannedEnd": "2026-05-31"}, {"plannedEnd": "2026-11-30"}


def works(late: int, others: int, done: int, **more: Any) -> register.Items:
    """So many items that are late, others that are under way, and done ones, with names of their own."""
    found = {f"late-{number}": ({**LATE, **more, "names": _road(number)}, STARTED) for number in range(late)}
    found |= {f"other-{number}": ({**IN_TIME, "names": _road(number + 20)}, STARTED) for number in range(others)}
    return found | {f"done-{number}": ({**LATE, "names": _road(number + 40)}, DONE) for number in range(done)}


def _road(number: int) -> dict[str, str]:
    return {"zh": f"{number + 1}号路", "en": f"Road {number + 1}"}


def reported(silent: int) -> register.Items:
    """Ten items of which so many were silent."""
    return {f"item-{number}": ({"names": _road(number)}, None if number < silent else STARTED) for number in range(10)}


REGISTER = (
    Listed(
        comparator="all_done",
        zh="打通断头路",
        en="Dead-end roads opened up",
        items=(works(0, 5, 5), works(1, 8, 1), works(2, 3, 5), works(1, 19, 20, strength="确保"), works(0, 0, 10), {}),
    ),
    Listed(
        comparator="all_covered",
        zh="在建重大交通工程",
        en="Major transport works under construction",
        items=(reported(0), reported(1), reported(3), {}),
    ),
)
WAITING = (
    Case(shape="cumulative", comparator="at_least", **JOBS, wants={"value": 130000.0}, values=({"2026-04": 41000.0}, {"2025-12": 1.0})),
    Case(
        shape="level",
        comparator="stable_vs_last_year",
        zh="粮食产量",
        en="Grain output",
        unit="tonne",
        of={"unit": "tonne", "periods": ["year"], "accumulation": "single"},
        wants={"cadence": "year"},
        values=({},),
    ),
    Case(shape="level", comparator="within_external_limit", **GDP, of=RATE, values=june(5.0)),
    Case(
        shape="level",
        comparator="within_external_limit",
        **GDP,
        of=RATE,
        wants={"limits": [{"effectiveFrom": "2026-07-01", "floor": 1.5}]},
        values=june(5.0),
    ),
    Case(
        shape="growth_yoy", comparator="in_step_with", **GDP, of=RATE, wants={"reference": "gdp.growth"}, defined=OTHERS, values=june(5.0)
    ),
)
FILES: Mapping[str, tuple[Case | Listed | Summed, ...]] = {
    "against-numbers-over-the-year": CUMULATIVE,
    "against-numbers-as-published": LEVEL,
    "against-other-values": OTHER_VALUES,
    "classes": CLASS,
    "lists": REGISTER,
    "sums-over-districts": SUMS,
    "waiting-and-missing": WAITING,
}
"""The cases of each golden file."""
