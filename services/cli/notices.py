"""`xiheng notices`: what subscribers get, whether it reaches them, and what did not."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

import typer

from services.cli.alerts_asking import asked
from services.cli.notices_preview import preview
from services.cli.options import Format, OutputFormat
from services.cli.reach import Reach, reaching
from services.cli.screen import command, counted, moment, out, print_json, table
from shared.judgement.report_json import instant
from xiheng.alerts.v1 import notice_service_pb2 as messages
from xiheng.alerts.v1 import notice_service_pb2_grpc as rpc

notices = typer.Typer(help="Notices: see them, try them, send dead ones again. 通知：预览、测试、重发。", no_args_is_help=True)
dead = typer.Typer(help="Notices that could not be delivered. 未能送达的通知。", no_args_is_help=True)

Plan = Annotated[str, typer.Option("--plan", help="Only this plan's.")]
Subscriber = Annotated[str, typer.Option("--subscriber", help="Only this subscriber's.")]
Channel = Annotated[
    str, typer.Option("--channel", help="Only over this channel: webhook, mail, wecom, dingtalk, feishu, sms, alertmanager.")
]
Alert = Annotated[str, typer.Option("--alert", help="Only those about this alert: its id.")]

_asked = partial(asked, stub=rpc.NoticeServiceStub, seconds=120)


@command
@reaching
def send_test(
    subscriber: Annotated[str, typer.Argument(help="Name of the subscriber.")],
    plan: Annotated[str, typer.Option("--plan", help="Its plan, such as wuxi-2026.")],
    channel: Channel = "",
    output: Format = OutputFormat.TABLE,
    *,
    reach: Reach,
) -> None:
    """发送测试通知。 Send a test notice to a subscriber, at once, over each of its channels or one. Needs the role responder.

    Examples 示例:

    - `xiheng notices test finance-duty --plan wuxi-2026`
    - `xiheng notices test finance-duty --plan wuxi-2026 --channel mail`
    """
    request = messages.SendTestNoticeRequest(plan=plan, subscriber=subscriber, channel=channel)
    answer = _asked("SendTestNotice", request, reach)
    if output is OutputFormat.JSON:
        fields = ("channel", "delivered", "answer", "took_ms")
        print_json([{name: getattr(one, name) for name in fields} for one in answer.outcomes])
    else:
        for one in answer.outcomes:
            said = "delivered" if one.delivered else "not delivered"
            out.print(f"{one.channel}: {said} in {one.took_ms:.0f} ms: {one.answer}", markup=False, soft_wrap=True)
    if not all(one.delivered for one in answer.outcomes):
        raise typer.Exit(1)


@command
@reaching
def list_dead(
    plan: Plan = "",
    subscriber: Subscriber = "",
    channel: Channel = "",
    alert: Alert = "",
    output: Format = OutputFormat.TABLE,
    *,
    reach: Reach,
) -> None:
    """列出未能送达的通知。 List notices that were refused for good or given up, the newest first.

    Examples 示例:

    - `xiheng notices dead list`
    - `xiheng notices dead list --subscriber finance-duty --format json`
    """
    wanted = messages.DeadFilter(plan=plan, subscriber=subscriber, channel=channel, alert_id=alert)
    answer = _asked("ListDeadNotices", messages.ListDeadNoticesRequest(filter=wanted, page_size=1000), reach)
    if output is OutputFormat.JSON:
        print_json([_json(one) for one in answer.notices])
        return
    made = table("", "notice", "alert", "step", "subscriber", "channel", "attempts", "given up", "last answer")
    for one in answer.notices:
        when = moment(one.dead_time.ToMilliseconds())
        made.add_row(one.notice_id, one.alert_id, one.step, one.subscriber, one.channel, str(one.attempts), when, one.answer)
    if answer.notices:
        out.print(made)
    out.print(counted(answer.total, "dead notice"))


@command
@reaching
def replay(
    notice: Annotated[list[str] | None, typer.Argument(metavar="NOTICE…", help="Ids of notices.")] = None,
    plan: Plan = "",
    subscriber: Subscriber = "",
    channel: Channel = "",
    alert: Alert = "",
    everything: Annotated[bool, typer.Option("--all", help="All that are dead.")] = False,
    comment: Annotated[str, typer.Option("--comment", help="Why; it stands in the ledger.")] = "",
    *,
    reach: Reach,
) -> None:
    """重发未能送达的通知。 Put dead notices back into the queue; receivers know them by their ids. Needs responder for their areas.

    Examples 示例:

    - `xiheng notices dead replay 6f1c2a9b00d4e713`
    - `xiheng notices dead replay --subscriber finance-duty --comment "the mail server is back"`
    """
    if not (everything or notice or plan or subscriber or channel or alert):
        raise typer.BadParameter("say which: ids, --subscriber, --channel, --alert, --plan, or --all", param_hint="NOTICE")
    wanted = messages.DeadFilter(plan=plan, subscriber=subscriber, channel=channel, alert_id=alert, notice_ids=notice or [])
    answer = _asked("ReplayNotices", messages.ReplayNoticesRequest(filter=wanted, all=everything, comment=comment), reach)
    out.print(f"{counted(answer.replayed, 'notice')} back in the queue")


def _json(one: messages.DeadNotice) -> dict[str, Any]:
    fields = ("notice_id", "alert_id", "plan", "subscriber", "channel", "step", "attempts", "answer")
    times = {name: instant(getattr(one, name).ToMilliseconds()) for name in ("created_time", "dead_time")}
    return {**{name: getattr(one, name) for name in fields}, **times}


notices.command()(preview)
notices.command("test")(send_test)
dead.command("list")(list_dead)
dead.command()(replay)
notices.add_typer(dead, name="dead")
