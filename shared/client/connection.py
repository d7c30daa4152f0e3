"""How a client reaches a service and proves who it is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import grpc

_OPTIONS = [
    ("grpc.max_receive_message_length", 64 << 20),
    ("grpc.keepalive_time_ms", 20_000),
    ("grpc.keepalive_timeout_ms", 10_000),
    ("grpc.initial_reconnect_backoff_ms", 200),
    ("grpc.max_reconnect_backoff_ms", 2_000),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """A service's address and the caller's credential."""

    address: str
    """`host:port`."""
    token: str = ""
    """Signed token; empty: the client certificate says who calls."""
    authority: Path | None = None
    """Certificate of the authority that signed the server's, PEM; absent: plaintext, for the loopback only."""
    certificate: Path | None = None
    """Client certificate, PEM; absent: none."""
    key: Path | None = None
    """Its key, PEM."""

    def open(self) -> grpc.Channel:
        """Return a channel; it connects when it is used."""
        credentials = self._credentials()
        if credentials is None:
            return grpc.insecure_channel(self.address, _OPTIONS)
        return grpc.secure_channel(self.address, credentials, _OPTIONS)

    def open_async(self) -> grpc.aio.Channel:
        """Return a channel for asyncio."""
        credentials = self._credentials()
        if credentials is None:
            return grpc.aio.insecure_channel(self.address, _OPTIONS)
        return grpc.aio.secure_channel(self.address, credentials, _OPTIONS)

    @property
    def metadata(self) -> tuple[tuple[str, str], ...]:
        """What every call must carry."""
        return (("authorization", f"Bearer {self.token}"),) if self.token else ()

    def _credentials(self) -> grpc.ChannelCredentials | None:
        if self.authority is None:
            return None
        key = self.key.read_bytes() if self.key else None
        certificate = self.certificate.read_bytes() if self.certificate else None
        return grpc.ssl_channel_credentials(self.authority.read_bytes(), key, certificate)
