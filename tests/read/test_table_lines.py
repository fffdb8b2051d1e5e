"""A row is added or changed, and no other byte of the file is."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.model.schema import BY_NAME
from kg.read.table_lines import TableLines

NAMES = BY_NAME["names"]
HEADER = "entity,name,kind,start,end,sources"


def _read(folder: Path, text: str | bytes, name: str = "names") -> TableLines:
    data = text if isinstance(text, bytes) else text.encode()
    (folder / f"{name}.csv").write_bytes(data)
    return TableLines.read(folder, BY_NAME[name])


_cells = st.text(st.sampled_from("ab ,\"\n'é|"), max_size=6)


@st.composite
def _files(draw: st.DrawFn) -> bytes:
    """A file of names as some program may have left it."""
    end = draw(st.sampled_from(["\n", "\r\n"]))
    rows = draw(st.lists(st.lists(_cells, min_size=6, max_size=6), max_size=6))
    stream = io.StringIO()
    stream.write(HEADER + end)
    for row in rows:
        quoting = draw(st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]))
        csv.writer(stream, lineterminator=end, quoting=quoting).writerow(row)
        stream.write(end * draw(st.sampled_from([0, 0, 1])))
    text = stream.getvalue()
    text = text.removesuffix(end) if draw(st.booleans()) else text
    return ("\ufeff" * draw(st.booleans()) + text).encode()


@settings(max_examples=30)
@given(_files())
def test_what_is_read_is_written_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    assert _read(tmp_path_factory.mktemp("t"), data).to_bytes() == data


@settings(max_examples=30)
@given(_files(), st.lists(_cells.filter(bool), min_size=6, max_size=6))
def test_a_row_that_is_added_leaves_every_other_line(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, cells: list[str]
) -> None:
    table = _read(tmp_path_factory.mktemp("t"), data)
    line = table.add(dict(zip(NAMES.names, cells, strict=True)))
    assert list(csv.reader(io.StringIO(line.raw, newline=""))) == [cells]
    assert line.raw in table.to_bytes().decode()
    table.lines.remove(line)
    assert table.to_bytes() == data


def test_rows_go_where_their_order_wants_them(tmp_path: Path) -> None:
    table = _read(tmp_path, f"{HEADER}\na,A,Alias,,,s\nc,C,Alias,,,s\n")
    table.add({"entity": "b", "name": "B", "kind": "Alias", "sources": "s"})
    table.add({"entity": "d", "name": "D", "kind": "Alias", "sources": "s"})
    assert [line.cells[0] for line in table.rows] == ["a", "b", "c", "d"]
    assert table.number(table.lines[1]) == 3


def test_a_row_moves_when_its_order_changes(tmp_path: Path) -> None:
    table = _read(tmp_path, f"{HEADER}\na,A,Alias,,,s\nc,C,Alias,,,s\n")
    table.change(table.lines[0], {"entity": "d"})
    assert table.to_bytes().decode() == f"{HEADER}\nc,C,Alias,,,s\nd,A,Alias,,,s\n"


def test_columns_stand_where_the_file_has_them(tmp_path: Path) -> None:
    table = _read(tmp_path, "name,entity,kind,start,end,sources\r\nA,a,Alias,,,s")
    table.add({"entity": "b", "name": "B, the", "kind": "Alias"})
    assert table.to_bytes() == (
        b'name,entity,kind,start,end,sources\r\nA,a,Alias,,,s\r\n"B, the",b,Alias,,,\r\n'
    )


def test_columns_without_a_name_stay_empty(tmp_path: Path) -> None:
    table = _read(tmp_path, f"{HEADER},,\na,A,Alias,,,s,,\n")
    table.add({"entity": "b", "name": "B", "kind": "Alias"})
    assert table.to_bytes().decode().endswith("\nb,B,Alias,,,,,\n")


def test_a_column_that_the_file_lacks_is_told(tmp_path: Path) -> None:
    table = _read(tmp_path, "id,title,publisher,date,kind,url,note\n", "sources")
    table.add({"id": "a"})
    with pytest.raises(UsageError, match=r"sources\.csv: has no column 'licence'; add it first"):
        table.add({"id": "b", "licence": "OGL"})


def test_a_table_without_a_file_begins_with_its_header(tmp_path: Path) -> None:
    table = TableLines.read(tmp_path, NAMES)
    assert not table.is_changed
    table.add({"entity": "a", "name": "A", "kind": "Alias", "sources": "s"})
    assert table.to_bytes().decode() == f"{HEADER}\na,A,Alias,,,s\n"
