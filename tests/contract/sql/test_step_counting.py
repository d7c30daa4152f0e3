"""Steps of the ledger as metrics: each once, whoever appended it; an answer with how long it was awaited."""

from __future__ import annotations

import sqlalchemy as sa

from services.notifier.answers import Answered
from services.notifier.book import Book
from services.notifier.episodes import seen_of, write_down
from services.notifier.lifecycle.line import PLATFORM, Line, Step
from services.notifier.requests import Request
from services.notifier.step_counting import StepCounter
from services.notifier.tables import MIGRATIONS
from shared.runtime.metrics import REGISTRY
from tests.contract.sql.conftest import Open
from tests.contract.sql.test_notifier import record, take


def sample(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


def answer(engine: sa.Engine, alert: str, by: str, now_ms: int) -> None:
    said = Answered(Step.ACKNOWLEDGED, "", {})
    Book(engine, lambda: now_ms).take_step(alert, Request(by, "AcknowledgeAlert", f"{alert}{now_ms}", "content"), lambda _: said)


def escalate(engine: sa.Engine, alert: str, now_ms: int) -> None:
    facts = {"chain": "duty", "stage": "1", "to": "li"}
    with engine.begin() as connection:
        seen = seen_of(connection, [alert])[alert]
        write_down(
            connection,
            [Line(id=f"e{alert}", alert=alert, step=Step.ESCALATED, time_ms=now_ms, actor=PLATFORM, seen=seen, facts=facts)],
            now_ms,
        )


def awaited(engine: sa.Engine, alert: str) -> int:
    raised = next(one for one in Book(engine, lambda: 0).ledger(alert) if one.step is Step.RAISED)
    return raised.time_ms


def test_steps_are_counted_once_and_the_first_answer_with_its_time(open_engine: Open) -> None:
    engine = open_engine(MIGRATIONS)
    take(engine, record(id="old"))
    counter = StepCounter(engine)
    names = [("xiheng_alert_steps_total", {"step": one}) for one in ("raised", "escalated", "acknowledged")]
    names += [
        (f"xiheng_answer_seconds_{of}", {"severity": "orange", "escalated": one}) for of in ("count", "sum") for one in ("false", "true")
    ]
    before = [sample(name, **labels) for name, labels in names]
    take(engine, record(id="quick"), record(id="slow"))
    since_ms = awaited(engine, "quick")
    answer(engine, "quick", "li", since_ms + 90_000)
    answer(engine, "quick", "wang", since_ms + 95_000)
    escalate(engine, "slow", since_ms + 100_000)
    answer(engine, "slow", "li", since_ms + 200_000)
    counter.count()
    counter.count()
    after = [sample(name, **labels) for name, labels in names]
    assert [now - then for now, then in zip(after, before, strict=True)] == [2.0, 1.0, 3.0, 1.0, 1.0, 90.0, 200.0]


def test_what_was_rolled_back_is_not_counted(open_engine: Open) -> None:
    engine = open_engine(MIGRATIONS)
    counter = StepCounter(engine)
    before = sample("xiheng_alert_steps_total", step="raised")
    with engine.connect() as connection:
        write_down(connection, [Line(id="x", alert="a", step=Step.RAISED, time_ms=1, actor=PLATFORM, facts={"severity": "3"})], 1)
        connection.rollback()
    counter.count()
    assert sample("xiheng_alert_steps_total", step="raised") == before
