"""Which data-quality findings are shown beneath a target."""

from __future__ import annotations

import pytest

from services.cli.findings import findings_on
from shared.judgement.assess_all import Assessment, assess_all
from shared.model.period import Period
from tests.unit.judgement.builders import area, indicator, manifest, observe, plan, target

COUNT = {"unit": "unit", "kind": "flow", "accumulation": "year-to-date"}
CITY = [
    area("320200"),
    plan(),
    indicator("housing.vouchers.issued", **COUNT),
    indicator("housing.vouchers.redeemed", **COUNT),
    indicator("housing.vouchers", **COUNT, derivation={"formula": "housing.vouchers"}),
    indicator("jobs", **COUNT),
    *(target(name, unit="unit") for name in ("housing.vouchers", "jobs")),
    *(
        manifest(
            "RiskRule",
            f"{family}.vouchers",
            family=family,
            severity="blue",
            when='value("housing.vouchers.redeemed") > value("housing.vouchers.issued")',
        )
        for family in ("quality", "housing")
    ),
]


def judged(**redeemed: float) -> Assessment:
    values = {("housing.vouchers.redeemed", text.replace("_", "-")[1:]): value for text, value in redeemed.items()}
    values |= {(name, period): 60.0 for name in ("housing.vouchers.issued", "jobs") for period in ("2026-05", "2026-06")}
    return assess_all(CITY, [observe("320200", values)], now_ms=Period.parse("2026-07-10").end_ms())


@pytest.mark.parametrize(("june", "rules"), [(61.0, ["quality.vouchers"]), (60.0, [])])
def test_a_finding_that_goes_on_is_shown_where_the_target_reads_the_data_through_a_derivation(june: float, rules: list[str]) -> None:
    found = judged(m2026_05=61.0, m2026_06=june)
    shown = {one.target: [finding.rule for finding in findings_on(one, found.alerts)] for one in found.statuses}
    assert shown == {"housing.vouchers": rules, "jobs": []}
