"""What the measures of environment's typed records owe each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shared.reporting.refusal import Refusal, malformed
from xiheng.environment.v1 import records_pb2


def check_record(part: Any) -> Iterator[Refusal]:  # noqa: ANN401 - any part of a typed record
    """Yield what contradicts itself: PM2.5 is a part of PM10, green electricity a part of all electricity.

    Monitors of PM2.5 and PM10 are two instruments, so PM2.5 may read a little higher: up to 10 % and 5 µg/m³ are noise.
    """
    match part:
        case records_pb2.StationHour() if part.HasField("pm25_ug_per_m3") and part.HasField("pm10_ug_per_m3"):
            fine, coarse = part.pm25_ug_per_m3, part.pm10_ug_per_m3
            if fine > coarse * 1.1 + 5:
                yield malformed(
                    "pm25_ug_per_m3",
                    f"pm25 {fine:g} is above pm10 {coarse:g}, of which it is a part; check the two instruments",
                    f"PM2.5 {fine:g} 大于 PM10 {coarse:g}，而前者是后者的一部分；请核对两台仪器",
                )
        case records_pb2.ParkMonth() if part.HasField("green_electricity_kwh") and part.HasField("electricity_kwh"):
            green, all_of_it = part.green_electricity_kwh, part.electricity_kwh
            if green > all_of_it:
                yield malformed(
                    "green_electricity_kwh",
                    f"green_electricity_kwh {green:g} is above electricity_kwh {all_of_it:g}, of which it is a part",
                    f"绿电 {green:g} 千瓦时大于总用电 {all_of_it:g} 千瓦时",
                )
        case _:
            return
