"""The admission webhook: an HTTPS server in every operator, also in those that do not work."""

from __future__ import annotations

import asyncio
import logging
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from aiohttp import web

from services.operator.domain.admission import Answer, Wanted, answer, concerns
from services.operator.domain.things import thing_of
from shared.model.errors import InvalidSettings

_log = logging.getLogger(__name__)

PATH: Final = "/admit"
_FRESH_SECONDS: Final = 1.0
"""What was read so long ago is good enough for a yes."""
_RENEWED_SECONDS: Final = 600.0


class Examiner:
    """Says yes by what was read a moment ago, and no only by what was read since it was asked."""

    def __init__(self, read: Callable[[], Wanted], *, clock: Callable[[], float] = time.monotonic) -> None:
        """Examine by what `read` returns: everything that will be in force."""
        self._read = read
        self._clock = clock
        self._lock = threading.Lock()
        self._known: tuple[float, Wanted] | None = None

    def examine(self, request: Mapping[str, Any]) -> Answer:
        """Return the answer to a request for admission; blocks.

        Raises:
            Unavailable: If the cluster's API is away.
        """
        if not concerns(request):
            return Answer(allowed=True)
        asked = self._clock()
        thing = thing_of(request["object"])
        first = answer(thing, self._since(asked - _FRESH_SECONDS))
        return first if first.allowed and not first.warnings else answer(thing, self._since(asked))

    def _since(self, moment: float) -> Wanted:
        with self._lock:
            if self._known is None or self._known[0] < moment:
                began = self._clock()
                self._known = began, self._read()
            return self._known[1]


class AdmissionServer:
    """Answers the API server."""

    def __init__(self, examine: Callable[[Mapping[str, Any]], Answer], *, host: str, port: int, certificate: Path, key: Path) -> None:
        """Take the place; nothing listens before `start`."""
        self._examine = examine
        self._host = host
        self._port = port
        self._files = certificate, key
        self._runner: web.AppRunner | None = None
        self._renewing: asyncio.Task[None] | None = None

    @property
    def port(self) -> int:
        """The port it listens on."""
        if self._runner is None:
            return self._port
        return int(self._runner.addresses[0][1])

    async def start(self) -> None:
        """Listen.

        Raises:
            InvalidSettings: If the certificate cannot be read, or the port is taken.
        """
        application = web.Application(client_max_size=4 << 20)
        application.router.add_post(PATH, self._admit)
        self._runner = web.AppRunner(application, access_log=None)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        try:
            context.load_cert_chain(*self._files)
            await self._runner.setup()
            await web.TCPSite(self._runner, self._host, self._port, ssl_context=context).start()
        except OSError as error:
            raise InvalidSettings(f"XIHENG_ADMISSION_CERTIFICATE, _KEY, _PORT: {error}") from error
        self._renewing = asyncio.create_task(self._renew(context))

    async def stop(self) -> None:
        """Stop listening."""
        if self._renewing is not None:
            self._renewing.cancel()
        if self._runner is not None:
            await self._runner.cleanup()

    async def _renew(self, context: ssl.SSLContext) -> None:
        """Read the certificate again: whoever issues it renews it long before its end."""
        while True:
            await asyncio.sleep(_RENEWED_SECONDS)
            try:
                context.load_cert_chain(*self._files)
            except OSError as error:
                _log.warning("the certificate cannot be read again", extra={"code": "certificate-unreadable", "error": str(error)})

    async def _admit(self, request: web.Request) -> web.Response:
        review = await request.json()
        asked = review["request"]
        found = await asyncio.to_thread(self._examine, asked)
        response: dict[str, Any] = {"uid": asked["uid"], "allowed": found.allowed, "warnings": list(found.warnings)}
        if not found.allowed:
            response["status"] = {"code": 422, "reason": "Invalid", "message": "; ".join(found.refusals)}
        return web.json_response({"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "response": response})
