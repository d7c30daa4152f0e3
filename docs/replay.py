"""The page of the year 2025 replayed: published series, judged as of the days on which they were known."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from services.cli.assessing import assess_files
from services.demo.data.real import real_series
from shared.judgement.assess_all import Assessment
from shared.judgement.wording import unit_word
from shared.judgement.wording.numbers import number
from shared.model.catalogue import Catalogue
from shared.model.manifests import Manifest
from shared.plans.checking import check_folder

PLAN = Path(__file__).parents[1] / "plans" / "wuxi-2025"
OBSERVATIONS = Path(__file__).parent / "replay" / "wuxi-2025.csv"
DAYS = (date(2025, 5, 1), date(2025, 8, 1), date(2025, 11, 1), date(2026, 2, 1))
"""Days after the releases of each quarter."""


def observations(catalogue: Catalogue) -> str:
    """Return the published series of the plan's indicators as observation CSV, in order of indicator and period."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("indicator", "area", "entity", "period", "value", "unit", "revision", "recorded_at", "status"))
    for one in sorted(real_series(catalogue), key=lambda row: (row.indicator, row.period)):
        recorded = datetime.fromtimestamp(one.received_ms / 1000, UTC).isoformat().replace("+00:00", "Z")
        writer.writerow(
            (
                one.indicator,
                one.area,
                one.entity,
                one.period,
                f"{one.value:g}" if one.value % 1 else int(one.value),
                one.unit,
                "",
                recorded,
                "",
            )
        )
    return text.getvalue()


def replayed() -> dict[date, Assessment]:
    """Return what was to be said on each of the days."""
    manifests = check_folder(PLAN).manifests
    return {day: _assessed(manifests, day) for day in DAYS}


def rows() -> Iterator[str]:
    """Yield a row of the table for each target: what was wanted, and the status on each day with its value."""
    found = replayed()
    for (_, name), target in sorted(Catalogue.from_manifests(check_folder(PLAN).manifests).targets.items()):
        verdicts = [next(one for one in found[day].statuses if one.target == name) for day in DAYS]
        unit = unit_word(target.spec.unit, "en")
        cells = [
            f"{one.status.chinese} {one.status.word} {'' if one.value is None else f'({number(round(one.value, 2))} {unit})'}".rstrip()
            for one in verdicts
        ]
        wanted = target.spec.comparator + (f" {number(target.spec.value)}" if target.spec.value is not None else "")
        yield f"| `{name}` | {wanted} | {' | '.join(cells)} |\n"


def _assessed(manifests: list[Manifest], day: date) -> Assessment:
    known_at = datetime(day.year, day.month, day.day, 16, tzinfo=UTC)
    assessment, bad = assess_files(manifests, [OBSERVATIONS], as_of=day, known_at=known_at)
    if assessment is None:
        raise ValueError("; ".join(map(str, bad)))
    return assessment
