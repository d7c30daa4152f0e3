"""Periods of local time: a length and an ordinal, so that arithmetic on them is arithmetic on integers."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from shared.model.errors import InvalidPeriod

SHANGHAI = ZoneInfo("Asia/Shanghai")


class PeriodLength(IntEnum):
    """Length of a period, from long to short; numbers equal those of the proto `PeriodLength`."""

    YEAR = 1
    QUARTER = 2
    MONTH = 3
    DAY = 4
    HOUR = 5
    MINUTE15 = 6
    MINUTE5 = 7

    # An enum hashes its name, in Python; periods are keys everywhere.
    __hash__ = int.__hash__

    @property
    def word(self) -> str:
        """The word for it in manifests: `year`, `month`, `minute15` …."""
        return self.name.lower()


_SLOTS_A_DAY = {PeriodLength.DAY: 1, PeriodLength.HOUR: 24, PeriodLength.MINUTE15: 96, PeriodLength.MINUTE5: 288}
_MONTHS = {PeriodLength.YEAR: 12, PeriodLength.QUARTER: 3, PeriodLength.MONTH: 1}
_PATTERN = re.compile(
    r"(?P<year>\d{4})(?:-Q(?P<quarter>[1-4])|-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T(?P<hour>\d\d)(?::(?P<minute>\d\d))?)?)?)?"
)


class Period(NamedTuple):
    """A period of local time; periods of one length are ordered by time.

    `ordinal` counts periods of this length: the year; year * 4 + quarter - 1; year * 12 + month - 1; the day's ordinal of the
    proleptic Gregorian calendar, and from there day * 24 + hour, day * 96 + quarter of an hour, day * 288 + five minutes.
    """

    length: PeriodLength
    ordinal: int

    @classmethod
    def year(cls, year: int) -> Period:
        """Return the calendar year."""
        return cls(PeriodLength.YEAR, year)

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        """Return the calendar month, `month` from 1."""
        return cls(PeriodLength.MONTH, year * 12 + month - 1)

    @classmethod
    def day(cls, day: date) -> Period:
        """Return the local day."""
        return cls(PeriodLength.DAY, day.toordinal())

    @classmethod
    def containing(cls, length: PeriodLength, moment: datetime) -> Period:
        """Return the period of `length` that contains the local time of `moment` (its date and time are taken as they stand)."""
        if length in _MONTHS:
            return cls(length, (moment.year * 12 + moment.month - 1) // _MONTHS[length])
        slots = _SLOTS_A_DAY[length]
        return cls(length, moment.toordinal() * slots + (moment.hour * 60 + moment.minute) * slots // 1440)

    @classmethod
    def at(cls, length: PeriodLength, time_ms: int) -> Period:
        """Return the period of `length` in which a moment, milliseconds since 1970-01-01 UTC, falls in China."""
        return cls.containing(length, datetime.fromtimestamp(time_ms / 1000, SHANGHAI))

    @classmethod
    def parse(cls, text: str, *, minutes: PeriodLength = PeriodLength.MINUTE15) -> Period:
        """Read `2026`, `2026-Q2`, `2026-07`, `2026-07-15`, `2026-07-15T08`, `2026-07-15T08:15`.

        `2026-01/2026-07`, a range from January, is the month it ends with: only year-to-date figures are written so, and callers
        check that with `is_range`. A text with minutes has the length `minutes`, which the indicator decides.

        Raises:
            InvalidPeriod: If the text is none of these.
        """
        return _parse(text, minutes)

    @property
    def text(self) -> str:
        """The text form that `parse` reads."""
        return _text(self)

    @property
    def start(self) -> datetime:
        """Naive local time of its beginning."""
        return _start(self.length, self.ordinal)

    @property
    def end(self) -> datetime:
        """Naive local time of its end, which is the start of the next."""
        return _start(self.length, self.ordinal + 1)

    def end_ms(self, zone: ZoneInfo = SHANGHAI) -> int:
        """Return its end as milliseconds since 1970-01-01 UTC."""
        return int(self.end.replace(tzinfo=zone).timestamp() * 1000)

    @property
    def calendar_year(self) -> int:
        """The calendar year that it begins in."""
        months = _MONTHS.get(self.length)
        return self.start.year if months is None else self.ordinal * months // 12

    @property
    def whole_months(self) -> int:
        """How many months of its year have wholly passed at its end, 0 to 12."""
        months = _MONTHS.get(self.length)
        if months is not None:
            return (self.ordinal + 1) * months % 12 or 12
        return 12 if self.end.year > self.calendar_year else self.end.month - 1

    @property
    def last_day(self) -> date:
        """The last local day that it touches."""
        return _last_day(self.length, self.ordinal)

    def shift(self, count: int) -> Period:
        """Return the period `count` lengths later."""
        return Period(self.length, self.ordinal + count)

    def a_year_before(self) -> Period:
        """Return the same period of last year; a 29 February answers with 28 February."""
        if self.length in _MONTHS:
            return self.shift(-12 // _MONTHS[self.length])
        start = self.start
        try:
            before = start.replace(year=start.year - 1)
        except ValueError:
            before = start.replace(year=start.year - 1, day=28)
        return Period.containing(self.length, before)


def is_range(text: str) -> bool:
    """Tell whether a period is written as a range, such as `2026-01/2026-07`."""
    return "/" in text


@lru_cache(maxsize=65536)
def _parse(text: str, minutes: PeriodLength = PeriodLength.MINUTE15) -> Period:
    if "/" in text:
        return _parse_range(text)
    match = _PATTERN.fullmatch(text)
    if match is None:
        raise InvalidPeriod(
            f"period {text!r} is not one of 2026, 2026-Q2, 2026-07, 2026-07-15, 2026-07-15T08, 2026-07-15T08:15, 2026-01/2026-07"
        )
    part = {name: int(value) for name, value in match.groupdict().items() if value is not None}
    year = part["year"]
    if year < 1900:
        raise InvalidPeriod(f"period {text!r} has a year before 1900")
    if "quarter" in part:
        return Period(PeriodLength.QUARTER, year * 4 + part["quarter"] - 1)
    if "month" not in part:
        return Period.year(year)
    try:
        moment = datetime.combine(date(year, part["month"], part.get("day", 1)), time(part.get("hour", 0), part.get("minute", 0)))
    except ValueError as error:
        raise InvalidPeriod(f"period {text!r} is not in the calendar: {error}") from error
    return Period.containing(_length(text, part, minutes), moment)


def _length(text: str, part: dict[str, int], minutes: PeriodLength) -> PeriodLength:
    if "minute" in part:
        step = 1440 // _SLOTS_A_DAY[minutes]
        if part["minute"] % step:
            raise InvalidPeriod(f"period {text!r} must begin at a multiple of {step} minutes")
        return minutes
    if "hour" in part:
        return PeriodLength.HOUR
    return PeriodLength.DAY if "day" in part else PeriodLength.MONTH


def _parse_range(text: str) -> Period:
    first, _, last = text.partition("/")
    start, end = _parse(first), _parse(last)
    if start.length is not PeriodLength.MONTH or end.length is not PeriodLength.MONTH:
        raise InvalidPeriod(f"range {text!r} must be written in months, such as 2026-01/2026-07")
    if start.ordinal % 12 or start.ordinal // 12 != end.ordinal // 12:
        raise InvalidPeriod(f"range {text!r} must begin in January and end in the same year")
    return end


@lru_cache(maxsize=65536)
def _start(length: PeriodLength, ordinal: int) -> datetime:
    if length in _MONTHS:
        months = ordinal * _MONTHS[length]
        return datetime(months // 12, months % 12 + 1, 1)  # noqa: DTZ001 - local time of the plan, naive on purpose
    slots = _SLOTS_A_DAY[length]
    day, slot = divmod(ordinal, slots)
    return datetime.fromordinal(day) + timedelta(minutes=slot * (1440 // slots))


@lru_cache(maxsize=65536)
def _last_day(length: PeriodLength, ordinal: int) -> date:
    return (_start(length, ordinal + 1) - timedelta(microseconds=1)).date()


@lru_cache(maxsize=65536)
def _text(period: Period) -> str:
    start = period.start
    match period.length:
        case PeriodLength.YEAR:
            return f"{start.year:04d}"
        case PeriodLength.QUARTER:
            return f"{start.year:04d}-Q{period.ordinal % 4 + 1}"
        case PeriodLength.MONTH:
            return f"{start:%Y-%m}"
        case PeriodLength.DAY:
            return f"{start:%Y-%m-%d}"
        case PeriodLength.HOUR:
            return f"{start:%Y-%m-%dT%H}"
        case _:
            return f"{start:%Y-%m-%dT%H:%M}"
