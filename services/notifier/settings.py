"""How a notifier runs."""

from __future__ import annotations

from dataclasses import dataclass

from shared.runtime.process import ProcessSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class NotifierSettings(ProcessSettings):
    """Settings of a notifier."""

    ledger_round_seconds: float = 3600.0
    """Time between two rounds that check the ledger's hash chain from its beginning."""
    templates: str = ""
    """Folder of templates that go before the built-in ones, file by file; empty: none."""
