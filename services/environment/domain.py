"""What the measures of environment's typed records owe each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shared.reporting.parts import Part, parts_above_their_wholes
from shared.reporting.refusal import Refusal, malformed
from xiheng.environment.v1 import records_pb2

_PARK = (Part("green_electricity_kwh", "electricity_kwh", "绿电用量", "总用电量"),)


def check_record(part: Any) -> Iterator[Refusal]:  # noqa: ANN401 - any part of a typed record
    """Yield what contradicts itself: PM2.5 is a part of PM10, green electricity a part of all electricity."""
    match part:
        case records_pb2.StationHour() if part.HasField("pm25_ug_per_m3") and part.HasField("pm10_ug_per_m3"):
            yield from _fine_above_coarse(part.pm25_ug_per_m3, part.pm10_ug_per_m3)
        case records_pb2.ParkMonth():
            yield from parts_above_their_wholes(part, _PARK)
        case _:
            return


def _fine_above_coarse(fine: float, coarse: float) -> Iterator[Refusal]:
    """Monitors of PM2.5 and PM10 are two instruments, so PM2.5 may read a little higher: up to 10 % and 5 µg/m³ are noise."""
    if fine > coarse * 1.1 + 5:
        yield malformed(
            "pm25_ug_per_m3",
            f"pm25 {fine:g} is above pm10 {coarse:g}, of which it is a part; check the two instruments",
            f"PM2.5 {fine:g} 大于 PM10 {coarse:g}，而前者是后者的一部分；请核对两台仪器",
        )
