"""Time that was reached stays reached, and a clock that was set back is caught up with."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shared.runtime.clock import SteadyClock


class Machine:
    """A machine whose clock can be set."""

    def __init__(self) -> None:
        self.clock_ms = 1_000_000
        self.seconds = 0.0

    def wait(self, seconds: float) -> None:
        self.seconds += seconds
        self.clock_ms += int(seconds * 1000)

    def steady(self) -> SteadyClock:
        return SteadyClock(lambda: self.clock_ms, lambda: self.seconds)


@given(st.lists(st.tuples(st.integers(-10_000, 10_000), st.integers(0, 100)), max_size=30))
def test_it_never_runs_backwards_nor_behind_the_machine(steps: list[tuple[int, int]]) -> None:
    machine = Machine()
    clock, before = machine.steady(), 0
    for set_by_ms, seconds in steps:
        machine.clock_ms += set_by_ms
        machine.wait(float(seconds))
        now = clock.now_ms()
        assert now >= max(before, machine.clock_ms)
        before = now


def test_a_clock_that_was_set_back_an_hour_is_caught_up_with_in_two() -> None:
    machine = Machine()
    clock = machine.steady()
    machine.clock_ms -= 3_600_000
    machine.wait(3_600.0)
    assert clock.now_ms() == machine.clock_ms + 1_800_000
    machine.wait(3_600.0)
    assert clock.now_ms() == machine.clock_ms
    machine.wait(1.0)
    assert clock.now_ms() == machine.clock_ms


def test_what_comes_after_the_clock_was_set_back_still_counts_as_later() -> None:
    machine = Machine()
    clock = machine.steady()
    first = clock.now_ms()
    machine.clock_ms -= 60_000
    machine.wait(1.0)
    assert clock.now_ms() > first
