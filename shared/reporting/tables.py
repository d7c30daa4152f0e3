"""Files of observations as rows with their line numbers: CSV in UTF-8 or GB18030, and xlsx."""

from __future__ import annotations

import csv
import datetime as dt
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, NamedTuple

import openpyxl

from shared.model.errors import Invalid

COLUMNS = ("indicator", "area", "entity", "period", "value", "unit", "revision", "recorded_at", "status")
NEEDED = ("indicator", "area", "period", "value")
_SNIFF_BYTES = 1 << 20


class UnreadableFile(Invalid):
    """A file cannot be read as a table of observations."""


class Row(NamedTuple):
    """One row of a file; every field is text, empty where there is none."""

    line: int
    """From 1; the header is line 1."""
    fields: Mapping[str, str]


def read_rows(path: Path) -> Iterator[Row]:
    """Yield the rows of a file that are not empty.

    Raises:
        UnreadableFile: If it is missing, damaged, or lacks a column; the message names the file and the remedy.
    """
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
            return max(sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(_SNIFF_BYTES), b"")) - 1, 0)
    except OSError:
        return 0


def _read_csv(path: Path) -> Iterator[Row]:
    try:
        with path.open(encoding=_encoding(path), newline="") as file:
            yield from _csv_rows(path, file)
    except OSError as error:
        raise UnreadableFile(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"{path}: byte {error.start} is neither UTF-8 nor GB18030; save the file as UTF-8") from error


def _csv_rows(path: Path, file: IO[str]) -> Iterator[Row]:
    reader = csv.reader(file)
    header = _header(path, next(reader, []))
    try:
        for values in reader:
            if any(values):
                yield Row(reader.line_num, dict(zip(header, (value.strip() for value in values), strict=False)))
    except csv.Error as error:
        raise UnreadableFile(f"{path}, line {reader.line_num}: {error}") from error


def _encoding(path: Path) -> str:
    """Return the encoding that the beginning of a file is written in; GB18030 only where it cannot be UTF-8."""
    with path.open("rb") as file:
        start = file.read(_SNIFF_BYTES)
    try:
        # A character that the end of the sample cuts in two is no fault.
        start[: start.rfind(b"\n") + 1 or None].decode("utf-8-sig")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8-sig"


def _read_xlsx(path: Path) -> Iterator[Row]:
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = sheet.iter_rows(values_only=True)
        header = _header(path, [_text(value) for value in next(rows, ())])
        for line, values in enumerate(rows, 2):
            texts = [_text(value) for value in values]
            if any(texts):
                yield Row(line, dict(zip(header, texts, strict=False)))
        book.close()
    except OSError as error:
        raise UnreadableFile(f"{path}: {error.strerror or error}") from error
    except (zipfile.BadZipFile, KeyError, EOFError, ValueError, SyntaxError) as error:
        raise UnreadableFile(f"{path}: is damaged or no xlsx file ({error}); save it again") from error


def _header(path: Path, names: Sequence[str]) -> list[str]:
    header = [name.strip().lower() for name in names]
    missing = [name for name in NEEDED if name not in header]
    if missing:
        raise UnreadableFile(f"{path}, line 1: column {', '.join(missing)} is missing; the columns are {','.join(COLUMNS)}")
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
