"""Lists of statuses in pages: every key once, in order, whatever the size of a page and whichever times are asked about."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
import sqlalchemy as sa

from services.scoreboard.paging import key_of, token_after
from services.scoreboard.past import Wanted
from services.scoreboard.projection import MIGRATIONS, Key
from services.scoreboard.queries import Page, Queries
from shared.events.kafka_client import Record
from shared.model.errors import Invalid
from tests.contract.sql.conftest import Open
from tests.contract.sql.test_scoreboard import applied
from xiheng.events.v1.verdict_pb2 import Origin, TargetStatus, TargetStatusEvent

KEYS = [Key(*one) for one in product(("p", "q"), ("debt", "jobs"), ("320200", "320205", "320206"))]


def kept(engine: sa.Engine) -> Queries:
    """Of every key a status on May; on June only of every second one, and known later."""
    records: list[Record] = []
    for number, key in enumerate(KEYS):
        for ordinal, (period, known_ms) in enumerate((("2026-05", 1000), ("2026-06", 2000))[: 1 + number % 2]):
            event = TargetStatusEvent(
                origin=Origin(offset=number, ordinal=ordinal),
                plan=key.plan,
                target=key.target,
                area=key.area,
                period=period,
                status=TargetStatus.TARGET_STATUS_ON_TRACK,
                value=1.0,
                known_time_ms=known_ms + number,
            )
            records.append(Record("t", 0, len(records), b"key", event.SerializeToString(), (), 0))
    applied(engine, *records)
    return Queries(engine)


WANTED = [
    Wanted(),
    Wanted(area="320205"),
    Wanted(target="jobs"),
    Wanted(plan="q", as_of=date(2026, 5, 31)),
    Wanted(known_ms=1005),
    Wanted(known_ms=2003, as_of=date(2026, 6, 30)),
]


@pytest.mark.parametrize("wanted", WANTED, ids=str)
def test_pages_together_are_the_list(open_engine: Open, wanted: Wanted) -> None:
    queries = kept(open_engine(MIGRATIONS))
    whole = queries.statuses(wanted)
    assert whole
    for size in (1, 2, 5, 100):
        after, found, pages = None, list[TargetStatusEvent](), 0
        while pages == 0 or after is not None:
            answer = queries.page(wanted, Page(after, size))
            assert len(answer.events) <= size
            found, after, pages = [*found, *answer.events], key_of(token_after(answer.last, wanted), wanted), pages + 1
        assert found == whole


def test_a_token_is_of_one_list(open_engine: Open) -> None:
    last = kept(open_engine(MIGRATIONS)).page(Wanted(area="320205"), Page(size=1)).last
    token = token_after(last, Wanted(area="320205"))
    with pytest.raises(Invalid, match="other filters"):
        key_of(token, Wanted(area="320206"))
    with pytest.raises(Invalid, match="given out"):
        key_of("320205", Wanted())
