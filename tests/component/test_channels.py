"""Each channel against a real server that receives, and verifies what its maker documents."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import aiohttp
import pytest

from services.notifier.channels.alertmanager import AlertmanagerChannel
from services.notifier.channels.channel import Outcome
from services.notifier.channels.dingtalk import DingTalkChannel
from services.notifier.channels.feishu import FeishuChannel
from services.notifier.channels.mail import MailChannel
from services.notifier.channels.posting import open_session
from services.notifier.channels.sms import SmsChannel
from services.notifier.channels.webhook import WebhookChannel
from services.notifier.channels.wecom import WeComChannel
from shared.model.manifests import Alertmanager, DingTalk, Feishu, Mail, Sms, Webhook, WeCom
from shared.runtime.ports import free_port
from tests.component.post_office import Post, taking_mail
from tests.component.receivers import dingtalk, feishu, saying, serving, wecom, yes
from tests.unit.notifier.letters import letter, told


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with open_session() as made:
        yield made


def kept(folder: Path, name: str, text: str) -> str:
    """A file that a manifest refers to."""
    (folder / name).write_text(text + "\n", encoding="utf-8")
    return str(folder / name)


async def test_a_webhook_is_signed_and_says_that_it_is_a_repeat(session: aiohttp.ClientSession, tmp_path: Path) -> None:
    async with serving(yes) as receiver:
        to = Webhook(url=receiver.url, secret_file=kept(tmp_path, "secret", "key"))
        outcome = await WebhookChannel(session).send(to, letter(repeat=True))
    assert outcome == Outcome(delivered=True, answer="200 ok")
    (headers,), (body,) = receiver.headers, receiver.bodies
    parts = dict(part.split("=") for part in headers["X-Xiheng-Signature"].split(","))
    raw = json.dumps(body, ensure_ascii=False, sort_keys=True).encode()
    assert parts["v1"] == hmac.new(b"key", parts["t"].encode() + b"." + raw, hashlib.sha256).hexdigest()
    assert (headers["X-Xiheng-Notice"], headers["X-Xiheng-Repeat"], body["repeat"]) == ("n0", "true", True)


async def test_a_webhook_may_have_the_form_of_alertmanager(session: aiohttp.ClientSession) -> None:
    async with serving(yes) as receiver:
        await WebhookChannel(session).send(Webhook(url=receiver.url, payload="alertmanager"), letter())
    assert receiver.bodies[0]["alerts"][0]["labels"]["alertname"] == "debt.ratio-band"


@pytest.mark.parametrize(
    ("status", "headers", "permanent", "wait"),
    [
        (503, {}, False, None),
        (429, {"Retry_After": "7"}, False, 7.0),
        (503, {"Retry_After": "Wed, 21 Oct 2015 07:28:00 GMT"}, False, 0.0),
        (429, {"Retry_After": "soon"}, False, None),
        (404, {}, True, None),
        (301, {"Location": "http://127.0.0.1:1/"}, True, None),
    ],
)
async def test_an_answer_says_whether_to_try_again(
    session: aiohttp.ClientSession, status: int, headers: dict[str, str], permanent: bool, wait: float | None
) -> None:
    async with serving(saying(status, {}, **headers)) as receiver:
        outcome = await WebhookChannel(session).send(Webhook(url=receiver.url), letter())
    assert (outcome.delivered, outcome.permanent, outcome.retry_after) == (False, permanent, wait)
    assert len(receiver.bodies) == 1


async def test_an_address_where_nobody_listens_is_tried_again_a_wrong_one_is_not(session: aiohttp.ClientSession) -> None:
    away = await WebhookChannel(session).send(Webhook(url=f"http://127.0.0.1:{free_port()}/"), letter())
    wrong = await WebhookChannel(session).send(Webhook(url="nowhere"), letter())
    missing = await WebhookChannel(session).send(Webhook(url_file="/nowhere/url"), letter())
    assert [(one.delivered, one.permanent) for one in (away, wrong, missing)] == [(False, False), (False, True), (False, True)]


@pytest.mark.parametrize("form", ["markdown", "text"])
async def test_a_robot_of_wecom_takes_the_letter(session: aiohttp.ClientSession, tmp_path: Path, form: str) -> None:
    storm = letter(*(told(f"alert-{number}") for number in range(60)))
    async with serving(wecom) as receiver:
        to = WeCom.model_validate({"url_file": kept(tmp_path, "url", f"{receiver.url}?key=k1"), "format": form})
        assert (await WeComChannel(session).send(to, storm)).delivered
        wrong = WeCom(url_file=kept(tmp_path, "wrong", receiver.url))
        assert (await WeComChannel(session).send(wrong, storm)).permanent
    assert "政府债务率档位" in receiver.bodies[0][form]["content"]


async def test_a_robot_of_dingtalk_verifies_the_signature(session: aiohttp.ClientSession, tmp_path: Path) -> None:
    async with serving(dingtalk("SEC1+/=")) as receiver:
        url = kept(tmp_path, "url", f"{receiver.url}?access_token=x")
        good = DingTalk(url_file=url, secret_file=kept(tmp_path, "secret", "SEC1+/="))
        assert (await DingTalkChannel(session).send(good, letter())).delivered
        bad = await DingTalkChannel(session).send(DingTalk(url_file=url, secret_file=kept(tmp_path, "bad", "SEC2")), letter())
    assert bad.permanent
    assert "310000" in bad.answer
    assert receiver.bodies[0]["markdown"]["title"].startswith("【橙色预警")


async def test_a_robot_of_feishu_verifies_the_signature(session: aiohttp.ClientSession, tmp_path: Path) -> None:
    async with serving(feishu("s1")) as receiver:
        url = kept(tmp_path, "url", receiver.url)
        assert (await FeishuChannel(session).send(Feishu(url_file=url, secret_file=kept(tmp_path, "secret", "s1")), letter())).delivered
        bad = await FeishuChannel(session).send(Feishu(url_file=url), letter())
    assert bad.permanent
    assert "19021" in bad.answer
    assert receiver.bodies[0]["card"]["elements"][0]["tag"] == "markdown"


async def test_robots_that_have_enough_are_left_alone_for_as_long_as_their_makers_say(
    session: aiohttp.ClientSession, tmp_path: Path
) -> None:
    async with serving(saying(200, {"errcode": 45009})) as one, serving(saying(200, {"errcode": 130101})) as two:
        wecom_says = await WeComChannel(session).send(WeCom(url_file=kept(tmp_path, "w", one.url)), letter())
        dingtalk_says = await DingTalkChannel(session).send(DingTalk(url_file=kept(tmp_path, "d", two.url)), letter())
    async with serving(saying(200, {"code": 11232})) as three:
        feishu_says = await FeishuChannel(session).send(Feishu(url_file=kept(tmp_path, "f", three.url)), letter())
    said = [(one.delivered, one.permanent, one.retry_after) for one in (wecom_says, dingtalk_says, feishu_says)]
    assert said == [(False, False, 60.0), (False, False, 600.0), (False, False, 60.0)]


async def test_a_gateway_of_short_messages_gets_the_request_that_the_manifest_describes(
    session: aiohttp.ClientSession, tmp_path: Path
) -> None:
    async with serving(saying(200, {"result": "OK"})) as receiver:
        to = Sms(
            url=receiver.url,
            numbers_file=kept(tmp_path, "numbers", "13800000001  # duty\n13800000002"),
            secret_file=kept(tmp_path, "secret", "app-key"),
            headers={"X-App": "{{ secret }}"},
            body='{"mobiles": "{{ numbers | join(",") }}", "content": {{ text | tojson }}}',
            accepted='"result": "OK"',
        )
        assert (await SmsChannel(session).send(to, letter())).delivered
        strict = to.model_copy(update={"accepted": "SENT"})
        assert not (await SmsChannel(session).send(strict, letter())).delivered
        broken = to.model_copy(update={"body": "{{ nothing }}"})
        assert (await SmsChannel(session).send(broken, letter())).permanent
    assert receiver.bodies[0]["mobiles"] == "13800000001,13800000002"
    assert receiver.bodies[0]["content"].startswith("【橙色预警")
    assert receiver.headers[0]["X-App"] == "app-key"


async def test_an_alertmanager_is_handed_alerts(session: aiohttp.ClientSession, tmp_path: Path) -> None:
    async with serving(yes) as receiver:
        to = Alertmanager(url=receiver.url, username="u", password_file=kept(tmp_path, "password", "p"))
        assert (await AlertmanagerChannel(session).send(to, letter(told("a1"), told("b2")))).delivered
    assert len({one["labels"]["alert"] for one in receiver.bodies[0]}) == 2
    assert receiver.headers[0]["Authorization"] == "Basic dTpw"


@pytest.fixture
def post() -> Iterator[Post]:
    with taking_mail() as made:
        yield made


def mail(post: Post, *recipients: str) -> Mail:
    return Mail(host="127.0.0.1", port=post.port, security="none", sender="xiheng@example.org", recipients=recipients)


async def test_mail_has_a_plain_part_an_html_part_and_the_plot_inside(post: Post) -> None:
    outcome = await MailChannel().send(mail(post, "li@example.org"), letter(channel="mail"))
    assert outcome.delivered
    ((recipients, message),) = post.letters
    assert recipients == ["li@example.org"]
    assert message["Subject"] == "【橙色预警·新预警】名 320205 政府债务率档位"
    assert message["Message-ID"] == "<n0@example.org>"
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/png",
    ]
    plain, html = (message.get_body((kind,)).get_content() for kind in ("plain", "html"))  # type: ignore[union-attr]
    assert "处置指引" in plain
    assert "cid:values@xiheng" in html
    assert list(message.walk())[-1].get_content()[:8] == b"\x89PNG\r\n\x1a\n"


async def test_mail_refused_for_good_is_dead_and_one_recipient_is_enough(post: Post) -> None:
    gone = await MailChannel().send(mail(post, "gone@example.org"), letter(channel="mail"))
    busy = await MailChannel().send(mail(post, "busy@example.org"), letter(channel="mail"))
    some = await MailChannel().send(mail(post, "gone@example.org", "li@example.org"), letter(channel="mail"))
    none = await MailChannel().send(mail(post), letter(channel="mail"))
    away = await MailChannel().send(mail(post, "li@example.org").model_copy(update={"port": free_port()}), letter(channel="mail"))
    assert [(one.delivered, one.permanent) for one in (gone, busy, some, none, away)] == [
        (False, True),
        (False, False),
        (True, False),
        (False, True),
        (False, False),
    ]
    assert "550" in some.answer
