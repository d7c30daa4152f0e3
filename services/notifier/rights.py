"""What somebody may do about an area."""

from __future__ import annotations

import grpc

from shared.model.catalogue import Catalogue
from shared.runtime.grpc_server import Context, refuse
from shared.runtime.identity import Identity


async def check_area(context: Context, caller: Identity, area: str, catalogue: Catalogue, remedy: str = "") -> None:
    """End the call with PERMISSION_DENIED where an area is none of the caller's; `remedy` says what can be done."""
    if not caller.covers(area, catalogue):
        said = f"area: {area} is not among those of {caller.subject}"
        await refuse(context, grpc.StatusCode.PERMISSION_DENIED, f"{said}: {remedy}" if remedy else said)
