"""Outages of Kafka, waited out by aiokafka's client: as it is, one may end it without a word, or keep it too busy."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from aiokafka.conn import CloseReason

_log = logging.getLogger(__name__)

_REST_SECONDS = 0.2


def wait_out_outages(client: Any) -> None:  # noqa: ANN401 - aiokafka has no types
    """Let a client see at once that a connection broke, and rest a little after a failed look for the brokers."""
    _see_broken_connections(client)
    _rest_after_failure(client)


def _see_broken_connections(client: Any) -> None:  # noqa: ANN401 - aiokafka has no types
    """Let a client close a connection that broke before it writes to it.

    aiokafka learns of it a turn of the event loop later. In between uvloop answers a write with RuntimeError, where asyncio drops it; of a
    task of aiokafka that is the end. The one that looks for the brokers is among them: all the others would wait for it for good.
    """
    get = client._get_conn  # noqa: SLF001 - pinned version; there is no public hook

    async def whole(node: Any, **named: Any) -> Any:  # noqa: ANN401 - handed on as they are
        try:
            found = await get(node, **named)
            while found is not None and _is_broken(found):
                found.close(reason=CloseReason.CONNECTION_BROKEN)
                found = await get(node, **named)
        except RuntimeError as error:  # it broke while it was being made
            _log.warning("connection to Kafka broke at once", extra={"code": "connection-broken", "node": node, "error": str(error)})
            return None
        return found

    client._get_conn = whole  # noqa: SLF001


def _is_broken(connection: Any) -> bool:  # noqa: ANN401 - aiokafka has no types
    writer = connection._writer  # noqa: SLF001
    return writer is not None and bool(writer.transport.is_closing())


def _rest_after_failure(client: Any) -> None:  # noqa: ANN401 - aiokafka has no types
    """Let a client wait a little after a failed look for the brokers.

    With a broker that refuses connections it would ask again at once, some thousand times a second, for as long as records wait.
    """
    update = client._metadata_update  # noqa: SLF001 - pinned version; there is no setting

    async def rested(*arguments: Any) -> bool:  # noqa: ANN401 - handed on as they are
        found: bool = await update(*arguments)
        if not found:
            await asyncio.sleep(_REST_SECONDS)
        return found

    client._metadata_update = rested  # noqa: SLF001
