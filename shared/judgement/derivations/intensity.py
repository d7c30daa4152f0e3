"""Energy and CO2 per unit of GDP at comparable prices: how much they fell on the same months of last year."""

from __future__ import annotations


def intensity_decrease(now: float, before: float, output: float, output_before: float) -> float | None:
    """Return the fall of amount / output, percent; a rise is negative; None where a divisor is not positive.

    Args:
        now: Energy or CO2 since January.
        before: The same of last year.
        output: GDP since January, at comparable prices.
        output_before: The same of last year, at the same prices.

    Example: energy 2 % up with GDP 5 % up: 1 - 1.02 / 1.05 = 2.86 %.
    """
    if min(before, output, output_before) <= 0:
        return None
    return 100 * (1 - (now / output) / (before / output_before))
