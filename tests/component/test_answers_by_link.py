"""A notice carries a link; its plain page shows the alert, and takes who answers."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from services.notifier.answering.answers_by_link import AnswersByLink
from services.notifier.answering.links import Links
from services.notifier.answering.server import AnswerServer
from services.notifier.lifecycle.line import Line
from services.notifier.tables import MIGRATIONS
from shared.model.catalogue import Catalogue
from shared.model.errors import InvalidSettings
from shared.runtime.clock import machine_ms
from shared.runtime.database import open_database
from shared.runtime.ports import free_port
from tests.component.delivery_rig import Rig, delivering, subscriber
from tests.component.receivers import serving, yes

KEY = "k" * 32
HOUR_MS = 3_600_000


class Reader:
    """Somebody with a browser, and the notifier behind."""

    def __init__(self, rig: Rig, links: Links, session: aiohttp.ClientSession) -> None:
        self.rig = rig
        self.link = ""
        self.now_ms = machine_ms()
        self._links = links
        self._session = session

    async def get(self, link: str = "", **query: str) -> tuple[int, str]:
        async with self._session.get(link or self.link, params=query) as answer:
            return answer.status, await answer.text()

    async def send(self, link: str = "", **filled: str) -> tuple[int, str]:
        async with self._session.post(link or self.link, data=filled) as answer:
            return answer.status, await answer.text()

    async def form(self) -> str:
        return str(re.findall(r'name="form" value="([0-9a-f]+)"', (await self.get())[1])[0])

    def lines(self, step: str) -> list[Line]:
        return [line for line in self.rig.book.ledger("a1b2") if line.step == step]


@asynccontextmanager
async def reading(folder: Path, **spec: object) -> AsyncIterator[Reader]:
    """A notice has been delivered, and its link is open to be read."""
    engine = open_database(f"sqlite:///{folder / 'notifier.db'}", MIGRATIONS)
    port = free_port()
    async with serving(yes) as receiver, delivering(engine, subscriber("duty", webhook={"url": receiver.url}, **spec)) as rig:
        reader: list[Reader] = []
        links = Links(f"http://127.0.0.1:{port}/", KEY, 72, lambda: reader[0].now_ms if reader else machine_ms())
        server = AnswerServer(AnswersByLink(links, rig.book, lambda: rig.catalogue), lambda: rig.catalogue, lambda: None)
        await server.start("127.0.0.1", port, None)
        rig.link_to = links.to
        async with aiohttp.ClientSession() as session:
            reader.append(Reader(rig, links, session))
            rig.write("a1b2")
            await rig.until_empty()
            reader[0].link = receiver.bodies[0]["link"]
            yield reader[0]
        await server.stop()
    engine.dispose()


async def test_the_page_shows_the_alert_in_both_languages_and_nothing_may_keep_it(tmp_path: Path) -> None:
    async with reading(tmp_path, language="en") as reader:
        status, page = await reader.get()
        assert (status, "Band of the debt ratio" in page, "I take care of it" in page) == (200, True, True)
        assert "政府债务率档位" in (await reader.get(lang="zh"))[1]
        assert "<script" not in page
        async with reader._session.get(reader.link) as answer:
            assert answer.headers["Cache-Control"] == "no-store"
            assert answer.headers["Referrer-Policy"] == "no-referrer"


async def test_who_acknowledges_stands_in_the_ledger_as_by_link(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        status, page = await reader.send(do="acknowledge", name=" 张三 ", comment="已联系财政局")
        assert (status, "已有人确认 张三 (link to duty)" in page) == (200, True)
        (line,) = reader.lines("acknowledged")
        assert (line.actor, line.note) == ("张三 (link to duty)", "已联系财政局")
        assert line.facts["by"] == "link"
        assert (line.facts["to"], line.facts["channel"]) == ("duty", "webhook")


async def test_to_look_changes_nothing_for_programs_look_at_links_too(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        before = reader.rig.book.ledger("a1b2")
        for _ in range(3):
            await reader.get()
        assert reader.rig.book.ledger("a1b2") == before


async def test_an_answer_sent_again_is_kept_once(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        form = await reader.form()
        for _ in range(3):
            assert (await reader.send(do="comment", name="li", comment="on it", form=form))[0] == 200
            assert (await reader.send(do="acknowledge", name="li", comment=""))[0] == 200
        assert (await reader.send(do="acknowledge", name="wang", comment=""))[0] == 200
        assert len(reader.lines("commented")) == len(reader.lines("acknowledged")) == 1
        await reader.send(do="comment", name="li", comment="done", form=await reader.form())
        assert [line.note for line in reader.lines("commented")] == ["on it", "done"]


async def test_a_link_acknowledges_again_what_got_worse(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        await reader.send(do="acknowledge", name="li", comment="")
        reader.rig.write("a1b2", severity=4)
        await reader.send(do="acknowledge", name="li", comment="")
        assert len(reader.lines("acknowledged")) == 2


async def test_an_alert_that_is_over_is_shown_so_and_takes_comments_only(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        reader.rig.write("a1b2", state=2)
        assert "此预警已解除" in (await reader.get())[1]
        assert (await reader.send(do="acknowledge", name="li", comment=""))[0] == 400
        assert (await reader.send(do="comment", name="li", comment="seen", form="f1"))[0] == 200
        assert len(reader.lines("acknowledged")) == 0


@pytest.mark.parametrize(
    "spoil",
    [
        lambda link: link[:-2] + ("AA" if link[-2:] != "AA" else "BB"),
        lambda link: link.rpartition(".")[0] + ".",
        lambda link: link.rpartition("/")[0] + "/nothing",
        lambda _: Links("http://x", "o" * 32, 1, machine_ms).to("a" * 16),
    ],
    ids=["changed", "unsigned", "no token", "another key"],
)
async def test_a_forged_link_shows_nothing_and_takes_nothing(tmp_path: Path, spoil: object) -> None:
    async with reading(tmp_path) as reader:
        spoilt = spoil(reader.link)  # type: ignore[operator]  # one of the above
        link = reader.link.rpartition("/")[0] + "/" + spoilt.rpartition("/")[2]
        status, page = await reader.get(link, lang="en")
        assert (status, "not valid" in page, "debt" in page) == (404, True, False)
        assert (await reader.send(link, do="acknowledge", name="x"))[0] == 404
        assert not reader.lines("acknowledged")


async def test_an_expired_link_says_so_and_takes_nothing(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        reader.now_ms += 72 * HOUR_MS + 1000
        status, page = await reader.get()
        assert (status, "此链接已过期" in page) == (410, True)
        assert (await reader.send(do="acknowledge", name="x"))[0] == 410
        assert not reader.lines("acknowledged")


async def test_the_links_of_a_subscriber_that_is_gone_are_good_no_more(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        reader.rig.catalogue = Catalogue.from_manifests([])
        assert (await reader.get())[0] == 404


@pytest.mark.parametrize("filled", [{"name": " "}, {"name": "n" * 61}, {"name": "li", "comment": "x" * 2001}, {"name": "li"}])
async def test_what_is_filled_in_wrongly_is_refused_in_words(tmp_path: Path, filled: dict[str, str]) -> None:
    async with reading(tmp_path) as reader:
        status, page = await reader.send(do="comment", form="f1", **filled)
        assert (status, 'class="wrong"' in page) == (400, True)
        assert not reader.lines("commented")


async def test_what_people_write_is_no_html(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        _, page = await reader.send(do="comment", form="f1", name="<b>li</b>", comment="<script>alert(1)</script>")
        assert "<script" not in page
        assert "<b>" not in page


def test_a_short_key_is_refused_at_the_start() -> None:
    with pytest.raises(InvalidSettings, match="XIHENG_LINK_KEY"):
        Links("http://x", "short", 72, machine_ms)
