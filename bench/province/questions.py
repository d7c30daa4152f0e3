"""What is asked of a scoreboard: every call of its API, and every question of the dashboards."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa

from bench.province.alerts import last_week_ms
from bench.province.shapes import PLAN
from bench.province.year import DAYS, FIRST_DAY
from services.scoreboard.paging import token_after
from services.scoreboard.past import Wanted
from services.scoreboard.projection import Key
from shared.model.period import Period
from xiheng.scoreboard.v1 import scoreboard_service_pb2 as messages
from xiheng.scoreboard.v1 import scoreboard_service_pb2_grpc as rpc

_BOARDS = Path(__file__).parents[2] / "deploy" / "grafana" / "dashboards"
PAGE = 50


class Place(NamedTuple):
    """What one asks about."""

    target: str
    area: str
    city: str


class Question(NamedTuple):
    """One question, asked about another place each time; it answers how many rows came."""

    name: str
    ask: Callable[[Place], int]


def places(engine: sa.Engine, seed: int) -> Iterator[Place]:
    """Yield places without end, every area and target as likely as another."""
    rng = random.Random(seed)
    with engine.connect() as connection:
        areas = connection.execute(sa.text("SELECT area FROM areas")).scalars().all()
        targets = connection.execute(sa.text("SELECT target FROM targets")).scalars().all()
        cities = connection.execute(sa.text("SELECT area FROM areas WHERE level = 'city'")).scalars().all()
    while True:
        yield Place(rng.choice(targets), rng.choice(areas), rng.choice(cities))


def of_the_api(stub: rpc.ScoreboardServiceStub, metadata: Any, seed: int = 1) -> Iterator[Question]:  # noqa: ANN401 - as grpc has it
    """Yield the calls, each as a client makes it: over gRPC, with the sentences rendered."""
    rng = random.Random(seed)

    def day() -> str:
        return (FIRST_DAY + timedelta(rng.randrange(60, DAYS))).isoformat()

    def known() -> Any:  # noqa: ANN401 - a keyword of a message
        request = messages.ListStatusesRequest()
        request.known_time.FromMilliseconds(Period.parse(day()).end_ms())
        return request.known_time

    def listed(request: messages.ListStatusesRequest, after: Key | None = None, wanted: Wanted | None = None) -> int:
        request.page_size = PAGE
        if after is not None and wanted is not None:
            request.page_token = token_after(after, wanted)
        return len(stub.ListStatuses(request, metadata=metadata).statuses)

    def of_target(place: Place, as_of: str = "") -> int:
        wanted = Wanted(PLAN, place.target, "", None if not as_of else Period.parse(as_of).last_day)
        request = messages.ListStatusesRequest(plan=PLAN, target=place.target, as_of_day=as_of)
        return listed(request, Key(PLAN, place.target, place.area[:4]), wanted)

    def explained(place: Place, **times: Any) -> int:  # noqa: ANN401 - keywords of a message
        request = messages.ExplainTargetRequest(target=place.target, area=place.area, **times)
        return 1 + len(stub.ExplainTarget(request, metadata=metadata).history)

    def points(place: Place, **times: Any) -> int:  # noqa: ANN401 - keywords of a message
        request = messages.ListPointsRequest(plan=PLAN, target=place.target, area=place.area, **times)
        return len(stub.ListPoints(request, metadata=metadata).points)

    asked = messages.ListStatusesRequest
    yield Question("ListStatuses of an area", lambda at: listed(asked(area=at.area)))
    yield Question("ListStatuses of an area as of a day", lambda at: listed(asked(area=at.area, as_of_day=day())))
    yield Question("ListStatuses of an area as known", lambda at: listed(asked(area=at.area, known_time=known())))
    yield Question("ListStatuses of an area, both times", lambda at: listed(asked(area=at.area, as_of_day=day(), known_time=known())))
    yield Question("ListStatuses of a target", of_target)
    yield Question("ListStatuses of a target as of a day", lambda at: of_target(at, day()))
    yield Question("ListStatuses of everything", lambda at: listed(asked(), Key(PLAN, at.target, at.area), Wanted()))
    yield Question("ExplainTarget", explained)
    yield Question("ExplainTarget, both times", lambda at: explained(at, as_of_day=day(), known_time=known()))
    yield Question("ListPoints", points)
    yield Question("ListPoints, both times", lambda at: points(at, as_of_day=day(), known_time=known()))
    embargoed = messages.ListEmbargoedRequest
    yield Question("ListEmbargoed", lambda _: len(stub.ListEmbargoed(embargoed(plan=PLAN), metadata=metadata).statuses))


def of_the_dashboards(engines: dict[str, sa.Engine]) -> Iterator[Question]:
    """Yield the question of every panel and variable that asks a database."""
    for file in sorted(_BOARDS.glob("*.json")):
        board = json.loads(file.read_text(encoding="utf-8"))
        for panel in board["panels"]:
            for query in panel["targets"]:
                if "rawSql" in query:
                    yield _panel(f"{file.stem}: {panel['title']}", query["rawSql"], engines[query["datasource"]["uid"].strip("${}")])
        for one in board["templating"]["list"]:
            if one["type"] == "query" and file.stem == "target":
                yield _panel(f"choices of {one['name']}", one["query"], engines["scoreboard"])


def _panel(name: str, text: str, engine: sa.Engine) -> Question:
    def ask(place: Place) -> int:
        filled = text
        chosen = {"plan": PLAN, "city": place.city, "area": place.area, "chapter": "-1", "target": place.target, "__from": last_week_ms()}
        for variable, value in chosen.items():
            filled = filled.replace(f"${variable}", str(value))
        with engine.connect() as connection:
            return len(connection.exec_driver_sql(filled.replace("%", "%%")).all())

    return Question(name, ask)
