"""Settings of the operator."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorSettings:
    """How an operator runs. Times are seconds."""

    registry_address: str
    """The registry, `host:port`."""
    scoreboard_address: str
    """The scoreboard, `host:port`."""
    token: str
    """Signed token of the operator, with the roles approver and reader: best from a file."""
    authority: Path | None = None
    """Certificate that signed those of the registry and the scoreboard, PEM; absent: plaintext, on the loopback only."""
    processor_pages: str = ""
    """Pages of the processors, `host:port`; every address behind the name is asked. Empty: their lag is not known."""
    kubeconfig: Path | None = None
    """How to reach the cluster's API; absent: as a pod does, by its service account."""
    namespace: str = "xiheng"
    """Namespace of the Lease that one of several operators holds."""
    instance: str = ""
    """Name of this operator among them, such as the pod's; empty: the machine's."""
    lease_seconds: float = 15.0
    """After so long without a renewal another operator takes over."""
    pass_seconds: float = 15.0
    """Longest time between two passes; a change of an object begins one within a second."""
    admission_host: str = "127.0.0.1"
    """Address that the admission webhook listens on."""
    admission_port: int = 0
    """Its port; 0: any free one."""
    admission_certificate: Path | None = None
    """Its certificate, PEM, read again every ten minutes; absent: there is no webhook."""
    admission_key: Path | None = None
    """Key of the certificate, PEM."""
    pages_host: str = "127.0.0.1"
    """Address of /livez, /readyz, /metrics."""
    pages_port: int = 0
    """Their port; 0: any free one."""
    log_level: str = "WARNING"
    """Lowest level that is logged: DEBUG, INFO, WARNING, ERROR."""
