"""Receivers of notices: real HTTP servers that keep what comes and check what their makers say has to be checked."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import unquote_plus

from aiohttp import web

Answer = Callable[[web.Request, bytes], Awaitable[web.Response]]


class Received:
    """What came."""

    def __init__(self) -> None:
        self.url = ""
        self.bodies: list[Any] = []
        self.headers: list[dict[str, str]] = []


@asynccontextmanager
async def serving(answer: Answer) -> AsyncIterator[Received]:
    """An HTTP server that answers as told, and keeps JSON bodies and headers."""
    received = Received()

    async def take(request: web.Request) -> web.Response:
        body = await request.read()
        received.bodies.append(json.loads(body) if body[:1] in b"{[" else body.decode())
        received.headers.append(dict(request.headers))
        return await answer(request, body)

    app = web.Application()
    app.router.add_post("/{path:.*}", take)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    received.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    try:
        yield received
    finally:
        await runner.cleanup()


async def yes(_: web.Request, __: bytes) -> web.Response:
    """Takes everything."""
    return web.Response(text="ok")


async def wecom(request: web.Request, body: bytes) -> web.Response:
    """As https://developer.work.weixin.qq.com/document/path/91770 says: key in the address, type and content in the body."""
    message = json.loads(body)
    content = message[message["msgtype"]]["content"]
    if request.query.get("key") != "k1" or len(content.encode()) > {"text": 2048, "markdown": 4096}[message["msgtype"]]:
        return web.json_response({"errcode": 93000, "errmsg": "invalid webhook url"})
    return web.json_response({"errcode": 0, "errmsg": "ok"})


def dingtalk(secret: str) -> Answer:
    """As https://open.dingtalk.com/document/robots/customize-robot-security-settings says; computed apart from the code under test."""

    async def answer(request: web.Request, _: bytes) -> web.Response:
        time_ms, sign = request.query.get("timestamp", "0"), request.query.get("sign", "")
        wanted = base64.b64encode(hmac.new(secret.encode(), f"{time_ms}\n{secret}".encode(), hashlib.sha256).digest()).decode()
        fresh = abs(time.time() * 1000 - int(time_ms)) < 3_600_000
        if not fresh or not hmac.compare_digest(unquote_plus(sign) if "%" in sign else sign, wanted):
            return web.json_response({"errcode": 310000, "errmsg": "sign not match"})
        return web.json_response({"errcode": 0, "errmsg": "ok"})

    return answer


def feishu(secret: str) -> Answer:
    """As https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot says; computed apart from the code under test."""

    async def answer(_: web.Request, body: bytes) -> web.Response:
        message = json.loads(body)
        key = f"{message.get('timestamp', '0')}\n{secret}".encode()
        wanted = base64.b64encode(hmac.new(key, digestmod=hashlib.sha256).digest()).decode()
        fresh = abs(time.time() - int(message.get("timestamp", "0"))) < 3600
        if not fresh or not hmac.compare_digest(message.get("sign", ""), wanted):
            return web.json_response({"code": 19021, "msg": "sign match fail or timestamp is not within one hour from current time"})
        return web.json_response({"code": 0, "msg": "success", "data": {}})

    return answer


def saying(status: int, body: object, **headers: str) -> Answer:
    """Always answers the same."""

    async def answer(_: web.Request, __: bytes) -> web.Response:
        await asyncio.sleep(0)
        return web.json_response(body, status=status, headers={name.replace("_", "-"): value for name, value in headers.items()})

    return answer
