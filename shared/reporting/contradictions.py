"""Rows that contradict each other: of the same thing, with the same revision, they say different things.

All of them are accepted, and the one received last counts. Found for any number of rows at 24 bytes each.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Iterator

import numpy as np

from shared.model.errors import InvalidPeriod
from shared.model.period import Period, PeriodLength
from shared.model.register import REGISTER_STATES
from shared.model.unit import conversion
from shared.reporting.series import ROMAN
from shared.reporting.sheet import WITHDRAWN
from xiheng.shared.v1 import observation_pb2, reporting_pb2

_KNOWN_PERIODS = 20_000
_SAME = 1e-9
"""Relative difference up to which two values are the same in different units."""
_LINE_BITS = 40


def place_of(file_number: int, line: int) -> int:
    """Return the number by which a line of one of several files is found again."""
    return file_number << _LINE_BITS | line


def file_number(place: int) -> int:
    """Return the number of the file of a place."""
    return place >> _LINE_BITS


class Contradictions:
    """Looks at accepted rows, in any order."""

    def __init__(self) -> None:
        self._indicators: dict[str, reporting_pb2.IndicatorInfo] = {}
        self._periods: dict[tuple[str, str], int] = {}
        self._keys = array("q")
        self._values = array("d")
        self._places = array("q")

    def learn(self, indicators: Iterable[reporting_pb2.IndicatorInfo]) -> None:
        """Take in what the catalogue says of indicators."""
        self._indicators |= {one.id: one for one in indicators}

    def add(self, place: int, observation: observation_pb2.Observation) -> None:
        """Look at a row.

        Args:
            place: Where the row stands, by `place_of`.
            observation: What it says; rows of unknown indicators are passed over.
        """
        info = self._indicators.get(observation.indicator)
        if info is None:
            return
        period = self._period(info, observation.period)
        self._keys.append(hash((observation.indicator, observation.area, observation.entity, period, observation.revision)))
        self._values.append(_value(info, observation))
        self._places.append(place)

    def found(self) -> Iterator[list[int]]:
        """Yield the places of each set of rows that contradict each other, ascending, by their first place."""
        keys = np.frombuffer(self._keys, np.int64) if self._keys else np.empty(0, np.int64)
        order = np.argsort(keys, kind="stable")
        groups = np.split(order, np.flatnonzero(np.diff(keys[order])) + 1) if _has_doubles(keys[order]) else []
        sets = (sorted(self._places[one] for one in group) for group in groups if len(group) > 1 and self._differ(group))
        yield from sorted(sets)

    def _differ(self, group: Iterable[int]) -> bool:
        values = [self._values[one] for one in group]
        withdrawn = [math.isnan(value) for value in values]
        if any(withdrawn):
            return not all(withdrawn)
        return max(values) - min(values) > _SAME * max(abs(value) for value in values)

    def _period(self, info: reporting_pb2.IndicatorInfo, text: str) -> int:
        """Return the same number for a period however it is written."""
        name = (info.id, text)
        found = self._periods.get(name)
        if found is None:
            found = _period_number(info, text)
            if len(self._periods) < _KNOWN_PERIODS:
                self._periods[name] = found
        return found


def _has_doubles(ordered: np.ndarray[tuple[int], np.dtype[np.int64]]) -> bool:
    return bool(np.any(ordered[1:] == ordered[:-1]))


def _period_number(info: reporting_pb2.IndicatorInfo, text: str) -> int:
    minutes = next((PeriodLength(one) for one in info.period_lengths if one >= PeriodLength.MINUTE15), PeriodLength.MINUTE15)
    try:
        period = Period.parse(text, minutes=minutes)
    except InvalidPeriod:
        return hash(text)
    # Totals since January are one point wherever they are written to begin.
    return period.end_ms() if info.accumulation == "year-to-date" else hash((int(period.length), period.ordinal))


def _value(info: reporting_pb2.IndicatorInfo, observation: observation_pb2.Observation) -> float:
    """Return what a row says, in the catalogue's unit; not a number where it takes the value back."""
    if observation.status == WITHDRAWN:
        return math.nan
    if not observation.class_name:
        return observation.value * (conversion(observation.unit or info.unit, info.unit) or 1.0)
    name = observation.class_name.translate(ROMAN)
    return float(tuple(info.classes).index(name)) if name in info.classes else REGISTER_STATES.get(name, 0.0)
