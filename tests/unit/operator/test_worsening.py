"""Who operates is told what became worse: once, whatever is looked at again."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.operator.domain.target_status import status_of
from services.operator.domain.telling import event_of
from services.operator.domain.worsening import badness, worsenings
from services.operator.status import TargetStatus
from shared.model.status import TargetStatus as Status
from tests.unit.judgement.builders import target
from tests.unit.operator.builders import NOW, registry, standing, thing, verdicts

JOBS = target("jobs")


def shown(status: Status, **more: Any) -> TargetStatus:
    found = status_of(thing(JOBS), registry(JOBS), verdicts(standing(status, **more)), {"plan-2026": "320200"}, NOW)
    assert isinstance(found, TargetStatus)
    return found


def told(before: TargetStatus, after: TargetStatus) -> list[str]:
    return [one.reason for one in worsenings(before.model_dump(mode="json", by_alias=True, exclude_none=True), after)]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (shown(Status.ON_TRACK), shown(Status.AT_RISK), ["StatusWorsened"]),
        (shown(Status.AT_RISK), shown(Status.ON_TRACK), []),
        (shown(Status.ON_TRACK), shown(Status.OVERDUE, last_status=Status.ON_TRACK), ["ValueOverdue"]),
        (shown(Status.OVERDUE, last_status=Status.ON_TRACK), shown(Status.OFF_TRACK), ["StatusWorsened"]),
        (shown(Status.OVERDUE, last_status=Status.OFF_TRACK), shown(Status.AT_RISK), []),
        (shown(Status.TOO_EARLY), shown(Status.BREACHED), []),
        (shown(Status.ON_TRACK, area="320205"), shown(Status.OFF_TRACK, area="320205"), ["StatusWorsened"]),
        (shown(Status.ON_TRACK), shown(Status.OFF_TRACK, area="320205"), []),
    ],
)
def test_what_is_told(before: TargetStatus, after: TargetStatus, expected: list[str]) -> None:
    assert told(before, after) == expected


JUDGED = [one for one in Status if one not in {Status.OVERDUE, Status.UNASSESSABLE}]


@given(st.sampled_from(JUDGED), st.sampled_from(JUDGED))
def test_exactly_the_steps_down_among_known_statuses_are_worsenings(one: Status, other: Status) -> None:
    worse = badness(one) >= 0 and badness(other) > badness(one)
    assert (told(shown(one), shown(other)) == ["StatusWorsened"]) == worse


def test_the_same_worsening_has_the_same_name_and_fits() -> None:
    before = shown(Status.ON_TRACK).model_dump(mode="json", by_alias=True, exclude_none=True)
    (once,) = worsenings(before, shown(Status.AT_RISK))
    (again,) = worsenings(before, shown(Status.AT_RISK))
    event = event_of(thing(JOBS), once._replace(message="长" * 2000), NOW)
    assert event["metadata"] == event_of(thing(JOBS), again, NOW)["metadata"]
    assert len(event["message"]) == 1024
    assert event["involvedObject"]["uid"] == "uid-jobs"
