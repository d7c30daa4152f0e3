"""`xiheng alerts ack|assign|comment|evidence|snooze|resolve|sign-off`: what people do about alerts."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from services.cli.alerts_asking import WHEN, RequestId, asked, own, time_to_come
from services.cli.alerts_view import entry_json, phase_text
from services.cli.options import Format, OutputFormat
from services.cli.reach import Reach, reaching
from services.cli.screen import command, moment, out, print_json
from xiheng.alerts.v1 import alert_service_pb2 as messages

Identity = Annotated[str, typer.Argument(metavar="ID", help="Id of the alert, or its beginning.")]
Comment = Annotated[str, typer.Option("--comment", help="What should be remembered.")]


@command
@reaching
def ack(
    identity: Identity,
    comment: Comment = "",
    request_id: RequestId = "",
    output: Format = OutputFormat.TABLE,
    *,
    reach: Reach,
) -> None:
    """确认预警：由您处置。 Acknowledge an alert: say that you take care of it. Needs the role responder for its area.

    Examples 示例:

    - `xiheng alerts ack 3fa9 --comment "meeting on Friday"`
    """
    request = messages.AcknowledgeAlertRequest(request_id=own(request_id), id=identity, comment=comment)
    answer = asked("AcknowledgeAlert", request, reach)
    at = moment(answer.alert.acknowledged_time.ToMilliseconds())
    _print(answer, output, f"acknowledged by {answer.alert.acknowledged_by} at {at}")


@command
@reaching
def assign(
    identity: Identity,
    unit: Annotated[str, typer.Option("--unit", help="Unit that has to put it right, such as 财政局.")],
    deadline: Annotated[str, typer.Option("--deadline", metavar="TIME", help=WHEN)] = "",
    comment: Comment = "",
    request_id: RequestId = "",
    output: Format = OutputFormat.TABLE,
    *,
    reach: Reach,
) -> None:
    """交办督办：指定责任单位和期限。 Put an alert into a unit's hands; it is closed only once its work is signed off. Needs the role responder.

    Examples 示例:

    - `xiheng alerts assign 3fa9 --unit 财政局 --deadline 2026-12-05`
    - `xiheng alerts assign 3fa9 --unit 住建局 --deadline 3d --comment "as agreed on Monday"`
    """
    until = time_to_come(deadline, "--deadline") if deadline else None
    request = messages.AssignAlertRequest(request_id=own(request_id), id=identity, unit=unit, deadline_time=until, comment=comment)
    answer = asked("AssignAlert", request, reach)
    _print(answer, output, f"assigned to {unit}" + (f" until {moment(until.ToMilliseconds())}" if until else ""))


@command
@reaching
def comment(
    identity: Identity,
    text: Annotated[str, typer.Argument(help="What should be remembered.")],
    request_id: RequestId = "",
    output: Format = OutputFormat.TABLE,
    *,
    reach: Reach,
) -> None:
    """添加批注。 Add a comment to an alert's ledger. Needs the role responder for its area.

    Examples 示例:

    - `xiheng alerts comment 3fa9 "the bureau answers on Friday"`
    """
    request = messages.CommentOnAlertRequest(request_id=own(request_id), id=identity, comment=text)
    _print(asked("CommentOnAlert", request, reach), output, "comment kept")


@command
@reaching
def evidence(
    identity: Identity,
    link: Annotated[str, typer.Argument(help="Address (http, https), or number of a document.")],
    comment: Comment = "",
    request_id: RequestId = "",
    output: Format = OutputFormat.TABLE,
    *,
    reach: Reach,
) -> None:
    """附上佐证材料。 Say where something stands that shows what was done. Needs the role responder for its area.

    Examples 示例:

    - `xiheng alerts evidence 3fa9 锡财债〔2026〕12号 --comment "the repayment plan"`
    """
    request = messages.AddEvidenceRequest(request_id=own(request_id), id=identity, link=link, comment=comment)
    _print(asked("AddEvidence", request, reach), output, "evidence kept")


@command
@reaching
def snooze(
    identity: Identity,
    until: Annotated[str, typer.Option("--until", metavar="TIME", help=WHEN)],
    comment: Comment = "",
    request_id: RequestId = "",
    output: Format = OutputFormat.TABLE,
    *,
    reach: Reach,
) -> None:
    """暂停提醒。 Send no notices of an alert for a while, unless it gets worse. Needs the role responder for its area.

    Examples 示例:

    - `xiheng alerts snooze 3fa9 --until 2h`
    - `xiheng alerts snooze 3fa9 --until 2026-12-05T08:00:00+08:00 --comment "data come at eight"`
    """
    end = time_to_come(until, "--until")
    request = messages.SnoozeAlertRequest(request_id=own(request_id), id=identity, until_time=end, comment=comment)
    answer = asked("SnoozeAlert", request, reach)
    _print(answer, output, f"no notices until {moment(end.ToMilliseconds())}, unless it gets worse")


@command
@reaching
def resolve(
    identity: Identity,
    reason: Annotated[str, typer.Option("--reason", help="Why; it stands in the ledger.")],
    request_id: RequestId = "",
    output: Format = OutputFormat.TABLE,
    *,
    reach: Reach,
) -> None:
    """人工办结提醒。 Close an alert's notices by hand; it goes on until the data recover, and getting worse opens it again. Needs responder.

    Examples 示例:

    - `xiheng alerts resolve 3fa9 --reason "the loan was repaid; the figure comes in July"`
    """
    request = messages.CloseNoticesRequest(request_id=own(request_id), id=identity, reason=reason)
    answer = asked("CloseNotices", request, reach)
    _print(answer, output, "notices closed; the alert goes on until the data recover")


@command
@reaching
def sign_off(
    identity: Identity,
    comment: Annotated[str, typer.Option("--comment", help="What was looked at; it stands in the ledger.")],
    request_id: RequestId = "",
    output: Format = OutputFormat.TABLE,
    *,
    reach: Reach,
) -> None:
    """销号：核实办结。 Sign off a unit's work; the alert is closed once the data have recovered too. Needs the role responder.

    Examples 示例:

    - `xiheng alerts sign-off 3fa9 --comment "seen on site on 3 December"`
    """
    request = messages.SignOffAlertRequest(request_id=own(request_id), id=identity, comment=comment)
    answer = asked("SignOffAlert", request, reach)
    closed = answer.alert.phase == messages.ALERT_PHASE_CLOSED
    _print(answer, output, "signed off and closed" if closed else "signed off; it is closed once the data have recovered")


def _print(answer: Any, output: OutputFormat, said: str) -> None:  # noqa: ANN401 - the answer of any step
    """Say what came of a step, with the end of the ledger that proves it."""
    if output is OutputFormat.JSON:
        print_json({"alert": entry_json(answer.alert), "head": {"link": answer.head.link, "hash": answer.head.hash}})
        return
    out.print(f"{answer.alert.event.id} {said}", markup=False, soft_wrap=True)
    out.print(f"  {phase_text(answer.alert)}; ledger head {answer.head.link}:{answer.head.hash}", markup=False, soft_wrap=True)
