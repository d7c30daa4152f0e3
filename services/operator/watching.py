"""Kopf, in a thread with a loop of its own: every change of an object wakes the next pass, which looks at all of them."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import kopf

from services.operator.cluster import access
from services.operator.crds.names import GROUP, NAMES, VERSION

_log = logging.getLogger(__name__)

_WATCH_SECONDS: Final = 300
"""After so long a watch is begun anew: one that went dead without a word is noticed."""


class Watching:
    """Runs kopf between `start` and `stop`; may be begun once."""

    def __init__(self, kubeconfig: Path | None, wake: Callable[[], None]) -> None:
        """Watch every kind.

        Args:
            kubeconfig: How to reach the cluster's API; absent: as a pod does.
            wake: Called at every change that a pass has not seen.
        """
        self._kubeconfig = kubeconfig
        self._wake = wake
        self._stop = threading.Event()
        self.ready = threading.Event()
        """Kopf runs."""
        self._thread = threading.Thread(target=self._run, name="watching", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End it and wait."""
        self._stop.set()
        self._thread.join(10.0)

    @property
    def is_running(self) -> bool:
        """Kopf has not ended."""
        return self._thread.is_alive()

    def _run(self) -> None:
        try:
            asyncio.run(
                kopf.operator(
                    registry=self._handlers(),
                    settings=_settings(),
                    standalone=True,
                    clusterwide=True,
                    stop_flag=self._stop,
                    ready_flag=self.ready,
                )
            )
        except Exception:  # noqa: BLE001 - whatever ended it, the next one begins anew
            _log.exception("kopf ended; the next pass begins it anew", extra={"code": "watching-broken"})

    def _handlers(self) -> kopf.OperatorRegistry:
        handlers = kopf.OperatorRegistry()

        def login(**_: Any) -> kopf.ConnectionInfo:  # noqa: ANN401 - kopf's own keywords
            return _login(self._kubeconfig)

        def changed(event: Mapping[str, Any], **_: Any) -> None:  # noqa: ANN401 - kopf's own keywords
            if is_news(event):
                self._wake()

        kopf.on.login(registry=handlers)(login)
        for names in NAMES.values():
            kopf.on.event(GROUP, VERSION, names.plural, registry=handlers)(changed)
        return handlers


def is_news(event: Mapping[str, Any]) -> bool:
    """Tell whether an event of a watch speaks of something that no status tells of yet; a status that was just written does not."""
    thing = event.get("object") or {}
    metadata = thing.get("metadata") or {}
    seen = (thing.get("status") or {}).get("observedGeneration") == metadata.get("generation")
    return event.get("type") == "DELETED" or not seen or "deletionTimestamp" in metadata


def _login(kubeconfig: Path | None) -> kopf.ConnectionInfo:
    """Return how kopf reaches the cluster that the passes reach; asked for anew when a token ran out."""
    found = access(kubeconfig)
    scheme, _, token = (found.get_api_key_with_prefix("BearerToken") or found.get_api_key_with_prefix("authorization") or "").partition(" ")
    return kopf.ConnectionInfo(
        server=found.host,
        ca_path=found.ssl_ca_cert,
        insecure=not found.verify_ssl,
        scheme=scheme or None,
        token=token or None,
        certificate_path=found.cert_file,
        private_key_path=found.key_file,
    )


def _settings() -> kopf.OperatorSettings:
    settings = kopf.OperatorSettings()
    settings.posting.enabled = False
    settings.scanning.disabled = True
    settings.watching.server_timeout = _WATCH_SECONDS
    settings.watching.client_timeout = _WATCH_SECONDS + 30
    return settings
