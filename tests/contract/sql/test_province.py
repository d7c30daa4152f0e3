"""The year of a small province that the bench generates is what a scoreboard would have written, and every question of a dashboard is answered from it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from bench.province.alerts import fill_alerts
from bench.province.questions import Question, of_the_dashboards, places
from bench.province.shapes import PLAN, shapes
from bench.province.year import fill
from services.notifier.tables import MIGRATIONS as NOTIFIER
from services.scoreboard.past import Wanted
from services.scoreboard.projection import HISTORY, LATEST, MIGRATIONS
from services.scoreboard.queries import Page, Queries
from shared.runtime.database import open_database
from tests.contract.sql.conftest import new_database
from xiheng.events.v1.verdict_pb2 import TargetStatusEvent

AREAS, DAYS = 118, 30
NOTHING = {"target: 各区贡献 · What districts carry", "risk: 财政与房地产叠加压力 · Fiscal and housing stress"}
"""Questions about one place that it may have no answer to: a town has no parts, and not every area is under stress."""


@pytest.fixture(scope="module")
def province(postgresql: str) -> Iterator[dict[str, sa.Engine]]:
    engines = {
        name: open_database(new_database(postgresql), folder) for name, folder in (("scoreboard", MIGRATIONS), ("notifier", NOTIFIER))
    }
    fill(engines["scoreboard"], shapes(), AREAS, lambda _: None, days=DAYS)
    fill_alerts(engines["notifier"], AREAS)
    yield engines
    for one in engines.values():
        one.dispose()


def test_every_target_has_changed_and_the_last_change_stands(province: dict[str, sa.Engine]) -> None:
    key = [HISTORY.c.plan, HISTORY.c.target, HISTORY.c.area]
    last = sa.select(*key, sa.func.max(HISTORY.c.source_offset), sa.func.count()).group_by(*key)
    with province["scoreboard"].connect() as connection:
        kept = {row[:3]: row[3] for row in connection.execute(last)}
        latest = {
            row[:3]: row[3] for row in connection.execute(sa.select(LATEST.c.plan, LATEST.c.target, LATEST.c.area, LATEST.c.source_offset))
        }
        most = max(row[4] for row in connection.execute(last))
    assert len(kept) == 142 * AREAS
    assert (kept, most) == (latest, DAYS)


def test_a_status_is_about_its_own_key(province: dict[str, sa.Engine]) -> None:
    answer = Queries(province["scoreboard"]).page(Wanted(area="320103"), Page(size=20))
    assert {(one.plan, one.area, one.period) for one in answer.events} == {(PLAN, "320103", "2026-12")}
    assert len({one.target for one in answer.events}) == 20
    with province["scoreboard"].connect() as connection:
        rows = connection.execute(sa.select(HISTORY.c.source_offset, HISTORY.c.event).where(HISTORY.c.area == "320103")).all()
    assert [row.source_offset for row in rows] == [TargetStatusEvent.FromString(row.event).origin.offset for row in rows]


def test_every_question_of_a_dashboard_is_answered(province: dict[str, sa.Engine]) -> None:
    questions: list[Question] = list(of_the_dashboards(province))
    assert len(questions) > 20
    place = next(places(province["scoreboard"], 1))._replace(area="320100", city="320100")
    for question in questions:
        rows = question.ask(place)
        assert rows or question.name in NOTHING, question.name
