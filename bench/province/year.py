"""A year of a province, generated where it is kept: every day is one statement over all areas and the targets that change on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial

import sqlalchemy as sa

from bench.province.shapes import CATALOGUE, PLAN, Shape
from services.scoreboard.named import write_names
from shared.model.period import Period
from shared.runtime.yearly import cover

FIRST_DAY = date(2026, 1, 2)
"""A day's value is told on the next: from here on 365 of them."""
DAYS = 365
_AT_ONCE = 2
"""Days that are written at the same time."""
PROVINCE = "320000"

_AREAS = """
INSERT INTO areas (area, parent, level, name_zh, name_en)
SELECT code, CASE level WHEN 'province' THEN '' WHEN 'city' THEN '320000' WHEN 'district' THEN left(code, 4) || '00' ELSE left(code, 6) END,
  level, '地区' || number, 'area ' || number
FROM (SELECT number, CASE WHEN number = 0 THEN '320000' WHEN number <= 13 THEN (320000 + number * 100)::text
        WHEN number < 118 THEN (320000 + ((number - 14) / 8 + 1) * 100 + (number - 14) % 8 + 1)::text
        ELSE (320000 + ((number - 118) % 104 / 8 + 1) * 100 + (number - 118) % 104 % 8 + 1)::text || lpad(((number - 118) / 104 + 1)::text, 3, '0')
      END AS code, CASE WHEN number = 0 THEN 'province' WHEN number <= 13 THEN 'city' WHEN number < 118 THEN 'district' ELSE 'town' END AS level
      FROM generate_series(0, :areas - 1) AS number) AS listed"""

_SHAPES = """CREATE UNLOGGED TABLE shapes (number int, target text, daily boolean, event bytea, unit text, explanation_zh text, explanation_en text)"""
_PLACES = "CREATE UNLOGGED TABLE places AS SELECT row_number() OVER (ORDER BY area) AS place, area FROM areas"

_OFFSET = "({day} * 1000000 + p.place)"
_SEVEN_BITS = "set_byte('\\x00', 0, ({offset} >> {shift} & 127 | {more})::int)"
_VARINT = " || ".join(_SEVEN_BITS.format(offset=_OFFSET, shift=shift, more=0 if shift == 28 else 128) for shift in range(0, 35, 7))
# The wire form of a message that is appended to another replaces its fields: this status has its own origin, area, period and verdict.
_EVENT = f"""s.event || '\\x0a0610'::bytea || {_VARINT} || '\\x22'::bytea || set_byte('\\x00', 0, length(p.area)) || convert_to(p.area, 'UTF8')
  || '\\x2a07'::bytea || convert_to({{period}}, 'UTF8') || '\\x30'::bytea || set_byte('\\x00', 0, {{status}})"""
_STATUS = "(ARRAY[2, 3, 3, 3, 4, 4, 5, 6])[1 + (hashint8(p.place * 1009 + s.number * 31 + {day} / 30) & 7)]"
_CHANGES = "(s.daily OR {day} % 28 = s.number % 28 AND {day} < 336)"

_DAY = f"""
INSERT INTO history (plan, target, area, source_offset, source_ordinal, period, period_end_ms, known_ms, official_ms, own, status, value,
  plan_value, projected, low, high, chance, event)
SELECT '{PLAN}', s.target, p.area, :day * 1000000 + p.place, s.number, given.period, given.end_ms, :known_ms, 0, true, found.status,
  s.number + :day / 10.0 + p.place % 7, s.number + :day / 9.0, s.number * 2.0, s.number * 1.5, s.number * 2.5, (p.place % 100) / 100.0,
  {_EVENT.format(period="given.period", status="found.status", day=":day")}
FROM shapes s CROSS JOIN places p
CROSS JOIN LATERAL (SELECT CASE WHEN s.daily THEN :this ELSE :last END AS period, CASE WHEN s.daily THEN :this_ms ELSE :last_ms END AS end_ms) given
CROSS JOIN LATERAL (SELECT {_STATUS.format(day=":day")} AS status) found
WHERE {_CHANGES.format(day=":day")}"""

