"""Steps, remarks and overrides at the door: only who has the right to them, and what is signed is what is shown."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from services.cli.__main__ import make_app
from services.scoreboard.servicer import entry
from shared.events.codec import decode_event
from shared.events.topics import AREA_EVENTS
from shared.events.verdicts import Origin, status_message
from shared.judgement.event import Event, Reviews
from shared.judgement.fold import fold
from shared.judgement.judge import judge
from shared.judgement.state import PartitionState
from shared.model.period import Period
from shared.model.review import ReviewStep
from shared.model.statement import Statement, StatementKind
from shared.model.status import TargetStatus
from shared.runtime.authority import Authority
from shared.runtime.identity import APPROVER, OVERRIDER, READER, REVIEWER, UNIT, Identity, NotProven
from shared.runtime.signing import sign, verify, verify_shown
from tests.component.registry_rig import Rig, running
from tests.component.test_registry import apply
from tests.unit.judgement.builders import PLAN, area, define, indicator, observe, plan, target, tick

DEFINITIONS = [
    plan(),
    area("320200", level="city"),
    area("320205", "320200"),
    indicator("jobs"),
    indicator("hours", entityType="meter"),
    target("jobs", owner="人社局、统计局"),
]
REVIEW = ["review", "jobs", "--area", "320200", "--period", "2026-06", "--value", "60", "--step", "locked", "--note", "核对台账"]
REMARK = ["remark", "jobs", "--area", "320200", "--period", "2026-06", "--zh", "毕业季在七月"]
WHERE = ["--plan", PLAN, "--area", "320200", "--period", "2026-06"]
OVERRIDE = ["override", "jobs", *WHERE, "--status", "on_track", "--document", "纪要7号", "--until", "2099-12-31", "--zh", "基数调整"]


def person(*roles: str, areas: tuple[str, ...] = ("320200",), units: tuple[str, ...] = (), subject: str = "zhang") -> Identity:
    return Identity(subject, frozenset(roles), frozenset(areas), frozenset(), frozenset(units))


async def run(rig: Rig, folder: Path, who: Identity, arguments: list[str]) -> tuple[int, str]:
    token = folder / "caller.token"
    token.write_text(rig.authority.token(who), encoding="utf-8")
    options = ["--address", rig.address, "--token-file", str(token)]
    result = await asyncio.to_thread(CliRunner().invoke, make_app(), [*arguments, *options])
    return result.exit_code, result.output


def taken(rig: Rig) -> list[Event]:
    """What was written into the log of an area."""
    return [decode_event(one.value or b"") for one in rig.log.of(AREA_EVENTS) if one.key == b"320200"]


def signer_files(authority: Authority, folder: Path, who: Identity) -> list[str]:
    made = authority.client_certificate(who)
    (folder / "who.crt").write_bytes(made.certificate)
    (folder / "who.key").write_bytes(made.key)
    return ["--certificate", str(folder / "who.crt"), "--key", str(folder / "who.key")]


async def test_a_reviewer_takes_a_step_about_the_value_it_sees(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        await apply(rig, DEFINITIONS)
        code, output = await run(rig, tmp_path, person(REVIEWER), REVIEW)
        (event,) = taken(rig)
    assert (code, "60 is locked since" in output) == (0, True), output
    assert event.body == Reviews(
        area="320200",
        indicator="jobs",
        periods=(Period.parse("2026-06"),),
        values=(60.0,),
        step=ReviewStep.LOCKED,
        reviewer="zhang",
        note="核对台账",
    )


@pytest.mark.parametrize(
    ("who", "changed", "said"),
    [
        (person(READER), {}, "lacks the role reviewer"),
        (person(REVIEWER, areas=("320205",)), {}, "is not among those of zhang"),
        (person(REVIEWER), {"jobs": "hours"}, "only values of areas are reviewed"),
        (person(REVIEWER), {"jobs": "job"}, "'job' is not in the catalogue; did you mean 'jobs'?"),
        (person(REVIEWER), {"60": "nan"}, "values: nan of 2026-06 is not a number"),
        (person(REVIEWER), {"2026-06": "2026-13"}, "2026-13"),
    ],
)
async def test_a_step_without_the_right_or_sense_is_refused(tmp_path: Path, who: Identity, changed: Mapping[str, str], said: str) -> None:
    async with running(tmp_path) as rig:
        await apply(rig, DEFINITIONS)
        code, output = await run(rig, tmp_path, who, [changed.get(one, one) for one in REVIEW])
        assert (code, said in output, taken(rig)) == (1, True, []), output


async def test_the_responsible_unit_explains_a_verdict_and_no_other_unit_does(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        await apply(rig, DEFINITIONS)
        code, output = await run(rig, tmp_path, person(UNIT, units=("教育局",)), REMARK)
        assert (code, "人社局、统计局 is responsible for jobs" in output) == (1, True), output
        code, output = await run(rig, tmp_path, person(UNIT, units=("人社局",)), [*REMARK, "--unit", "统计局"])
        assert (code, "does not speak for" in output) == (1, True), output
        code, output = await run(rig, tmp_path, person(UNIT, units=("人社局", "教育局")), REMARK)
        assert code == 0, output
        (event,) = taken(rig)
    assert isinstance(event.body, Statement)
    assert (event.body.kind, event.body.unit, event.body.author, event.body.zh) == (StatementKind.REMARK, "人社局", "zhang", "毕业季在七月")


async def test_an_override_is_signed_filed_and_verified_when_it_is_shown(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        await apply(rig, DEFINITIONS)
        files = signer_files(rig.authority, tmp_path, person(OVERRIDER, subject="mayor"))
        code, output = await run(rig, tmp_path, person(READER), [*OVERRIDE, *files])
        assert (code, "signed by mayor" in " ".join(output.split())) == (0, True), output
        (event,) = taken(rig)
        public_key = rig.authority.public_key_file.read_text(encoding="utf-8")
    state, june = PartitionState(), observe("320200", {("jobs", "2026-06"): 50.0})
    statuses = [one for each in (define(*DEFINITIONS), tick("2026-07-02"), june, event) for one in judge(state, fold(state, each)).statuses]
    shown = statuses[-1]
    assert (shown.status.word, shown.statements[0].status, shown.statements[0].author) == ("off_track", TargetStatus.ON_TRACK, "mayor")
    (check,) = entry(status_message(shown, Origin(0, 1, 0), 5), public_key).checks
    assert (check.valid, check.finding.startswith("signed by mayor at ")) == (True, True)
    forged = shown._replace(statements=(replace(shown.statements[0], status=TargetStatus.ACHIEVED),))
    (check,) = entry(status_message(forged, Origin(0, 1, 0), 5), public_key).checks
    assert (check.valid, check.finding) == (False, "signature: what is shown is not what was signed")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"2099-12-31": "2026-07-31"}, "until: 2026-07-31 was over when it was signed"),
        ({"jobs": "job"}, "target: 'job' is not in the catalogue; did you mean 'jobs'?"),
        ({PLAN: "plan-2027"}, f"plan: 'plan-2027' is not in the catalogue; there are {PLAN}"),
        ({"基数调整": " "}, "zh, en: an override says why"),
    ],
)
async def test_an_override_without_sense_is_refused(tmp_path: Path, changed: Mapping[str, str], said: str) -> None:
    async with running(tmp_path) as rig:
        await apply(rig, DEFINITIONS)
        files = signer_files(rig.authority, tmp_path, person(OVERRIDER))
        code, output = await run(rig, tmp_path, person(READER), [*(changed.get(one, one) for one in OVERRIDE), *files])
        assert (code, said in " ".join(output.split()), taken(rig)) == (1, True, []), output


@pytest.mark.parametrize(
    ("who", "said"), [(person(APPROVER), "does not grant the role overrider"), (person(OVERRIDER, areas=("320205",)), "not among those")]
)
async def test_a_person_without_the_right_signs_in_vain(tmp_path: Path, who: Identity, said: str) -> None:
    async with running(tmp_path) as rig:
        await apply(rig, DEFINITIONS)
        code, output = await run(rig, tmp_path, person(READER), [*OVERRIDE, *signer_files(rig.authority, tmp_path, who)])
        assert (code, said in output, taken(rig)) == (1, True, []), output


STATED = Statement(
    plan=PLAN,
    target="jobs",
    area="320200",
    period=Period.parse("2026-06"),
    kind=StatementKind.OVERRIDE,
    author="",
    zh="基数调整",
    status=TargetStatus.ON_TRACK,
    document="纪要7号",
    until=date(2026, 12, 31),
)


def test_a_signature_holds_only_with_a_certificate_of_the_authority_in_force(tmp_path: Path) -> None:
    own, other = Authority(tmp_path / "own"), Authority(tmp_path / "other")
    public_key, made = own.public_key_file.read_text(encoding="utf-8"), own.client_certificate(person(OVERRIDER, subject="mayor"))
    signature = sign(STATED, made.certificate, made.key)
    assert verify(signature, public_key).statement == replace(STATED, author="mayor", signature=signature)
    foreign = other.client_certificate(person(OVERRIDER, subject="mayor"))
    with pytest.raises(NotProven, match="not issued by the platform's authority"):
        verify(sign(STATED, foreign.certificate, foreign.key), public_key)
    with pytest.raises(NotProven, match="Signature verification failed"):
        verify(sign(STATED, made.certificate, foreign.key), public_key)
    with pytest.raises(NotProven, match="not in force"):
        verify(sign(STATED, made.certificate, made.key, at=datetime.now(UTC) + timedelta(days=400)), public_key)
    with pytest.raises(NotProven, match="x5c"):
        verify(own.token(person(OVERRIDER)), public_key)


@pytest.mark.parametrize(
    "change",
    [
        {"en": "x"},
        {"document": "纪要8号"},
        {"until": date(2027, 1, 1)},
        {"area": "320205"},
        {"author": "li"},
        {"period": Period.parse("2026-07")},
    ],
)
def test_every_word_shown_is_signed(tmp_path: Path, change: Mapping[str, object]) -> None:
    own = Authority(tmp_path / "own")
    public_key, made = own.public_key_file.read_text(encoding="utf-8"), own.client_certificate(person(OVERRIDER, subject="mayor"))
    shown = verify(sign(STATED, made.certificate, made.key), public_key).statement
    assert verify_shown(replace(shown, time_ms=5, event_id=6), public_key).signer.subject == "mayor"
    with pytest.raises(NotProven, match="not what was signed"):
        verify_shown(replace(shown, **change), public_key)  # type: ignore[arg-type]  # one of its fields


def test_the_command_issues_what_proves_an_identity(tmp_path: Path) -> None:
    Authority(tmp_path / "authority")
    grants = ["--role", OVERRIDER, "--area", "320200", "--platform", str(tmp_path)]
    result = CliRunner().invoke(make_app(), ["credential", "mayor", *grants, "--certificate"])
    assert result.exit_code == 0, result.output
    public_key = Authority(tmp_path / "authority").public_key_file.read_text(encoding="utf-8")
    certificate, key = ((tmp_path / "tokens" / f"mayor.{end}").read_bytes() for end in ("crt", "key"))
    assert verify(sign(STATED, certificate, key), public_key).signer.subject == "mayor"
    assert CliRunner().invoke(make_app(), ["credential", "mayor", "--role", "king", "--platform", str(tmp_path)]).exit_code == 1
