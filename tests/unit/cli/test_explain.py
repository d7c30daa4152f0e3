"""What `xiheng explain` shows: the sentence, the facts with the next release in both times, and a plot for those who watch."""

from __future__ import annotations

import json

import pytest
from rich.console import Console

from services.cli import explain_plot, explain_view
from services.cli.explain_plot import curves, print_plot
from services.cli.explain_view import Lang, print_contributions, print_explanation, print_inputs
from shared.judgement.explanation_json import explanation_json
from shared.judgement.verdict import StatusVerdict
from tests.unit.judgement.evaluators.judged import judged
from xiheng.scoreboard.v1 import scoreboard_service_pb2 as messages

POINTS = [messages.Point(period=f"2026-{month:02}", value=9.0 * month, plan_value=10.0 * month) for month in range(1, 7)]


@pytest.fixture
def console(monkeypatch: pytest.MonkeyPatch) -> Console:
    """A wide screen that remembers what was printed."""
    made = Console(width=200, record=True, force_terminal=True)
    for module in (explain_plot, explain_view):
        monkeypatch.setattr(module, "out", made)
    return made


def behind() -> StatusVerdict:
    """A total that is behind its plan after June."""
    return judged({f"2026-{month:02}": 9.0 * month for month in range(1, 7)}, now="2026-07-20")


def test_the_sentence_comes_first_then_the_facts(console: Console) -> None:
    print_explanation(behind(), Lang.EN)
    shown = console.export_text()
    assert shown.index("x came to 54 in the first half of 2026, 90% of the 60 planned by then, and the target is at risk.") < shown.index(
        "facts"
    )
    for fact in (
        "plan-2026, x, 320200, 2026-06 (definition 1)",
        "cumulative.at-least/1: Judged against the plan curve",
        "achieved ≥ 120; ahead ≥ 63; on_track ≥ 58.2; at_risk ≥ 51; off_track otherwise",
        "→ on_track",
        "2026-07: due by 2026-08-21 00:00 Asia/Shanghai, 2026-08-20 16:00Z",
    ):
        assert fact in shown, fact


@pytest.mark.parametrize(("lang", "there", "absent"), [(Lang.ZH, "偏慢", "at_risk"), (Lang.EN, "at_risk", "偏慢")])
def test_one_language_is_told_alone(console: Console, lang: Lang, there: str, absent: str) -> None:
    print_explanation(behind(), lang)
    shown = console.export_text()
    assert there in shown
    assert absent not in shown


def test_both_languages_are_told_by_default(console: Console) -> None:
    print_explanation(behind(), Lang.BOTH)
    shown = console.export_text()
    assert "偏慢 at_risk" in shown
    assert "x累计54人" in shown
    assert "x came to 54" in shown


def test_inputs_have_revision_and_event_and_nothing_is_printed_of_no_children(console: Console) -> None:
    print_inputs(behind(), Lang.EN)
    print_contributions(behind(), Lang.EN, {})
    shown = console.export_text()
    assert "0000000000000007" in shown
    assert "contributions" not in shown


def test_the_plan_goes_on_to_the_number_wanted() -> None:
    value, plan = curves(behind(), POINTS)
    assert value.months == [1, 2, 3, 4, 5, 6]
    assert (plan.months[-1], plan.values[-1]) == (12, 120)


def test_a_terminal_gets_a_plot_and_a_pipe_none(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    print_plot(behind(), POINTS, Lang.EN)
    assert "plan" in console.export_text()
    pipe = Console(width=100, record=True, force_terminal=False)
    monkeypatch.setattr(explain_plot, "out", pipe)
    print_plot(behind(), POINTS, Lang.EN)
    assert not pipe.export_text()


def test_one_value_has_no_course(console: Console) -> None:
    print_plot(behind(), POINTS[:1], Lang.EN)
    assert not console.export_text()


def test_json_has_the_sentence_and_every_fact() -> None:
    found = json.loads(json.dumps(explanation_json(behind())))
    assert found["headline"]["en"].startswith("x came to 54")
    assert found["explanation"]["zh"].startswith(found["headline"]["zh"])
    assert found["formula"]["id"] == "cumulative.at-least/1"
    assert found["thresholds"][0] == {"status": "achieved", "floor": 120.0, "ceiling": None, "open": False}
    assert found["next_release"] == {"period": "2026-07", "time": "2026-08-20T16:00:00.000Z", "official": False, "assumed": False}
    assert found["numbers"]["planned"] == 60.0
    assert found["derived_by"] is None
