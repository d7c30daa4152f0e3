"""How a command reaches a running platform: by the folder of `xiheng up`, or by address and token."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Callable
from functools import wraps
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from services.local.card import read_card
from services.local.credentials import OPERATOR
from shared.client import Connection
from shared.model.errors import Unavailable
from shared.model.nearest import did_you_mean

DEFAULT_FOLDER = Path(".xiheng")

_TOKEN = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+")
_PROBE_SECONDS = 5.0

PlatformFolder = Annotated[
    Path,
    typer.Option("--platform", envvar="XIHENG_PLATFORM", help="Folder of a platform that `xiheng up` runs.", show_default=True),
]
Address = Annotated[str, typer.Option("--address", help="host:port of the service, where it is not a local platform's.")]
TokenFile = Annotated[
    Path | None, typer.Option("--token-file", envvar="XIHENG_TOKEN_FILE", help="File that holds the signed token of the caller.")
]
AuthorityFile = Annotated[
    Path | None,
    typer.Option(
        "--authority", envvar="XIHENG_AUTHORITY", help="Certificate that signed the server's, PEM; none: plaintext on the loopback."
    ),
]


class Reach(NamedTuple):
    """How the caller of a command said to reach a platform."""

    folder: Path
    address: str
    token_file: Path | None
    authority: Path | None

    def to(self, service: str) -> Connection:
        """Return how to reach a service; see `connection`."""
        return connection(service, self.folder, address=self.address, token_file=self.token_file, authority=self.authority)

    def beside(self, service: str) -> Connection:
        """Return how to reach another service of the local platform than the one that the address is of."""
        return self._replace(address="").to(service)


def reaching(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command, in the place of its parameter `reach`, the options by which people say how to reach a platform."""

    @wraps(command)
    def wrapped(*, platform: Path, address: str, token_file: Path | None, authority: Path | None, **others: object) -> None:
        command(**others, reach=Reach(platform, address, token_file, authority))

    own = [one for one in signature(command, eval_str=True).parameters.values() if one.name != "reach"]
    parameters = [*(one.replace(kind=Parameter.KEYWORD_ONLY) for one in own), *_OPTIONS]
    vars(wrapped)["__signature__"] = Signature(parameters)
    wrapped.__annotations__ = {one.name: one.annotation for one in parameters}
    return wrapped


_OPTIONS = [
    Parameter(name, Parameter.KEYWORD_ONLY, annotation=annotation, default=default)
    for name, annotation, default in (
        ("platform", PlatformFolder, DEFAULT_FOLDER),
        ("address", Address, ""),
        ("token_file", TokenFile, None),
        ("authority", AuthorityFile, None),
    )
]


def connection(
    service: str,
    folder: Path,
    *,
    address: str = "",
    token_file: Path | None = None,
    authority: Path | None = None,
    subject: str = OPERATOR,
    patient: bool = False,
) -> Connection:
    """Return how to reach a service.

    Args:
        service: Name of the service.
        folder: Folder of a local platform.
        address: Its address, where there is no such folder.
        token_file: The caller's token; absent: that of `subject` in the local platform.
        authority: Certificate of the authority, PEM; absent: plaintext.
        subject: Who calls, in a local platform.
        patient: The service may be away for a while.

    Raises:
        Unavailable: If it cannot be told where the service is, or who calls, or if nobody listens there.
    """
    card = None if address and token_file else read_card(folder)
    found = address or (card.services.get(service, "") if card else "")
    if not found:
        raise Unavailable(f"the platform in {folder} has no {service}")
    file = token_file or (Path(card.tokens[subject]) if card and subject in card.tokens else None)
    if file is None:
        known = card.tokens if card else {}
        hint = did_you_mean(subject, frozenset(known))
        raise Unavailable(f"no token of {subject!r}{hint or ';'} the platform in {folder} has {', '.join(known)}")
    reach = Connection(address=found, token=token_of(file), authority=authority)
    if not patient:
        _probe(service, found)
    return reach


def token_of(file: Path) -> str:
    """Return the token that a file holds.

    Raises:
        Unavailable: If it cannot be read, or holds something else.
    """
    try:
        text = file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Unavailable(f"token file {file} cannot be read ({error}): give another with --token-file") from error
    if not _TOKEN.fullmatch(text):
        raise Unavailable(f"{file} holds no signed token (three parts with dots in between): ask the authority for one")
    return text


def _probe(service: str, address: str) -> None:
    """Find out at once when nobody listens; a call would wait for a minute."""
    host, _, port = address.rpartition(":")
    if not host or not port.isdigit():
        raise Unavailable(f"address {address!r} of the {service} is not written as host:port, such as 127.0.0.1:7001")
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=_PROBE_SECONDS).close()
    except (OSError, OverflowError) as error:
        raise Unavailable(f"the {service} does not answer at {address} ({error}): see `xiheng doctor`") from error


def kafka_address(folder: Path) -> str:
    """Return Kafka's address: that of KAFKA_BOOTSTRAP_SERVERS, else the local platform's."""
    return os.environ.get("KAFKA_BOOTSTRAP_SERVERS") or read_card(folder).kafka
