"""What letters say, in both languages, and in the form of Alertmanager."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from services.notifier.alertmanager_form import api_alerts, webhook_body
from services.notifier.channels.shortening import shortened
from services.notifier.channels.webhook import body_of
from services.notifier.letter import Language
from services.notifier.writing import PARTS, InvalidTemplate, Writer, fill
from tests.unit.notifier.letters import letter, told


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("part", PARTS)
def test_every_part_of_every_letter_is_written_in_both_languages(part: str, language: Language) -> None:
    one = letter(language=language).say(part)
    assert ("政府债务率档位" if language == "zh" else "Band of the debt ratio") in one or part == "markdown"
    many = letter(told("a1"), told("b2"), language=language, repeat=True).say(part)
    assert many != one


def test_a_letter_says_what_to_do_and_who_has_to() -> None:
    text = letter().say("text")
    assert "【橙色·新预警】" in text
    assert "处置指引:docs/runbooks/debt.ratio-band.md" in text
    assert "责任单位:财政局" in text


def test_html_shows_texts_as_they_are() -> None:
    html = letter(told(title_zh="<b>标题</b>")).say("html")
    assert "&lt;b&gt;标题" in html
    assert "<b>" not in html


def test_a_letter_tells_the_latest_of_each_alert() -> None:
    several = letter(told("a1", severity=4), told("b2"), told("a1", state=2))
    assert [(one.event.id, int(one.event.state)) for one in several.told] == [("a1", 2), ("b2", 1)]


def test_a_storm_is_counted_where_it_is_too_long_to_list() -> None:
    storm = letter(*(told(f"alert-{number}") for number in range(300)))
    assert (len(storm.told), storm.facts["count"], storm.facts["more"]) == (50, 300, 250)
    assert "另有 250 项" in storm.say("text")


def test_a_program_reads_one_alert_beside_the_notice_and_several_in_a_list() -> None:
    one = body_of(letter())
    assert (one["notice"], one["step"], one["repeat"]) == ("n0", "raised", False)
    assert body_of(letter(told("a1"), told("b2")))["count"] == 2
    json.dumps(one)


def test_alertmanagers_webhook_form_has_what_its_receivers_read() -> None:
    body = webhook_body(letter(told("a1"), told("b2", state=2)))
    assert (body["version"], body["status"], body["groupKey"]) == ("4", "firing", "n0")
    firing, resolved = body["alerts"]
    assert (firing["status"], firing["endsAt"], resolved["status"]) == ("firing", "0001-01-01T00:00:00Z", "resolved")
    assert firing["labels"]["severity"] == "error"
    assert firing["labels"]["chapter_1"] == "债务"
    assert body["commonLabels"]["alertname"] == "debt.ratio-band"
    assert "alert" not in body["commonLabels"]


def test_an_alert_goes_on_in_alertmanager_under_its_present_severity_alone() -> None:
    one = letter()
    alerts = api_alerts(one.told[0], one.facts["first"], hold_hours=1)
    assert {each["labels"]["severity"]: each["endsAt"] > "2026-07-14T03:43:20.000Z" for each in alerts} == {
        "info": False,
        "warning": False,
        "error": True,
        "critical": False,
    }
    assert all(each["startsAt"] <= each["endsAt"] for each in alerts)
    over = letter(told(state=2))
    assert len({each["endsAt"] for each in api_alerts(over.told[0], over.facts["first"], hold_hours=1)}) == 1


def test_an_operators_template_goes_before_the_built_in_one(tmp_path: Path) -> None:
    (tmp_path / "alert.zh.j2").write_text("{% block sms %}短 {{ first.title.zh }}{% endblock %}", encoding="utf-8")
    mine = letter(writer=Writer(tmp_path))
    assert mine.say("sms") == "短 政府债务率档位"
    assert "财政局" in mine.say("html")
    with pytest.raises(InvalidTemplate, match="no block 'text'"):
        mine.say("text")


@pytest.mark.parametrize("template", ["{{ nothing }}", "{{ text", "{{ ''.__class__.__mro__ }}", "{{ text.__class__.__base__ }}"])
def test_a_template_reads_only_what_it_is_given(template: str) -> None:
    with pytest.raises(InvalidTemplate):
        fill(template, text="t")


def test_a_text_is_cut_at_a_line_and_never_within_a_character() -> None:
    assert shortened("短", 10) == "短"
    assert shortened("一二\n三四\n五六七八九十", 27) == "一二\n三四\n…"
    assert len(shortened("灾" * 2000, 2048).encode()) <= 2048
