"""`xiheng notices` against a real gRPC server, a real database and real receivers."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web
from typer.testing import CliRunner

from services.cli.__main__ import make_app
from services.notifier.composing import Composer
from services.notifier.dead import DeadNotices
from services.notifier.notice_servicer import NoticeServicer, add_notice_servicer
from services.notifier.tables import MIGRATIONS
from services.notifier.trying import Trial
from services.notifier.writing import Writer
from shared.model.manifests import Manifest
from shared.runtime.authority import Authority
from shared.runtime.clock import machine_ms
from shared.runtime.database import open_database
from shared.runtime.grpc_server import Authenticator, GrpcSettings, open_server
from shared.runtime.identity import READER, RESPONDER, Identity
from shared.runtime.ports import free_port
from tests.component.alerts_rig import person
from tests.component.delivery_rig import Rig, delivering, subscriber
from tests.component.post_office import Post, taking_mail
from tests.component.receivers import dingtalk, saying, serving, yes
from tests.unit.judgement.builders import manifest

PLAN = manifest("Plan", "wuxi-2026", area="320200", year=2026)
ELSEWHERE = person("wang", areas=("320205",))


class Desk:
    """Somebody at the command line."""

    def __init__(self, rig: Rig, folder: Path, address: str, authority: Authority) -> None:
        self.rig = rig
        self._folder = folder
        self._address = address
        self._authority = authority

    async def run(self, *arguments: str, who: Identity | None = None) -> tuple[int, str]:
        """Run `xiheng notices …`."""
        token = self._folder / "caller.token"
        token.write_text(self._authority.token(who or person()), encoding="utf-8")
        options = ["--address", self._address, "--token-file", str(token)]
        result = await asyncio.to_thread(CliRunner().invoke, make_app(), ["notices", *arguments, *options])
        return result.exit_code, result.output


@asynccontextmanager
async def at_the_desk(folder: Path, *subscribers: Manifest) -> AsyncIterator[Desk]:
    """A NoticeService that runs while the body does."""
    authority = Authority(folder / "authority")
    engine = open_database(f"sqlite:///{folder / 'notifier.db'}", MIGRATIONS)
    async with delivering(engine, PLAN, *subscribers) as rig:
        composer = Composer(lambda: rig.catalogue, Writer(), rig.book.history)
        trial = Trial(rig.delivery, composer, rig.book, machine_ms)
        authenticator = Authenticator(authority.public_key_file.read_text(encoding="utf-8"))
        servicer = NoticeServicer(trial, DeadNotices(engine, machine_ms), rig.delivery, lambda: rig.catalogue, authenticator)
        server = await open_server(
            GrpcSettings(public_key=authority.public_key_file), [lambda server: add_notice_servicer(servicer, server)], []
        )
        yield Desk(rig, folder, f"127.0.0.1:{server.port}", authority)
        await server.stop()
    engine.dispose()


@pytest.fixture
def post() -> Iterator[Post]:
    with taking_mail() as made:
        yield made


async def test_a_test_notice_goes_over_every_channel_at_once_and_stands_in_the_ledger(tmp_path: Path, post: Post) -> None:
    (tmp_path / "secret").write_text("SECabc", encoding="utf-8")
    async with serving(yes) as hook, serving(dingtalk("SECabc")) as robot:
        (tmp_path / "robot").write_text(robot.url, encoding="utf-8")
        one = subscriber(
            "duty",
            webhook={"url": hook.url},
            mail={
                "host": "127.0.0.1",
                "port": post.port,
                "security": "none",
                "sender": "x@example.org",
                "recipients": ["duty@example.org"],
            },
            dingtalk={"urlFile": str(tmp_path / "robot"), "secretFile": str(tmp_path / "secret")},
        )
        async with at_the_desk(tmp_path, one) as desk:
            code, said = await desk.run("test", "duty", "--plan", "wuxi-2026")
            lines = [line for line in desk.rig.book.ledger("") if line.step == "tested"]
            assert desk.rig.outbox.counts() == {}
    assert (code, said.count("delivered in")) == (0, 3)
    assert "测试通知" in robot.bodies[0]["markdown"]["text"]
    assert hook.bodies[0]["step"] == "test"
    assert len(post.letters) == 1
    assert [(line.actor, line.facts["channel"], line.facts["delivered"]) for line in lines] == [
        ("li", "webhook", "true"),
        ("li", "mail", "true"),
        ("li", "dingtalk", "true"),
    ]


async def test_a_test_that_does_not_arrive_says_why_and_fails(tmp_path: Path) -> None:
    one = subscriber("duty", webhook={"url": f"http://127.0.0.1:{free_port()}/"})
    async with at_the_desk(tmp_path, one) as desk:
        code, said = await desk.run("test", "duty", "--plan", "wuxi-2026", "--channel", "webhook")
        assert (code, "not delivered" in said) == (1, True)
        assert (await desk.run("test", "duty", "--plan", "wuxi-2026", "--channel", "mail"))[0] == 1
        assert "has no 'dut'" in (await desk.run("test", "dut", "--plan", "wuxi-2026"))[1]
        assert "320200 is not among those of wang" in (await desk.run("test", "duty", "--plan", "wuxi-2026", who=ELSEWHERE))[1]


async def test_dead_notices_are_listed_with_their_answer_and_sent_again(tmp_path: Path) -> None:
    up = False

    async def answer(_: web.Request, __: bytes) -> web.Response:
        return web.Response(status=200 if up else 404, text="ok" if up else "no such path")

    async with serving(answer) as hook, at_the_desk(tmp_path, subscriber("duty", webhook={"url": hook.url})) as desk:
        desk.rig.write("a1b2", "c3d4")
        await desk.rig.until_empty()
        first = hook.bodies[0]["notice"]
        code, said = await desk.run("dead", "list", "--format", "json")
        assert code == 0
        assert {(one["alert_id"], one["attempts"], one["answer"]) for one in json.loads(said)} == {
            ("a1b2", 1, "404 no such path"),
            ("c3d4", 1, "404 no such path"),
        }
        up = True
        assert (await desk.run("dead", "replay", "--alert", "a1b2", "--comment", "path mended")) == (0, "1 notice back in the queue\n")
        await desk.rig.until_empty()
        assert [line.step for line in desk.rig.book.ledger("a1b2")] == ["raised", "failed", "replayed", "delivered"]
        assert [line.actor for line in desk.rig.book.ledger("a1b2") if line.step == "replayed"] == ["li"]
        assert hook.bodies[-1]["notice"] == first
        assert (await desk.run("dead", "replay", "--all")) == (0, "1 notice back in the queue\n")
        await desk.rig.until_empty()
        assert (await desk.run("dead", "replay", "--all")) == (0, "0 notices back in the queue\n")
        assert (await desk.run("dead", "list"))[1] == "0 dead notices\n"


async def test_whose_areas_they_are_not_sends_nothing_again(tmp_path: Path) -> None:
    async with serving(saying(404, {})) as hook, at_the_desk(tmp_path, subscriber("duty", webhook={"url": hook.url})) as desk:
        desk.rig.write("a1b2")
        await desk.rig.until_empty()
        assert (await desk.run("dead", "replay", "--all", who=person(areas=("320206",))))[1] == "0 notices back in the queue\n"
        assert (await desk.run("dead", "replay", "--all", who=person(roles=(READER,))))[0] == 1
        assert (await desk.run("dead", "replay", who=person(roles=(READER, RESPONDER))))[0] == 2
        assert desk.rig.outbox.counts() == {"dead": 1}


@pytest.mark.parametrize(("form", "words"), [("subject", "橙色预警"), ("sms", "政府债务率档位"), ("html", "<html"), ("json", '"notice"')])
def test_a_sample_is_previewed_in_every_form_without_a_platform(form: str, words: str) -> None:
    result = CliRunner().invoke(make_app(), ["notices", "preview", "--form", form, "--lang", "zh"])
    assert (result.exit_code, words in result.output) == (0, True)


def test_ones_own_template_is_previewed_and_a_broken_one_named(tmp_path: Path) -> None:
    own = tmp_path / "alert.en.j2"
    own.write_text(
        "{% block subject %}City hall: {{ first.title.en }}{% endblock %}{% block sms %}{{ nothing }}{% endblock %}", encoding="utf-8"
    )
    options = ["notices", "preview", "--templates", str(tmp_path), "--lang", "en"]
    assert CliRunner().invoke(make_app(), [*options, "--form", "subject"]).output == "City hall: Band of the debt ratio\n"
    broken = CliRunner().invoke(make_app(), [*options, "--form", "sms"])
    assert (broken.exit_code, "'nothing' is undefined" in broken.output) == (1, True)
