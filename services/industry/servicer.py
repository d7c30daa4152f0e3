"""The RPCs of the industry service in its own messages."""

from __future__ import annotations

from collections.abc import AsyncIterator

import grpc

from shared.reporting.reporting import Reporting
from shared.runtime.grpc_server import Context
from xiheng.industry.v1 import industry_service_pb2 as messages
from xiheng.industry.v1 import industry_service_pb2_grpc as rpc

FULL_NAME = messages.DESCRIPTOR.services_by_name["IndustryService"].full_name


class IndustryServicer(rpc.IndustryServiceServicer):
    """Answers in the messages of xiheng.industry.v1."""

    def __init__(self, reporting: Reporting) -> None:
        self._reporting = reporting

    async def Report(
        self, request_iterator: AsyncIterator[messages.ReportRequest], context: Context
    ) -> AsyncIterator[messages.ReportResponse]:
        """Answer every request of a stream once its accepted records are durable."""
        async for answer in self._reporting.report(request_iterator, context):
            yield messages.ReportResponse(sequence=answer.sequence, accepted=answer.accepted, rejections=answer.rejections)

    async def ListIndicators(self, request: messages.ListIndicatorsRequest, context: Context) -> messages.ListIndicatorsResponse:
        """List what may be sent to this service."""
        indicators, now = await self._reporting.indicators(request.prefix, context)
        return messages.ListIndicatorsResponse(indicators=indicators, now_time=now)

    async def ListReceipts(self, request: messages.ListReceiptsRequest, context: Context) -> messages.ListReceiptsResponse:
        """List what was received from the caller, and what is due."""
        receipts, due = await self._reporting.receipts(request, context)
        return messages.ListReceiptsResponse(receipts=receipts, due=due)


def add_servicer(reporting: Reporting, server: grpc.aio.Server) -> None:
    """Add the service to a server."""
    rpc.add_IndustryServiceServicer_to_server(IndustryServicer(reporting), server)
