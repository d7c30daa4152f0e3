"""Grouping: what belongs together and waits together is told together."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from services.notifier.stages.stage import Draft
from shared.model.manifests.delivery import Group
from shared.model.status import Severity

_FOR_PEOPLE: Final = frozenset({"mail", "wecom", "dingtalk", "feishu", "sms"})
_BY_DEFAULT: Final = Group()


def grouped(draft: Draft) -> Draft:
    """Give the key of the group, and let the group wait for what follows its first alert.

    Without a group in the manifest, messages that people read are grouped by area and family but wait for nothing, an Alertmanager takes
    whatever waits in one request, and a webhook gets each event alone.
    """
    group = draft.spec.group or (_BY_DEFAULT if draft.channel in _FOR_PEOPLE else None)
    if draft.channel == "alertmanager":
        return replace(draft, group_key="all")
    if group is None:
        return draft
    return replace(draft, group_key=_key(draft, group), due_ms=draft.due_ms + group.wait_seconds * 1000)


def _key(draft: Draft, group: Group) -> str:
    event = draft.event
    words = {"area": event.area, "family": draft.family, "rule": event.rule, "severity": Severity(event.severity).word}
    return "/".join(f"{name}={words[name]}" for name in group.by) or "all"
