"""Files of station hours, samples and meters: the plan's own targets get their verdicts from them, offline as live."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from services.cli.assessing import assess_files, assessment_json
from shared.plans.checking import check_folder

MANIFESTS = check_folder(Path(__file__).parents[3] / "plans" / "wuxi-2026").manifests
HEADER = "indicator,area,entity,period,value,unit,revision,recorded_at,status"
CLEAN = {"so2": 6.0, "no2": 20.0, "co": 0.5, "pm10": 40.0, "pm25": 20.0, "o3": 90.0}


def status(folder: Path, target: str, rows: Iterable[str], *, as_of: date) -> dict[str, Any]:
    """The status of a target from rows."""
    file = folder / "rows.csv"
    file.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    assessment, bad = assess_files(MANIFESTS, [file], as_of=as_of, known_at=None)
    assert bad == []
    assert assessment is not None
    found = next(one for one in assessment_json(assessment)["statuses"] if one["target"] == target and one["area"] == "320200")
    assert isinstance(found, dict)
    return found


def station_days(first: date, days: int, *, area: str = "320205", station: str = "s1", **items: float) -> Iterator[str]:
    """Equal hours of clean air but for some items."""
    for day in (first + timedelta(days=offset) for offset in range(days)):
        for item, value in {**CLEAN, **items}.items():
            for hour in range(24):
                yield f"air.hourly.{item},{area},{station},{day}T{hour:02d},{value},,,,"


def day_values(first: date, days: int, *, area: str = "320205", station: str = "s1", **items: float) -> Iterator[str]:
    """The same, reported as days."""
    for day in (first + timedelta(days=offset) for offset in range(days)):
        for item, value in {**CLEAN, **items}.items():
            yield f"air.daily.{item},{area},{station},{day},{value},,,,"


def test_pm25_is_the_mean_over_stations_and_days_since_january(tmp_path: Path) -> None:
    rows = [
        *day_values(date(2025, 1, 1), 31, pm25=40.0),
        *station_days(date(2026, 1, 1), 31, pm25=30.0),
        *station_days(date(2026, 1, 1), 31, area="320206", station="s2", pm25=40.0),
    ]
    found = status(tmp_path, "air.pm25", rows, as_of=date(2026, 2, 1))
    assert (found["period"], found["value"], found["status"]) == ("2026-01", 35.0, "on_track")


def test_a_published_mean_goes_before_the_derived_one(tmp_path: Path) -> None:
    rows = [*day_values(date(2025, 1, 1), 31, pm25=40.0), *day_values(date(2026, 1, 1), 31, pm25=30.0), "air.pm25,320200,,2026-01,41,,,,"]
    found = status(tmp_path, "air.pm25", rows, as_of=date(2026, 2, 1))
    assert (found["value"], found["status"]) == (41.0, "off_track")


def test_ozone_is_the_90th_percentile_of_the_highest_eight_hours(tmp_path: Path) -> None:
    rows = [
        *day_values(date(2025, 1, 1), 31, o3=150.0),
        *(f"air.daily.o3,320205,s1,2026-01-{day:02d},{100 + day},,,," for day in range(1, 32)),
    ]
    assert status(tmp_path, "air.ozone", rows, as_of=date(2026, 2, 1))["value"] == pytest.approx(128.0)


def test_last_year_is_recomputed_under_the_standard_of_this_year(tmp_path: Path) -> None:
    """The air is that of last year: only its standard changed, so that it is neither better nor worse."""
    rows = [*day_values(date(2025, 1, 1), 90, pm25=70.0), *day_values(date(2026, 1, 1), 90, pm25=70.0)]
    found = status(tmp_path, "air.good-days", rows, as_of=date(2026, 4, 1))
    assert found["value"] == pytest.approx(100 * 59 / 90)
    assert found["plan_value"] == pytest.approx(100 * 59 / 90)
    assert found["status"] == "at_risk"
    assert "HJ 633-2026" in found["explanation"]["zh"]
    assert "HJ 633-2026" in found["explanation"]["en"]


def samples(month: str, section: str, *, area: str = "320200", **items: float) -> Iterator[str]:
    """A monthly sample with the basic items."""
    for item, value in {"ph": 7.8, "do": 7.5, "codmn": 3.5, "nh3n": 0.2, "tp": 0.04, **items}.items():
        yield f"water.sample.{item},{area},{section},{month},{value},,,,"


def test_the_lake_is_judged_by_the_mean_of_its_points(tmp_path: Path) -> None:
    rows = [*samples("2026-05", "taihu.meiliang-bay", tp=0.06), *samples("2026-05", "taihu.gonghu-bay", tp=0.03)]
    found = status(tmp_path, "taihu.water-class", rows, as_of=date(2026, 6, 10))
    assert (found["period"], found["value"], found["status"]) == ("2026-05", 2.0, "on_track")
    worse = [*rows, *samples("2026-05", "taihu.zhushan-bay", tp=0.09)]
    assert status(tmp_path, "taihu.water-class", worse, as_of=date(2026, 6, 10))["status"] == "breached"


def test_sections_of_all_districts_make_the_share(tmp_path: Path) -> None:
    rows = [
        *samples("2026-05", "river-a", area="320205"),
        *samples("2026-05", "river-b", area="320281", tp=0.25),
        "water.section.class,320281,river-c,2026-05,II,,,,",
    ]
    assert status(tmp_path, "water.sections.good-share", rows, as_of=date(2026, 6, 10))["value"] == pytest.approx(200 / 3)


def test_samples_of_days_count_once_their_month_is_over(tmp_path: Path) -> None:
    rows = [row for day, tp in (("2026-05-04", 0.03), ("2026-05-18", 0.05)) for row in samples(day, "taihu.gonghu-bay", tp=tp)]
    assert status(tmp_path, "taihu.water-class", rows, as_of=date(2026, 5, 31))["value"] == 2.0
    assert status(tmp_path, "taihu.water-class", rows, as_of=date(2026, 5, 30))["value"] is None


def test_parks_are_covered_by_what_they_use(tmp_path: Path) -> None:
    used = {"park.energy": 20_000, "park.direct-emissions": 100, "park.electricity": 9e6, "park.green-electricity": 8e6}
    rows = [f"{name},320281,park-{number},2026-06,{value},,,," for name, value in used.items() for number in range(14)]
    found = status(tmp_path, "parks.zero-carbon", rows, as_of=date(2026, 7, 20))
    assert (found["period"], found["value"], found["status"]) == ("2026-06", 14.0, "at_risk")
