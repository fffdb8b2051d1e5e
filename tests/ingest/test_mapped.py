"""Any table is read by a mapping of its columns, which is kept for the next file."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import TableErrors
from kg.ingest.match import Matcher
from kg.ingest.registers.catalogue import read_register
from kg.ingest.registers.mapped import CellRule, ColumnMap, load_map, read_by, write_map
from tests.ingest.conftest import cells_of

CODES = ColumnMap(
    "identities",
    {
        "entity": CellRule("Trust", kinds=("Body",)),
        "scheme": CellRule(fixed="ods"),
        "code": CellRule("Code"),
        "end": CellRule("Closed", is_last=True),
    },
    "Code",
)
FILE = "Code,Trust,Closed\nRNN,North Hospital NHS Trust,31/03/2019\nRQQ,North Hospitals Ltd,\n"


def test_columns_fill_cells_and_names_are_matched(matcher: Matcher, tmp_path: Path) -> None:
    path = tmp_path / "codes.csv"
    path.write_text(FILE, "utf8")
    found = read_register(read_by(CODES), [path], matcher, "src")
    assert cells_of(found, "identities") == [
        {"entity": "north-trust", "scheme": "ods", "code": "RNN", "end": "2019-04-01"},
        {"scheme": "ods", "code": "RQQ"},
    ]
    assert found[0].passages[0].locator == "RNN"
    assert found[1].named["entity"] == "North Hospitals Ltd"


def test_an_id_of_the_record_and_several_names_in_a_cell_are_taken(
    matcher: Matcher, tmp_path: Path
) -> None:
    path = tmp_path / "contracts.csv"
    path.write_text("Title,Who\nRecords,acme|Old Body\n", "utf8")
    rules = {"label": CellRule("Title"), "supplier": CellRule("Who")}
    found = read_register(read_by(ColumnMap("contracts", rules)), [path], matcher, "src")
    assert cells_of(found, "contracts") == [
        {"label": "Records", "supplier": "acme|old-body", "id": "records"}
    ]


def test_a_mapping_that_is_kept_is_the_same_when_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    path.write_text(write_map(CODES), "utf8")
    assert load_map(path) == CODES


def test_all_that_is_wrong_with_a_mapping_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    path.write_text(
        'table = "identities"\n[cells]\nentty = { column = "A" }\ncode = { colum = "B" }\n'
        'start = { column = "C", fixed = "2001" }\n',
        "utf8",
    )
    with pytest.raises(TableErrors) as told:
        load_map(path)
    lines = str(told.value).splitlines()
    assert len(lines) == 3
    assert "did you mean 'entity'?" in lines[1]
    path.write_text('table = "bodes"\n', "utf8")
    with pytest.raises(TableErrors, match="did you mean 'bodies'"):
        load_map(path)
