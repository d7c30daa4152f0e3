"""Holding the Lease: a thread of its own renews it, however long the work takes."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final, Protocol

from services.operator.domain.election import Sighting, held, let_go, may_hold, sighting
from shared.model.errors import Conflict, Unavailable

_log = logging.getLogger(__name__)

LEASE: Final = "xiheng-operator"
_RENEWALS: Final = 5
"""Attempts to renew within the time of a Lease."""
_STANDS: Final = 2 / 3
"""Part of its time after which a holder that cannot renew stops working: before anybody else may begin."""


class Leases(Protocol):
    """Where the Lease is kept."""

    def lease(self, namespace: str, name: str) -> Mapping[str, Any] | None:
        """Return it, or None."""

    def put_lease(self, lease: Mapping[str, Any], *, is_new: bool) -> None:
        """Write it; Conflict when somebody else did."""


class Election:
    """Tells whether this operator is the one that works."""

    def __init__(self, leases: Leases, *, namespace: str, me: str, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        """Take part from `start` on.

        Args:
            leases: Where the Lease is kept.
            namespace: Its namespace.
            me: Name of this operator.
            seconds: Time of the Lease.
            clock: Seconds that never run back.
        """
        self._leases = leases
        self._namespace = namespace
        self._me = me
        self._seconds = seconds
        self._clock = clock
        self._seen: Sighting | None = None
        self._until = float("-inf")
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="lease", daemon=True)

    @property
    def is_won(self) -> bool:
        """This operator holds the Lease, and nobody else can."""
        return self._clock() < self._until

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Let go, so that another takes over at once."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(10.0)
        if self.is_won:
            self._until = float("-inf")
            self._release()

    def take_part(self) -> None:
        """Renew the Lease, or take it when it is free.

        Raises:
            Unavailable: If the API is away, or somebody else was faster.
        """
        asked = self._clock()
        found = self._leases.lease(self._namespace, LEASE)
        spec = (found or {}).get("spec") or {}
        self._seen = sighting(spec, self._seen, asked)
        if may_hold(self._seen, self._me, asked, self._seconds):
            mine = held(spec, self._me, self._seconds, datetime.now(UTC))
            self._leases.put_lease(self._written(found, mine), is_new=found is None)
            self._until = asked + self._seconds * _STANDS

    def _written(self, found: Mapping[str, Any] | None, spec: Mapping[str, Any]) -> dict[str, Any]:
        metadata = (found or {}).get("metadata") or {}
        version = {"resourceVersion": metadata["resourceVersion"]} if "resourceVersion" in metadata else {}
        named = {"name": LEASE, "namespace": self._namespace, **version}
        return {"apiVersion": "coordination.k8s.io/v1", "kind": "Lease", "metadata": named, "spec": spec}

    def _release(self) -> None:
        try:
            found = self._leases.lease(self._namespace, LEASE)
            spec = (found or {}).get("spec") or {}
            if spec.get("holderIdentity") == self._me:
                self._leases.put_lease(self._written(found, let_go(spec)), is_new=False)
        except Unavailable as error:
            _log.warning("the lease could not be let go: it runs out by itself", extra={"code": "lease-kept", "error": str(error)})

    def _run(self) -> None:
        while not self._stopping.wait(self._seconds / _RENEWALS):
            try:
                self.take_part()
            except Conflict:
                continue
            except Unavailable as error:
                _log.warning("the lease cannot be renewed, trying again", extra={"code": "lease-away", "error": str(error)})
