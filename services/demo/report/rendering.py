"""The page: the data and its drawings put into the template."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from services.demo.report import words
from services.demo.report.data import ReportData, Words
from services.demo.report.drawing.bars import DEBT_LINES, DESTOCKING_LINES, area_bars
from services.demo.report.summary import GROUPS, counted, open_alerts, sentences
from services.demo.report.views import chapters, monthly_prices, whole_ladder, with_plots, worst_first, yearly_prices
from shared.judgement.wording import unit_word
from shared.model.status import AlertState, TargetStatus

_FOLDER = Path(__file__).parent / "template"
_SHOWN = 12
"""Targets that need attention and are shown at once; the others stay folded: who reads for two minutes needs no more."""


def render(data: ReportData) -> str:
    """Return the page as HTML that is well-formed XML as well; it refers to nothing outside itself."""
    worst = with_plots(worst_first(data.targets))
    return (
        _environment()
        .get_template("page.html")
        .render(
            data=data,
            today=words.date_words(data.today),
            summary=sentences(data, [one.row for one in worst]),
            counts=counted(data.targets),
            ladder=whole_ladder(data),
            chapters=chapters(data.targets),
            worst=worst[:_SHOWN],
            others=worst[_SHOWN:],
            alerts=open_alerts(data.alerts),
            resolved=[one for one in data.alerts if one.state is not AlertState.RAISED],
            debt=area_bars(data.debt, DEBT_LINES, unit=Words("%", "%"), name="debt", title="债务率 debt ratio"),
            destocking=area_bars(
                data.destocking,
                DESTOCKING_LINES,
                unit=Words("个月", "months"),
                name="destocking",
                title="去化周期 months of housing supply",
            ),
            yearly=yearly_prices(data.price_index),
            monthly=monthly_prices(data.price_index),
        )
    )


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals.update(
        groups=GROUPS,
        statuses=tuple(TargetStatus),
        status_english=words.STATUS_ENGLISH,
        status_symbol=words.STATUS_SYMBOL,
        severity_words=words.SEVERITY_WORDS,
        severity_symbol=words.SEVERITY_SYMBOL,
    )
    environment.filters.update(
        figure=words.figure,
        percent=words.percent,
        signed=words.signed,
        duration=words.duration,
        unbroken=words.unbroken,
        unit_word=unit_word,
        strength_english=words.strength_english,
    )
    return environment
