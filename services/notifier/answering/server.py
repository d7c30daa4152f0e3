"""The HTTP server of the pages: apart from the operators' own, for these people come from elsewhere."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from typing import Final

from aiohttp import web

from services.notifier.answering.answers_by_link import AnswersByLink
from services.notifier.answering.links import PATH, ExpiredLink, ForgedLink
from services.notifier.answering.page import alert_page, refusal_page
from services.notifier.letter import Language
from shared.model.catalogue import Catalogue
from shared.model.errors import Invalid, InvalidSettings
from shared.runtime.grpc_server import is_loopback

_MOST_BYTES: Final = 32_768
_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}
"""The address is the right to answer: nothing may keep it or pass it on."""


class AnswerServer:
    """Shows a page at GET and takes an answer at POST: programs that look at links in mail change nothing."""

    def __init__(self, answers: AnswersByLink, catalogue: Callable[[], Catalogue], told: Callable[[], None]) -> None:
        """Take what is needed.

        Args:
            answers: What links show and take.
            catalogue: The definitions in force.
            told: Called after an answer.
        """
        self._answers = answers
        self._catalogue = catalogue
        self._told = told
        app = web.Application(client_max_size=_MOST_BYTES)
        app.router.add_get(PATH + "{token}", self._show)
        app.router.add_post(PATH + "{token}", self._take)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)

    async def start(self, host: str, port: int, tls: ssl.SSLContext | None) -> int:
        """Begin to answer, and return the port.

        Raises:
            InvalidSettings: If it would listen beyond the loopback without TLS, or the port is taken.
        """
        if tls is None and not is_loopback(host):
            raise InvalidSettings(f"XIHENG_ANSWERS_HOST: {host} is beyond the loopback and needs XIHENG_CERTIFICATE and XIHENG_KEY")
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, host, port, ssl_context=tls).start()
        except OSError as error:
            raise InvalidSettings(f"XIHENG_ANSWERS_PORT: cannot listen on {host}:{port}: {error}") from error
        return int(self._runner.addresses[0][1])

    async def stop(self) -> None:
        """Stop answering."""
        await self._runner.cleanup()

    async def _show(self, request: web.Request) -> web.Response:
        return await self._page(request, said="", status=200)

    async def _page(self, request: web.Request, *, said: str, status: int) -> web.Response:
        try:
            seen = await asyncio.to_thread(self._answers.seen, request.match_info["token"])
        except ExpiredLink:
            return _html(refusal_page("expired", _language(request, "zh")), 410)
        except ForgedLink:
            return _html(refusal_page("unknown", _language(request, "zh")), 404)
        return _html(alert_page(seen, self._catalogue(), _language(request, seen.language), said=said), status)

    async def _take(self, request: web.Request) -> web.Response:
        filled = {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
        try:
            await asyncio.to_thread(self._answer, request.match_info["token"], filled)
        except (ExpiredLink, ForgedLink):
            return await self._page(request, said="", status=200)
        except Invalid as error:
            return await self._page(request, said=str(error), status=400)
        self._told()
        # Seen by GET, so that to load the page again sends nothing again.
        return web.Response(status=303, headers={**_HEADERS, "Location": request.path_qs})

    def _answer(self, token: str, filled: dict[str, str]) -> None:
        name, comment = filled.get("name", ""), filled.get("comment", "").strip()
        if filled.get("do") == "acknowledge":
            self._answers.acknowledge(token, name=name, comment=comment)
        else:
            self._answers.comment(token, name=name, comment=comment, form=filled.get("form", ""))


def _language(request: web.Request, own: Language) -> Language:
    asked = request.query.get("lang")
    return "en" if asked == "en" else "zh" if asked == "zh" else own


def _html(text: str, status: int) -> web.Response:
    return web.Response(text=text, status=status, content_type="text/html", charset="utf-8", headers=_HEADERS)
