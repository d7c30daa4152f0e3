"""A changed target is judged under the old and the new number; the terms in force at a period's end decide what is shown."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.events.verdicts import Origin, decode_status, encode_status
from shared.judgement.amendments import all_terms, in_force
from shared.judgement.assess_all import assess_all
from shared.judgement.fold import fold
from shared.judgement.judge import judge
from shared.judgement.report_json import status_json
from shared.judgement.state import PartitionState
from shared.judgement.verdict import StatusVerdict
from shared.judgement.wording import explain_status
from shared.model.manifests import Manifest, Target
from shared.model.period import Period
from tests.unit.judgement.builders import area, define, indicator, manifest, observe, plan, target, tick

CITY = [plan(), area("320200", level="city"), area("320205", "320200"), indicator("jobs")]
JUNE = {"effectiveFrom": "2026-06-15", "document": "锡政发〔2026〕18号", "approver": "市人大常委会", "value": 90.0}
ADOPTED = {"number": "锡政发〔2026〕1号", "approver": "市人民代表大会"}


def amended(*amendments: dict[str, object], **spec: object) -> Manifest:
    """A target of 120 that was amended."""
    return target("jobs", document=ADOPTED, amendments=list(amendments), **spec)


def judged(manifest: Manifest, values: dict[str, float], code: str = "320200") -> StatusVerdict:
    """The status shown, in the autumn."""
    rows = observe(code, {("jobs", period): value for period, value in values.items()})
    found = assess_all([*CITY, manifest], [rows], now_ms=Period.parse("2026-10-02").end_ms())
    return next(one for one in found.statuses if one.area == code)


def test_the_status_is_shown_under_the_new_number_and_under_the_old_one() -> None:
    status = judged(amended(JUNE), {"2026-09": 66.0})
    assert (status.status.word, status.plan_value) == ("on_track", 67.5)
    assert status.terms is not None
    assert (status.terms.value, status.terms.effective_from, status.terms.approver) == (90.0, date(2026, 6, 15), "市人大常委会")
    (old,) = status.others
    assert (old.terms.value, old.terms.document, old.status.word, old.plan_value) == (120.0, "锡政发〔2026〕1号", "off_track", 90.0)


def test_a_period_that_ended_before_the_day_is_judged_by_the_old_number() -> None:
    status = judged(amended(JUNE), {"2026-05": 38.0})
    assert status.last_status is not None
    assert (status.last_status.word, status.terms and status.terms.value) == ("off_track", 120.0)
    assert [(one.terms.value, one.status.word) for one in status.others] == [(90.0, "on_track")]


@pytest.mark.parametrize(("day", "shown"), [("2026-06-30", 90.0), ("2026-07-01", 120.0)])
def test_the_last_day_of_a_period_decides(day: str, shown: float) -> None:
    status = judged(amended({**JUNE, "effectiveFrom": day}), {"2026-06": 50.0})
    assert status.terms is not None
    assert status.terms.value == shown


def test_a_second_amendment_stands_on_the_first() -> None:
    status = judged(amended(JUNE, {**JUNE, "effectiveFrom": "2026-09-01", "value": 80.0, "document": "三"}), {"2026-09": 60.0})
    assert status.terms is not None
    assert (status.status.word, status.terms.value) == ("on_track", 80.0)
    assert [one.terms.value for one in status.others] == [120.0, 90.0]


def test_a_target_that_was_never_amended_has_one_verdict() -> None:
    status = judged(target("jobs"), {"2026-09": 66.0})
    assert (status.terms, status.others) == (None, ())


def test_an_areas_own_value_is_amended_by_itself() -> None:
    own = {"areas": [{"area": "320205", "value": 24.0}]}
    change = {**JUNE, "value": None, "areas": [{"area": "320205", "value": 12.0}]}
    status = judged(amended(change, **own), {"2026-09": 9.0}, code="320205")
    assert (status.status.word, status.plan_value) == ("on_track", 9.0)
    assert [(one.terms.value, one.status.word) for one in status.others] == [(24.0, "off_track")]


def test_a_document_replaces_the_default_of_a_parameter() -> None:
    spec = {"comparator": "at_least_parameter", "value": None, "parameter": {"value": 120.0, "note": "默认值"}}
    status = judged(amended(JUNE, **spec), {"2026-09": 66.0})
    assert (status.status.word, [one.status.word for one in status.others]) == ("on_track", ["off_track"])


def test_a_class_is_amended() -> None:
    lake = indicator("lake", kind="class", unit="class", accumulation="single", classes=["I", "II", "III", "IV"])
    wanted = target(
        "lake",
        shape="class",
        comparator="steadily_at_or_better",
        value=None,
        className="II",
        unit="class",
        amendments=[{**JUNE, "value": None, "className": "III"}],
    )
    rows = observe("320200", {("lake", "2026-09"): 2.0})
    (status,) = assess_all([*CITY, lake, wanted], [rows], now_ms=Period.parse("2026-10-02").end_ms()).statuses
    assert (status.status.word, [(one.terms.class_name, one.status.word) for one in status.others]) == ("on_track", [("II", "breached")])


def test_without_data_both_terms_are_told_all_the_same() -> None:
    status = judged(amended(JUNE), {})
    assert status.status.word == "overdue"
    assert [one.terms.value for one in status.others] == [120.0]


def test_the_sentence_says_by_which_document_it_was_judged_and_how_it_would_be_otherwise() -> None:
    status = judged(amended(JUNE), {"2026-09": 66.0})
    chinese, english = explain_status(status, "zh"), explain_status(status, "en")
    assert chinese.endswith(
        "本次按调整后的目标90人（自2026年6月15日起）判断：锡政发〔2026〕18号，市人大常委会批准。若按此前的目标120人（锡政发〔2026〕1号），则判为滞后。"
    )
    assert "It is judged by the amended target, 90, in force since 15 June 2026 (锡政发〔2026〕18号, approved by 市人大常委会)." in english
    assert english.endswith("Under the earlier target, 120 (锡政发〔2026〕1号, approved by 市人民代表大会), it would be off track.")
    early = explain_status(judged(amended(JUNE), {"2026-05": 38.0}), "en")
    assert "It is judged by the original target, 120" in early
    assert "Under the target in force from 15 June 2026, 90" in early


def test_json_has_both() -> None:
    found = status_json(judged(amended(JUNE), {"2026-09": 66.0}))
    assert (found["terms"]["value"], found["terms"]["effective_from"]) == (90.0, "2026-06-15")
    assert [(one["value"], one["status"], one["plan_value"]) for one in found["other_terms"]] == [(120.0, "off_track", 90.0)]
    assert status_json(judged(target("jobs"), {}))["terms"] is None


def test_the_wire_form_keeps_both() -> None:
    status = judged(amended(JUNE), {"2026-09": 66.0})
    assert decode_status(encode_status(status, Origin(1, 2, 3), 4)).verdict == status


def test_an_amendment_is_judged_when_its_definition_comes_and_every_period_says_its_version() -> None:
    state = PartitionState()
    for event in (
        define(*CITY, target("jobs", document=ADOPTED)),
        observe("320200", {("jobs", "2026-05"): 38.0, ("jobs", "2026-09"): 66.0}),
    ):
        judge(state, fold(state, event))
    sent = judge(state, fold(state, define(amended(JUNE), version=2))).statuses
    assert [(one.period.text, one.status.word, one.definition_version) for one in sent] == [
        ("2026-05", "off_track", 2),
        ("2026-09", "on_track", 2),
    ]
    assert not judge(state, fold(state, tick("2026-02-01"))).statuses


@given(
    st.lists(st.floats(1, 1e6), min_size=1, max_size=3, unique=True),
    st.dictionaries(st.integers(1, 9), st.floats(0, 1e6), min_size=1, max_size=9),
)
def test_each_verdict_is_that_of_a_target_which_always_had_those_terms(numbers: list[float], months: dict[int, float]) -> None:
    values = {f"2026-{month:02d}": value for month, value in months.items()}
    changes = [{**JUNE, "effectiveFrom": f"2026-0{3 + 2 * number}-01", "value": value} for number, value in enumerate(numbers)]
    status = judged(amended(*changes), values)
    assert status.terms is not None
    found = {status.terms.value: status.last_status or status.status, **{one.terms.value: one.status for one in status.others}}
    for number, verdict in found.items():
        alone = judged(target("jobs", value=number), values)
        assert verdict is (alone.last_status or alone.status)


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(1, 12))
def test_exactly_one_of_the_terms_is_in_force(day: date, month: int) -> None:
    made = amended({**JUNE, "effectiveFrom": day.isoformat()})
    assert isinstance(made, Target)
    terms = [one for one, _ in all_terms(made.spec, "320200")]
    assert in_force(terms, Period.month(2026, month)) == (day <= Period.month(2026, month).last_day)


def test_a_watched_target_says_so() -> None:
    status = judged(target("jobs", origin="watch", strength="力争"), {"2026-09": 66.0})
    assert explain_status(status, "zh").endswith("监测项，计划原文未列。")
    assert explain_status(status, "en").endswith("The plan does not name this figure as a target; it is watched beside it.")
    assert (status_json(status)["kind"], status_json(status)["strength"]) == ("watch", "力争")
    assert decode_status(encode_status(status, Origin(1, 2, 3), 4)).verdict == status
    assert status_json(judged(target("jobs"), {}))["kind"] == "plan"


def test_a_rule_is_not_amended() -> None:
    with pytest.raises(ValueError, match="amendments"):
        manifest("RiskRule", "debt.high", family="debt", when="true", severity="red", amendments=[JUNE])
