"""Who calls is proven by TLS or token, on a real gRPC server; plaintext is for the loopback only."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import grpc
import pytest

from shared.client import Connection
from shared.model.errors import InvalidSettings
from shared.runtime.authority import Authority
from shared.runtime.grpc_server import Authenticator, Context, GrpcSettings, open_server
from shared.runtime.identity import APPROVER, READER, Identity, NotProven, identify, identity_of_token
from xiheng.registry.v1 import registry_service_pb2 as messages
from xiheng.registry.v1 import registry_service_pb2_grpc as rpc

DISTRICT = Identity("district-320213", frozenset({READER}), frozenset({"320213"}), frozenset({"livelihood"}))


class Echo(rpc.RegistryServiceServicer):
    """Answers with the caller's name in the only text there is."""

    def __init__(self, authenticator: Authenticator, seen: list[Identity]) -> None:
        self._authenticator = authenticator
        self._seen = seen

    async def GetState(self, request: messages.GetStateRequest, context: Context) -> messages.GetStateResponse:  # noqa: ARG002, N802
        self._seen.append(await self._authenticator.caller(context, READER))
        return messages.GetStateResponse()


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path / "authority")


def settings(authority: Authority, **changes: Any) -> GrpcSettings:
    return GrpcSettings(public_key=authority.public_key_file, **changes)


async def ask(settings: GrpcSettings, authority: Authority, connect: Any) -> list[Identity]:
    seen: list[Identity] = []
    echo = Echo(Authenticator(authority.public_key_file.read_text(encoding="utf-8")), seen)  # type: ignore[abstract]  # one RPC is enough
    server = await open_server(settings, [lambda server: rpc.add_RegistryServiceServicer_to_server(echo, server)], [])
    try:
        connection: Connection = connect(server.port)
        async with connection.open_async() as channel:
            await rpc.RegistryServiceStub(channel).GetState(messages.GetStateRequest(), metadata=connection.metadata, timeout=10)
    finally:
        await server.stop()
    return seen


async def test_a_client_certificate_proves_who_calls_and_what_it_may(authority: Authority, tmp_path: Path) -> None:
    server, client = authority.server_certificate(), authority.client_certificate(DISTRICT)
    files = {}
    for name, data in {"s.crt": server.certificate, "s.key": server.key, "c.crt": client.certificate, "c.key": client.key}.items():
        files[name] = tmp_path / name
        files[name].write_bytes(data)
    tls = settings(authority, certificate=files["s.crt"], key=files["s.key"], client_authority=authority.certificate_file)
    (seen,) = await ask(
        tls,
        authority,
        lambda port: Connection(
            address=f"localhost:{port}", authority=authority.certificate_file, certificate=files["c.crt"], key=files["c.key"]
        ),
    )
    assert seen == DISTRICT


async def test_a_token_proves_who_calls(authority: Authority) -> None:
    token = authority.token(DISTRICT)
    assert await ask(settings(authority), authority, lambda port: Connection(address=f"127.0.0.1:{port}", token=token)) == [DISTRICT]


async def test_nobody_is_refused(authority: Authority) -> None:
    with pytest.raises(grpc.aio.AioRpcError, match="no identity"):
        await ask(settings(authority), authority, lambda port: Connection(address=f"127.0.0.1:{port}"))


def test_plaintext_beyond_the_loopback_is_refused_at_the_start(authority: Authority) -> None:
    import asyncio  # noqa: PLC0415

    with pytest.raises(InvalidSettings, match="beyond the loopback"):
        asyncio.run(open_server(settings(authority, host="0.0.0.0"), [], []))  # noqa: S104 - that is what is tried


def test_tokens_of_another_authority_and_old_ones_prove_nothing(authority: Authority, tmp_path: Path) -> None:
    key = authority.public_key_file.read_text(encoding="utf-8")
    with pytest.raises(NotProven, match="Signature"):
        identity_of_token(Authority(tmp_path / "another").token(DISTRICT), key)
    with pytest.raises(NotProven, match="expired"):
        identity_of_token(authority.token(DISTRICT, days=-1), key)
    with pytest.raises(NotProven, match="Bearer"):
        identify({"authorization": "Basic abc"}, None, key)
    assert not identity_of_token(authority.token(DISTRICT), key).may(APPROVER)


def test_keys_are_readable_by_their_owner_only(authority: Authority) -> None:
    assert (authority.folder / "authority.key").stat().st_mode & 0o077 == 0
