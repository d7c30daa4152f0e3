"""Rows of small requests share records; each request still learns what became of its own."""

from __future__ import annotations

import asyncio

import pytest

from shared.events.codec import decode_event
from shared.events.kafka_client import Position
from shared.events.publisher import Outgoing
from shared.judgement.event import Observations
from shared.model.errors import Unavailable
from shared.model.period import Period, PeriodLength
from shared.reporting.outbox import Outbox, joined

MONTH = Period.month(2026, 6).ordinal


class FakePublisher:
    """Keeps what it is given; each record is durable, or fails, when the test says so."""

    def __init__(self) -> None:
        self.records: list[Outgoing] = []
        self.futures: list[asyncio.Future[Position]] = []
        self.came = asyncio.Event()

    def publish(self, record: Outgoing) -> asyncio.Future[Position]:
        self.records.append(record)
        self.futures.append(asyncio.get_running_loop().create_future())
        self.came.set()
        return self.futures[-1]

    async def sent(self, count: int) -> list[Observations]:
        while len(self.records) < count:
            self.came.clear()
            await self.came.wait()
        bodies = [decode_event(record.value).body for record in self.records]
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
    publisher = FakePublisher()
    outbox = Outbox(publisher)
    waiting = [put(outbox, batch(1.0)), put(outbox, batch(2.0, indicator="rate")), put(outbox, batch(3.0))]
    (sent,) = await publisher.sent(1)
    named = [(sent.indicators[number], value) for number, value in zip(sent.series, sent.values, strict=True)]
    assert named == [("jobs", 1.0), ("rate", 2.0), ("jobs", 3.0)]
    publisher.futures[0].set_result(Position("area-events-v1", 0, 7))
    assert [(await one).offset for one in waiting] == [7, 7, 7]


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
    publisher = FakePublisher()
    outbox = Outbox(publisher)
    put(outbox, batch(1.0))
    put(outbox, **other)  # type: ignore[arg-type]  # a row of the table
    assert len(await publisher.sent(2)) == 2


async def test_a_record_that_does_not_become_durable_fails_every_request_in_it() -> None:
    publisher = FakePublisher()
    outbox = Outbox(publisher)
    waiting = [put(outbox, batch(1.0)), put(outbox, batch(2.0))]
    await publisher.sent(1)
    publisher.futures[0].set_exception(Unavailable("Kafka is away"))
    for one in waiting:
        with pytest.raises(Unavailable):
            await one


async def test_a_request_that_gave_up_does_not_take_the_others_with_it() -> None:
    publisher = FakePublisher()
    outbox = Outbox(publisher)
    impatient, patient = put(outbox, batch(1.0)), put(outbox, batch(2.0))
    await publisher.sent(1)
    impatient.cancel()
    publisher.futures[0].set_result(Position("area-events-v1", 0, 1))
    assert (await patient).offset == 1


def test_one_batch_is_joined_as_it_is() -> None:
    rows = batch(1.0)
    assert joined([rows]) is rows
