"""Texts that must fit."""

from __future__ import annotations


def shortened(text: str, most_bytes: int) -> str:
    """Return a text of at most so many bytes of UTF-8: cut at the end of a line where there is one in its second half, and marked by `…`."""
    raw = text.encode()
    if len(raw) <= most_bytes:
        return text
    kept = raw[: most_bytes - len("\n…".encode())].decode(errors="ignore")
    line_end = kept.rfind("\n")
    return (kept[:line_end] if line_end > len(kept) // 2 else kept) + "\n…"
