"""Numbers as people read them."""

from __future__ import annotations

MOST_DIGITS = 6
"""Digits after the point beyond which no reader tells two numbers apart."""


def number(value: float, digits: int | None = None) -> str:
    """Return a number with thin groups of three and no more digits than it needs: `11 900`, `4.6`, `0.053`.

    Args:
        value: The number.
        digits: How many digits after the point at most; None: as its size asks for.
    """
    text = f"{value:,.{digits_of(value) if digits is None else digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text.replace(",", " ")


def digits_of(value: float) -> int:
    """Return how many digits after the point a number is shown with."""
    if value == int(value) and abs(value) < 1e15:
        return 0
    return 1 if abs(value) >= 100 else 2 if abs(value) >= 1 else 4


def apart(value: float, other: float, digits: int) -> int:
    """Return so many digits, `digits` at least, that two different numbers do not look alike; numbers are the same beyond the sixth."""
    while digits < MOST_DIGITS and number(value, digits) == number(other, digits) and round(value - other, MOST_DIGITS):
        digits += 1
    return digits
