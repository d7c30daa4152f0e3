"""`xiheng review`, `xiheng remark`, `xiheng override`: the office's steps, and what is said beside verdicts."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from services.cli.office_seen import doubt_about
from services.cli.reach import Reach, reaching
from services.cli.screen import command, moment, out
from shared.model.errors import Invalid, InvalidPeriod
from shared.model.period import Period
from shared.model.review import ReviewStep
from shared.model.statement import Statement, StatementKind
from shared.model.status import TargetStatus
from shared.runtime.signing import sign
from xiheng.office.v1 import office_service_pb2 as messages
from xiheng.office.v1 import office_service_pb2_grpc as rpc


class Step(StrEnum):
    """A step about a value."""

    PRELIMINARY = "preliminary"
    REVIEWED = "reviewed"
    LOCKED = "locked"


Area = Annotated[str, typer.Option("--area", help="Area code, such as 320200.")]
At = Annotated[str, typer.Option("--period", help="Period, such as 2026-06.")]
Plan = Annotated[str, typer.Option("--plan", help="Plan; needed when several have the target.")]
Chinese = Annotated[str, typer.Option("--zh", help="What is said, in Chinese.")]
English = Annotated[str, typer.Option("--en", help="What is said, in English.")]
TargetName = Annotated[str, typer.Argument(help="Target id, such as jobs.urban-new.")]


@command
@reaching
def review(
    indicator: Annotated[str, typer.Argument(help="Indicator id, such as jobs.urban-new.")],
    area: Area,
    period: At,
    value: Annotated[float, typer.Option("--value", help="The value as you see it, in the catalogue's unit: the step speaks of it alone.")],
    step: Annotated[Step, typer.Option("--step", help="How far it has come; preliminary opens a lock.")] = Step.REVIEWED,
    note: Annotated[str, typer.Option("--note", help="Why.")] = "",
    *,
    reach: Reach,
) -> None:
    """审核、锁定或解锁数据。 Review, lock or unlock a value. Needs the role reviewer.

    A step about a value that is not reported yet is kept, and told: it holds once that value comes.

    On a local platform `xiheng credential --help` tells how to get a token with the role.

    Examples 示例:

    - `xiheng review jobs.urban-new --area 320200 --period 2026-06 --value 66300 --step locked --token-file .xiheng/tokens/office.token`
    """
    registry = reach.to("registry")
    request = messages.TakeStepRequest(
        area=area,
        indicator=indicator,
        values=[messages.SeenValue(period=period, value=value)],
        step=int(ReviewStep[step.name]),  # type: ignore[arg-type]  # numbers of the enum
        note=note,
    )
    doubt = doubt_about(reach, indicator, area, period, value)
    with registry.open() as channel:
        answer = rpc.OfficeServiceStub(channel).TakeStep(request, metadata=registry.metadata, timeout=30)
    out.print(
        f"{indicator} {area} {period}: {value:g} is {step.value} since {moment(answer.time.ToMilliseconds())}", markup=False, soft_wrap=True
    )
    if doubt:
        out.print(doubt, markup=False, soft_wrap=True)


@command
@reaching
def remark(
    target: TargetName,
    area: Area,
    period: At,
    zh: Chinese = "",
    en: English = "",
    unit: Annotated[str, typer.Option("--unit", help="Unit that speaks; needed when your token has several.")] = "",
    plan: Plan = "",
    *,
    reach: Reach,
) -> None:
    """牵头单位说明。 Explain a verdict for the responsible unit: shown beside it for ever. Needs the role unit.

    On a local platform `xiheng credential --help` tells how to get a token with the role.

    Examples 示例:

    - `xiheng remark jobs.urban-new --area 320200 --period 2026-06 --zh 毕业季在七月 --token-file .xiheng/tokens/rsj.token`
    """
    registry = reach.to("registry")
    request = messages.AddRemarkRequest(plan=plan, target=target, area=area, period=period, text_zh=zh, text_en=en, unit=unit)
    with registry.open() as channel:
        answer = rpc.OfficeServiceStub(channel).AddRemark(request, metadata=registry.metadata, timeout=30)
    out.print(
        f"{target} {area} {period}: kept beside the verdict since {moment(answer.time.ToMilliseconds())}", markup=False, soft_wrap=True
    )


@command
@reaching
def override(
    target: TargetName,
    area: Area,
    period: At,
    status: Annotated[str, typer.Option("--status", help="The verdict stated, such as on_track.")],
    document: Annotated[str, typer.Option("--document", help="Number or title of the document that it rests on.")],
    until: Annotated[str, typer.Option("--until", help="Last day that it stands, such as 2026-12-31.")],
    plan: Annotated[str, typer.Option("--plan", help="Plan, such as wuxi-2026.")],
    certificate: Annotated[
        Path, typer.Option(exists=True, dir_okay=False, help="The signer's certificate, PEM; needs the role overrider.")
    ],
    key: Annotated[Path, typer.Option(exists=True, dir_okay=False, help="The key of that certificate, PEM; it is not sent.")],
    zh: Chinese = "",
    en: English = "",
    *,
    reach: Reach,
) -> None:
    """人工认定（签名）。 State another verdict beside the computed one, signed with a person's key, which stays on this machine.

    On a local platform `xiheng credential --help` tells how to get a certificate with the role overrider.

    Examples 示例:

    - `xiheng override jobs.urban-new --plan wuxi-2026 --area 320200 --period 2026-06 --status on_track --document 纪要7号 --until 2026-12-31 --zh 基数调整 --certificate mayor.crt --key mayor.key`
    """
    stated = Statement(
        plan=plan,
        target=target,
        area=area,
        period=_period(period),
        kind=StatementKind.OVERRIDE,
        author="",
        zh=zh,
        en=en,
        status=_status(status),
        document=document,
        until=_day(until),
    )
    try:
        signature = sign(stated, certificate.read_bytes(), key.read_bytes())
    except ValueError as error:
        raise Invalid(f"{certificate}, {key}: these are not a certificate and its key, PEM: {error}") from error
    registry = reach.to("registry")
    with registry.open() as channel:
        request = messages.FileOverrideRequest(signature=signature)
        filed = rpc.OfficeServiceStub(channel).FileOverride(request, metadata=registry.metadata, timeout=30)
    out.print(
        f"{target} {area} {period}: {status} stands beside the verdict until {until}, signed by {filed.statement.author}", markup=False
    )


def _period(text: str) -> Period:
    try:
        return Period.parse(text)
    except InvalidPeriod as error:
        raise typer.BadParameter(str(error), param_hint="--period") from error


def _status(word: str) -> TargetStatus:
    try:
        return TargetStatus[word.upper()]
    except KeyError as error:
        raise typer.BadParameter(f"{word!r} is not one of {', '.join(one.word for one in TargetStatus)}", param_hint="--status") from error


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is not a day such as 2026-12-31", param_hint="--until") from error
