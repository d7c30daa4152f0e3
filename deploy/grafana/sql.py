"""Questions to the databases of the scoreboard and the notifier, in PostgreSQL.

`$plan`, `$city`, `$area`, `$chapter` and `$target` are Grafana's, and so is `$__from`: where the time that is looked at begins, in milliseconds.
"""

from __future__ import annotations

_HERE = "s.plan = '$plan' AND s.area = '$area' AND ('$chapter' = '-1' OR t.chapter::text = '$chapter')"
_WITH_NAMES = "standing s JOIN targets t USING (plan, target)"
_RANK = "CASE s.status WHEN 6 THEN 0 WHEN 5 THEN 1 WHEN 4 THEN 2 WHEN 8 THEN 3 WHEN 9 THEN 4 WHEN 7 THEN 5 WHEN 3 THEN 6 WHEN 2 THEN 7 ELSE 8 END"
_KEY = "plan = '$plan' AND target = '$target' AND area = '$area'"
_OPEN = "state = 1"

COUNTS = f"SELECT s.status AS status, count(*) AS targets FROM {_WITH_NAMES} WHERE {_HERE} GROUP BY s.status ORDER BY s.status"

BY_CHAPTER = f"""SELECT t.chapter, max(t.chapter_zh) AS "章", max(t.chapter_en) AS name, count(*) AS targets,
  count(*) FILTER (WHERE s.status <= 3) AS on_plan, count(*) FILTER (WHERE s.status IN (4, 5, 6)) AS behind
FROM {_WITH_NAMES} WHERE s.plan = '$plan' AND s.area = '$area' GROUP BY t.chapter ORDER BY behind DESC, t.chapter"""

BY_DISTRICT = """SELECT s.area, max(a.name_zh) AS "地区", max(a.name_en) AS name, count(*) AS targets,
  count(*) FILTER (WHERE s.status <= 3) AS on_plan, count(*) FILTER (WHERE s.status IN (4, 5, 6)) AS behind
FROM standing s JOIN areas a USING (area) WHERE s.plan = '$plan' AND '$city' IN (a.area, a.parent) GROUP BY s.area ORDER BY behind DESC, s.area"""

LADDER = f"""SELECT s.target, s.area, t.name_zh AS "目标", t.name_en AS name, s.status, s.period, s.value, s.plan_value, s.unit, s.chance, s.owner,
  s.explanation_zh AS "解释"
FROM {_WITH_NAMES} WHERE {_HERE} ORDER BY {_RANK}, s.chance NULLS LAST, s.target"""

TREND = """SELECT to_timestamp(period_end_ms / 1000.0) AS time, count(*) FILTER (WHERE status <= 3) AS on_plan,
  count(*) FILTER (WHERE status IN (4, 5, 6)) AS behind
FROM (SELECT DISTINCT ON (target, period_end_ms) target, period_end_ms, status FROM history
      WHERE plan = '$plan' AND area = '$area' ORDER BY target, period_end_ms, source_offset DESC, source_ordinal DESC) last
GROUP BY period_end_ms ORDER BY period_end_ms"""

CHANCE = f"""SELECT s.target, s.area, t.name_zh AS "目标", t.name_en AS name, s.chance, s.status FROM {_WITH_NAMES}
WHERE {_HERE} AND s.chance IS NOT NULL ORDER BY s.chance LIMIT 20"""

NEXT_RELEASES = """SELECT r.target, t.name_zh AS "目标", t.name_en AS name, r.period, to_timestamp(r.due_ms / 1000.0) AS due
FROM releases r JOIN targets t USING (plan, target) WHERE r.plan = '$plan' AND r.due_ms > extract(epoch FROM now()) * 1000
  AND ('$chapter' = '-1' OR t.chapter::text = '$chapter') ORDER BY r.due_ms LIMIT 20"""

STANDING = f"""SELECT status, period, value, plan_value, unit, attainment, chance, strength, owner, explanation_zh AS "解释", explanation_en AS explanation
FROM standing WHERE {_KEY}"""

CURVE = f"""SELECT to_timestamp(period_end_ms / 1000.0) AS time, value, plan_value FROM
  (SELECT DISTINCT ON (period_end_ms) period_end_ms, value, plan_value FROM history WHERE {_KEY}
   ORDER BY period_end_ms, source_offset DESC, source_ordinal DESC) last ORDER BY period_end_ms"""

OUTLOOK = f"""SELECT to_timestamp(period_end_ms / 1000.0) AS time, low, projected, high FROM
  (SELECT DISTINCT ON (period_end_ms) period_end_ms, low, projected, high FROM history WHERE {_KEY} AND projected IS NOT NULL
   ORDER BY period_end_ms, source_offset DESC, source_ordinal DESC) last ORDER BY period_end_ms"""

PARTS = """SELECT p.child AS area, a.name_zh AS "地区", a.name_en AS name, p.value, p.fair, p.gap
FROM parts p LEFT JOIN areas a ON a.area = p.child WHERE p.plan = '$plan' AND p.target = '$target' AND p.area = '$area' ORDER BY p.gap"""

REVISIONS = f"""SELECT period, to_timestamp(known_ms / 1000.0) AS known, value, plan_value, status FROM history WHERE {_KEY}
ORDER BY source_offset DESC, source_ordinal DESC LIMIT 100"""

STRESS = f"""SELECT area, severity, phase, to_timestamp(first_seen_ms / 1000.0) AS since, unit AS owner
FROM episodes WHERE plan = '$plan' AND rule LIKE 'stress.%' AND {_OPEN} ORDER BY severity DESC, area"""

OPEN_ALERTS = f"""SELECT rule, area, severity, phase, unit AS owner, acknowledged_by, extract(epoch FROM now()) - first_seen_ms / 1000.0 AS age
FROM episodes WHERE plan = '$plan' AND {_OPEN} ORDER BY severity DESC, first_seen_ms LIMIT 200"""

BY_SUBSCRIBER = """SELECT subscriber, channel, count(*) FILTER (WHERE delivered) AS delivered, count(*) FILTER (WHERE NOT delivered) AS failed,
  percentile_cont(0.95) WITHIN GROUP (ORDER BY latency_ms) FILTER (WHERE delivered) AS p95_ms
FROM deliveries WHERE time_ms >= $__from GROUP BY subscriber, channel ORDER BY failed DESC, subscriber"""

FAILURES = """SELECT to_timestamp(time_ms / 1000.0) AS tried, subscriber, channel, attempt, answer FROM deliveries
WHERE NOT delivered AND time_ms >= $__from ORDER BY delivery DESC LIMIT 50"""

UNACKNOWLEDGED = f"""SELECT alert_id, rule, area, severity, extract(epoch FROM now()) - first_seen_ms / 1000.0 AS age FROM episodes
WHERE {_OPEN} AND acknowledged_ms = 0 ORDER BY severity DESC, first_seen_ms LIMIT 50"""


def of_target(target: str) -> str:
    """Return the question for the values of one target over time, in the city and its districts."""
    return f"""SELECT to_timestamp(period_end_ms / 1000.0) AS time, area AS metric, value FROM
  (SELECT DISTINCT ON (area, period_end_ms) area, period_end_ms, value FROM history WHERE plan = '$plan' AND target = '{target}'
   AND area IN (SELECT area FROM areas WHERE '$city' IN (area, parent)) AND value IS NOT NULL ORDER BY area, period_end_ms, source_offset DESC, source_ordinal DESC) last ORDER BY period_end_ms"""
