"""`python -m services.scoreboard`."""

from __future__ import annotations

import asyncio
import sys

import sqlalchemy as sa

from services.scoreboard.embargoed import EmbargoedStatuses
from services.scoreboard.gauges import Gauges
from services.scoreboard.journey import Journey
from services.scoreboard.named import keep_names, parents
from services.scoreboard.projection import MIGRATIONS, POSITIONS, Applied, Projection
from services.scoreboard.queries import Queries
from services.scoreboard.screens import write_screens
from services.scoreboard.servicer import FULL_NAME, ScoreboardServicer, add_servicer
from services.scoreboard.settings import ScoreboardSettings
from services.scoreboard.watchers import Watchers
from shared.events.definitions_follower import DefinitionsFollower
from shared.events.kafka_client import Record
from shared.events.topics import EMBARGOED_STATUSES, TARGET_STATUSES
from shared.runtime.database import open_database
from shared.runtime.grpc_server import open_server
from shared.runtime.lifecycle import Life
from shared.runtime.process import open_pages, run_process, serve_when_ready
from shared.runtime.projector import Projector


async def serve(life: Life, settings: ScoreboardSettings) -> None:
    """Run until the end of the life."""
    authenticator = settings.authenticator()
    engine = await asyncio.to_thread(open_database, settings.database_url, MIGRATIONS)
    projection, watchers = Projection(engine), Watchers(asyncio.get_running_loop())
    gauges = Gauges(projection, levels=settings.gauge_levels)
    # The areas as they were at the last stop, so that gauges are there as soon as the pages are.
    gauges.know(parents(engine))

    journey = Journey()

    def apply(connection: sa.Connection, records: list[Record]) -> list[Applied]:
        journey.begin()
        news = projection.apply(connection, records)
        write_screens(connection, engine, {one.key: one.event for one in news}.values())
        return news

    def applied(news: list[Applied]) -> None:
        projection.applied(news)
        gauges.show(news)
        journey.end(news)
        watchers.tell(news)

    projector = Projector(
        settings.bootstrap_servers, TARGET_STATUSES, engine, POSITIONS, apply=apply, applied=applied, on_failure=life.fail
    )
    embargoed = EmbargoedStatuses(engine)
    insiders = Projector(
        settings.bootstrap_servers,
        EMBARGOED_STATUSES,
        engine,
        POSITIONS,
        apply=embargoed.apply,
        applied=lambda _: None,
        on_failure=life.fail,
    )
    pages = open_pages(settings, ready={"statuses": lambda: "" if projector.ready else "statuses are not read yet: is Kafka there?"})
    servicer = ScoreboardServicer(Queries(engine), embargoed, watchers, authenticator)
    server = await open_server(settings, [lambda server: add_servicer(servicer, server)], [FULL_NAME])
    follower = DefinitionsFollower(settings.bootstrap_servers, replaying=settings.replaying, on_failure=life.fail)
    follower.start()
    projector.start()
    insiders.start()
    tasks = [
        asyncio.create_task(serve_when_ready(server, projector)),
        asyncio.create_task(keep_names(life, follower, engine, told=gauges.know)),
    ]
    await life.until_stopped()
    follower.stop()
    await asyncio.to_thread(projector.stop)
    await asyncio.to_thread(insiders.stop)
    await asyncio.gather(*tasks)
    await server.stop()
    engine.dispose()
    pages.stop()


if __name__ == "__main__":
    sys.exit(run_process("scoreboard", ScoreboardSettings, serve))
