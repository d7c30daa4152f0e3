"""`xiheng alerts silence|silences|unsilence|on-call`: what nobody is told of for a while, and who is told otherwise."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from services.cli.alerts_asking import WHEN, RequestId, asked, own, time_to_come
from services.cli.options import Format, OutputFormat
from services.cli.reach import Reach, reaching
from services.cli.screen import command, counted, moment, out, print_json, table
from shared.judgement.report_json import instant
from xiheng.alerts.v1 import alert_service_pb2 as messages


@command
@reaching
def silence(
    matchers: Annotated[list[str], typer.Argument(metavar="MATCHER…", help="NAME=VALUE,… or NAME!=VALUE,…; an alert has to meet all.")],
    until: Annotated[str, typer.Option("--until", metavar="TIME", help=WHEN)],
    reason: Annotated[str, typer.Option("--reason", help="Why; it stands in the ledger.")],
    request_id: RequestId = "",
    output: Format = OutputFormat.TABLE,
    *,
    reach: Reach,
) -> None:
    """静默：一段时间内不提醒。 Tell nobody of alerts that meet matchers, until a time; what still goes on then is told. Needs responder.

    Names of matchers: plan, rule, family, area (with those below it), entity, target, severity.

    Examples 示例:

    - `xiheng alerts silence family=housing area=320213 --until 2026-12-05 --reason "the figures are corrected on Friday"`
    - `xiheng alerts silence rule=debt.ratio-band 'severity!=red' --until 8h --reason "books are closed"`
    """
    request = messages.SilenceAlertsRequest(
        request_id=own(request_id), matchers=matchers, end_time=time_to_come(until, "--until"), reason=reason
    )
    answer = asked("SilenceAlerts", request, reach)
    _print(answer, output, f"holds until {moment(answer.silence.end_time.ToMilliseconds())}")


@command
@reaching
def unsilence(
    identity: Annotated[str, typer.Argument(metavar="ID", help="Id of the silence, or its beginning.")],
    reason: Annotated[str, typer.Option("--reason", help="Why; it stands in the ledger.")],
    request_id: RequestId = "",
    output: Format = OutputFormat.TABLE,
    *,
    reach: Reach,
) -> None:
    """解除静默。 End a silence before its end; what it held back and still goes on is told. Needs the role responder for its areas.

    Examples 示例:

    - `xiheng alerts unsilence 3fa9 --reason "the figures are there"`
    """
    request = messages.EndSilenceRequest(request_id=own(request_id), id=identity, reason=reason)
    _print(asked("EndSilence", request, reach), output, "ended")


@command
@reaching
def silences(
    ended: Annotated[bool, typer.Option("--ended", help="Also those that are over.")] = False,
    output: Format = OutputFormat.TABLE,
    *,
    reach: Reach,
) -> None:
    """列出静默。 List silences: what nobody is told of, by whom, until when and why.

    Examples 示例:

    - `xiheng alerts silences`
    - `xiheng alerts silences --ended --format json`
    """
    found = asked("ListSilences", messages.ListSilencesRequest(include_ended=ended), reach).silences
    if output is OutputFormat.JSON:
        print_json([_silence_json(one) for one in found])
        return
    for one in found:
        state = "生效 active" if one.active else f"已解除 ended by {one.ended.by}" if one.HasField("ended") else "已到期 over"
        out.print(f"{one.id}  {' '.join(one.matchers)}  {state}", markup=False, soft_wrap=True)
        until = moment(one.end_time.ToMilliseconds())
        out.print(f"  until {until}, by {one.made.by}: {one.made.note}", markup=False, soft_wrap=True)
    out.print(counted(len(found), "silence"))


@command
@reaching
def on_call(
    plan: Annotated[str, typer.Option("--plan", help="Only this plan's rotas, such as wuxi-2026.")] = "",
    at: Annotated[str, typer.Option("--at", metavar="TIME", help=f"Then instead of now. {WHEN}")] = "",
    output: Format = OutputFormat.TABLE,
    *,
    reach: Reach,
) -> None:
    """查看值班人。 Tell who is on call by the rotas of the plans, since when and until when.

    Examples 示例:

    - `xiheng alerts on-call`
    - `xiheng alerts on-call --at 2026-10-01T12:00:00+08:00`
    """
    request = messages.ListOnCallRequest(plan=plan, time=time_to_come(at, "--at") if at else None)
    found = asked("ListOnCall", request, reach).on_call
    if output is OutputFormat.JSON:
        print_json([_on_call_json(one) for one in found])
        return
    listed = table("值班 on call", "计划 plan", "值班表 rota", "何人 who", "姓名 name", "自 since", "至 until")
    for one in found:
        times = [moment(each.ToMilliseconds()) for each in (one.start_time, one.end_time)]
        listed.add_row(one.plan, one.rota, one.person, f"{one.name_zh} {one.name_en}".strip(), *times)
    if found:
        out.print(listed)
    out.print(counted(len(found), "rota"))


def _print(answer: Any, output: OutputFormat, said: str) -> None:  # noqa: ANN401 - an answer with a silence
    if output is OutputFormat.JSON:
        print_json({"silence": _silence_json(answer.silence), "head": {"link": answer.head.link, "hash": answer.head.hash}})
        return
    out.print(f"{answer.silence.id} {' '.join(answer.silence.matchers)}: {said}", markup=False, soft_wrap=True)
    out.print(f"  ledger head {answer.head.link}:{answer.head.hash}", markup=False, soft_wrap=True)


def _silence_json(one: messages.Silence) -> dict[str, Any]:
    return {
        "id": one.id,
        "matchers": list(one.matchers),
        "until": instant(one.end_time.ToMilliseconds()),
        "active": one.active,
        "made": _answer_json(one.made),
        "ended": _answer_json(one.ended) if one.HasField("ended") else None,
    }


def _answer_json(answer: messages.Answer) -> dict[str, str]:
    return {"by": answer.by, "time": instant(answer.answer_time.ToMilliseconds()), "note": answer.note}


def _on_call_json(one: messages.OnCall) -> dict[str, str]:
    times = {"since": instant(one.start_time.ToMilliseconds()), "until": instant(one.end_time.ToMilliseconds())}
    return {"plan": one.plan, "rota": one.rota, "person": one.person, "name_zh": one.name_zh, "name_en": one.name_en, **times}
