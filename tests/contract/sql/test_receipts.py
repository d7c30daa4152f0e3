"""Receipts on both databases: who reported last when, and what is owed."""

from __future__ import annotations

import time

import pytest

from shared.judgement.event import Observations
from shared.model.period import Period, PeriodLength
from shared.reporting.receipts import MIGRATIONS, Noted, Receipts
from shared.runtime.metrics import REGISTRY
from tests.contract.sql.conftest import Open
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
