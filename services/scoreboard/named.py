"""Names for screens: areas, chapters, targets and the release calendar, copied from the catalogue whenever it changes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator, Mapping

import sqlalchemy as sa

from services.scoreboard.projection import METADATA
from shared.events.definitions_follower import DefinitionsFollower
from shared.judgement.calendar import awaited
from shared.model.catalogue import Catalogue
from shared.runtime.database import reading
from shared.runtime.lifecycle import Life

_log = logging.getLogger(__name__)

AREAS = sa.Table(
    "areas",
    METADATA,
    sa.Column("area", sa.Text, primary_key=True),
    sa.Column("parent", sa.Text),
    sa.Column("level", sa.Text),
    sa.Column("name_zh", sa.Text),
    sa.Column("name_en", sa.Text),
)
TARGETS = sa.Table(
    "targets",
    METADATA,
    sa.Column("plan", sa.Text, primary_key=True),
    sa.Column("target", sa.Text, primary_key=True),
    sa.Column("chapter", sa.Integer),
    sa.Column("chapter_zh", sa.Text),
    sa.Column("chapter_en", sa.Text),
    sa.Column("name_zh", sa.Text),
    sa.Column("name_en", sa.Text),
)
RELEASES = sa.Table(
    "releases",
    METADATA,
    sa.Column("plan", sa.Text, primary_key=True),
    sa.Column("target", sa.Text, primary_key=True),
    sa.Column("period", sa.Text, primary_key=True),
    sa.Column("due_ms", sa.BigInteger),
)
_LOOK_SECONDS = 2.0


async def keep_names(life: Life, follower: DefinitionsFollower, engine: sa.Engine, *, told: Callable[[Mapping[str, str]], None]) -> None:
    """Copy the catalogue into the tables whenever it is another one, and tell the parent of each area; tried again while the database is away."""
    copied: Catalogue | None = None
    while not life.stopping:
        catalogue = follower.catalogue
        if follower.ready and catalogue is not copied:
            try:
                await asyncio.to_thread(write_names, engine, catalogue)
                await asyncio.to_thread(told, {code: spec.parent or "" for code, spec in catalogue.areas.items()})
                copied = catalogue
            except sa.exc.OperationalError as error:
                _log.warning("names cannot be copied, trying again", extra={"code": "names-not-copied", "error": str(error)})
        await life.rest(_LOOK_SECONDS)


def parents(engine: sa.Engine) -> dict[str, str]:
    """Return the parent of each area as it was last copied; empty: it has none."""
    with reading(engine).connect() as connection:
        return {row.area: row.parent for row in connection.execute(sa.select(AREAS.c.area, AREAS.c.parent))}


def write_names(engine: sa.Engine, catalogue: Catalogue) -> None:
    """Write everything anew in one transaction: two instances that do so at once write the same."""
    rows = {AREAS: list(_areas(catalogue)), TARGETS: list(_targets(catalogue)), RELEASES: list(_releases(catalogue))}
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(sa.text("LOCK TABLE areas IN EXCLUSIVE MODE"))
        for table, listed in rows.items():
            connection.execute(sa.delete(table))
            if listed:
                connection.execute(sa.insert(table), listed)


def _areas(catalogue: Catalogue) -> Iterator[dict[str, object]]:
    for code, spec in catalogue.areas.items():
        yield {"area": code, "parent": spec.parent or "", "level": spec.level, "name_zh": spec.names.zh, "name_en": spec.names.en}


def _targets(catalogue: Catalogue) -> Iterator[dict[str, object]]:
    for (plan, name), target in catalogue.targets.items():
        chapters = {one.number: one.names for one in catalogue.plans[plan].chapters} if plan in catalogue.plans else {}
        titles = chapters.get(target.spec.chapter)
        yield {
            "plan": plan,
            "target": name,
            "chapter": target.spec.chapter,
            "chapter_zh": titles.zh if titles else "",
            "chapter_en": titles.en if titles else "",
            "name_zh": target.spec.names.zh,
            "name_en": target.spec.names.en,
        }


def _releases(catalogue: Catalogue) -> Iterator[dict[str, object]]:
    for (plan, name), target in catalogue.targets.items():
        indicator, of = catalogue.indicator(target.spec.indicator), catalogue.plans.get(plan)
        if indicator is not None and of is not None:
            for one in awaited(
                indicator.stored_length, indicator.release, cadence=target.spec.cadence, year=of.year, time_zone=of.time_zone
            ):
                yield {"plan": plan, "target": name, "period": one.period.text, "due_ms": one.due_ms}
