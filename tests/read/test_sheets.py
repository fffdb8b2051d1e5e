"""One file as a table: whatever a program has made of it is told, and its rows are understood."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import schema
from kg.read.sheets import Sheet, read_sheet, write_sheet
from tests.damager import FILES, HARMLESS, Rows, write_rows

TOPICS = schema.BY_NAME["topics"]
ROWS: Rows = [
    ["id", "label", "broader", "definition", "organisational"],
    ["topic-a", "Körner, and £5", "", "It’s one", "yes"],
    ["topic-b", "B", "topic-a", "", ""],
    ["topic-c", 'The "third"', "topic-a", "c; d", "no"],
]
UNREADABLE = ("HTML", "a workbook", "cut within a row")


def _faults(sheet: Sheet) -> list[str]:
    return [fault.problem for fault in sheet.faults if not fault.is_harmless]


@pytest.mark.parametrize("kind", [kind for kind in FILES if kind not in UNREADABLE])
def test_a_file_in_another_shape_is_told_and_read_as_it_was(kind: str) -> None:
    sheet = read_sheet(TOPICS, FILES[kind](ROWS))
    assert bool(_faults(sheet)) is (kind not in HARMLESS), _faults(sheet)
    assert len(_faults(sheet)) <= 2
    assert all(fault.is_understood or fault.is_harmless for fault in sheet.faults)
    assert write_sheet(sheet, TOPICS.names) == write_rows(ROWS)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(
            "sep=,\n", "row 1 is not the header; found 'sep=,', expected id,label,", id="sep"
        ),
        pytest.param(
            "Topics,,,,\n", "row 1 is not the header; found 'Topics', expected", id="a title"
        ),
        pytest.param(
            "\n\n", "row 1 is not the header; found '', expected id", id="empty rows above"
        ),
    ],
)
def test_what_stands_above_the_header_is_told_in_one_line(content: str, told: str) -> None:
    sheet = read_sheet(TOPICS, content.encode() + write_rows(ROWS).encode())
    (fault,) = _faults(sheet)
    assert fault.startswith(told)
    assert [row.cells for row in sheet.rows] == ROWS[1:]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(b"<!DOCTYPE html><html>", "is a web page or XML, not CSV", id="a page"),
        pytest.param(
            b'\xef\xbb\xbf\n <table border="1">', "is a web page or XML", id="a table of HTML"
        ),
        pytest.param(b'<?xml version="1.0"?><a/>', "is a web page or XML", id="XML"),
        pytest.param(b"PK\x03\x04...", "is a workbook (.xlsx or .ods), not CSV", id="a workbook"),
        pytest.param(b"\xd0\xcf\x11\xe0...", "is a workbook (.xls), not CSV", id="an old workbook"),
        pytest.param(b"%PDF-1.7", "is a PDF, not CSV", id="a PDF"),
        pytest.param(b"{\\rtf1 id}", "is a text with layout (RTF)", id="RTF"),
        pytest.param(b"\x1f\x8b\x08", "is packed (gzip)", id="gzip"),
        pytest.param(b"\xff\xfea", "is neither UTF-8 nor whole UTF-16", id="half of UTF-16"),
        pytest.param(b"some text\n", "row 1 is not the header; found 'some text'", id="a text"),
        pytest.param(
            b"topic-a,A,,,\n", "row 1 is not the header; found 'topic-a,A,,,'", id="no header"
        ),
    ],
)
def test_a_file_that_cannot_be_understood_is_one_line(content: bytes, told: str) -> None:
    sheet = read_sheet(TOPICS, content)
    (fault,) = _faults(sheet)
    assert fault.startswith(told)
    assert not sheet.is_read and not sheet.rows


@pytest.mark.parametrize(
    ("header", "told"),
    [
        pytest.param("ID,label,broader,definition,organisational",
                     "unknown column 'ID'; did you mean 'id'?", id="one name in capitals"),
        pytest.param("Id,Label,Broader,Definition,Organisational",
                     "names of columns were changed: 'Id' is id, 'Label' is label", id="capitals"),
        pytest.param("“id”,“label”,“broader”,“definition”,“organisational”",
                     "names of columns were changed: '“id”' is id", id="smart quotes"),
        pytest.param("id,,broader,definition,organisational",
                     "column 2 has no name; by its place it is 'label'", id="a merged header"),
        pytest.param("id,label,broader,definition,",
                     "column 5 has no name; by its place it is 'organisational'", id="a lost name"),
        pytest.param(",label,broader,definition,organisational",
                     "column 1 has no name; by its place it is 'id'", id="the first name lost"),
    ],
)  # fmt: skip
def test_names_of_columns_are_understood_however_they_are_written(header: str, told: str) -> None:
    content = "\n".join([header, *write_rows(ROWS).splitlines()[1:], ""])
    sheet = read_sheet(TOPICS, content.encode())
    assert _faults(sheet)[0].startswith(told)
    assert write_sheet(sheet, TOPICS.names) == write_rows(ROWS)


def test_columns_without_a_name_or_a_cell_are_left_out_and_noted() -> None:
    sheet = read_sheet(TOPICS, FILES["empty columns"](ROWS))
    (fault,) = sheet.faults
    assert fault.problem == "3 columns without a name or a cell left out; delete them"
    assert fault.is_harmless


def test_a_column_without_a_name_that_holds_cells_is_told() -> None:
    sheet = read_sheet(TOPICS, write_rows([[*row, ""] for row in ROWS]).encode()[:-1] + b"x\n")
    assert _faults(sheet) == ["column 6 has no name"]


def test_a_row_that_is_too_long_is_kept_as_it_is() -> None:
    content = write_rows([*ROWS, ["topic-d", "D, and", "more", "", "", ""], ["topic-e", "E"]])
    sheet = read_sheet(TOPICS, content.encode().replace(b'"D, and"', b"D, and"))
    assert _faults(sheet) == ["has 7 cells; expected 5", "has 2 cells; expected 5"]
    assert write_sheet(sheet, TOPICS.names).endswith("topic-d,D, and,more,,,\ntopic-e,E\n")


def test_the_likeliest_encoding_is_taken_and_named() -> None:
    sheet = read_sheet(TOPICS, FILES["Windows-1252"](ROWS))
    assert _faults(sheet) == [
        "byte 0xf6 is not UTF-8; save the file as 'CSV UTF-8' (in Windows-1252 it is 'ö')"
    ]
    sheet = read_sheet(TOPICS, FILES["Mac Roman"](ROWS))
    assert "(in Mac Roman it is 'ö')" in _faults(sheet)[0]


TEXTS = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\r\0"))


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=5))
def test_whatever_cells_hold_a_file_is_read_as_it_was_written(pairs: list[tuple[str, str]]) -> None:
    rows = [ROWS[0], *([f"topic-{i}", a, "", b, ""] for i, (a, b) in enumerate(pairs))]
    sheet = read_sheet(TOPICS, write_rows(rows).encode())
    assert [row.cells for row in sheet.rows] == rows[1:]


@given(st.binary(max_size=300))
def test_no_bytes_are_more_than_told(content: bytes) -> None:
    sheet = read_sheet(TOPICS, content)
    assert sheet.is_read or _faults(sheet)


@given(st.text(max_size=200), st.sampled_from(["utf8", "utf-16", "cp1252"]))
def test_no_text_above_a_table_hides_it_or_is_taken_for_it(above: str, encoding: str) -> None:
    content = (above + "\n" + write_rows(ROWS)).encode(encoding, "ignore")
    sheet = read_sheet(TOPICS, content)
    assert sheet.is_read or _faults(sheet)
    if sheet.is_read:
        cells = list(csv.reader(io.StringIO(write_sheet(sheet, TOPICS.names))))
        assert cells[0] == ROWS[0]


def test_a_file_that_ends_within_a_row_is_noted() -> None:
    sheet = read_sheet(TOPICS, write_rows(ROWS).encode()[:-3])
    assert [(fault.row, fault.problem) for fault in sheet.faults if fault.is_harmless] == [
        (4, "ends without a line end; see whether the last row is whole")
    ]
