"""Signatures that receivers verify."""

from __future__ import annotations

import base64
import hashlib
import hmac
from urllib.parse import quote_plus


def webhook_signature(secret: bytes, body: bytes, time_s: int) -> str:
    """Return the value of `X-Xiheng-Signature`: `t=<unix time>,v1=<HMAC-SHA256 of "<t>.<body>" in hexadecimal>`.

    A receiver computes the same and compares in constant time; an old `t` is a replay.
    """
    return f"t={time_s},v1={hmac.new(secret, str(time_s).encode() + b'.' + body, hashlib.sha256).hexdigest()}"


def dingtalk_signature(secret: str, time_ms: int) -> str:
    r"""Return the parameter `sign` of DingTalk, ready for the address; it is valid for one hour.

    Source: https://open.dingtalk.com/document/robots/customize-robot-security-settings (加签): HMAC-SHA256 of "<timestamp>\n<secret>" with
    the secret as key, base64, then percent-encoded.
    """
    return quote_plus(base64.b64encode(hmac.new(secret.encode(), f"{time_ms}\n{secret}".encode(), hashlib.sha256).digest()))


def feishu_signature(secret: str, time_s: int) -> str:
    r"""Return the field `sign` of Feishu; it is valid for one hour.

    Source: https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot (签名校验): "<timestamp>\n<secret>" is the *key*, the message
    is empty; HMAC-SHA256, base64.
    """
    return base64.b64encode(hmac.new(f"{time_s}\n{secret}".encode(), b"", hashlib.sha256).digest()).decode()
