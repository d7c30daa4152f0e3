"""Files of observations as rows with their line numbers: CSV in UTF-8 or GB18030, and xlsx."""

from __future__ import annotations

import csv
import datetime as dt
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, NamedTuple

import openpyxl

from shared.reporting.encoding import UnreadableFile, encoding_of

__all__ = ["COLUMNS", "NEEDED", "Row", "UnreadableFile", "count_lines", "read_rows"]

COLUMNS = ("indicator", "area", "entity", "period", "value", "unit", "revision", "recorded_at", "status")
NEEDED = ("indicator", "area", "period", "value")
_PIECE = 1 << 20
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    IndexError,
    EOFError,
    ValueError,
    TypeError,
    AttributeError,
    SyntaxError,
    NotImplementedError,
)
"""What openpyxl raises over files that are cut off or changed; it has no error of its own for that."""


class Row(NamedTuple):
    """One row of a file; every field is text, empty where there is none."""

    line: int
    """Where it begins, from 1; the header is line 1."""
    fields: Mapping[str, str]
    surplus: tuple[str, ...] = ()
    """Texts beyond the last column."""


def read_rows(path: Path) -> Iterator[Row]:
    """Yield the rows of a file that are not empty.

    Raises:
        UnreadableFile: If it is missing, damaged, or lacks a column; the message names the file and the remedy.
    """
    if path.suffix.lower() == ".xls":
        raise UnreadableFile(f"{path}: the old xls format is not read; save the file as xlsx or CSV UTF-8")
    if path.suffix.lower() == ".xlsx":
        yield from _read_xlsx(path)
    else:
        yield from _read_csv(path)


def count_lines(path: Path) -> int:
    """Return about how many rows a file has, for a progress bar; 0 when that is not known."""
    if path.suffix.lower() == ".xlsx":
        return 0
    try:
        with path.open("rb") as file:
            return max(sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(_PIECE), b"")) - 1, 0)
    except OSError:
        return 0


def _read_csv(path: Path) -> Iterator[Row]:
    try:
        with path.open(encoding=encoding_of(path), newline="") as file:
            yield from _csv_rows(path, file)
    except OSError as error:
        raise UnreadableFile(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"{path}: byte {error.start} is no UTF-16; save the file as CSV UTF-8") from error


def _csv_rows(path: Path, file: IO[str]) -> Iterator[Row]:
    reader = csv.reader(file)
    try:
        header, before = _header(path, next(reader, [])), reader.line_num
        for values in reader:
            row = _row(before + 1, header, values)
            before = reader.line_num
            if row is not None:
                yield row
    except csv.Error as error:
        raise UnreadableFile(f"{path}, line {reader.line_num}: {error}; is a quotation mark not closed?") from error


def _read_xlsx(path: Path) -> Iterator[Row]:
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except OSError as error:
        raise UnreadableFile(f"{path}: {error.strerror or error}") from error
    except _DAMAGED as error:
        raise _damaged(path, error) from error
    try:
        rows = book.worksheets[0].iter_rows(values_only=True)
        header = _header(path, [_text(value) for value in next(rows, ())])
        for line, values in enumerate(rows, 2):
            row = _row(line, header, [_text(value) for value in values])
            if row is not None:
                yield row
    except _DAMAGED as error:
        raise _damaged(path, error) from error
    finally:
        book.close()


def _damaged(path: Path, error: Exception) -> UnreadableFile:
    return UnreadableFile(f"{path}: is damaged or no xlsx file ({error}); save it again")


def _row(line: int, header: Sequence[str], values: Iterable[str]) -> Row | None:
    """Return a row, or None of one that is empty."""
    texts = [value.strip() for value in values]
    if not any(texts):
        return None
    surplus = tuple(text for text in texts[len(header) :] if text)
    return Row(line, dict(zip(header, texts, strict=False)), surplus)


def _header(path: Path, names: Sequence[str]) -> list[str]:
    header = [name.strip().lower() for name in names]
    missing = [name for name in NEEDED if name not in header]
    if missing:
        columns = ",".join(COLUMNS)
        raise UnreadableFile(f"{path}, line 1: column {', '.join(missing)} is missing; the columns are {columns}, with commas in between")
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if twice:
        raise UnreadableFile(f"{path}, line 1: column {', '.join(twice)} stands there twice; leave one of them")
    return header


def _text(value: object) -> str:
    """Return a cell as it would stand in a CSV file."""
    match value:
        case None:
            return ""
        case dt.datetime():
            return value.date().isoformat() if value.time() == dt.time() else value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value).strip()
