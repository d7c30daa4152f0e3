"""Settings of the processor."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessorSettings:
    """How a processor runs. Times are seconds."""

    bootstrap_servers: str
    """Addresses of Kafka brokers, `host:port`, separated by commas."""
    data_folder: Path
    """Folder of the state; one a process, kept over restarts. Without it the state is rebuilt from the changelog."""
    instance: str = ""
    """Name that stays over restarts, such as the pod's: the group then waits for its return. Empty: none."""
    partitions: int = 24
    """Partitions of the log; must equal the topic's."""
    pages_port: int = 0
    """Port of /livez, /readyz and /metrics; 0: any free one."""
    pages_host: str = "127.0.0.1"
    """Address that the pages listen on."""
    session_timeout: float = 45.0
    """After so long without a heartbeat the group gives the partitions to others."""
    heartbeat_interval: float = 3.0
    """Time between heartbeats; at most a third of the session timeout."""
    checkpoint_interval: float = 0.1
    """Longest time from a fold to the start of the checkpoint that keeps it."""
    checkpoint_records: int = 400
    """Records after which a checkpoint starts earlier."""
    stall_timeout: float = 120.0
    """After so long without progress while there is work, the watchdog ends the process."""
    dead_letter_limit: int = 100
    """Poison records in a row after which the process ends: a bad release must not empty the log into the dead letters."""

    log_level: str = "WARNING"
    """Lowest level that is logged."""
    otlp_endpoint: str = ""
    """Where traces go by OTLP over gRPC: `host:port`, or `https://host:port` with TLS; empty: nowhere."""

    @property
    def brokers(self) -> list[str]:
        """The addresses as Faust wants them."""
        return [f"kafka://{one.strip()}" for one in self.bootstrap_servers.split(",")]
