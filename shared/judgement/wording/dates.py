"""Days and periods as people write them."""

from __future__ import annotations

from datetime import date
from typing import Literal

from shared.model.period import Period, PeriodLength

Language = Literal["zh", "en"]

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_ORDINALS = ("first", "second", "third", "fourth")
_SPANS_ZH = {1: "1月", 3: "一季度", 6: "上半年", 9: "前三季度", 12: "全年"}
_SPANS_EN = {3: "the first quarter of {}", 6: "the first half of {}", 9: "the first nine months of {}", 12: "{}"}
_COUNTS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")


def day_words(day: date, language: Language) -> str:
    """Return a day: `2026年9月7日`, `7 September 2026`."""
    return f"{day.year}年{day.month}月{day.day}日" if language == "zh" else f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def period_words(period: Period, language: Language) -> str:
    """Return a period by its name: `2026年6月`, `June 2026`."""
    year, end = period.calendar_year, period.last_day
    match period.length:
        case PeriodLength.YEAR:
            return f"{year}年" if language == "zh" else f"{year}"
        case PeriodLength.QUARTER:
            quarter = period.whole_months // 3
            return f"{year}年{'一二三四'[quarter - 1]}季度" if language == "zh" else f"the {_ORDINALS[quarter - 1]} quarter of {year}"
        case PeriodLength.MONTH:
            return f"{year}年{end.month}月" if language == "zh" else f"{_MONTHS[end.month - 1]} {year}"
        case PeriodLength.DAY:
            return day_words(end, language)
        case _:
            return period.text.replace("T", " ")


def periods_words(texts: str, language: Language) -> str:
    """Return periods in text form, joined by commas, by their names."""
    names = [period_words(Period.parse(one.strip()), language) for one in texts.split(",") if one.strip()]
    return ("、" if language == "zh" else ", ").join(names)


def span(period: Period, covers: str, language: Language) -> str:
    """Return what a value speaks of.

    Args:
        period: Its period.
        covers: What a value covers: `year-to-date` since January, `single` its period, `stock`, `rate` and `state` the end of it.
        language: zh: `2026年上半年`; en, with its preposition: `in the first half of 2026`.
    """
    if covers == "year-to-date" and period.length <= PeriodLength.MONTH:
        return _since_january(period, language)
    if covers in ("stock", "rate", "state") and period.length <= PeriodLength.MONTH:
        return _at_the_end(period, language)
    name = period_words(period, language)
    return name if language == "zh" else f"{'on' if period.length >= PeriodLength.DAY else 'in'} {name}"


def _since_january(period: Period, language: Language) -> str:
    months, year = period.whole_months, period.calendar_year
    if language == "zh":
        return f"{year}年{_SPANS_ZH.get(months) or f'1—{months}月'}"
    if months == 1:
        return f"in January {year}"
    return "in " + (_SPANS_EN.get(months) or f"the first {_COUNTS[months - 2]} months of {{}}").format(year)


def _at_the_end(period: Period, language: Language) -> str:
    months, year = period.whole_months, period.calendar_year
    if months == 12:
        return f"{year}年末" if language == "zh" else f"at the end of {year}"
    return f"{year}年{months}月末" if language == "zh" else f"at the end of {_MONTHS[months - 1]} {year}"
