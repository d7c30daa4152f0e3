"""The six dashboards, each a list of panels that reads from top left to bottom right."""

from __future__ import annotations

from collections.abc import Mapping

from grafana_foundation_sdk.builders import dashboard as build

from deploy.grafana import sql
from deploy.grafana.parts import ALERTS, Kept, Live, Look, asked, bars, dashboard, lines, number, place, rows, there

_TARGET = "&var-target=${__data.fields.target}&var-area=${__data.fields.area}"
_TO_TARGET = there("target", "?var-plan=$plan&var-city=$city" + _TARGET)
_TO_DISTRICTS = there("districts")
_WORSE_ABOVE_1 = ((None, "green"), (1.0, "yellow"), (5.0, "red"))
_OF_PLAN = 'xiheng_target_status{plan="$plan"}'
# An area where nothing is behind is shown as 0, not left out.
_BEHIND_NOW = f"count by (area) ({_OF_PLAN} >= 4 and {_OF_PLAN} <= 6) or 0 * count by (area) ({_OF_PLAN})"
_WORSE_ABOVE_TENTH = ((None, "green"), (0.1, "yellow"), (0.5, "red"))
_ANY_IS_BAD = ((None, "green"), (1.0, "red"))


def boards() -> Mapping[str, build.Dashboard]:
    """Return every dashboard by its name."""
    return {"city": city(), "target": target(), "risk": risk(), "districts": districts(), "pipeline": pipeline(), "delivery": delivery()}


def city() -> build.Dashboard:
    """Is the city on plan?"""
    made = dashboard("city", variables=place()).time("now-1y", "now")
    made.with_panel(bars("各状态目标数 · Targets by verdict", Kept(sql.COUNTS), Look(width=8)))
    made.with_panel(rows("按章 · By chapter", Kept(sql.BY_CHAPTER), Look(width=8)))
    made.with_panel(rows("按区 · By district", Kept(sql.BY_DISTRICT), Look(width=8, link=there("districts"))))
    made.with_panel(rows("目标阶梯，最差在前 · Ladder, worst first", Kept(sql.LADDER), Look(width=24, height=14, link=_TO_TARGET)))
    made.with_panel(lines("达标目标数走势 · Trend of targets on plan", [Kept(sql.TREND)]))
    made.with_panel(rows("实现概率，低在前 · Chance, lowest first", Kept(sql.CHANCE), Look(unit="percentunit", link=_TO_TARGET)))
    made.with_panel(rows("即将发布 · Next releases", Kept(sql.NEXT_RELEASES), Look(link=_TO_TARGET)))
    live = Live(_BEHIND_NOW, "{{area}}")
    return made.with_panel(bars("此刻偏慢及以下 · Behind plan now", live, Look(steps=_ANY_IS_BAD)))


def target() -> build.Dashboard:
    """Where does one target stand, and why?"""
    chosen = asked("target", "目标 · target", "SELECT name_zh AS __text, target AS __value FROM targets WHERE plan = '$plan' ORDER BY 1")
    made = dashboard("target", variables=[*place(), chosen]).time("now-1y", "now")
    made.with_panel(rows("状态与解释 · Verdict and explanation", Kept(sql.STANDING), Look(width=24, height=6)))
    made.with_panel(lines("数值与计划线 · Value against plan curve", [Kept(sql.CURVE)], Look(width=16, height=10)))
    made.with_panel(lines("年末预测与80%区间 · Year's end, 80 % interval", [Kept(sql.OUTLOOK)], Look(width=8, height=10)))
    made.with_panel(rows("各区贡献 · What districts carry", Kept(sql.PARTS), Look(link=_TO_DISTRICTS)))
    made.with_panel(rows("历次修订 · Revisions", Kept(sql.REVISIONS), Look()))
    live = Live('xiheng_target_attainment_ratio{plan="$plan", target="$target"}', "{{area}}")
    return made.with_panel(
        lines("完成率 · Attainment", [live], Look(unit="percentunit", width=24, steps=((None, "red"), (0.85, "yellow"), (1.0, "green"))))
    )


