"""Verdicts as JSON values: what `xiheng assess` and `xiheng status` print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from shared.judgement.correction import Correction, Revision
from shared.judgement.verdict import AlertVerdict, InputReference, NextRelease, OtherVerdict, Projection, StatusVerdict, Terms
from shared.judgement.wording import explain_alert, explain_status, headline
from shared.model.review import Review, ReviewStep
from shared.model.statement import Statement


def status_json(verdict: StatusVerdict) -> dict[str, Any]:
    """Return a status as JSON values: one element of `statuses`."""
    return {
        "plan": verdict.plan,
        "target": verdict.target,
        "area": verdict.area,
        "period": verdict.period.text,
        "status": verdict.status.word,
        "last_status": verdict.last_status.word if verdict.last_status else None,
        "value": verdict.value,
        "unit": verdict.unit,
        "plan_value": verdict.plan_value,
        "projection": _projection(verdict.projection),
        "headline": {"zh": headline(verdict, "zh"), "en": headline(verdict, "en")},
        "explanation": {
            "zh": explain_status(verdict, "zh"),
            "en": explain_status(verdict, "en"),
        },
        "flip_value": verdict.flip_value,
        "next_release": _release(verdict.next_release),
        "inputs": [_input(one) for one in verdict.inputs],
        "review": _least(verdict.inputs),
        "definition": verdict.definition_version,
        "recorded_time": instant(verdict.recorded_ms) if verdict.recorded_ms else None,
        "kind": "watch" if verdict.watch else "plan",
        "strength": verdict.strength or None,
        "owner": verdict.owner or None,
        "contributions": [one._asdict() for one in verdict.contributions],
        "statements": [statement_json(one) for one in verdict.statements],
        "correction": _correction(verdict.correction) if verdict.correction else None,
        "terms": terms_json(verdict.terms) if verdict.terms else None,
        "other_terms": [_other(one) for one in verdict.others],
    }


def statement_json(one: Statement) -> dict[str, Any]:
    """Return what was said beside a verdict as JSON values."""
    return {
        "kind": one.kind.word,
        "period": one.period.text,
        "unit": one.unit or None,
        "author": one.author,
        "time": instant(one.time_ms),
        "text": {"zh": one.zh or None, "en": one.en or None},
        "status": one.status.word if one.status else None,
        "document": one.document or None,
        "until": one.until.isoformat() if one.until else None,
        "event_id": f"{one.event_id:016x}",
    }


def alert_json(verdict: AlertVerdict) -> dict[str, Any]:
    """Return an alert as JSON values: one element of `alerts`."""
    episode = verdict.episode
    return {
        "id": verdict.id,
        "plan": verdict.plan,
        "rule": verdict.rule,
        "area": verdict.area,
        "entity": verdict.entity or None,
        "severity": episode.severity.word,
        "state": episode.state.word,
        "reason": episode.reason.word if episode.reason else None,
        "raised_period": episode.raised_period.text,
        "explanation": {"zh": explain_alert(episode.facts, "zh"), "en": explain_alert(episode.facts, "en")},
    }


def terms_json(terms: Terms) -> dict[str, Any]:
    """Return what a target wants from when, and by which document, as JSON values."""
    return {
        "effective_from": terms.effective_from.isoformat() if terms.effective_from else None,
        "document": terms.document,
        "approver": terms.approver or None,
        "value": terms.value,
        "class": terms.class_name or None,
    }


def instant(time_ms: int) -> str:
    """Return an instant as RFC 3339 text in UTC."""
    return datetime.fromtimestamp(time_ms / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _projection(projection: Projection | None) -> Mapping[str, float | str | None] | None:
    if projection is None:
        return None
    return {
        "value": projection.value,
        "low": projection.low,
        "high": projection.high,
        "low_95": projection.low_95,
        "high_95": projection.high_95,
        "chance": projection.chance,
        "best": projection.best,
        "last_feasible_date": projection.last_feasible_date.isoformat() if projection.last_feasible_date else None,
        "feasibility": projection.feasibility.word if projection.feasibility else None,
    }


def _correction(one: Correction) -> dict[str, Any]:
    return {
        "status": one.status.word,
        "value": one.value,
        "plan_value": one.plan_value,
        "revisions": [_revision(each) for each in one.revisions],
    }


def _revision(one: Revision) -> dict[str, Any]:
    return {
        "indicator": one.indicator,
        "area": one.area,
        "entity": one.entity or None,
        "period": one.period.text,
        "revision": one.revision,
        "event_id": f"{one.event_id:016x}",
        "received_time": instant(one.received_ms),
        "value": one.value,
    }


def _release(release: NextRelease | None) -> dict[str, Any] | None:
    if release is None:
        return None
    return {"period": release.period.text, "time": instant(release.time_ms), "official": release.official, "assumed": release.assumed}


def _other(other: OtherVerdict) -> dict[str, Any]:
    return {
        **terms_json(other.terms),
        "status": other.status.word,
        "plan_value": other.plan_value,
        "flip_value": other.flip_value,
    }


def _input(one: InputReference) -> dict[str, Any]:
    return {
        "indicator": one.indicator,
        "area": one.area,
        "entity": one.entity or None,
        "period": one.period.text,
        "value": one.value,
        "unit": one.unit,
        "revision": one.revision,
        "event_id": f"{one.event_id:016x}",
        "received_time": instant(one.received_ms),
        "review": _review(one.review),
    }


def _least(inputs: Iterable[InputReference]) -> str | None:
    """Return how far the least reviewed of the inputs has come."""
    steps = [one.review.step if one.review else ReviewStep.PRELIMINARY for one in inputs]
    return min(steps).word if steps else None


def _review(review: Review | None) -> dict[str, Any]:
    if review is None:
        return {"step": ReviewStep.PRELIMINARY.word}
    return {
        "step": review.step.word,
        "reviewer": review.reviewer,
        "time": instant(review.time_ms),
        "note": review.note or None,
        "proposed": review.proposed,
    }
