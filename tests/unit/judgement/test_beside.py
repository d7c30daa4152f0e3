"""What units and leaders say stands beside the verdict; the verdict is the computed one whatever is said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.events.codec import decode_event, encode_event
from shared.events.verdicts import Origin, decode_status, encode_status
from shared.judgement.event import Event
from shared.judgement.fold import fold
from shared.judgement.judge import judge
from shared.judgement.report_json import status_json
from shared.judgement.state import PartitionState
from shared.judgement.verdict import StatusVerdict
from shared.model.errors import InvalidEvent
from shared.model.manifests import KINDS, Manifest
from shared.model.status import TargetStatus
from tests.unit.judgement.builders import PLAN, area, define, indicator, names, observe, plan, said, target, tick

DEFINITIONS = [plan(), area("320200", level="city"), indicator("jobs"), target("jobs")]
MAY, JUNE = observe("320200", {("jobs", "2026-05"): 40.0}), observe("320200", {("jobs", "2026-06"): 50.0})
OVERRIDE = said(
    "320200", "jobs", "2026-05", event_id=9, status=TargetStatus.ON_TRACK, document="会议纪要〔2026〕7号", until=date(2026, 7, 31)
)


def sent(*events: Event, definitions: list[Manifest] = DEFINITIONS) -> list[StatusVerdict]:
    """Every status sent when events are judged one by one."""
    state, found = PartitionState(), list[StatusVerdict]()
    for event in [define(*definitions), tick("2026-06-02"), *events]:
        found += judge(state, fold(state, event)).statuses
    return found


def test_a_remark_stands_beside_the_verdict_on_its_period_alone() -> None:
    log = [MAY, said("320200", "jobs", "2026-05", unit="人社局", zh="毕业季在七月。", en="Graduates come in July.")]
    may = sent(*log)[-1]
    (one,) = status_json(may)["statements"]
    assert (one["kind"], one["unit"], one["author"], one["period"]) == ("remark", "人社局", "rsj", "2026-05")
    assert one["text"] == {"zh": "毕业季在七月。", "en": "Graduates come in July."}
    assert sent(*log, JUNE)[-1].statements == ()


@given(st.permutations([MAY, JUNE, OVERRIDE, said("320200", "jobs", "2026-06"), tick("2026-07-02")]))
def test_nothing_that_is_said_moves_a_verdict(events: list[Event]) -> None:
    spoken, silent = sent(*events), sent(*(one for one in events if one not in (OVERRIDE, said("320200", "jobs", "2026-06"))))
    assert spoken[-1]._replace(statements=()) == silent[-1]
    assert {one.event_id for one in spoken[-1].statements} == {4, 9}


def test_an_override_stands_beside_all_that_follows_until_its_last_day_is_over() -> None:
    log = [MAY, OVERRIDE, JUNE]
    assert [one.document for one in sent(*log, tick("2026-07-31"))[-1].statements] == ["会议纪要〔2026〕7号"]
    over = sent(*log, tick("2026-07-31"), tick("2026-08-01"))[-1]
    assert (over.status.word, over.statements) == ("at_risk", ()) or over.statements == ()


def test_said_twice_is_said_once_from_the_first_time_on() -> None:
    twice = [said("320200", "jobs", "2026-05", time_ms=20), said("320200", "jobs", "2026-05", time_ms=10)]
    (one,) = sent(MAY, *twice)[-1].statements
    assert one.time_ms == 10


@pytest.mark.parametrize(("spec", "owner"), [({}, "发展改革委"), ({"owner": "人社局"}, "人社局")])
def test_the_responsible_unit_is_the_targets_own_else_the_plans(spec: Mapping[str, object], owner: str) -> None:
    whole = KINDS["Plan"].model_validate(
        {"metadata": {"name": PLAN}, "spec": {"names": names(), "area": "320200", "year": 2026, "owner": "发展改革委"}}
    )
    status = sent(MAY, definitions=[whole, *DEFINITIONS[1:3], target("jobs", **spec)])[-1]
    assert status_json(status)["owner"] == owner


def test_statements_travel_as_they_are() -> None:
    event = decode_event(encode_event(OVERRIDE.body, received_time_ms=7))  # type: ignore[arg-type]  # a statement
    assert event.body == OVERRIDE.body
    status = sent(MAY, OVERRIDE)[-1]
    assert decode_status(encode_status(status, Origin(0, 1, 0), 5)).verdict == status


def test_a_statement_that_cannot_be_one_is_refused_whole() -> None:
    nowhere = said("", "jobs", "2026-05")
    with pytest.raises(InvalidEvent, match="statement"):
        decode_event(encode_event(nowhere.body, received_time_ms=7))  # type: ignore[arg-type]  # a statement
