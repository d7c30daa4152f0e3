"""Subscribers: who hears of which alerts, and how. Secrets and personal addresses only by reference."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from shared.model.manifests.channels import Alertmanager, DingTalk, Feishu, Mail, Sms, Webhook, WeCom
from shared.model.manifests.delivery import Digest, Group, QuietHours
from shared.model.manifests.metadata import Manifest, Name, Names, Part
from shared.model.manifests.rule import SeverityWord

CHANNELS = ("webhook", "mail", "wecom", "dingtalk", "feishu", "sms", "alertmanager")
"""Fields of a subscriber's spec that are channels, by which notices name them."""


class SubscriberSpec(Part):
    """Who hears of what."""

    names: Names
    areas: tuple[Name, ...] = Field(default=(), description="Areas, with those below them; empty: all.")
    rules: tuple[Name, ...] = Field(default=(), description="Rules; empty: all.")
    families: tuple[Name, ...] = Field(default=(), description="Families of rules; empty: all.")
    minimum_severity: SeverityWord = Field(default="blue", description="Lowest severity heard of.")
    language: Literal["zh", "en"] = Field(default="zh", description="Language of notices.")
    webhook: Webhook | None = Field(default=None, description="HTTP POST to an address.")
    mail: Mail | None = Field(default=None, description="Mail.")
    wecom: WeCom | None = Field(default=None, description="A group in WeCom.")
    dingtalk: DingTalk | None = Field(default=None, description="A group in DingTalk.")
    feishu: Feishu | None = Field(default=None, description="A group in Feishu.")
    sms: Sms | None = Field(default=None, description="Short messages. Without any channel: only the gRPC stream.")
    alertmanager: Alertmanager | None = Field(default=None, description="A Prometheus Alertmanager.")
    only_when_named: bool = Field(
        default=False, description="Hears of nothing by itself, only of what a chain or rota of the plan names it for: a person on call."
    )
    escalation: Name | None = Field(
        default=None,
        description="Chain of the plan that begins when nobody answers an alert of which it hears; absent: the plan's default.",
    )
    quiet_hours: QuietHours | None = Field(default=None, description="When less severe alerts wait; absent: never.")
    digest: Digest | None = Field(
        default=None, description="Told together once a day or a week, what is not too severe to wait; absent: each at its time."
    )
    group: Group | None = Field(
        default=None, description="What is told together; absent: for people by area and family what waits anyway, for programs nothing."
    )
    per_minute: int | None = Field(
        default=None,
        ge=1,
        le=6000,
        description="Messages in any minute over each channel; absent: what the vendor allows, else any number.",
    )
    at_once: int = Field(
        default=1, ge=1, le=64, description="Messages under way at once over each channel: so many at most come twice after a crash."
    )
    give_up_hours: int = Field(default=24, ge=1, description="Age in hours from which a notice that cannot be delivered is dead.")

    def channels(self) -> tuple[str, ...]:
        """Return the names of the channels that it has."""
        return tuple(name for name in CHANNELS if getattr(self, name) is not None)


class Subscriber(Manifest):
    """A subscriber of a plan's alerts."""

    kind: Literal["Subscriber"] = "Subscriber"
    spec: SubscriberSpec
