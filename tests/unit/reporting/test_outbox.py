"""Rows of small requests share records; each request still learns what became of its own."""

from __future__ import annotations

import asyncio

import pytest

from shared.events.codec import decode_event
from shared.events.kafka_client import Position
from shared.judgement.event import Observations
from shared.model.errors import Unavailable
from shared.model.period import Period, PeriodLength
from shared.reporting.outbox import MOST_SECONDS, Outbox, joined
from tests.memory_log import MemoryLog, MemoryPublisher

MONTH = Period.month(2026, 6).ordinal


def held() -> tuple[MemoryLog, Outbox]:
    """A log that keeps records from being durable until the test says so, and an outbox on it."""
    log = MemoryLog()
    log.holding = True
    return log, Outbox(MemoryPublisher(log))


async def sent(log: MemoryLog, count: int) -> list[Observations]:
    came = asyncio.Event()
    log.handed_over = lambda _: came.set()
    while len(log.waiting) < count:
        came.clear()
        await came.wait()
    bodies = [decode_event(record.value or b"").body for record in log.waiting]
    return [body for body in bodies if isinstance(body, Observations)]


def batch(*values: float, area: str = "320205", indicator: str = "jobs", revisions: tuple[int, ...] = ()) -> Observations:
    return Observations(
        area=area,
        child="",
        indicators=[indicator],
        entities=[""],
        lengths=[PeriodLength.MONTH],
        series=(),
        periods=[MONTH] * len(values),
        values=list(values),
        revisions=revisions,
    )


def put(outbox: Outbox, rows: Observations, *, reporter: str = "a", trace: bytes = b"") -> asyncio.Future[Position]:
    return outbox.put(rows, reporter=reporter, now_ms=1, headers={"traceparent": trace} if trace else {})


async def test_small_batches_of_one_area_and_reporter_share_a_record() -> None:
    log, outbox = held()
    waiting = [put(outbox, batch(1.0)), put(outbox, batch(2.0, indicator="rate")), put(outbox, batch(3.0))]
    (record,) = await sent(log, 1)
    named = [(record.indicators[number], value) for number, value in zip(record.series, record.values, strict=True)]
    assert named == [("jobs", 1.0), ("rate", 2.0), ("jobs", 3.0)]
    log.release()
    assert [(await one).offset for one in waiting] == [0, 0, 0]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"rows": batch(2.0, area="320206")}, id="area"),
        pytest.param({"rows": batch(2.0), "reporter": "b"}, id="reporter"),
        pytest.param({"rows": batch(2.0), "trace": b"00-1-2-01"}, id="trace"),
        pytest.param({"rows": batch(2.0, revisions=(1,))}, id="revised"),
        pytest.param({"rows": batch(*map(float, range(100)))}, id="large"),
    ],
)
async def test_what_differs_in_more_than_its_rows_goes_alone(other: dict[str, object]) -> None:
    log, outbox = held()
    put(outbox, batch(1.0))
    put(outbox, **other)  # type: ignore[arg-type]  # a row of the table
    assert len(await sent(log, 2)) == 2


async def test_what_comes_while_a_record_is_under_way_shares_the_next_one() -> None:
    log, outbox = held()
    put(outbox, batch(1.0))
    await sent(log, 1)
    waiting = [put(outbox, batch(2.0)), put(outbox, batch(3.0))]
    await asyncio.sleep(0)
    assert len(log.waiting) == 1
    log.release()
    (record,) = await sent(log, 1)
    assert list(record.values) == [2.0, 3.0]
    log.release()
    assert [(await one).offset for one in waiting] == [1, 1]


async def test_what_waits_too_long_for_the_record_before_goes_all_the_same() -> None:
    log, outbox = held()
    put(outbox, batch(1.0))
    await sent(log, 1)
    put(outbox, batch(2.0))
    began = asyncio.get_running_loop().time()
    assert len(await sent(log, 2)) == 2
    assert asyncio.get_running_loop().time() - began >= 0.9 * MOST_SECONDS


async def test_a_record_that_does_not_become_durable_fails_every_request_in_it() -> None:
    log, outbox = held()
    waiting = [put(outbox, batch(1.0)), put(outbox, batch(2.0))]
    await sent(log, 1)
    log.fails_after = 0
    log.release()
    for one in waiting:
        with pytest.raises(Unavailable):
            await one


async def test_a_request_that_gave_up_does_not_take_the_others_with_it() -> None:
    log, outbox = held()
    impatient, patient = put(outbox, batch(1.0)), put(outbox, batch(2.0))
    await sent(log, 1)
    impatient.cancel()
    log.release()
    assert (await patient).offset == 0


def test_one_batch_is_joined_as_it_is() -> None:
    rows = batch(1.0)
    assert joined([rows]) is rows
