"""A small plot of the values that an alert's events read: PNG, because mail programs show no SVG.

Source of the format: https://www.w3.org/TR/png-3/ (truecolour of 8 bits, no filter).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from shared.model.status import Severity

PLOT_ID = "values@xiheng"
"""Content id by which the HTML part shows it."""
_WIDTH, _HEIGHT, _MARGIN = 480, 140, 12
_COLOURS: Final = {
    Severity.BLUE: (31, 111, 235),
    Severity.YELLOW: (181, 137, 0),
    Severity.ORANGE: (217, 115, 13),
    Severity.RED: (207, 34, 46),
}
_GREY = (208, 215, 222)

Picture = NDArray[np.uint8]


def plot(values: Sequence[float], severity: Severity, *, line: float | None = None) -> bytes:
    """Return a picture of values in the order of their periods, the last one marked; empty when there are fewer than two.

    Args:
        values: Finite numbers.
        severity: Its colour.
        line: The threshold, drawn grey; None: none.
    """
    if len(values) < 2:
        return b""
    picture: Picture = np.full((_HEIGHT, _WIDTH, 3), 255, np.uint8)
    known = [*values, *([line] if line is not None else [])]
    low, high = min(known), max(known)

    def row(value: float) -> float:
        return _MARGIN + (high - value) / ((high - low) or 1.0) * (_HEIGHT - 2 * _MARGIN)

    if line is not None:
        _stroke(picture, (_MARGIN, row(line)), (_WIDTH - _MARGIN, row(line)), _GREY)
    places = [(_MARGIN + at * (_WIDTH - 2 * _MARGIN) / (len(values) - 1), row(value)) for at, value in enumerate(values)]
    for one, other in pairwise(places):
        _stroke(picture, one, other, _COLOURS[severity])
    _dot(picture, places[-1], _COLOURS[severity])
    return _png(picture)


def _stroke(picture: Picture, start: tuple[float, float], end: tuple[float, float], colour: tuple[int, int, int]) -> None:
    steps = int(max(abs(end[0] - start[0]), abs(end[1] - start[1]))) * 2 + 2
    columns = np.linspace(start[0], end[0], steps).round().astype(int)
    rows = np.linspace(start[1], end[1], steps).round().astype(int)
    for down in (0, 1):
        picture[rows + down, columns] = colour


def _dot(picture: Picture, at: tuple[float, float], colour: tuple[int, int, int]) -> None:
    rows, columns = np.ogrid[:_HEIGHT, :_WIDTH]
    picture[(rows - at[1]) ** 2 + (columns - at[0]) ** 2 <= 25] = colour


def _png(picture: Picture) -> bytes:
    height, width, _ = picture.shape
    lines = np.concatenate([np.zeros((height, 1), np.uint8), picture.reshape(height, width * 3)], axis=1)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(lines.tobytes())) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
