"""The scoreboard: the latest verdicts, and since when each has been what it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from services.operator.domain.target_status import Verdicts
from services.operator.domain.verdicts import Standing, since_ms
from services.operator.parts.asking import ASK_SECONDS, asked
from shared.client import Connection
from shared.events.verdicts import SentStatus, status_from_message
from shared.model.status import TargetStatus
from xiheng.scoreboard.v1 import scoreboard_service_pb2 as messages
from xiheng.scoreboard.v1 import scoreboard_service_pb2_grpc as rpc

_PAGE = 500


class _Place(NamedTuple):
    plan: str
    target: str
    area: str


class ScoreboardPart:
    """Asks a scoreboard; blocks, and raises Unavailable while it is away."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._channel = connection.open()
        self._stub = rpc.ScoreboardServiceStub(self._channel)
        self._since: dict[_Place, tuple[TargetStatus, int]] = {}

    def verdicts(self) -> Verdicts:
        """Return every latest verdict."""
        standings: dict[tuple[str, str], list[Standing]] = defaultdict(list)
        for sent in self._listed():
            standings[sent.verdict.plan, sent.verdict.target].append(Standing(sent, self._since_ms(sent)))
        return Verdicts({key: sorted(ones, key=lambda one: one.verdict.area) for key, ones in standings.items()})

    def _listed(self) -> Iterator[SentStatus]:
        request, metadata = messages.ListStatusesRequest(page_size=_PAGE), self._connection.metadata
        while True:
            answer = asked("scoreboard", lambda: self._stub.ListStatuses(request, metadata=metadata, timeout=ASK_SECONDS))
            yield from (status_from_message(one.event) for one in answer.statuses)
            if not answer.next_page_token:
                return
            request.page_token = answer.next_page_token

    def close(self) -> None:
        """Close the connection."""
        self._channel.close()

    def _since_ms(self, sent: SentStatus) -> int:
        """Return since when a status has been what it is; the history is asked for only when that is not known, or it changed."""
        place = _Place(sent.verdict.plan, sent.verdict.target, sent.verdict.area)
        known = self._since.get(place)
        if known is None or known[0] is not sent.verdict.status:
            known = sent.verdict.status, since_ms(sent, self._earlier(place))
            self._since[place] = known
        return known[1]

    def _earlier(self, place: _Place) -> list[SentStatus]:
        request = messages.ExplainTargetRequest(plan=place.plan, target=place.target, area=place.area)
        metadata = self._connection.metadata
        told = asked("scoreboard", lambda: self._stub.ExplainTarget(request, metadata=metadata, timeout=ASK_SECONDS))
        return [status_from_message(one.event) for one in told.history]
