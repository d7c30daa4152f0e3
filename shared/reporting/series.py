"""What the catalogue says of one series as a client names it: worked out once, then each row costs a few comparisons."""

from __future__ import annotations

import math
import re
import sys
from datetime import UTC, datetime
from typing import NamedTuple

from shared.model.catalogue import Catalogue
from shared.model.errors import InvalidPeriod
from shared.model.manifests import IndicatorSpec
from shared.model.period import SHANGHAI, Period, PeriodLength, is_range
from shared.model.register import CANCELLED, DONE, REGISTER_STATES
from shared.model.unit import conversion, convertible
from shared.reporting import refusal
from shared.reporting.columns import SeriesKey
from shared.reporting.refusal import Refusal
from shared.runtime.identity import Identity

_NAME = re.compile(r"[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?")
_LARGEST = sys.float_info.max
ROMAN = str.maketrans({"Ⅰ": "I", "Ⅱ": "II", "Ⅲ": "III", "Ⅳ": "IV", "Ⅴ": "V"})
"""The single characters that people write for the classes of water."""


class SeriesName(NamedTuple):
    """How a client names a series."""

    indicator: str
    area: str
    entity: str
    unit: str


class PeriodCheck(NamedTuple):
    """A period as it is stored."""

    length: PeriodLength
    ordinal: int
    from_ms: int
    """When it can be reported: at its end, or, what is set in advance, at its beginning; before that it is in the future."""


class Series:
    """A series that may be reported."""

    def __init__(self, name: SeriesName, spec: IndicatorSpec, factor: float) -> None:
        self.name = name
        self.spec = spec
        self.factor = factor
        """Turns a value as sent into the catalogue's unit."""
        self.keys: dict[PeriodLength, SeriesKey] = {
            length: (name.indicator, name.entity, length) for length in (*spec.lengths, spec.stored_length)
        }
        """How columns name it, by the length of its periods."""
        self.low, self.high = _bounds(spec)
        named = spec.kind == "class" and bool(spec.classes)
        # Finite bounds, so that one comparison finds what is not finite too; a class is looked at as such.
        self.plain_low, self.plain_high = (1.0, 0.0) if named else (max(self.low, -_LARGEST), min(self.high, _LARGEST))
        self.periods: dict[str, PeriodCheck | Refusal] = {}
        """What is known of each text seen; all series of an indicator share it."""
        self._minutes = next((one for one in spec.lengths if one >= PeriodLength.MINUTE15), PeriodLength.MINUTE15)

    def period(self, text: str) -> PeriodCheck | Refusal:
        """Return a period by its text, or why it is refused."""
        found = self.periods.get(text)
        if found is None:
            found = self._read(text)
            if len(self.periods) < 20_000:
                self.periods[text] = found
        return found

    def value(self, value: float) -> Refusal | None:
        """Return why a value in the catalogue's unit is refused, or None."""
        if not math.isfinite(value):
            return refusal.not_finite(value)
        if not self.low <= value <= self.high:
            return refusal.out_of_range(value, self.low, self.high, self.spec.unit)
        if self.spec.kind == "class" and self.spec.classes and value % 1:
            return refusal.unknown_class(f"{value:g}", self.spec.classes)
        return None

    def class_value(self, name: str) -> float | None:
        """Return the number that a class or state is stored as; None when the indicator has no such name."""
        if self.spec.kind == "register":
            return REGISTER_STATES.get(name)
        written = name.translate(ROMAN)
        return float(self.spec.classes.index(written)) if written in self.spec.classes else None

    @property
    def class_names(self) -> tuple[str, ...]:
        """Names that may be sent instead of a number."""
        return tuple(REGISTER_STATES) if self.spec.kind == "register" else self.spec.classes

    def _read(self, text: str) -> PeriodCheck | Refusal:
        try:
            period = Period.parse(text, minutes=self._minutes)
        except InvalidPeriod as error:
            return refusal.invalid_period(text, str(error))
        yearly = self.spec.accumulation == "year-to-date"
        accepted = yearly if is_range(text) else period.length in self.spec.lengths
        if not accepted:
            return refusal.wrong_length(text, self.spec.periods)
        stored = _as_stored(period, self.spec)
        first = period.shift(-1) if self.spec.release.in_advance else period
        return PeriodCheck(stored.length, stored.ordinal, first.end_ms())


def open_series(name: SeriesName, *, service: str, catalogue: Catalogue, caller: Identity) -> Series | Refusal:
    """Return the series that a client names, or why none of its values can be taken."""
    spec = catalogue.indicator(name.indicator)
    if spec is None:
        return refusal.unknown_indicator(name.indicator)
    if service and spec.service not in (None, service):
        return refusal.wrong_service(name.indicator, spec.service or "")
    if catalogue.area(name.area) is None:
        return refusal.unknown_area(name.area)
    if not caller.covers(name.area, catalogue):
        return refusal.forbidden_area(name.area, caller.areas)
    refused = _entity_refusal(name, spec, catalogue)
    if refused is not None:
        return refused
    factor = conversion(name.unit or spec.unit, spec.unit)
    return refusal.unknown_unit(name.unit, convertible(spec.unit)) if factor is None else Series(name, spec, factor)


def moment_text(time_ms: int) -> str:
    """Return an instant for people: local time and UTC."""
    utc = datetime.fromtimestamp(time_ms / 1000, UTC)
    return f"{utc.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S} (UTC {utc:%Y-%m-%d %H:%M:%S})"


def _entity_refusal(name: SeriesName, spec: IndicatorSpec, catalogue: Catalogue) -> Refusal | None:
    if spec.entity_type is None:
        return refusal.unexpected_entity(name.entity) if name.entity else None
    if not name.entity:
        return refusal.missing_entity(spec.entity_type)
    if _NAME.fullmatch(name.entity) is None:
        return refusal.invalid_entity(
            name.entity, "is no legal name: use lower-case letters, digits, - and .", "不合命名规则：只用小写字母、数字、- 和 ."
        )
    defined = catalogue.entity(name.entity)
    if defined is not None and not catalogue.within(defined.area, name.area):
        return refusal.invalid_entity(
            name.entity, f"belongs to area {defined.area}, not to {name.area}", f"属于地区 {defined.area}，不属于 {name.area}"
        )
    if defined is not None and defined.type != spec.entity_type:
        return refusal.invalid_entity(
            name.entity, f"is a {defined.type}, not a {spec.entity_type}", f"是 {defined.type}，不是 {spec.entity_type}"
        )
    return None


def _bounds(spec: IndicatorSpec) -> tuple[float, float]:
    low, high = spec.range.minimum, spec.range.maximum
    if spec.kind == "register":
        low, high = CANCELLED if low is None else min(low, CANCELLED), DONE if high is None else high
    if spec.kind == "class" and spec.classes:
        low, high = 0.0, len(spec.classes) - 1.0
    return -math.inf if low is None else low, math.inf if high is None else high


def _as_stored(period: Period, spec: IndicatorSpec) -> Period:
    """Return the period that a value is kept at: the month that a year-to-date range ends with."""
    if spec.accumulation == "year-to-date" and period.length < PeriodLength.MONTH and spec.stored_length is PeriodLength.MONTH:
        last = period.last_day
        return Period.month(last.year, last.month)
    return period
