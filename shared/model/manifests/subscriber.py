"""Subscribers: who hears of which alerts, and how. Secrets and personal addresses only by reference."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from shared.model.manifests.metadata import Manifest, Name, Names, Part
from shared.model.manifests.rule import SeverityWord


class Webhook(Part):
    """A receiver of HTTP POST requests."""

    url_file: str = Field(default="", description="File that holds the address, where it is personal or secret.")
    url: str = Field(default="", description="The address, where it is neither.")
    secret_file: str = Field(default="", description="File that holds the key of the HMAC-SHA256 signature; empty: unsigned.")


class SubscriberSpec(Part):
    """Who hears of what."""

    names: Names
    areas: tuple[Name, ...] = Field(default=(), description="Areas, with those below them; empty: all.")
    rules: tuple[Name, ...] = Field(default=(), description="Rules; empty: all.")
    families: tuple[Name, ...] = Field(default=(), description="Families of rules; empty: all.")
    minimum_severity: SeverityWord = Field(default="blue", description="Lowest severity heard of.")
    language: Literal["zh", "en"] = Field(default="zh", description="Language of notices.")
    webhook: Webhook | None = Field(default=None, description="Where notices go; absent: only the gRPC stream.")


class Subscriber(Manifest):
    """A subscriber of a plan's alerts."""

    kind: Literal["Subscriber"] = "Subscriber"
    spec: SubscriberSpec
