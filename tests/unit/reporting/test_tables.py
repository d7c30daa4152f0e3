"""Files as districts save them."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from shared.reporting.refusal import Refusal
from shared.reporting.rows import observation_of
from shared.reporting.tables import UnreadableFile, read_rows

HEADER = "indicator,area,entity,period,value,unit,revision,recorded_at,status\n"
ROW = "jobs,320205,,2026-06,100,,,,\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_encodings_are_recognised(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes((HEADER + ROW + "jobs,320205,锡山一号,2026-06,1,,,,\n").encode(encoding))
    assert [row.fields["entity"] for row in read_rows(file)] == ["", "锡山一号"]


def test_lines_are_those_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(HEADER + ROW + "\n" + ROW, encoding="utf-8")
    assert [row.line for row in read_rows(file)] == [2, 4]


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("indicator,area,period\n", encoding="utf-8")
    with pytest.raises(UnreadableFile, match="column value is missing"):
        list(read_rows(file))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"none\.csv"):
        list(read_rows(tmp_path / "none.csv"))


def test_xlsx_is_read_like_csv(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.worksheets[0].append(["indicator", "area", "period", "value"])
    book.worksheets[0].append(["jobs", 320205, "2026-06", 100.5])
    book.save(file)
    book.close()
    (row,) = read_rows(file)
    assert dict(row.fields) == {"indicator": "jobs", "area": "320205", "period": "2026-06", "value": "100.5"}


def test_a_truncated_xlsx_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.worksheets[0].append(["indicator", "area", "period", "value"])
    book.save(file)
    book.close()
    file.write_bytes(file.read_bytes()[:200])
    with pytest.raises(UnreadableFile, match="damaged"):
        list(read_rows(file))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("value", ""),
        ("revision", "-1"),
        ("revision", "1.5"),
        ("status", "maybe"),
        ("recorded_at", "2026-07-15"),
        ("recorded_at", "yesterday"),
    ],
)
def test_a_field_that_cannot_be_read_is_refused_with_its_name(field: str, value: str) -> None:
    fields = {"indicator": "jobs", "area": "320205", "period": "2026-06", "value": "1", field: value}
    found = observation_of(fields)
    assert isinstance(found, Refusal)
    assert found.field == field


def test_numbers_in_exponent_form_and_class_names_are_read() -> None:
    fields = {"indicator": "jobs", "area": "320205", "period": "2026-06"}
    number, named = observation_of({**fields, "value": "1.5e3"}), observation_of({**fields, "value": "III"})
    assert not isinstance(number, Refusal)
    assert not isinstance(named, Refusal)
    assert (number.value, named.class_name) == (1500.0, "III")
