"""The gRPC server of every service: TLS, identity, health, reflection, errors as status codes."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, TypeAlias

import grpc
from grpc_health.v1 import health, health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection

from shared.model.errors import InvalidSettings, Unavailable, XihengError
from shared.runtime.identity import Identity, NotProven, identify
from shared.runtime.request_size import RECEIVED_BYTES, RequestSizes
from shared.runtime.telemetry import TRACE_HEADER

Context: TypeAlias = "grpc.aio.ServicerContext[Any, Any]"

_STOP_SECONDS = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class GrpcSettings:
    """Where and how a server listens."""

    host: str = "127.0.0.1"
    """Address; anything beyond the loopback needs TLS."""
    port: int = 0
    """Port; 0: any free one."""
    certificate: Path | None = None
    """Server certificate, PEM; absent: plaintext."""
    key: Path | None = None
    """Its key, PEM."""
    client_authority: Path | None = None
    """Authority whose client certificates are accepted, PEM; absent: tokens only."""
    public_key: Path
    """Key of the authority that signs tokens, PEM."""


class Server:
    """A server that is listening."""

    def __init__(self, server: grpc.aio.Server, port: int, healthy: health.aio.HealthServicer, names: list[str]) -> None:
        self._server = server
        self.port = port
        self._health = healthy
        self._names = names

    async def report_health(self, *, serving: bool) -> None:
        """Tell health checks whether the services can work now."""
        status = health_pb2.HealthCheckResponse.SERVING if serving else health_pb2.HealthCheckResponse.NOT_SERVING
        for name in ("", *self._names):
            await self._health.set(name, status)

    async def stop(self) -> None:
        """Refuse new calls and give those under way five seconds."""
        await self._health.enter_graceful_shutdown()
        await self._server.stop(_STOP_SECONDS)


async def open_server(settings: GrpcSettings, add: Iterable[Callable[[grpc.aio.Server], None]], names: Iterable[str]) -> Server:
    """Start a server.

    Args:
        settings: Where and how it listens.
        add: Each adds a servicer.
        names: Full names of the services, for health and reflection.

    Raises:
        InvalidSettings: If it would listen beyond the loopback without TLS, or the port is taken.
    """
    server = grpc.aio.server(
        interceptors=[RequestSizes()],
        options=[
            ("grpc.max_receive_message_length", RECEIVED_BYTES),
            ("grpc.max_send_message_length", 64 << 20),
            ("grpc.so_reuseport", 0),
            ("grpc.http2.min_recv_ping_interval_without_data_ms", 5_000),
        ],
    )
    for one in add:
        one(server)
    healthy = health.aio.HealthServicer()
    health_pb2_grpc.add_HealthServicer_to_server(healthy, server)
    listed = list(names)
    reflection.enable_server_reflection([*listed, health.SERVICE_NAME, reflection.SERVICE_NAME], server)
    port = _listen(server, settings)
    opened = Server(server, port, healthy, listed)
    await opened.report_health(serving=False)
    await server.start()
    return opened


def _listen(server: grpc.aio.Server, settings: GrpcSettings) -> int:
    address = f"{settings.host}:{settings.port}"
    try:
        if settings.certificate and settings.key:
            return server.add_secure_port(address, _credentials(settings.certificate, settings.key, settings.client_authority))
        if not is_loopback(settings.host):
            raise InvalidSettings(f"XIHENG_HOST: {settings.host} is beyond the loopback and needs XIHENG_CERTIFICATE and XIHENG_KEY")
        return server.add_insecure_port(address)
    except RuntimeError as error:
        raise InvalidSettings(f"XIHENG_PORT: cannot listen on {address}: {error}") from error


def _credentials(certificate: Path, key: Path, authority: Path | None) -> grpc.ServerCredentials:
    roots = authority.read_bytes() if authority else None
    # A caller may also prove itself by a token, so a certificate is asked for only where no token can be checked.
    return grpc.ssl_server_credentials([(key.read_bytes(), certificate.read_bytes())], roots, require_client_auth=roots is not None)


def is_loopback(host: str) -> bool:
    """Tell whether an address is this machine's own."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class Authenticator:
    """Tells who calls."""

    def __init__(self, public_key: str) -> None:
        """Verify tokens with the authority's key, PEM."""
        self._public_key = public_key

    @property
    def public_key(self) -> str:
        """The authority's key, PEM."""
        return self._public_key

    async def caller(self, context: Context, role: str) -> Identity:
        """Return who calls; ends the call with UNAUTHENTICATED or PERMISSION_DENIED when it may not."""
        metadata = {name: value for name, value in context.invocation_metadata() or () if isinstance(value, str)}
        certificate = context.auth_context().get("x509_pem_cert")
        try:
            identity = identify(metadata, next(iter(certificate), None) if certificate else None, self._public_key)
        except NotProven as error:
            await refuse(context, grpc.StatusCode.UNAUTHENTICATED, str(error))
        if not identity.may(role):
            await refuse(context, grpc.StatusCode.PERMISSION_DENIED, f"{identity.subject} lacks the role {role}: ask the authority for it")
        return identity


async def refuse(context: Context, code: grpc.StatusCode, message: str) -> NoReturn:
    """End the call with a status code."""
    await context.abort(code, message)
    raise AssertionError("abort never returns")


@asynccontextmanager
async def errors_as_status(context: Context) -> Any:  # noqa: ANN401 - an async generator in truth
    """Answer our errors with their status code: UNAVAILABLE means try again, INVALID_ARGUMENT means never."""
    try:
        yield
    except Unavailable as error:
        await refuse(context, grpc.StatusCode.UNAVAILABLE, str(error))
    except XihengError as error:
        await refuse(context, grpc.StatusCode.INVALID_ARGUMENT, str(error))


def trace_parent(context: Context) -> str:
    """Return the trace that the caller is in; empty: none."""
    for name, value in context.invocation_metadata() or ():
        if name == TRACE_HEADER:
            return value if isinstance(value, str) else value.decode()
    return ""
