"""A year of a province's alerts and of what was sent about them, generated where it is kept."""

from __future__ import annotations

import sqlalchemy as sa

from bench.province.year import DAYS, FIRST_DAY
from shared.model.period import Period

_AN_AREA = 12
"""Episodes of an area in a year."""
_A_NOTICE = 6
"""Attempts for an episode, to as many subscribers."""
_BEGAN = Period.day(FIRST_DAY).end_ms()
_RULES = "ARRAY['debt.ratio-band', 'housing.destocking', 'stress.fiscal-housing', 'target.off-track']"

_EPISODES = f"""
INSERT INTO episodes (alert_id, plan, rule, area, entity, severity, state, source_offset, source_ordinal, first_seen_ms, first_cursor, last_cursor,
  acknowledged_by, acknowledged_ms, phase, unit, deadline_ms, standing, event)
SELECT md5(number::text), 'wuxi-2026', ({_RULES})[1 + number % 4], (320000 + number / {_AN_AREA})::text, '', 1 + number % 4,
  CASE WHEN number / 4 % 20 = 0 THEN 1 ELSE 3 END, number, 0, {_BEGAN} + number * CAST(:step AS bigint), number, number, '', CASE WHEN number % 40 = 0 THEN 0 ELSE 1 END,
  'open', '财政局', 0, '{{}}', decode(repeat('ab', 600), 'hex')
FROM generate_series(1, :episodes) AS number"""
_DELIVERIES = f"""
INSERT INTO deliveries (notice_id, alert_id, subscriber, channel, attempt, time_ms, delivered, answer, latency_ms)
SELECT md5(number::text || '/' || who), md5(number::text), 'unit-' || (number * 7 + who) % 60, (ARRAY['webhook', 'mail', 'wecom'])[1 + who % 3], 1,
  {_BEGAN} + number * CAST(:step AS bigint), (number + who) % 50 <> 0, 'HTTP 200', 20 + (number * 13 + who) % 300
FROM generate_series(1, :episodes) AS number CROSS JOIN generate_series(1, {_A_NOTICE}) AS who"""


def fill_alerts(engine: sa.Engine, areas: int) -> None:
    """Load the year into a notifier's empty database."""
    episodes = areas * _AN_AREA
    with engine.begin() as connection:
        for statement in (_EPISODES, _DELIVERIES):
            connection.execute(sa.text(statement), {"episodes": episodes, "step": DAYS * 86_400_000 // episodes})
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("VACUUM ANALYZE"))


def last_week_ms() -> int:
    """Return where a dashboard that looks back seven days begins, at the end of the year."""
    return _BEGAN + (DAYS - 7) * 86_400_000
