"""One line that tells the state of everything, and conditions that tell why."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from services.operator.domain.handing_over import Handover
from services.operator.domain.platform_status import Facts, Processors, platform_status
from services.operator.domain.taking_effect import Absence
from services.operator.status import PlatformStatus
from shared.model.status import TargetStatus as Status
from tests.unit.judgement.builders import area, plan, target
from tests.unit.operator.builders import NOW, NOW_MS, key, platform, registry, standing, verdicts

ALL = (area("320200", level="city"), area("320205", "320200"), plan(), target("jobs"))
HEARD = (standing(Status.ON_TRACK), standing(Status.AT_RISK, area="320205"))
WELL = Facts(registry(*ALL), verdicts(*HEARD), Processors(12, 24), {"in_force": 4}, NOW_MS)
OLD_MS = NOW_MS - 50 * 86_400_000


def told(facts: Facts, before: dict[str, Any] | None = None) -> PlatformStatus:
    return platform_status(platform(before), facts, NOW)


def test_all_is_well() -> None:
    status = told(WELL)
    assert (status.state, status.definitions, status.ladder, status.lag_records, status.stale) == ("well", "4/4", "●1", 12, "none")
    assert {one.status for one in status.conditions} == {"True"}


@pytest.mark.parametrize(
    ("change", "state", "kind", "reason"),
    [
        ({"registry": registry(*ALL, absence=Absence("RegistryAway", "gone"))}, "away", "RegistryReady", "RegistryAway"),
        ({"verdicts": verdicts(absence="gone")}, "away", "ScoreboardReady", "ScoreboardAway"),
        ({"tick_ms": NOW_MS - 600_000}, "degraded", "ClockTicking", "NoTick"),
        ({"processors": Processors(20_000, 24)}, "degraded", "Processing", "Behind"),
        ({"processors": Processors(None, 24)}, "degraded", "Processing", "LagUnknown"),
        ({"processors": Processors(absence="no answer")}, "degraded", "Processing", "ProcessorAway"),
        (
            {"registry": registry(*ALL, left=Handover({}, frozenset(), {key(ALL[3]): ("no",)}))},
            "degraded",
            "DefinitionsInForce",
            "Refused",
        ),
        (
            {"verdicts": verdicts(HEARD[0], standing(Status.AT_RISK, area="320205", received_ms=OLD_MS))},
            "degraded",
            "AreasReporting",
            "Silent",
        ),
    ],
)
def test_what_is_not_well_is_named(change: dict[str, Any], state: str, kind: str, reason: str) -> None:
    status = told(replace(WELL, **change))
    assert status.state == state
    assert [one.reason for one in status.conditions if one.type == kind] == [reason]


def test_silent_areas_are_listed() -> None:
    assert told(replace(WELL, verdicts=verdicts(HEARD[0]))).stale == "1: 320205"


def test_a_replay_stands_still_and_is_well() -> None:
    heard = verdicts(standing(Status.ON_TRACK, received_ms=OLD_MS), standing(Status.AT_RISK, area="320205", received_ms=OLD_MS))
    assert told(replace(WELL, tick_ms=OLD_MS, is_replaying=True, verdicts=heard)).state == "well"


def test_what_was_known_is_kept_while_the_scoreboard_is_away() -> None:
    before = told(replace(WELL, verdicts=verdicts(HEARD[0]))).model_dump(mode="json", by_alias=True, exclude_none=True)
    after = told(replace(WELL, verdicts=verdicts(absence="gone")), before)
    assert (after.ladder, after.stale_areas) == ("●1", ("320205",))
