"""Free ports on the loopback."""

from __future__ import annotations

import random
import socket
from pathlib import Path

from shared.model.errors import Unavailable

LOOPBACK = "127.0.0.1"
_FIRST = 20_000
_RANGE_FILE = Path("/proc/sys/net/ipv4/ip_local_port_range")
_given: set[int] = set()
"""Ports that this process was told of: whoever is to listen on one may not have begun."""


def free_port() -> int:
    """Return a port of the loopback that nobody listens on, another one each time.

    It lies below the range of outgoing connections: a client that keeps dialling a stopped server could otherwise be given that very
    port as its own end, connect to itself, and keep the server from coming back.

    Raises:
        Unavailable: If none is free.
    """
    last = _first_outgoing() - 1
    candidates = random.sample(range(_FIRST, last), 200) if last > _FIRST + 200 else [0] * 3
    for port in candidates:
        found = 0 if port in _given else _bound(port)
        if found:
            _given.add(found)
            return found
    raise Unavailable(f"no free port between {_FIRST} and {last}")


def _first_outgoing() -> int:
    try:
        return int(_RANGE_FILE.read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return 32_768


def _bound(port: int) -> int:
    """Return the port when it can be bound, else 0."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return 0
        return int(probe.getsockname()[1])
