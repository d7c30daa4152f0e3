"""Which of the traces that begin here are kept: all while it is quiet, so many a second when it is not."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence

from opentelemetry.context import Context
from opentelemetry.sdk.trace.sampling import Decision, ParentBased, Sampler, SamplingResult, TraceIdRatioBased
from opentelemetry.trace import Link, SpanKind, TraceState
from opentelemetry.util.types import Attributes

_SECOND_NS = 1_000_000_000
_BURST_SECONDS = 10.0
"""What a rest earns: a file that comes in a hundred requests is traced whole."""


class Allowance:
    """At most `rate` a second, and after a rest `burst` at once: in no span of t seconds more than rate · t + burst. Thread-safe.

    A token bucket, kept as the instant when it is full again (the generic cell rate algorithm, ITU-T I.371), in whole nanoseconds: nothing
    is lost to rounding, and whether it is empty is one comparison.
    """

    def __init__(self, rate: float, burst: float, clock_ns: Callable[[], int] = time.monotonic_ns) -> None:
        """Begin full.

        Args:
            rate: How many a second; 0: none.
            burst: How many at once; one that is allowed at all may always come after a rest.
            clock_ns: One that is never set back.
        """
        self._each_ns = round(_SECOND_NS / rate) if rate > 0 else 0
        self._burst_ns = max(round(_SECOND_NS * burst / rate), self._each_ns) if rate > 0 else -1
        self._clock_ns = clock_ns
        self._full_ns = clock_ns()
        self._lock = threading.Lock()

    @property
    def spent(self) -> bool:
        """Nothing is left just now."""
        now_ns = self._clock_ns()
        return max(self._full_ns - now_ns, 0) + self._each_ns > self._burst_ns

    def take(self) -> bool:
        """Take one, if one is left."""
        with self._lock:
            if self.spent:
                return False
            self._full_ns = max(self._full_ns, self._clock_ns()) + self._each_ns
            return True


class _Begun(Sampler):
    """Of the traces that begin here: a share by their ids, and of it what the allowance leaves."""

    def __init__(self, ratio: float, allowance: Allowance, description: str) -> None:
        self._share = TraceIdRatioBased(ratio)
        self._allowance = allowance
        self._description = description

    def should_sample(  # noqa: PLR0917 - the SDK's own signature
        self,
        parent_context: Context | None,
        trace_id: int,
        name: str,
        kind: SpanKind | None = None,
        attributes: Attributes = None,
        links: Sequence[Link] | None = None,
        trace_state: TraceState | None = None,
    ) -> SamplingResult:
        """Return whether it is kept."""
        found = self._share.should_sample(parent_context, trace_id, name, kind, attributes, links, trace_state)
        return found if found.decision is Decision.DROP or self._allowance.take() else SamplingResult(Decision.DROP)

    def get_description(self) -> str:
        """Return what it is, for people."""
        return self._description


class AtMost(ParentBased):
    """Keeps so many a second of the traces that begin here; a trace begun elsewhere is kept as its beginner decided."""

    def __init__(self, per_second: float, *, ratio: float = 1.0, clock_ns: Callable[[], int] = time.monotonic_ns) -> None:
        """Begin with all that a rest earns.

        Args:
            per_second: How many of them; 0: none.
            ratio: Share of them that is thought of at all, 0 to 1.
            clock_ns: One that is never set back.

        Raises:
            ValueError: If the share is none.
        """
        self._allowance = Allowance(per_second, per_second * _BURST_SECONDS, clock_ns)
        super().__init__(_Begun(ratio, self._allowance, f"AtMost{{{per_second:g} a second, {ratio:g} of all}}"))

    @property
    def spent(self) -> bool:
        """A trace that begins now is not kept: nothing has to be made to learn that."""
        return self._allowance.spent
