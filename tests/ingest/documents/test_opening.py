"""Files are opened plain, gzipped or zipped, and no more of them is read than is sane."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.ingest.registers import opening
from kg.ingest.registers.opening import open_bytes, read_json, read_records, read_rows

TEXT = "Name,Day\nA,1\n\nB,2\n"
ROWS = [["Name", "Day"], ["A", "1"], ["B", "2"]]


def _rows(path: Path) -> list[list[str]]:
    return [row for _, row in read_rows(path)]


def test_a_table_is_the_same_plain_gzipped_or_zipped(tmp_path: Path) -> None:
    plain, zipped, packed = (tmp_path / name for name in ("a.csv", "a.zip", "a.csv.gz"))
    plain.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    packed.write_bytes(gzip.compress(TEXT.encode()))
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("folder/a.csv", TEXT)
        archive.writestr("folder/about.pdf", "x")
    assert _rows(plain) == _rows(packed) == _rows(zipped) == ROWS


@pytest.mark.parametrize("mark", [";", "\t"])
def test_other_marks_between_cells_are_seen(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(TEXT.replace(",", mark), "utf8")
    assert _rows(path) == ROWS


def test_what_spreadsheets_write_in_their_code_page_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("Name\nK\xf6rner \x96 Ltd\n".encode("latin-1"))
    assert _rows(path)[1] == ["Körner – Ltd"]


def test_a_file_that_swells_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_SMALL", 1000)
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", "a,b\n" * 500_000)
    with pytest.raises(UsageError, match=r"bomb\.zip: holds more than [\d,]+ bytes; not read"):
        _rows(path)
    packed = tmp_path / "bomb.gz"
    packed.write_bytes(gzip.compress(b"[" * 2_000_000))
    with pytest.raises(UsageError, match="holds more than"):
        read_json(packed)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("none.csv", None, "cannot be read"),
        ("empty.csv", b"", "is empty"),
        ("blank.csv", b" \n ", "is empty"),
        ("binary.csv", b"a\0b\0", "is not text"),
        ("cut.zip", b"PK\x03\x04nothing", "is no archive that can be read"),
        ("cut.gz", gzip.compress(b"a,b\n" * 9999, mtime=0)[:40], "cannot be read"),
        ("half.json", b'{"a": [1,', "is no whole JSON"),
        ("deep.json", b"[" * 200_000, "nested too deep"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_in_one_line(
    tmp_path: Path, name: str, content: bytes | None, told: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UsageError, match=told) as error:
        read_json(path) if name.endswith("json") else _rows(path)
    assert "\n" not in str(error.value)
    assert name in str(error.value)


def test_a_workbook_and_an_archive_of_several_files_say_what_to_do(tmp_path: Path) -> None:
    book, several = tmp_path / "a.xlsx", tmp_path / "a.zip"
    with zipfile.ZipFile(book, "w") as archive:
        archive.writestr("xl/workbook.xml", "x")
    with zipfile.ZipFile(several, "w") as archive:
        archive.writestr("a.csv", "x")
        archive.writestr("b.csv", "x")
    with pytest.raises(UsageError, match="save its sheet as CSV"):
        _rows(book)
    with pytest.raises(UsageError, match="holds 2 files"), open_bytes(several):
        pass


def test_a_column_that_is_missing_is_told_with_those_there_are(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(" Name , Day\nA,1\n", "utf8")
    assert [row for _, row in read_records(path, ("Name",))] == [{"Name": "A", "Day": "1"}]
    with pytest.raises(UsageError, match=r"has no column Kind; found Name, Day"):
        list(read_records(path, ("Name", "Kind")))
