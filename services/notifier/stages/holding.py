"""Holding back: what is silenced, under maintenance, said by another alert, or comes and goes."""

from __future__ import annotations

from services.notifier.lifecycle.flapping import calm_at
from services.notifier.lifecycle.line import Muted
from services.notifier.lifecycle.maintenance import window_about
from services.notifier.stages.hearing import hears
from services.notifier.stages.stage import Draft, Held


def silenced(draft: Draft) -> Draft | Held:
    """Hold back what somebody asked not to be told of; that it is over is told."""
    if draft.is_end or not draft.situation.silences:
        return draft
    longest = max(draft.situation.silences, key=lambda one: one.end_ms)
    return Held(Muted.SILENCE, longest.id, longest.end_ms)


def under_maintenance(draft: Draft) -> Draft | Held:
    """Hold back what a window of the plan is about; that it is over is told."""
    windows = draft.situation.alerting.maintenance
    found = None if draft.is_end else window_about(windows, draft.subject, draft.now_ms, draft.situation.zone)
    return draft if found is None else Held(Muted.MAINTENANCE, found[0].name, found[1])


def damped(draft: Draft) -> Draft | Held:
    """Hold back what comes and goes, its ends too, until it is calm."""
    damping = draft.situation.alerting.flap_damping
    until_ms = None if damping is None else calm_at(damping, draft.situation.changes_ms, draft.now_ms)
    return draft if until_ms is None else Held(Muted.FLAPPING, "", until_ms)


def inhibited(draft: Draft) -> Draft | Held:
    """Hold back what an alert that the subscriber hears of says already; that it is over is told."""
    for source in () if draft.is_end else draft.situation.sources:
        if hears(draft.subscriber, draft.spec, source.event, draft.catalogue, source.involved):
            return Held(Muted.INHIBITION, source.event.id)
    return draft
