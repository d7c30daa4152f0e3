"""The encoding of a file, told from all of it: what cannot be read is found before the first row is sent."""

from __future__ import annotations

import codecs
from pathlib import Path

from shared.model.errors import Invalid

_PIECE = 1 << 20
_ENCODINGS = ("utf-8-sig", "gb18030")
"""In the order of trying: nearly any bytes are GB18030, few are UTF-8 by chance."""


class UnreadableFile(Invalid):
    """A file cannot be read as a table of observations."""


def encoding_of(path: Path) -> str:
    """Return the encoding that a whole file is written in.

    Raises:
        UnreadableFile: If it is neither UTF-8 nor GB18030; the message names the line.
        OSError: If it cannot be opened.
    """
    with path.open("rb") as file:
        if file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16"
    line = 0
    for encoding in _ENCODINGS:
        fault = _first_fault(path, encoding)
        if fault is None:
            return encoding
        line = max(line, fault)
    raise UnreadableFile(f"{path}, line {line}: is written neither in UTF-8 nor in GB18030; save the file as CSV UTF-8")


def _first_fault(path: Path, encoding: str) -> int | None:
    """Return the line of the first bytes that an encoding does not have; None when it has all."""
    decoder, lines = codecs.getincrementaldecoder(encoding)(), 0
    with path.open("rb") as file:
        while True:
            piece = file.read(_PIECE)
            try:
                decoder.decode(piece, final=not piece)
            except UnicodeDecodeError as error:
                return lines + piece[: max(error.start, 0)].count(b"\n") + 1
            if not piece:
                return None
            lines += piece.count(b"\n")
