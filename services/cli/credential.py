"""`xiheng credential`: what proves an identity on a platform of one machine."""

from __future__ import annotations

from typing import Annotated

import typer

from services.cli.reach import DEFAULT_FOLDER, PlatformFolder
from services.cli.screen import command, out
from shared.model.errors import Invalid, Unavailable
from shared.runtime.authority import Authority, write_private
from shared.runtime.identity import ROLES, Identity

Many = list[str]


@command
def credential(
    subject: Annotated[str, typer.Argument(help="Who it is for, such as statistics-office.")],
    role: Annotated[Many, typer.Option("--role", help=f"May be given several times: {', '.join(ROLES)}.")],
    area: Annotated[Many | None, typer.Option("--area", help="Area code, with all below it; several times.")] = None,
    service: Annotated[Many | None, typer.Option("--service", help="Service that it may report to; several times.")] = None,
    unit: Annotated[Many | None, typer.Option("--unit", help="Unit that it speaks for; several times.")] = None,
    days: Annotated[int, typer.Option("--days", min=1, max=3650, help="How long it holds.")] = 365,
    certificate: Annotated[
        bool, typer.Option("--certificate", help="A certificate and its key, to sign with, instead of a token.")
    ] = False,
    platform: PlatformFolder = DEFAULT_FOLDER,
) -> None:
    """签发凭证。 Issue a token, or a certificate with its key, by the development authority of a local platform.

    Examples 示例:

    - `xiheng credential statistics-office --role reviewer --role reader --area 320200`
    """
    unknown = sorted(set(role) - set(ROLES))
    if unknown or "/" in subject:
        raise Invalid(f"role: {', '.join(unknown)} is not one of {', '.join(ROLES)}" if unknown else "subject: leave out slashes")
    if not (platform / "authority").is_dir():
        raise Unavailable(f"there is no authority in {platform}: start a platform with `xiheng up`")
    authority, folder = Authority(platform / "authority"), platform / "tokens"
    identity = Identity(subject, *(frozenset(each or ()) for each in (role, area, service, unit)))
    folder.mkdir(exist_ok=True, mode=0o700)
    files = {f"{subject}.token": b""}
    if certificate:
        made = authority.client_certificate(identity, days=days)
        files = {f"{subject}.crt": made.certificate, f"{subject}.key": made.key}
    else:
        files[f"{subject}.token"] = authority.token(identity, days=days).encode()
    for name, data in files.items():
        write_private(folder / name, data)
        out.print(str(folder / name), soft_wrap=True, markup=False)
