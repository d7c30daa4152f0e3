"""Every channel, by its name in the manifests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import aiohttp

from services.notifier.channels.alertmanager import AlertmanagerChannel
from services.notifier.channels.channel import Channel
from services.notifier.channels.dingtalk import DingTalkChannel
from services.notifier.channels.feishu import FeishuChannel
from services.notifier.channels.mail import MailChannel
from services.notifier.channels.sms import SmsChannel
from services.notifier.channels.webhook import WebhookChannel
from services.notifier.channels.wecom import WeComChannel


def all_channels(session: aiohttp.ClientSession) -> Mapping[str, Channel[Any]]:
    """Return every channel by its name in the manifests; those over HTTP share the session's connections."""
    return {
        "webhook": WebhookChannel(session),
        "mail": MailChannel(),
        "wecom": WeComChannel(session),
        "dingtalk": DingTalkChannel(session),
        "feishu": FeishuChannel(session),
        "sms": SmsChannel(session),
        "alertmanager": AlertmanagerChannel(session),
    }
