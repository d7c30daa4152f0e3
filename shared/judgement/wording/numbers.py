"""Numbers as people read them."""

from __future__ import annotations


def number(value: float) -> str:
    """Return a number with thin groups of three and no more digits than it needs: `11 900`, `4.6`, `0.053`."""
    if value == int(value) and abs(value) < 1e15:
        return f"{int(value):,}".replace(",", " ")
    digits = 1 if abs(value) >= 100 else 2 if abs(value) >= 1 else 4
    text = f"{value:,.{digits}f}".rstrip("0").rstrip(".")
    return text.replace(",", " ")
