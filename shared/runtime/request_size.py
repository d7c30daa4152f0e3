"""The largest request, refused in words that say what to do: gRPC's own limit only says that there is one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

import grpc

from shared.model.errors import Invalid

MAX_REQUEST_BYTES = 4 << 20
"""Largest request; a larger one is answered with RESOURCE_EXHAUSTED."""
RECEIVED_BYTES = 16 << 20
"""Largest request that is received at all, so that it can be refused in our words; above it gRPC refuses in its own."""


class TooLarge(Invalid):
    """A request is larger than what is taken in one."""

    def __init__(self, size: int) -> None:
        """Say it of a request of so many bytes."""
        super().__init__(
            f"the request has {size} bytes, and at most {MAX_REQUEST_BYTES} are taken in one: send fewer rows in each, some hundred "
            "are a good size; what was answered before is kept"
        )


class Oversized(NamedTuple):
    """Stands for a request of a stream that was received and not read."""

    size: int


class RequestSizes(grpc.aio.ServerInterceptor):
    """Looks at the size of every request before it is read.

    A stream is given `Oversized` in its place, so that it can still answer the ones before; a single request is refused at once.
    """

    async def intercept_service(self, continuation: Callable[..., Awaitable[Any]], details: grpc.HandlerCallDetails) -> Any:  # noqa: ANN401
        """Return the handler with its requests looked at."""
        handler = await continuation(details)
        if handler is None or handler.response_streaming != handler.request_streaming:
            return handler
        read, write = _sized(handler.request_deserializer), handler.response_serializer
        if handler.request_streaming:
            return grpc.stream_stream_rpc_method_handler(handler.stream_stream, read, write)
        return grpc.unary_unary_rpc_method_handler(_single(handler.unary_unary), read, write)


def _sized(read: Callable[[bytes], Any]) -> Callable[[bytes], Any]:
    return lambda content: Oversized(len(content)) if len(content) > MAX_REQUEST_BYTES else read(content)


def _single(handle: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    async def handled(request: Any, context: Any) -> Any:  # noqa: ANN401 - of any service
        if isinstance(request, Oversized):
            await context.abort(grpc.StatusCode.RESOURCE_EXHAUSTED, str(TooLarge(request.size)))
        return await handle(request, context)

    return handled