def risk() -> build.Dashboard:
    """Which risks are open, and who has them?"""
    made = dashboard("risk", variables=place()).time("now-2y", "now")
    bands = ((None, "green"), (120.0, "yellow"), (200.0, "orange"), (300.0, "red"))
    made.with_panel(
        lines("政府债务率档位 · Debt ratio and its bands", [Kept(sql.of_target("debt.ratio.official"))], Look("percent", bands))
    )
    months = ((None, "green"), (18.0, "orange"), (24.0, "red"))
    made.with_panel(
        lines("商品住宅去化周期(月) · Months of supply", [Kept(sql.of_target("housing.destocking-months"))], Look("short", months))
    )
    change = ((None, "orange"), (0.0, "green"))
    made.with_panel(
        lines("新房价格同比 · New homes, on a year earlier", [Kept(sql.of_target("housing.price-index"))], Look("percent", change))
    )
    made.with_panel(rows("财政与房地产叠加压力 · Fiscal and housing stress", Kept(sql.STRESS, ALERTS), Look(link=there("delivery"))))
    made.with_panel(
        rows("未结预警，按时长与责任单位 · Open alerts by age and owner", Kept(sql.OPEN_ALERTS, ALERTS), Look(width=24, height=12))
    )
    live = Live("sum by (severity, acknowledged) (xiheng_open_alerts)", "{{severity}} 已确认 acknowledged={{acknowledged}}")
    made.with_panel(bars("未结预警 · Open alerts", live, Look(steps=_WORSE_ABOVE_1)))
    return made.with_panel(
        bars(
            "数据质量疑点 · Quality findings",
            Live("sum by (area) (xiheng_quality_findings) or vector(0)", "{{area}}"),
            Look(steps=_WORSE_ABOVE_1),
        )
    )


def districts() -> build.Dashboard:
    """Who reports, and how well?"""
    made = dashboard("districts", variables=place()).time("now-6h", "now")
    rate = Live("sum by (area) (rate(xiheng_area_observations_total[5m]))", "{{area}}")
    made.with_panel(lines("各区报送 · Who reports", [rate], Look("obs/s", width=16)))
    silence = Live("xiheng:area_silence:seconds", "{{area}}")
    made.with_panel(bars("距上次报送 · Silence", silence, Look("s", ((None, "green"), (86400.0, "yellow"), (172800.0, "red")), width=8)))
    nacks = Live("sum by (area, reason) (xiheng_rejections_total)", "{{area}} {{reason}}")
    made.with_panel(bars("被拒记录，按原因 · Nacks by reason", nacks, Look(steps=_WORSE_ABOVE_1)))
    ratio = Live("xiheng:area_refused:ratio1h", "{{area}}")
    made.with_panel(lines("被拒比例 · Share refused", [ratio], Look("percentunit", ((None, "green"), (0.2, "red")))))
    owed = Live("sum by (area) (xiheng_due_observations)", "{{area}}")
    made.with_panel(bars("逾期未报 · Owed by the calendar", owed, Look(steps=_WORSE_ABOVE_1)))
    late = Live("max by (area) (xiheng_longest_due_seconds)", "{{area}}")
    made.with_panel(bars("最久逾期 · Lateness", late, Look("s", ((None, "green"), (604800.0, "orange")))))
    return made.with_panel(rows("各区状态 · Verdicts by district", Kept(sql.BY_DISTRICT), Look(width=24, link=there("city"))))


