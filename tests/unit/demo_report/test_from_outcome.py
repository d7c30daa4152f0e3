from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from services.demo.data.real import CITY, price_index
from services.demo.gauges import Latency
from services.demo.outcome import Outcome
from services.demo.report import report_data, write_report
from services.demo.report.data import TargetRow
from shared.model.catalogue import Catalogue
from shared.model.status import AlertState, Severity, TargetStatus
from shared.plans.checking import check_folder
from tests.unit.demo_report.pages import parsed, section, text_of
from xiheng.scoreboard.v1.scoreboard_service_pb2 import Point

DISTRICT = "320205"
PLAN = "wuxi-2026"
FOLDER = Path(__file__).parents[3] / "plans" / PLAN


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.from_manifests(check_folder(FOLDER).manifests)


def status(target: str, *, indicator: str = "", period: str = "2026-06", **changes: Any) -> dict[str, Any]:
    fields = {"status": "on_track", "value": 60.0, "unit": "percent", "plan_value": 50.0, "period": period}
    inputs = [{"indicator": indicator or target, "area": CITY, "period": period}]
    headline = {"zh": "一句话。", "en": "One sentence."}
    explanation = {"zh": "一句话。说明", "en": "One sentence. Why"}
    return {
        "plan": PLAN,
        "target": target,
        "area": CITY,
        "inputs": inputs,
        "headline": headline,
        "explanation": explanation,
        "contributions": [],
        **fields,
        **changes,
    }


def alert(rule: str, area: str = CITY, **changes: Any) -> dict[str, Any]:
    fields = {"severity": "orange", "state": "raised", "raised_period": "2026-05", "explanation": {"zh": "说明", "en": "why"}}
    return {"plan": PLAN, "rule": rule, "area": area, **fields, **changes}


def outcome(catalogue: Catalogue, *statuses: dict[str, Any], **changes: Any) -> Outcome:
    fields: dict[str, Any] = {"alerts": [], "points": {}, "debt": {}, "destocking": {}, "notices": []}
    counted = {"observations": 7, "records": 3, "delivered": 2, "failed": 1}
    return Outcome(catalogue=catalogue, statuses=list(statuses), **{**fields, **counted, **changes})


def row(catalogue: Catalogue, one: dict[str, Any], **changes: Any) -> TargetRow:
    (found,) = report_data(outcome(catalogue, one, **changes)).targets
    return found


def test_a_target_takes_its_words_from_the_catalogue(catalogue: Catalogue) -> None:
    points = {"jobs.urban-new": [Point(period="2026-01", value=1.0), Point(period="2026-02", value=2.0, plan_value=3.0)]}
    found = row(catalogue, status("jobs.urban-new", status="at_risk"), points=points)
    assert (found.names.zh, found.chapter, found.chapter_names.zh) == ("城镇新增就业", 0, "主要预期目标")
    assert (found.status, found.wanted, found.attainment) == (TargetStatus.AT_RISK, 130_000.0, 1.2)
    assert [(one.end.isoformat(), one.value, one.plan_value) for one in found.series] == [
        ("2026-01-31", 1.0, None),
        ("2026-02-28", 2.0, 3.0),
    ]


def test_the_one_sentence_stands_first_and_what_else_is_said_behind_it(catalogue: Catalogue) -> None:
    found = row(catalogue, status("jobs.urban-new"))
    assert (found.headline.zh, found.more.zh) == ("一句话。", "说明")
    assert (found.headline.en, found.more.en) == ("One sentence.", "Why")


@pytest.mark.parametrize(("target", "first"), [("jobs.urban-new", "锡山区"), ("production.accidents", "公布值与各地汇总之差")])
def test_the_district_that_holds_back_most_comes_first(catalogue: Catalogue, target: str, first: str) -> None:
    parts = [{"area": area, "value": 1.0, "fair": 2.0, "gap": gap} for area, gap in (("320281", 1.0), ("320205", -3.0), ("", 2.0))]
    found = row(catalogue, status(target, contributions=parts)).districts
    assert (found[0].area.zh, len(found)) == (first, 3)


@pytest.mark.parametrize(("value", "planned"), [(None, 50.0), (60.0, None), (-3.9, 0.0), (0.0, 50.0), (60.0, 0.0)])
def test_attainment_is_left_out_where_it_says_nothing(catalogue: Catalogue, value: float | None, planned: float | None) -> None:
    assert row(catalogue, status("jobs.urban-new", value=value, plan_value=planned)).attainment is None


def test_attainment_counts_in_the_good_direction(catalogue: Catalogue) -> None:
    name = next(name for (_, name), one in catalogue.targets.items() if one.spec.better == "down")
    assert row(catalogue, status(name, value=30.0, plan_value=27.0)).attainment == pytest.approx(0.9)


def test_only_what_rests_on_published_values_alone_is_called_real(catalogue: Catalogue) -> None:
    assert row(catalogue, status("housing.price-index")).real
    assert row(catalogue, status("jobs.urban-new", period="2025-12")).real
    assert not row(catalogue, status("jobs.urban-new")).real
    assert not row(catalogue, status("jobs.urban-new", inputs=[])).real


def test_alerts_on_published_prices_of_the_city_are_called_real(catalogue: Catalogue) -> None:
    told = [alert("housing.price-falling"), alert("housing.price-falling", DISTRICT), alert("debt.ratio-band", state="resolved")]
    found = report_data(outcome(catalogue, alerts=told)).alerts
    assert [one.real for one in found] == [True, False, False]
    assert (found[0].severity, found[0].owner) == (Severity.ORANGE, "住房城乡建设局")
    assert [one.state for one in found] == [AlertState.RAISED, AlertState.RAISED, AlertState.RESOLVED]


def test_the_report_is_written_with_everything(catalogue: Catalogue, tmp_path: Path) -> None:
    ran = outcome(
        catalogue,
        status("jobs.urban-new"),
        alerts=[alert("debt.ratio-band", DISTRICT)],
        debt={DISTRICT: 217.8},
        destocking={DISTRICT: 39.7},
        latencies={stage: Latency(4.0, 40.0) for stage in ("report", "judge", "status", "notice")},
    )
    page = parsed(write_report(ran, tmp_path / "report.html").read_text(encoding="utf-8"))
    assert "锡山区 Xishan District" in text_of(section(page, "debt-heading"))
    assert f"{price_index()[-1].month}" in text_of(section(page, "prices-heading"))
    assert len(page.findall(".//table[@class='latencies']/tbody/tr")) == 4
    assert "送达 2 条，失败 1 次" in text_of(section(page, "run"))
