"""The processors: how much waits for them, by their own pages."""

from __future__ import annotations

import math
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator

from prometheus_client.parser import text_string_to_metric_families

from services.operator.domain.platform_status import Processors

_SECONDS = 5.0
_LAG, _PARTITIONS = "xiheng_lag_records", "xiheng_partitions"


class ProcessorsPart:
    """Asks every processor behind a name."""

    def __init__(self, pages: str) -> None:
        """Ask at `host:port`; a name may stand for several addresses. Empty: nobody is asked."""
        self._pages = pages

    def seen(self) -> Processors:
        """Return what they say together; one that does not answer is an absence, for its records wait unseen."""
        if not self._pages:
            return Processors(absence="XIHENG_PROCESSOR_PAGES is not set: the operator knows no processors")
        try:
            told = [_told(address) for address in _addresses(self._pages)]
        except (OSError, ValueError) as error:
            return Processors(absence=f"processors at {self._pages}: {error}")
        lag = sum(one[_LAG] for one in told)
        return Processors(None if math.isnan(lag) else int(lag), int(sum(one[_PARTITIONS] for one in told)))


def _addresses(pages: str) -> Iterator[str]:
    host, _, port = pages.rpartition(":")
    found = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)
    for ip in dict.fromkeys(str(one[4][0]) for one in found):
        yield f"[{ip}]:{port}" if ":" in ip else f"{ip}:{port}"


def _told(address: str) -> dict[str, float]:
    with urllib.request.urlopen(f"http://{address}/metrics", timeout=_SECONDS) as answer:
        families = text_string_to_metric_families(answer.read().decode())
        samples = {one.name: one.value for family in families for one in family.samples}
    return {name: samples[name] for name in (_LAG, _PARTITIONS)}
