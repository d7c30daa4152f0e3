from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from services.demo.report.data import AreaFigure, District, ReportData, Words
from services.demo.report.rendering import render
from services.demo.report.words import STATUS_ENGLISH, STATUS_SYMBOL
from shared.model.status import AlertState, Severity, TargetStatus
from tests.unit.demo_report.pages import parsed, section, text_of
from tests.unit.demo_report.samples import AREAS, alert, sample, target

EVIL = """<script>alert('1')</script> "a" & <b>"""


@pytest.fixture(scope="module")
def page() -> str:
    return render(sample())


def test_142_targets_stay_far_below_two_megabytes(page: str) -> None:
    assert len(page.encode()) < 2_000_000
    assert len(parsed(page).findall(".//table[@class='targets']/tbody/tr")) == 142


def test_page_opens_offline(page: str) -> None:
    assert not re.findall(r"https?:|//\w|\bsrc=|\bhref=|url\(|@import|<script|<link", page)


def test_ids_are_unique_and_every_label_points_to_one(page: str) -> None:
    elements = list(parsed(page).iter())
    ids = [one.attrib["id"] for one in elements if "id" in one.attrib]
    pointed = {name for one in elements for name in one.attrib.get("aria-labelledby", "").split()}
    assert len(ids) == len(set(ids))
    assert pointed <= set(ids)


def test_every_drawing_has_a_role_a_title_and_a_description(page: str) -> None:
    drawings = [one for one in parsed(page).iter("svg") if "viewBox" not in one.attrib or one.attrib.get("class") == "spark"]
    assert len(drawings) > 20
    for one in drawings:
        assert one.attrib["role"] == "img"
        assert [child.tag for child in list(one)[:2]] == ["title", "desc"]
        assert all(text_of(child) for child in list(one)[:2])


def test_languages_are_marked(page: str) -> None:
    root = parsed(page)
    assert root.attrib["lang"] == "zh-CN"
    assert all(one.attrib.get("lang") == "en" for one in root.iter("span") if "en" in one.attrib.get("class", "").split())


def test_tables_have_headers_with_scope(page: str) -> None:
    for table in parsed(page).iter("table"):
        assert all(one.attrib["scope"] == "col" for one in table.findall("thead/tr/th"))
        assert all(row.find("th[@scope='row']") is not None for row in table.findall("tbody/tr"))


@pytest.mark.parametrize("status", list(TargetStatus))
def test_every_status_is_shown_with_symbol_and_words_in_both_languages(page: str, status: TargetStatus) -> None:
    legend = parsed(page).find(".//ul[@class='legend']")
    assert legend is not None
    line = next(text_of(one) for one in legend if status.chinese in text_of(one))
    assert STATUS_SYMBOL[status] in line
    assert STATUS_ENGLISH[status] in line
    assert f"fill-{status.word}" in page


def test_open_alerts_are_cards_by_severity_and_say_what_to_do(page: str) -> None:
    cards = section(parsed(page), "alerts").findall(".//article")
    assert [one.attrib["class"] for one in cards] == ["card edge-red", "card edge-orange", "card edge-yellow", "card edge-blue"]
    assert all("docs/runbooks/debt.ratio-band.md" in text_of(one) and "财政局" in text_of(one) for one in cards)


def test_what_is_synthetic_and_what_is_real_is_said_where_it_is_shown() -> None:
    root = parsed(render(replace(sample(), alerts=[alert(real=True), alert(Severity.BLUE)])))
    assert "SYNTHETIC" in text_of(section(root, "debt-heading"))
    assert "SYNTHETIC" in text_of(section(root, "destocking-heading"))
    assert "REAL" in text_of(section(root, "prices-heading"))
    assert ["REAL" in text_of(one) for one in section(root, "alerts").findall(".//article")] == [True, False]
    assert "国家统计局" in text_of(section(root, "notes"))
    assert all("SYNTHETIC" in text_of(one) for one in section(root, "worst").iter("article"))


def test_everything_from_outside_is_escaped() -> None:
    words = Words(EVIL, EVIL)
    evil = replace(
        sample(),
        city=words,
        plan=words,
        targets=[
            target(
                1,
                TargetStatus.OFF_TRACK,
                id=EVIL,
                names=words,
                chapter_names=words,
                headline=words,
                more=words,
                districts=[District(words, 1.0, 2.0, -1.0)],
                strength=EVIL,
                owner=EVIL,
                unit=EVIL,
            )
        ],
        alerts=[alert(rule=EVIL, titles=words, area=words, explanation=words, runbook=EVIL, owner=EVIL, raised_period=EVIL)],
        debt=[AreaFigure(words, 130.0)],
    )
    page = render(evil)
    assert "<script" not in page
    assert text_of(section(parsed(page), "worst")).count("<script>alert") >= 3


def test_a_report_without_any_data_is_whole() -> None:
    data = ReportData(city=Words("空市", "Nowhere"), today=sample().today, plan=Words("无", "None"))
    root = parsed(render(data))
    assert "没有指标" in text_of(section(root, "summary"))
    for heading in ("worst", "alerts", "debt-heading", "destocking-heading", "prices-heading"):
        assert "没有" in text_of(section(root, heading))


@pytest.mark.parametrize("missing", ["targets", "alerts", "debt", "destocking", "price_index", "latencies", "notes"])
def test_any_part_may_be_missing(missing: str) -> None:
    without: dict[str, Any] = {missing: ()}
    parsed(render(replace(sample(), **without)))


def test_a_target_without_numbers_is_shown_with_dashes() -> None:
    bare = target(1, TargetStatus.OVERDUE, value=None, plan_value=None, wanted=None, attainment=None, period="", series=())
    root = parsed(render(replace(sample(), targets=[bare])))
    row = root.find(".//table[@class='targets']/tbody/tr")
    assert row is not None
    assert [text_of(one) for one in row.findall("td")][1:6] == ["–"] * 5


def test_resolved_alerts_are_folded_away() -> None:
    root = parsed(render(replace(sample(), alerts=[alert(state=AlertState.RESOLVED, area=AREAS[0])])))
    alerts = section(root, "alerts")
    assert not alerts.findall(".//article")
    assert AREAS[0].zh in text_of(alerts.find("details") or alerts)


def test_only_the_worst_are_shown_at_once() -> None:
    root = parsed(render(replace(sample(), targets=[target(number, TargetStatus.AT_RISK) for number in range(20)])))
    worst = section(root, "worst")
    assert len(worst.findall("./div/article")) == 12
    assert len(worst.findall("./details//article")) == 8


def test_districts_say_what_they_carry() -> None:
    page = render(replace(sample(), targets=[target(1, TargetStatus.OFF_TRACK)]))
    card = section(parsed(page), "worst").find(".//article")
    assert card is not None
    carried = [text_of(list(one)[-1]) for one in card.iter("tr")]
    assert "What districts carry" in text_of(card)
    assert (len(carried), carried[1], carried[-1]) == (9, "0", "−14")