def pipeline() -> build.Dashboard:
    """Is the platform well?"""
    made = dashboard("pipeline").time("now-1h", "now")
    made.with_panel(lines("观测速率 · Observations", [Live("xiheng:observations:rate5m", "{{service}} {{outcome}}")], Look("obs/s")))
    stages = Live("xiheng:latency_seconds:p99_5m", "{{stage}} p99")
    seen = Live("histogram_quantile(0.5, sum by (le) (rate(xiheng_status_seconds_bucket[5m])))", "status p50", exemplars=True)
    made.with_panel(lines("各阶段延迟 · Latency by stage", [stages, seen], Look("s", ((None, "green"), (0.5, "yellow"), (1.0, "red")))))
    lag = [Live("sum(xiheng_lag_records)", "log"), Live("max by (topic) (xiheng_follow_lag_records)", "{{topic}}")]
    made.with_panel(lines("积压 · Lag", lag, Look("short", ((None, "green"), (1000.0, "red")))))
    made.with_panel(
        lines(
            "日志与输出速率 · Records and outputs",
            [Live("xiheng:log_records:rate5m", "log"), Live("sum by (kind) (rate(xiheng_outputs_total[5m]))", "{{kind}}")],
            Look("wps"),
        )
    )
    made.with_panel(lines("状态大小 · State", [Live("sum(xiheng_state_bytes)", "state")], Look("bytes", width=8)))
    made.with_panel(
        lines(
            "重建 · Rebuilds",
            [Live("sum(xiheng_rebuild_seconds_count)", "rebuilds"), Live("sum(xiheng_watchdog_ends_total)", "watchdog")],
            Look(width=8),
        )
    )
    made.with_panel(number("死信 · Dead letters", Live("sum(xiheng_dead_letters_total)"), Look(steps=_ANY_IS_BAD, width=8)))
    made.with_panel(
        lines(
            "数据库 · Statements in SQL, p99",
            [Live("xiheng:database_seconds:p99_5m", "{{component}} {{operation}}")],
            Look("s", ((None, "green"), (1.0, "red"))),
        )
    )
    return made.with_panel(lines("内存 · Memory", [Live('process_resident_memory_bytes{job=~"xiheng.*"}', "{{component}}")], Look("bytes")))


def delivery() -> build.Dashboard:
    """Does everybody hear of alerts?"""
    made = dashboard("delivery").time("now-7d", "now")
    made.with_panel(
        lines(
            "通知 · Notices", [Live("sum by (channel, outcome) (rate(xiheng_notices_total[5m]))", "{{channel}} {{outcome}}")], Look("wps")
        )
    )
    p99 = Live("histogram_quantile(0.99, sum by (channel, le) (rate(xiheng_notice_seconds_bucket[5m])))", "{{channel}} p99", exemplars=True)
    made.with_panel(lines("延迟 · Latency", [p99], Look("s", ((None, "green"), (0.5, "red")))))
    made.with_panel(number("待投递 · Waiting", Live("sum(xiheng_waiting_notices)"), Look(steps=_WORSE_ABOVE_1, width=6)))
    made.with_panel(number("放弃 · Given up", Live("sum(xiheng_dead_notices_total)"), Look(steps=_ANY_IS_BAD, width=6)))
    taken = 'sum by (step) (increase(xiheng_alert_steps_total{step=~"raised|escalated|reminded|released|acknowledged|resolved"}[1h]))'
    made.with_panel(lines("每小时步骤 · Steps an hour", [Live(taken, "{{step}}")], Look()))
    awaited = "histogram_quantile({}, sum by (severity, le) (increase(xiheng_answer_seconds_bucket[1d])))"
    answered = [Live(awaited.format(share), f"{{{{severity}}}} p{percent}") for share, percent in ((0.5, 50), (0.9, 90))]
    made.with_panel(lines("响应用时 · Time to answer", answered, Look("s")))
    # Where nobody answered anything nobody was late.
    late = 'sum(increase(xiheng_answer_seconds_count{escalated="true"}[7d])) / clamp_min(sum(increase(xiheng_answer_seconds_count[7d])), 1)'
    made.with_panel(number("升级后才响应 · Answered after escalation, 7 d", Live(late), Look("percentunit", _WORSE_ABOVE_TENTH, width=6)))
    escalated = 'sum(increase(xiheng_alert_steps_total{step="escalated"}[7d]))'
    made.with_panel(number("升级 · Escalations, 7 d", Live(escalated), Look(steps=_WORSE_ABOVE_1, width=6)))
    made.with_panel(rows("各接收方 · By subscriber", Kept(sql.BY_SUBSCRIBER, ALERTS), Look()))
    made.with_panel(rows("失败 · Failures", Kept(sql.FAILURES, ALERTS), Look()))
    return made.with_panel(rows("未确认 · Unacknowledged", Kept(sql.UNACKNOWLEDGED, ALERTS), Look(link=there("risk"))))
