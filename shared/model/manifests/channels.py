"""Channels: how a subscriber is reached. Secrets and personal addresses stand in files, and manifests hold only their paths."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from shared.model.manifests.metadata import Part

_URL_FILE = "File that holds the address of the robot, which has its key in it."


class Webhook(Part):
    """A receiver of HTTP POST requests."""

    url_file: str = Field(default="", description="File that holds the address, where it is personal or secret.")
    url: str = Field(default="", description="The address, where it is neither.")
    secret_file: str = Field(default="", description="File that holds the key of the HMAC-SHA256 signature; empty: unsigned.")
    payload: Literal["xiheng", "alertmanager"] = Field(
        default="xiheng", description="Form of the body; alertmanager: version 4 of Alertmanager's webhook, for receivers made for it."
    )


class Mail(Part):
    """Mail by SMTP, to all recipients in one message."""

    host: str = Field(min_length=1, description="The SMTP server.")
    port: int = Field(default=0, ge=0, le=65535, description="Its port; 0: the usual one of `security` (465, 587, 25).")
    security: Literal["tls", "starttls", "none"] = Field(default="starttls", description="How the connection is kept secret.")
    username: str = Field(default="", description="Account; empty: none.")
    password_file: str = Field(default="", description="File that holds its password.")
    sender: str = Field(min_length=3, description="Address that the mail is from.")
    recipients_file: str = Field(default="", description="File with an address a line, where they are personal.")
    recipients: tuple[str, ...] = Field(default=(), description="Addresses of offices, where they are not.")


class WeCom(Part):
    """A group robot of WeCom (企业微信); it takes no signature, its address is the secret."""

    url_file: str = Field(min_length=1, description=_URL_FILE)
    format: Literal["markdown", "text"] = Field(default="markdown", description="Markdown is shown in WeCom, not in WeChat.")


class DingTalk(Part):
    """A group robot of DingTalk (钉钉)."""

    url_file: str = Field(min_length=1, description=_URL_FILE)
    secret_file: str = Field(default="", description="File that holds the secret of the signature (SEC…); empty: unsigned.")


class Feishu(Part):
    """A group robot of Feishu (飞书)."""

    url_file: str = Field(min_length=1, description=_URL_FILE)
    secret_file: str = Field(default="", description="File that holds the secret of the signature; empty: unsigned.")


class Sms(Part):
    """A gateway of short messages that takes an HTTP request; its form is a Jinja2 template."""

    url_file: str = Field(default="", description="File that holds the address, where it is secret.")
    url: str = Field(default="", description="The address, where it is not.")
    numbers_file: str = Field(min_length=1, description="File with a telephone number a line.")
    secret_file: str = Field(default="", description="File that holds the gateway's key, `secret` in the templates.")
    content_type: str = Field(default="application/json", description="Content type of the body.")
    headers: dict[str, str] = Field(default_factory=dict, description="Further headers; their values are templates.")
    body: str = Field(
        default='{"numbers": {{ numbers | tojson }}, "text": {{ text | tojson }}, "id": {{ notice | tojson }}}',
        description="Template of the body; knows numbers, text, notice, secret, time_s.",
    )
    accepted: str = Field(default="", description="Regular expression that a good answer's body matches somewhere; empty: any body.")


class Alertmanager(Part):
    """A Prometheus Alertmanager that alerts are handed to (API v2)."""

    url: str = Field(min_length=1, description="Its address, such as http://alertmanager:9093.")
    username: str = Field(default="", description="Account of basic authentication; empty: none.")
    password_file: str = Field(default="", description="File that holds its password.")
    hold_hours: int = Field(default=720, ge=1, description="An alert of which nothing more is heard ends there after so many hours.")
