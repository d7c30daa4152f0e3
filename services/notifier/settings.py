"""How a notifier runs."""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field

from shared.runtime.process import ProcessSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class NotifierSettings(ProcessSettings):
    """Settings of a notifier."""

    ledger_round_seconds: float = 3600.0
    """Time between two rounds that check the ledger's hash chain from its beginning."""
    ledger_head_seconds: float = 300.0
    """Time between two records of the ledger's end on Kafka, where it has moved: so much of the end nobody else vouches for."""
    silent_seconds: float = 600.0
    """How long nothing has to be heard of the log until everybody is told that the platform is silent; 0: never. A replay is never silent."""
    templates: str = ""
    """Folder of templates that go before the built-in ones, file by file; empty: none."""
    link_key: str = field(default="", repr=False)
    """Secret that links to the answer page are signed with, 32 characters at least; empty: notices have no link and there is no page."""
    link_address: str = ""
    """Address of the answer page as receivers reach it, `https://xiheng.example.org`; empty: where it listens."""
    link_hours: int = 72
    """How long a link is good for, hours."""
    answers_host: str = "127.0.0.1"
    """Address that the answer page listens on; anything beyond the loopback needs XIHENG_CERTIFICATE and XIHENG_KEY."""
    answers_port: int = 0
    """Its port; 0: any free one."""

    def answers_tls(self) -> ssl.SSLContext | None:
        """Return how the answer page proves itself; None: it does not.

        Raises:
            OSError: If the certificate or its key cannot be read.
        """
        if self.certificate is None or self.key is None:
            return None
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self.certificate, self.key)
        return context
