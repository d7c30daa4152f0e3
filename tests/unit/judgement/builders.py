"""Small definitions and events for tests of the core."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from shared.judgement.cell import WITHDRAWN
from shared.judgement.event import Definition, Definitions, Event, Observations, Reviews, Tick
from shared.model.manifests import KINDS, PLAN_KINDS, Manifest
from shared.model.period import SHANGHAI, Period
from shared.model.review import ReviewStep
from shared.model.statement import Statement, StatementKind

PLAN = "plan-2026"


def names(text: str = "name") -> dict[str, str]:
    """A name in both languages."""
    return {"zh": f"名 {text}", "en": text}


def manifest(kind: str, name: str, /, **spec: Any) -> Manifest:
    """A manifest of a kind; `spec` in camelCase or snake_case."""
    metadata = {"name": name, **({"namespace": PLAN} if kind in PLAN_KINDS else {})}
    return KINDS[kind].model_validate({"metadata": metadata, "spec": {"names": names(name), **spec}})


def indicator(name: str, /, **spec: Any) -> Manifest:
    """A monthly year-to-date count unless said otherwise."""
    return manifest("Indicator", name, **{"unit": "person", "kind": "flow", "accumulation": "year-to-date", "periods": ["month"], **spec})


def target(name: str, /, **spec: Any) -> Manifest:
    """A monthly cumulative target of 120 unless said otherwise."""
    base = {"indicator": name, "chapter": 0, "shape": "cumulative", "comparator": "at_least", "value": 120.0, "unit": "person"}
    return manifest("Target", name, **{**base, "better": "up", "cadence": "month", **spec})


def plan() -> Manifest:
    """The plan of the city for 2026."""
    return manifest("Plan", PLAN, area="320200", year=2026)


def area(code: str, parent: str | None = None, level: str = "district") -> Manifest:
    """An area."""
    return manifest("Area", code, level=level, **({"parent": parent} if parent else {}))


def define(*manifests: Manifest, version: int = 1) -> Event:
    """An event that defines all of them."""
    changes = tuple(Definition(kind=one.kind, plan=one.plan, name=one.name, version=version, manifest=one) for one in manifests)
    return Event(event_id=1, received_time_ms=1, body=Definitions(changes))


def observe(
    code: str, values: Mapping[tuple[str, str], float], *, entity: str = "", revision: int = 0, received_ms: int = 10, event_id: int = 7
) -> Event:
    """An event with one row for each (indicator, period text)."""
    periods = [Period.parse(period) for _, period in values]
    rows = Observations(
        area=code,
        child="",
        indicators=[name for name, _ in values],
        entities=[entity] * len(values),
        lengths=[period.length for period in periods],
        series=list(range(len(values))),
        periods=[period.ordinal for period in periods],
        values=list(values.values()),
        revisions=[revision] * len(values) if revision else (),
    )
    return Event(event_id=event_id, received_time_ms=received_ms, body=rows)


def withdraw(code: str, name: str, period: str, *, revision: int = 1) -> Event:
    """An event that takes a value back."""
    event = observe(code, {(name, period): 0.0}, revision=revision)
    assert isinstance(event.body, Observations)
    return replace(event, body=replace(event.body, statuses=[WITHDRAWN]))


def tick(day: str) -> Event:
    """A tick at the beginning of a local day."""
    moment = datetime.fromisoformat(day).replace(tzinfo=SHANGHAI)
    return Event(event_id=2, received_time_ms=1, body=Tick(int(moment.timestamp() * 1000)))


def review(code: str, name: str, period: str, value: float, step: ReviewStep, *, time_ms: int = 10, event_id: int = 3) -> Event:
    """A step of the office about one value."""
    body = Reviews(
        area=code, indicator=name, periods=(Period.parse(period),), values=(value,), step=step, reviewer="stat-office", note="why"
    )
    return Event(event_id=event_id, received_time_ms=time_ms, body=body)


def said(code: str, name: str, period: str, /, *, time_ms: int = 10, event_id: int = 4, **more: Any) -> Event:
    """A statement beside the verdict on a target: a remark unless it states a status."""
    kind = StatementKind.OVERRIDE if "status" in more else StatementKind.REMARK
    body = Statement(plan=PLAN, target=name, area=code, period=Period.parse(period), kind=kind, author="rsj", **{"zh": "说明", **more})
    return Event(event_id=event_id, received_time_ms=time_ms, body=body)
