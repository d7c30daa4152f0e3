"""What all dashboards are built of: data sources, variables, panels, links. Titles are Chinese, then English."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from grafana_foundation_sdk.builders import bargauge, stat, table, timeseries
from grafana_foundation_sdk.builders import dashboard as build
from grafana_foundation_sdk.builders import prometheus as promql
from grafana_foundation_sdk.cog import builder as cog
from grafana_foundation_sdk.cog import variants
from grafana_foundation_sdk.models import dashboard as model

from shared.model.status import TargetStatus

POSTGRESQL = "grafana-postgresql-datasource"
LIVE = model.DataSourceRef(type_val="prometheus", uid="${prometheus}")
SCORES = model.DataSourceRef(type_val=POSTGRESQL, uid="${scoreboard}")
ALERTS = model.DataSourceRef(type_val=POSTGRESQL, uid="${notifier}")
COLOURS = dict(zip(TargetStatus, ("blue", "super-light-blue", "green", "yellow", "orange", "red", "gray", "purple", "gray"), strict=True))
TITLES = {
    "city": "全市 · City",
    "target": "目标 · Target",
    "risk": "风险 · Risk",
    "districts": "区报送 · Districts",
    "pipeline": "流水线 · Pipeline",
    "delivery": "投递 · Delivery",
}


class SqlQuery(variants.Dataquery):
    """A question to PostgreSQL; the SDK has no type of its own for it."""

    def __init__(self, sql: str, source: model.DataSourceRef, shape: str, reference: str) -> None:
        self._json = {"refId": reference, "datasource": source, "rawQuery": True, "editorMode": "code", "format": shape, "rawSql": sql}

    def to_json(self) -> dict[str, object]:
        """Return it as Grafana keeps it."""
        return dict(self._json)


class _Built(cog.Builder[variants.Dataquery]):
    def __init__(self, query: variants.Dataquery) -> None:
        self._query = query

    def build(self) -> variants.Dataquery:
        """Return the query."""
        return self._query


class Live(NamedTuple):
    """A question to Prometheus."""

    expression: str
    legend: str = ""
    exemplars: bool = False


class Kept(NamedTuple):
    """A question to a database."""

    sql: str
    source: model.DataSourceRef = SCORES


class Look(NamedTuple):
    """How a panel shows its numbers."""

    unit: str = "short"
    steps: tuple[tuple[float | None, str], ...] = ((None, "green"),)
    """Lower bound and colour, the first without a bound."""
    width: int = 12
    height: int = 8
    link: str = ""
    """Where a click leads, beside the runbooks."""


Query = Live | Kept


def lines(title: str, queries: Sequence[Query], look: Look = Look()) -> timeseries.Panel:  # noqa: B008 - immutable
    """Return a panel of values over time."""
    panel = timeseries.Panel()
    _dress(panel, title, queries, look, shape="time_series")
    return panel


def number(title: str, query: Query, look: Look) -> stat.Panel:
    """Return a panel of single numbers."""
    panel = stat.Panel()
    _dress(panel, title, [query], look, shape="table")
    return panel


def bars(title: str, query: Query, look: Look) -> bargauge.Panel:
    """Return a panel of bars."""
    panel = bargauge.Panel()
    _dress(panel, title, [query], look, shape="table")
    return panel


def rows(title: str, query: Query, look: Look) -> table.Panel:
    """Return a table; a column named status shows verdicts by word and colour."""
    panel = table.Panel()
    _dress(panel, title, [query], look, shape="table")
    background = model.DynamicConfigValue("custom.cellOptions", {"type": "color-background"})
    panel.override_by_name("status", [model.DynamicConfigValue("mappings", [status_words()]), background])
    return panel


def status_words() -> dict[str, object]:
    """Return the words and colours of verdicts by their numbers."""
    words = {str(int(one)): {"text": f"{one.symbol} {one.chinese} {one.word}", "color": COLOURS[one]} for one in TargetStatus}
    return {"type": "value", "options": words}


def dashboard(name: str, *, variables: list[cog.Builder[model.VariableModel]] | None = None) -> build.Dashboard:
    """Return a dashboard without panels, with its data sources, variables, and links to all others."""
    made = build.Dashboard(TITLES[name]).uid(f"xiheng-{name}").tags(["xiheng"]).timezone("Asia/Shanghai").refresh("30s").readonly()
    made.with_variable(build.DatasourceVariable("prometheus").type("prometheus").label("prometheus"))
    # Two of one type are told apart by their names, else both would begin with the first.
    for source in ("scoreboard", "notifier"):
        made.with_variable(build.DatasourceVariable(source).type(POSTGRESQL).regex(f"/{source}/i").label(source))
    made.with_variable(build.TextBoxVariable("runbooks").label("手册 · runbooks").default_value("https://xiheng.example/"))
    for one in variables or []:
        made.with_variable(one)
    for other, title in TITLES.items():
        made.link(build.DashboardLink(title).type(model.DashboardLinkType.LINK).url(there(other)).keep_time(True).include_vars(True))
    return made


def asked(name: str, label: str, sql: str) -> build.QueryVariable:
    """Return a variable whose choices come from the scoreboard."""
    query = build.QueryVariable(name).label(label).query(sql).datasource(SCORES)
    return query.refresh(model.VariableRefresh.ON_DASHBOARD_LOAD).sort(model.VariableSort.ALPHABETICAL_ASC)


def place() -> list[cog.Builder[model.VariableModel]]:
    """Return the variables that choose plan, city, area and chapter."""
    return [
        asked("plan", "计划 · plan", "SELECT DISTINCT plan FROM targets ORDER BY plan DESC"),
        asked("city", "市 · city", "SELECT name_zh AS __text, area AS __value FROM areas WHERE level = 'city'"),
        asked("area", "地区 · area", "SELECT name_zh AS __text, area AS __value FROM areas WHERE '$city' IN (area, parent) ORDER BY area"),
        asked(
            "chapter",
            "章 · chapter",
            "SELECT '全部 all' AS __text, '-1' AS __value UNION ALL "
            "SELECT DISTINCT chapter || ' ' || chapter_zh, chapter::text FROM targets WHERE plan = '$plan'",
        ),
    ]


def there(name: str, more: str = "") -> str:
    """Return where another dashboard is."""
    return f"/d/xiheng-{name}{more}"


def _dress(panel: Any, title: str, queries: Sequence[Query], look: Look, *, shape: str) -> None:  # noqa: ANN401 - the SDK's builders share no base
    first = queries[0]
    panel.title(title).unit(look.unit).span(look.width).height(look.height)
    panel.datasource(LIVE if isinstance(first, Live) else first.source)
    steps = [model.Threshold(value, colour) for value, colour in look.steps]
    panel.thresholds(build.ThresholdsConfig().mode(model.ThresholdsMode.ABSOLUTE).steps(steps))
    runbooks = build.DashboardLink("手册 · Runbooks").type(model.DashboardLinkType.LINK).url("${runbooks}docs/runbooks").target_blank(True)
    panel.links([runbooks])
    if look.link:
        panel.data_links([build.DashboardLink("细看 · more").type(model.DashboardLinkType.LINK).url(look.link)])
    for position, query in enumerate(queries):
        reference = "ABCDEFGH"[position]
        panel.with_target(
            _live(query, shape, reference) if isinstance(query, Live) else _Built(SqlQuery(query.sql, query.source, shape, reference))
        )


def _live(query: Live, shape: str, reference: str) -> promql.Dataquery:
    made = promql.Dataquery().expr(query.expression).legend_format(query.legend or "__auto").ref_id(reference).datasource(LIVE)
    return made.range().exemplar(query.exemplars) if shape == "time_series" else made.instant()
