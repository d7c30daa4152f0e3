"""Alerts in the form of Prometheus Alertmanager: what its API takes, and what its webhook sends. Pure.

Sources: https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml and
https://prometheus.io/docs/alerting/latest/configuration/#webhook_config (version 4).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from services.notifier.letter import Letter, Told
from shared.judgement.report_json import instant
from shared.model.status import AlertState, Severity

SEVERITIES: Final = {Severity.BLUE: "info", Severity.YELLOW: "warning", Severity.ORANGE: "error", Severity.RED: "critical"}
_NO_END = "0001-01-01T00:00:00Z"
_HOUR_MS = 3_600_000
_NOT_IN_A_NAME = re.compile(r"[^a-zA-Z0-9_]")


def labels_of(told: Told) -> dict[str, str]:
    """Return the labels without the severity: what tells the episode apart, and the rule's own."""
    event = told.event
    own = {_NOT_IN_A_NAME.sub("_", name): value for name, value in event.labels.items()}
    named = {"alertname": event.rule, "alert": event.id, "plan": event.plan, "area": event.area, "entity": event.entity}
    family = event.rule.partition(".")[0]
    return {name: value for name, value in {**own, **named, "family": family}.items() if value}


def annotations_of(facts: Mapping[str, Any]) -> dict[str, str]:
    """Return the annotations: what people read, in both languages."""
    found = {
        "summary": facts["title"]["en"],
        "summary_zh": facts["title"]["zh"],
        "description": facts["alert"]["explanation"]["en"],
        "description_zh": facts["alert"]["explanation"]["zh"],
        "runbook": facts["runbook"],
        "owner": facts["owner"],
    }
    return {name: value for name, value in found.items() if value}


def api_alerts(told: Told, facts: Mapping[str, Any], *, hold_hours: int) -> list[dict[str, Any]]:
    """Return an alert as `POST /api/v2/alerts` takes it: once under each severity, of which at most the present one goes on.

    Alertmanager routes by the label `severity`, and another label is another alert there: the one under the former severity has to end.
    It also ends what is not sent again; here an episode ends when it is resolved, so the end is set far ahead.
    """
    event = told.event
    started_ms = min(told.first_seen_ms, event.known_time_ms)
    going_on = int(event.state) != AlertState.RESOLVED
    return [
        {
            "labels": {**labels_of(told), "severity": word},
            "annotations": annotations_of(facts),
            "startsAt": instant(started_ms),
            "endsAt": instant(event.known_time_ms + (hold_hours * _HOUR_MS if going_on and int(event.severity) == severity else 0)),
        }
        for severity, word in SEVERITIES.items()
    ]


def webhook_body(letter: Letter) -> dict[str, Any]:
    """Return a letter about alerts as Alertmanager's webhook sends it, version 4."""
    alerts = [_sent(told, facts) for told, facts in zip(letter.told, letter.facts["alerts"], strict=True)]
    first = letter.told[0].event
    group = {"plan": first.plan, "area": first.area, "family": first.rule.partition(".")[0]}
    return {
        "version": "4",
        "groupKey": letter.notice,
        "truncatedAlerts": letter.facts["more"],
        "status": "firing" if any(one["status"] == "firing" for one in alerts) else "resolved",
        "receiver": "xiheng",
        "groupLabels": group,
        "commonLabels": _common([one["labels"] for one in alerts]),
        "commonAnnotations": _common([one["annotations"] for one in alerts]),
        "externalURL": "",
        "alerts": alerts,
    }


def _sent(told: Told, facts: Mapping[str, Any]) -> dict[str, Any]:
    resolved = int(told.event.state) == AlertState.RESOLVED
    return {
        "status": "resolved" if resolved else "firing",
        "labels": {**labels_of(told), "severity": SEVERITIES[Severity(told.event.severity)]},
        "annotations": annotations_of(facts),
        "startsAt": instant(told.first_seen_ms),
        "endsAt": instant(told.event.known_time_ms) if resolved else _NO_END,
        "generatorURL": "",
        "fingerprint": told.event.id[:16],
    }


def _common(each: list[dict[str, str]]) -> dict[str, str]:
    return {name: value for name, value in each[0].items() if all(one.get(name) == value for one in each)}
