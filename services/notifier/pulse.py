"""The pulse: whether the platform still lives, told to everybody when it falls silent and when it is heard again (dead man's switch).

The registry writes its clock into every partition of the log; while that goes on, the log grows. A silence is an alert like any other, of the
rule `platform.silent`, with an episode, a ledger and answers; only no processor made it, for that may be what is silent.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterator, Mapping
from typing import Final

import sqlalchemy as sa

from services.notifier.facts import local_time, month_of, zone_of
from services.notifier.projection import Projection, Taken
from services.notifier.stages.hearing import SILENT_RULE
from services.notifier.tables import EPISODES
from shared.events.kafka_client import Record
from shared.events.topics import RISK_ALERTS
from shared.judgement.wording import SILENT_FORMULA
from shared.model.catalogue import Catalogue
from shared.model.errors import Unavailable
from shared.model.status import AlertState, Severity
from shared.runtime.database import reading
from xiheng.events.v1.verdict_pb2 import AlertEvent, Facts, Origin

_log = logging.getLogger(__name__)
EVERY_SECONDS: Final = 10.0

Ends = Callable[[], Mapping[int, int]]
"""Returns where each partition of the log ends; raises Unavailable when nobody can tell."""


class Pulse:
    """Feels it; blocks, one thread at a time."""

    def __init__(
        self,
        ends: Ends,
        engine: sa.Engine,
        projection: Projection,
        catalogue: Callable[[], Catalogue],
        *,
        after_ms: int,
        now_ms: Callable[[], int],
    ) -> None:
        """Take what is needed; what is heard first says nothing yet.

        Args:
            ends: Where the log ends.
            engine: Database.
            projection: Takes in the alerts of a silence.
            catalogue: The plans, whose subscribers are told.
            after_ms: How long nothing has to be heard.
            now_ms: The machine's time.
        """
        self._ends = ends
        self._engine = engine
        self._projection = projection
        self._catalogue = catalogue
        self._after_ms = after_ms
        self._now_ms = now_ms
        self._known: Mapping[int, int] | None = None
        self._heard_ms = now_ms()

    def feel(self) -> Taken:
        """Look whether the log has grown, and return what there is to be told of."""
        now_ms = self._now_ms()
        if self._has_grown():
            self._heard_ms = now_ms
            return self._take([_event(row.alert_id, row.plan, row.area, row.source_offset, now_ms, over=True) for row in self._open()])
        if now_ms - self._heard_ms < self._after_ms:
            return self._take([])
        told = {row.plan for row in self._open()}
        return self._take(list(self._silences(told, now_ms)))

    def _has_grown(self) -> bool:
        try:
            ends = self._ends()
        except Unavailable as error:
            _log.warning("the log cannot be asked where it ends", extra={"code": "pulse-unfelt", "error": str(error)})
            return False
        before, self._known = self._known, ends
        return before is not None and ends != before

    def _silences(self, told: set[str], now_ms: int) -> Iterator[AlertEvent]:
        catalogue = self._catalogue()
        for plan in sorted({plan for plan, _ in catalogue.subscribers} - told):
            if plan in catalogue.plans:
                identity = hashlib.blake2b(f"{SILENT_RULE}/{plan}/{self._heard_ms}".encode(), digest_size=8).hexdigest()
                since = local_time(self._heard_ms, zone_of(plan, catalogue))
                yield _event(identity, plan, catalogue.plans[plan].area, self._heard_ms, now_ms, since=since)

    def _open(self) -> list[sa.Row[tuple[str, str, str, int]]]:
        columns = (EPISODES.c.alert_id, EPISODES.c.plan, EPISODES.c.area, EPISODES.c.source_offset)
        going_on = sa.and_(EPISODES.c.rule == SILENT_RULE, EPISODES.c.state == int(AlertState.RAISED))
        with reading(self._engine).connect() as connection:
            return list(connection.execute(sa.select(*columns).where(going_on)))

    def _take(self, events: list[AlertEvent]) -> Taken:
        if not events:
            return Taken(0, [])
        records = [
            Record(RISK_ALERTS, 0, one.origin.offset, b"", one.SerializeToString(), (("began", str(one.known_time_ms).encode()),), 0)
            for one in events
        ]
        with self._engine.begin() as connection:
            return self._projection.apply(connection, records)


def _event(identity: str, plan: str, area: str, heard_ms: int, now_ms: int, *, since: str = "", over: bool = False) -> AlertEvent:
    """Return an event of a silence; its place in the episode is that of no record of the log."""
    month = month_of(heard_ms)
    state = AlertState.RESOLVED if over else AlertState.RAISED
    return AlertEvent(
        id=identity,
        plan=plan,
        rule=SILENT_RULE,
        area=area,
        severity=Severity.RED.value,  # type: ignore[arg-type]  # numbers of the enum
        state=state.value,  # type: ignore[arg-type]  # numbers of the enum
        period=month,
        raised_period=month,
        origin=Origin(offset=heard_ms, ordinal=int(over)),
        facts=Facts(formula=SILENT_FORMULA, texts={"state": state.word, "since": since}),
        title_zh="平台静默",
        title_en="The platform is silent",
        runbook="docs/runbooks/platform-silent.md",
        known_time_ms=now_ms,
    )