_LATEST = f"""
INSERT INTO latest (plan, target, area, source_partition, source_offset, source_ordinal, known_ms, event)
SELECT '{PLAN}', s.target, p.area, 0, s.day * 1000000 + p.place, s.number, s.day, {_EVENT.format(period="'2026-12'", status="3", day="s.day")}
FROM (SELECT *, {{last_day}} AS day FROM shapes s OFFSET 0) s CROSS JOIN places p ORDER BY p.place % 97, s.number"""
_STANDING = f"""
INSERT INTO standing (plan, target, area, source_offset, source_ordinal, period, period_end_ms, known_ms, status, value, unit, plan_value,
  attainment, projected, low, high, chance, strength, owner, explanation_zh, explanation_en)
SELECT '{PLAN}', s.target, p.area, 0, 0, '2026-12', 0, 0, {_STATUS.format(day="0")}, s.number, s.unit, s.number, 0.9, s.number * 2.0,
  s.number * 1.5, s.number * 2.5, (hashint8(p.place + s.number) & 127) / 128.0, '', '统计局', s.explanation_zh, s.explanation_en
FROM shapes s CROSS JOIN places p ORDER BY p.place % 97, s.number"""
_LAST_DAY = f"(SELECT max(day) FROM generate_series(0, {{days}} - 1) AS day WHERE {_CHANGES.format(day='day')})"
_PARTS = f"""
INSERT INTO parts (plan, target, area, child, value, fair, gap)
SELECT '{PLAN}', s.target, a.parent, a.area, s.number, s.number + 1, -1 FROM shapes s CROSS JOIN areas a WHERE a.parent <> ''"""
_EMBARGOED = """
INSERT INTO embargoed (plan, target, area, source_offset, source_ordinal, event)
SELECT plan, target, area, source_offset, source_ordinal, event FROM latest WHERE target IN (SELECT target FROM shapes WHERE number % 7 = 0)"""
_RETRACTED = """
INSERT INTO retracted (plan, target, area, period, source_offset, known_ms)
SELECT plan, target, area, '2026-05', source_offset, known_ms FROM latest WHERE hashtext(area || target) % 500 = 0"""


def fill(engine: sa.Engine, shapes: list[Shape], areas: int, progress: Callable[[str], None], days: int = DAYS) -> int:
    """Load the year into a scoreboard's empty database, and return how many statuses it holds.

    Args:
        engine: Of a PostgreSQL that has the scoreboard's tables.
        shapes: A status of each target.
        areas: How many areas, from 118 on: a province, 13 cities, 104 districts, the rest towns.
        progress: Told what is done.
        days: So many days of the year; by fewer than 28 not every target has changed.
    """
    write_names(engine, CATALOGUE)
    with engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM areas"))
        connection.execute(sa.text(_AREAS), {"areas": areas})
        connection.execute(sa.text(_SHAPES))
        rows = [{"number": number, **one._asdict()} for number, one in enumerate(shapes)]
        given = "(:number, :target, :is_daily, :event, :unit, :explanation_zh, :explanation_en)"
        connection.execute(sa.text(f"INSERT INTO shapes VALUES {given}"), rows)
        connection.execute(sa.text(_PLACES))
        cover(connection, "history", *(Period.year(year).end_ms() for year in (2025, 2026)))
        # What is generated needs no log to be written again from.
        for year in (2025, 2026):
            connection.execute(sa.text(f"ALTER TABLE history_{year} SET UNLOGGED"))
    with _without_indexes(engine, progress), ThreadPoolExecutor(_AT_ONCE) as threads:
        for done, _ in enumerate(threads.map(partial(_write_day, engine), range(days)), 1):
            if done % 73 == 0:
                progress(f"  {done} days are written")
    with engine.begin() as connection:
        for statement in (_LATEST.format(last_day=_LAST_DAY.format(days=days)), _STANDING, _PARTS, _EMBARGOED, _RETRACTED):
            connection.execute(sa.text(statement))
    progress("  vacuum and analyse")
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("VACUUM ANALYZE"))
        return int(connection.execute(sa.text("SELECT count(*) FROM history")).scalar_one())


def _write_day(engine: sa.Engine, day: int) -> None:
    today = FIRST_DAY + timedelta(day)
    this = Period.month((today - timedelta(1)).year, (today - timedelta(1)).month)
    last_day = today.replace(day=1) - timedelta(1)
    last = Period.month(last_day.year, last_day.month)
    given = {"day": day, "known_ms": Period.day(today).end_ms(), "this": this.text, "this_ms": this.end_ms()}
    with engine.begin() as connection:
        connection.execute(sa.text(_DAY), {**given, "last": last.text, "last_ms": last.end_ms()})


@contextmanager
def _without_indexes(engine: sa.Engine, progress: Callable[[str], None]) -> Iterator[None]:
    """Take the history's indexes away as long as the body runs, and make them again in one go each."""
    with engine.begin() as connection:
        look = "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 'history'::regclass AND contype = 'p'"
        primary = connection.execute(sa.text(look)).scalar_one()
        connection.execute(sa.text("ALTER TABLE history DROP CONSTRAINT history_pkey"))
        listed = connection.execute(sa.text("SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'history'")).all()
        for name, _ in listed:
            connection.execute(sa.text(f"DROP INDEX {name}"))
    yield
    with engine.begin() as connection:
        progress("  indexes")
        connection.execute(sa.text(f"ALTER TABLE history ADD CONSTRAINT history_pkey {primary}"))
        for _, definition in listed:
            connection.execute(sa.text(definition.replace(" ON ONLY ", " ON ")))
