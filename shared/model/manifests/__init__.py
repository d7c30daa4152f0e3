"""The seven kinds of definition, in the form of Kubernetes objects (`apiVersion: xiheng.dev/v1`)."""

from __future__ import annotations

from shared.model.manifests.alerting import Alerting
from shared.model.manifests.area import Area, AreaSpec
from shared.model.manifests.channels import Alertmanager, DingTalk, Feishu, Mail, Sms, Webhook, WeCom
from shared.model.manifests.entity import Entity, EntitySpec
from shared.model.manifests.indicator import Derivation, Embargo, Indicator, IndicatorSpec, Release, RollUp, StandardChange, ValueRange
from shared.model.manifests.metadata import API_VERSION, Manifest, Metadata, Names
from shared.model.manifests.plan import Plan, PlanSpec
from shared.model.manifests.rule import RiskRule, RiskRuleSpec, SeverityBand
from shared.model.manifests.subscriber import CHANNELS, Subscriber, SubscriberSpec
from shared.model.manifests.target import Amendment, AreaShare, Curve, Document, ExternalLimit, Parameter, Target, TargetSpec

KINDS: dict[str, type[Manifest]] = {kind.__name__: kind for kind in (Area, Indicator, Entity, Plan, Target, RiskRule, Subscriber)}
"""Manifest model of each kind, by its name."""

PLAN_KINDS = frozenset({"Target", "RiskRule", "Subscriber"})
"""Kinds that belong to a plan: their `metadata.namespace` is the plan's name."""

__all__ = [
    "API_VERSION",
    "CHANNELS",
    "KINDS",
    "PLAN_KINDS",
    "Alerting",
    "Alertmanager",
    "Amendment",
    "Area",
    "AreaShare",
    "AreaSpec",
    "Curve",
    "Derivation",
    "DingTalk",
    "Document",
    "Embargo",
    "Entity",
    "EntitySpec",
    "ExternalLimit",
    "Feishu",
    "Indicator",
    "IndicatorSpec",
    "Mail",
    "Manifest",
    "Metadata",
    "Names",
    "Parameter",
    "Plan",
    "PlanSpec",
    "Release",
    "RiskRule",
    "RiskRuleSpec",
    "RollUp",
    "SeverityBand",
    "Sms",
    "StandardChange",
    "Subscriber",
    "SubscriberSpec",
    "Target",
    "TargetSpec",
    "ValueRange",
    "WeCom",
    "Webhook",
]
