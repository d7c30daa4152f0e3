"""Files as districts save them."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.reporting.refusal import Refusal
from shared.reporting.rows import observation_of
from shared.reporting.tables import COLUMNS, Row, UnreadableFile, read_rows

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


def row(**changes: str) -> Row:
    return Row(2, {"indicator": "jobs", "area": "320205", "period": "2026-06", "value": "1", **changes})


def refusal(one: Row) -> Refusal:
    found = observation_of(one)
    assert isinstance(found, Refusal)
    return found


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("value", ""),
        ("revision", "-1"),
        ("revision", "1.5"),
        pytest.param("revision", "9" * 5000, id="revision of many digits"),
        ("status", "maybe"),
        ("recorded_at", "2026-07-15"),
        ("recorded_at", "yesterday"),
        ("recorded_at", "0001-01-01T00:00:00+14:00"),
    ],
)
def test_a_field_that_cannot_be_read_is_refused_with_name_value_and_remedy(field: str, value: str) -> None:
    found = refusal(row(**{field: value}))
    assert found.field == field
    assert f"{field} {value[:60]!r}"[:-1] in found.english
    assert "; write " in found.english
    assert "请写成" in found.chinese


def test_numbers_in_exponent_form_and_class_names_are_read() -> None:
    number, named = observation_of(row(value="1.5e3")), observation_of(row(value="III"))
    assert not isinstance(number, Refusal)
    assert not isinstance(named, Refusal)
    assert (number.value, named.class_name) == (1500.0, "III")


def test_a_number_with_a_comma_does_not_become_a_smaller_one(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("indicator,area,period,value\njobs,320205,2026-06,9,200\n", encoding="utf-8")
    (torn,) = read_rows(file)
    assert "'200' is left over" in refusal(torn).english


def test_a_row_that_is_too_short_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("value,period,area,indicator\n1,2026-06\n", encoding="utf-8")
    (short,) = read_rows(file)
    found = observation_of(short)
    assert not isinstance(found, Refusal)
    assert (found.indicator, found.area) == ("", "")  # the service refuses that


def test_a_quotation_mark_that_is_not_closed_swallows_no_rows_in_silence(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(HEADER + ROW + 'jobs,320205,,"2026-06,1,,,,\n' + ROW * 2, encoding="utf-8")
    good, torn = read_rows(file)
    assert (good.line, torn.line) == (2, 3)
    assert "has a line break in it; close the quotation mark" in refusal(torn).english


@given(st.dictionaries(st.sampled_from(COLUMNS), st.text(max_size=30) | st.from_regex(r"[0-9eE+.-]{1,40}"), max_size=9))
def test_whatever_stands_in_a_row_is_read_or_refused_with_a_column(fields: dict[str, str]) -> None:
    found = observation_of(Row(2, fields))
    assert not isinstance(found, Refusal) or found.field in COLUMNS


def test_the_encoding_is_told_from_the_whole_file(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes((HEADER + ROW * 60_000 + "taihu,320205,,2026-06,Ⅲ,,,,\n").encode("gb18030"))
    assert file.stat().st_size > 1 << 20
    assert list(read_rows(file))[-1].fields["value"] == "Ⅲ"


def test_what_no_encoding_has_is_told_with_its_line_before_any_row(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes((HEADER + ROW * 50_000).encode() + b"jobs,\xff\xff,,2026-06,1,,,,\n")
    with pytest.raises(UnreadableFile, match="line 50002: is written neither in UTF-8 nor in GB18030; save the file as CSV UTF-8"):
        next(read_rows(file))


def test_utf_16_as_excel_saves_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(HEADER + ROW, encoding="utf-16")
    assert [one.fields["value"] for one in read_rows(file)] == ["100"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "column indicator, area, period, value is missing"),
        ("indicator;area;period;value\n", "with commas in between"),
        ("indicator,area,period,value,value\n", "column value stands there twice"),
        ("indicator,area,period,value\n" + "x" * 200_000, "line 2: field larger than field limit"),
    ],
)
def test_a_file_that_is_no_table_says_why(tmp_path: Path, content: str, words: str) -> None:
    file = tmp_path / "a.csv"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(UnreadableFile, match=words):
        list(read_rows(file))


def test_the_old_format_of_excel_is_told_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="save the file as xlsx"):
        list(read_rows(tmp_path / "a.xls"))


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    file = tmp_path_factory.mktemp("book") / "a.xlsx"
    made = openpyxl.Workbook()
    made.worksheets[0].append(["indicator", "area", "period", "value"])
    for number in range(50):
        made.worksheets[0].append(["jobs", 320205, "2026-06", number])
    made.save(file)
    made.close()
    return file.read_bytes()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(cut=st.floats(0, 0.999), at=st.floats(0, 0.999), byte=st.integers(0, 255), truncate=st.booleans())
def test_a_damaged_xlsx_is_read_or_refused_and_nothing_else(
    tmp_path: Path, book: bytes, cut: float, at: float, byte: int, truncate: bool
) -> None:
    content = bytearray(book[: int(len(book) * cut)] if truncate else book)
    if content:
        content[int(len(content) * at)] = byte
    file = tmp_path / "a.xlsx"
    file.write_bytes(bytes(content))
    with suppress(UnreadableFile):
        list(read_rows(file))
