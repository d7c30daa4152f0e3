"""What an object says of itself: whether its definition took effect and why not, and how its target stands."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from services.operator.domain.conditions import truth
from services.operator.domain.handing_over import Handover
from services.operator.domain.taking_effect import Absence, Registry
from services.operator.domain.target_status import status_of
from services.operator.domain.things import Thing
from services.operator.status import DefinitionStatus, PlanStatus, TargetStatus
from shared.model.status import TargetStatus as Status
from tests.unit.judgement.builders import area, plan, target
from tests.unit.operator.builders import NOW, key, registry, standing, thing, verdicts

JOBS = target("jobs")
AREAS = {"plan-2026": "320200"}
AWAY = Absence("KafkaAway", "Kafka is away")


def said(one: Thing, found: Registry, *, later: float = 0.0, known: Any = None) -> DefinitionStatus:
    return status_of(one, found, known or verdicts(), AREAS, NOW + timedelta(seconds=later))


def as_written(status: DefinitionStatus) -> dict[str, Any]:
    return status.model_dump(mode="json", by_alias=True, exclude_none=True)


@pytest.mark.parametrize(
    ("one", "found", "state", "reason"),
    [
        (thing(JOBS), registry(JOBS), "in_force", "Accepted"),
        (thing(JOBS), registry(JOBS, copying=3), "pending", "Copying"),
        (thing(JOBS, held=False), registry(JOBS), "pending", "Pending"),
        (thing(JOBS), registry(), "pending", "Pending"),
        (thing(JOBS), registry(left=Handover({}, frozenset(), {key(JOBS): ("spec.value: wrong",)})), "refused", "Refused"),
        (thing(JOBS), registry(left=Handover({key(JOBS): JOBS}, frozenset()), absence=AWAY), "pending", "KafkaAway"),
        (thing(JOBS, deleted=True), registry(JOBS), "retiring", "Retiring"),
        (thing(JOBS, deleted=True), registry(JOBS, absence=AWAY), "retiring", "KafkaAway"),
        (
            thing(JOBS, deleted=True),
            registry(JOBS, left=Handover({}, frozenset(), {key(JOBS): ("rule still needs it",)})),
            "retiring",
            "StillNeeded",
        ),
    ],
)
def test_how_far_a_definition_has_come_and_why(one: Thing, found: Registry, state: str, reason: str) -> None:
    status = said(one, found)
    assert status.state == state
    assert (status.conditions[0].type, status.conditions[0].reason) == ("InForce", reason)
    assert status.observed_generation == 1


def test_what_was_in_force_is_so_while_the_registry_is_away() -> None:
    before = as_written(said(thing(JOBS), registry(JOBS)))
    after = said(thing(JOBS, status=before), registry(absence=AWAY))
    assert (after.state, after.version) == ("in_force", 1)


def test_a_condition_keeps_its_time_until_it_changes() -> None:
    before = said(thing(JOBS), registry(JOBS))
    same = said(thing(JOBS, status=as_written(before)), registry(JOBS), later=60)
    assert same == before
    changed = said(thing(JOBS, status=as_written(before)), registry(left=Handover({}, frozenset(), {key(JOBS): ("no",)})), later=60)
    assert changed.conditions[0].last_transition_time == NOW + timedelta(seconds=60)


def test_a_judged_target_shows_its_verdict() -> None:
    found = verdicts(standing(Status.ON_TRACK), standing(Status.AT_RISK, area="320205"))
    status = said(thing(JOBS), registry(JOBS), known=found)
    assert isinstance(status, TargetStatus)
    assert status.state == "on_track"
    assert status.verdict is not None
    assert (status.verdict.area, status.verdict.value_shown, status.verdict.since) == ("320200", "60 people", NOW)
    assert "came to 60 in June 2026" in status.verdict.explanation.en
    assert [one.area for one in status.areas] == ["320205"]
    assert truth(as_written(status), "Judged") == "True"


def test_a_target_without_a_verdict_says_so() -> None:
    status = as_written(said(thing(JOBS), registry(JOBS)))
    assert (status["state"], truth(status, "Judged")) == ("in_force", "False")


def test_the_last_verdict_stays_while_the_scoreboard_is_away_and_is_said_to_be_old() -> None:
    before = as_written(said(thing(JOBS), registry(JOBS), known=verdicts(standing(Status.ON_TRACK))))
    after = as_written(said(thing(JOBS, status=before), registry(JOBS), known=verdicts(absence="no answer")))
    assert after["verdict"] == before["verdict"]
    assert (after["state"], truth(after, "Judged")) == ("on_track", "Unknown")


def test_an_object_holds_the_worst_areas_of_a_province() -> None:
    many = [standing(Status.ON_TRACK, area=f"{number:06}") for number in range(300)]
    found = verdicts(standing(Status.ON_TRACK), *many, standing(Status.OFF_TRACK, area="999999"))
    status = said(thing(JOBS), registry(JOBS), known=found)
    assert isinstance(status, TargetStatus)
    assert len(status.areas) == 199
    assert status.areas[-1].area == "999999"
    assert len(str(as_written(status))) < 1_000_000


def test_a_plan_shows_its_ladder_in_its_own_area() -> None:
    found = verdicts(standing(Status.ON_TRACK), standing(Status.AT_RISK, target="homes"), standing(Status.BREACHED, area="320205"))
    status = status_of(thing(plan()), registry(plan()), found, AREAS, NOW)
    assert isinstance(status, PlanStatus)
    assert (status.targets, status.ladder) == (2, "●1 ◆1")
    kept = status_of(thing(plan(), status=as_written(status)), registry(plan()), verdicts(absence="no"), AREAS, NOW)
    assert isinstance(kept, PlanStatus)
    assert kept.ladder == "●1 ◆1"


def test_an_area_says_whether_it_is_in_force() -> None:
    one = area("320200", level="city")
    assert type(said(thing(one), registry(one))) is DefinitionStatus
