"""A small catalogue and requests for the checks."""

from __future__ import annotations

from typing import Any

from shared.model.catalogue import Catalogue
from shared.model.manifests import KINDS, Manifest
from shared.model.period import Period
from shared.reporting.intake import Intake, Taken
from shared.runtime.identity import BACKFILL, REPORTER, Identity
from xiheng.livelihood.v1 import livelihood_service_pb2 as messages
from xiheng.shared.v1.observation_pb2 import Observation

NOW_MS = Period.parse("2026-07-20").end_ms()


def manifest(what: str, name: str, /, **spec: Any) -> Manifest:
    names = {"zh": "名", "en": name}
    return KINDS[what].model_validate({"kind": what, "metadata": {"name": name}, "spec": {"names": names, **spec}})


CATALOGUE = Catalogue.from_manifests(
    [
        manifest("Area", "320200", level="city"),
        manifest("Area", "320205", level="district", parent="320200"),
        manifest("Area", "320206", level="district", parent="320200"),
        manifest("Indicator", "jobs", service="livelihood", unit="person", kind="flow", accumulation="year-to-date", periods=["month"]),
        manifest(
            "Indicator",
            "rate",
            service="livelihood",
            unit="percent",
            kind="rate",
            accumulation="rate",
            periods=["month"],
            range={"minimum": 0, "maximum": 100},
        ),
        manifest(
            "Indicator",
            "grade",
            service="livelihood",
            unit="class",
            kind="class",
            accumulation="single",
            periods=["month"],
            classes=["I", "II", "III"],
        ),
        manifest(
            "Indicator",
            "meter",
            service="livelihood",
            unit="kwh",
            kind="flow",
            accumulation="single",
            periods=["minute15"],
            entityType="meter",
        ),
        manifest("Indicator", "debt", service="risk", unit="yi_cny", kind="stock", accumulation="stock", periods=["month"]),
        manifest(
            "Indicator",
            "limit",
            service="livelihood",
            unit="yi_cny",
            kind="stock",
            accumulation="stock",
            periods=["year"],
            release={"inAdvance": True},
        ),
        manifest("Entity", "meter-1", type="meter", area="320205"),
        manifest("Entity", "park-1", type="park", area="320205"),
    ]
)


def caller(*areas: str, backfill: bool = False) -> Identity:
    roles = {REPORTER, BACKFILL} if backfill else {REPORTER}
    return Identity("tester", frozenset(roles), frozenset(areas or ("320205",)), frozenset({"livelihood"}))


def intake(*areas: str, backfill: bool = False) -> Intake:
    return Intake(service="livelihood", catalogue=CATALOGUE, caller=caller(*areas, backfill=backfill))


def observation(**changes: Any) -> Observation:
    return Observation(**{"indicator": "jobs", "area": "320205", "period": "2026-06", "value": 100.0, **changes})


def take(*rows: Observation, backfill: bool = False) -> Taken:
    return intake(backfill=backfill).take(messages.ReportRequest(sequence=1, observations=rows), NOW_MS)
