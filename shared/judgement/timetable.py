"""The timetable of a target: by which calendar its values are awaited in a year, and so what the clock alone makes of its status.

It goes with every status, so that one of the past can be told as of any day, as it would have been judged then.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from zlib import crc32

from shared.judgement.calendar import Awaited, awaited, released_ms
from shared.model.manifests import IndicatorSpec, TargetSpec
from shared.model.manifests.indicator import Embargo, Release
from shared.model.period import Period, PeriodLength


@dataclass(frozen=True, slots=True)
class Timetable:
    """What decides when values of a year are awaited; see the release calendar of an indicator."""

    length: PeriodLength
    """The length that its values are kept at."""
    cadence: str
    """How often it is published: year, quarter, month."""
    year: int
    time_zone: str
    delay_days: int
    working_day: bool
    skip_january: bool
    embargo_days: int | None
    """Days from the end of a period to the day of its official release; None: there is none to wait for."""
    embargo_time: str
    """Local time of day of the release."""
    awaited: tuple[Awaited, ...] = field(compare=False, repr=False)
    """Its periods that are awaited, in order."""
    fingerprint: int = field(compare=False, repr=False)
    """32 bits that tell it from another one."""
    release: Release = field(compare=False, repr=False)
    """The same as the catalogue has it."""

    moments: tuple[int, ...] = field(compare=False, repr=False)
    """When the clock alone may change what is said: what is awaited is released, or due; milliseconds, ascending."""
    ends: tuple[date, ...] = field(compare=False, repr=False)
    """When each awaited period ends, ascending."""
    dues: tuple[int, ...] = field(compare=False, repr=False)
    """When each is due, milliseconds, ascending."""
    due_days: Mapping[Period, date] = field(compare=False, repr=False)
    """The local day by whose end each is due."""

    def late(self, now_ms: int, after: Period | None = None) -> tuple[Awaited, ...]:
        """Return what is due at a moment, in order; of periods that end after that of the last value, where there is one."""
        first = 0 if after is None else bisect_right(self.ends, after.end)
        return self.awaited[first : bisect_right(self.dues, now_ms)]

    def moments_after(self, now_ms: int) -> tuple[int, ...]:
        """Return when the clock alone may yet change what is said, ascending."""
        return self.moments[bisect_right(self.moments, now_ms) :]

    def coming(self, now_ms: int, known: date) -> Awaited | None:
        """Return the first that is due after a moment, of periods that end after a day; None: nothing is, in the year."""
        return next(iter(self.awaited[max(bisect_right(self.ends, known), bisect_right(self.dues, now_ms)) :]), None)


def timetable_of(indicator: IndicatorSpec, target: TargetSpec, *, year: int, time_zone: str) -> Timetable:
    """Return the timetable of a target on an indicator."""
    return _of(indicator.stored_length, indicator.release, target.cadence, year, time_zone)


@lru_cache(maxsize=4096)
def _of(length: PeriodLength, release: Release, cadence: str, year: int, time_zone: str) -> Timetable:
    days, moment = (None, "") if release.embargo is None else (release.embargo.days, release.embargo.time)
    return timetable(
        length,
        cadence,
        year,
        time_zone,
        release.delay_days,
        working_day=release.working_day,
        skip_january=release.skip_january,
        embargo_days=days,
        embargo_time=moment,
    )


@lru_cache(maxsize=4096)
def timetable(
    length: PeriodLength,
    cadence: str,
    year: int,
    time_zone: str,
    delay_days: int,
    *,
    working_day: bool,
    skip_january: bool,
    embargo_days: int | None,
    embargo_time: str,
) -> Timetable:
    """Return a timetable from what decides it."""
    embargo = None if embargo_days is None else Embargo(days=embargo_days, time=embargo_time)
    release = Release(delay_days=delay_days, working_day=working_day, skip_january=skip_january, embargo=embargo)
    periods = awaited(length, release, cadence=cadence, year=year, time_zone=time_zone)
    text = f"{int(length)}/{cadence}/{year}/{time_zone}/{delay_days}/{working_day}/{skip_january}/{embargo_days}/{embargo_time}"
    return Timetable(
        length,
        cadence,
        year,
        time_zone,
        delay_days,
        working_day,
        skip_january,
        embargo_days,
        embargo_time,
        periods,
        crc32(text.encode()),
        release,
        tuple(sorted({moment for one in periods for moment in (one.due_ms, released_ms(one.period, release))})),
        tuple(one.period.end for one in periods),
        tuple(one.due_ms for one in periods),
        {one.period: one.due_day for one in periods},
    )
