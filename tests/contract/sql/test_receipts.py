"""Receipts on both databases: who reported last when, and what is owed."""

from __future__ import annotations

import time

import pytest
import sqlalchemy as sa

from shared.judgement.event import Observations
from shared.model.period import Period, PeriodLength
from shared.reporting.receipts import MIGRATIONS, Noted, Receipts
from shared.runtime.metrics import REGISTRY
from tests.contract.sql.conftest import Open
from tests.contract.sql.test_migrations import move
from tests.unit.reporting.builders import CATALOGUE

NOW_MS = Period.parse("2026-12-31").end_ms()


def gauge(name: str, area: str = "320205") -> float | None:
    return REGISTRY.get_sample_value(name, {"service": "test", "area": area})


def receipts(url: str) -> Receipts:
    return Receipts(url, service="test", on_failure=lambda error: pytest.fail(str(error)))


def test_the_last_report_of_an_area_is_known_after_a_restart(open_engine: Open) -> None:
    url = open_engine(MIGRATIONS).url.render_as_string(hide_password=False)
    kept = receipts(url)
    rows = Observations(
        area="320205",
        child="",
        indicators=["jobs"],
        entities=[""],
        lengths=[PeriodLength.MONTH],
        series=(),
        periods=[Period.month(2026, 5).ordinal],
        values=[1.0],
    )
    accepted = gauge("xiheng_area_observations_total") or 0.0
    kept.note(Noted(NOW_MS, "someone", 1, 1, 0, [], [rows]))
    kept.settle()
    reported = gauge("xiheng_last_report_timestamp_seconds")
    assert reported is not None
    assert abs(reported - time.time()) < 30
    assert gauge("xiheng_area_observations_total") == accepted + 1
    kept.show_due(CATALOGUE, NOW_MS)
    assert gauge("xiheng_due_observations") == 1.0
    assert (gauge("xiheng_longest_due_seconds") or 0.0) > 150 * 86_400
    kept.stop()
    REGISTRY._names_to_collectors["xiheng_last_report_timestamp_seconds"].clear()  # type: ignore[attr-defined]  # as a new process has it
    receipts(url).stop()
    assert gauge("xiheng_last_report_timestamp_seconds") == reported


def asked(kept: Receipts, reporter: str) -> list[tuple[int, int]]:
    return [(one.sequence, one.accepted) for one in kept.of(reporter, since_ms=0, limit=10)]


def test_receipts_are_told_newest_first_and_each_year_has_its_partition(open_engine: Open) -> None:
    engine = open_engine(MIGRATIONS)
    kept = receipts(engine.url.render_as_string(hide_password=False))
    for sequence, day in enumerate(("2025-12-31", "2026-01-02", "2027-05-05"), 1):
        kept.note(Noted(Period.parse(day).end_ms(), "who", sequence, sequence, 0, [], []))
    kept.settle()
    kept.note(Noted(NOW_MS, "another", 9, 9, 0, [], []))
    assert asked(kept, "who") == [(3, 3), (2, 2), (1, 1)]
    kept.stop()
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            rows = connection.execute(sa.text("SELECT tableoid::regclass::text FROM receipts ORDER BY id")).scalars().all()
        assert rows == ["receipts_2025", "receipts_2026", "receipts_2027", "receipts_2026"]


def test_receipts_survive_the_migration_up_and_down_and_go_on_being_numbered(open_engine: Open) -> None:
    engine = open_engine(MIGRATIONS)
    url = engine.url.render_as_string(hide_password=False)

    def note(sequence: int) -> list[tuple[int, int]]:
        kept = receipts(url)
        kept.note(Noted(NOW_MS + sequence, "who", sequence, 1, 0, [], []))
        told = asked(kept, "who")
        kept.stop()
        return told

    note(1)
    move(engine, MIGRATIONS, "0002")
    with engine.begin() as connection:
        row = {"received_ms": NOW_MS + 2, "reporter": "who", "sequence": 2, "accepted": 1, "rejected": 0, "rejections": b""}
        connection.execute(sa.insert(sa.table("receipts", *map(sa.column, row))).values(row))
    move(engine, MIGRATIONS, "head")
    assert note(3) == [(3, 1), (2, 1), (1, 1)]
