"""The columns: which a row needs, which a file may lack, which hold lists."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kg.errors import TableErrors
from kg.model import schema
from kg.model.vocabulary import Vocabulary
from kg.read.tables import load_facts

NEEDED = {
    "sources": "id title publisher kind url",
    "bodies": "id type tier it_role label sources",
    "people": "id label sources",
    "posts": "id label body sources",
    "programmes": "id label sources",
    "systems": "id label kind sources",
    "documents": "id type label sources",
    "legislation": "id label sources",
    "names": "entity name kind sources",
    "events": "id kind label status sources",
    "tenures": "person post capacity rank sources",
    "claims": "subject property object rank confidence sources",
    "recommendations": "id report number summary sources",
    "assessments": "recommendation facet verdict by date sources",
    "opinions": "id by about stance summary sources",
    "contracts": "id label sources",
    "figures": "id subject measure unit sources",
    "identities": "entity scheme code sources",
    "aims": "id label definition",
    "topics": "id label",
    "aliases_of_ids": "old_id id",
    "properties": "property subject_type object_type inverse_label definition",
    "SEED_COVERAGE": "where surface_form id table",
    "evidence": "table row source by",
    "judgements": "proposal judgement table by date",
}
"""The columns without which a row says nothing that can be kept."""

LATER = {
    "sources": "read_at official archive licence",
    "bodies": "standing wikidata ods_code",
    "legislation": "aliases",
    "events": "aliases",
    "recommendations": "due",
    "assessments": "rank",
    "figures": "rank",
}
"""The columns that a file may lack: it was begun before they were, or needs none of them."""

LISTS = {
    "bodies": "aliases sources",
    "people": "aliases sources",
    "posts": "kind sources",
    "programmes": "aliases sources",
    "systems": "aliases sources",
    "documents": "aliases authors publisher commissioned_by sources",
    "legislation": "aliases sources",
    "names": "sources",
    "events": "aliases ended created gaining losing legal_basis triggered_by part_of sources",
    "tenures": "seen sources",
    "claims": "seen sources",
    "recommendations": "addressed_to topics reiterates sources",
    "assessments": "sources",
    "opinions": "about sources",
    "contracts": "buyer supplier subject sources",
    "figures": "sources",
    "identities": "sources",
}
"""The columns of which a cell may name several things, with `|` between."""


def _told(folder: Path, vocabulary: Vocabulary, rows: dict[str, list[list[str]]]) -> list[str]:
    """Return what is told of some tables that have faults, as `table:row:column: problem`."""
    folder.mkdir()
    for name, lines in rows.items():
        with (folder / f"{name}.csv").open("w", encoding="utf8", newline="") as stream:
            csv.writer(stream).writerows(lines)
    with pytest.raises(TableErrors) as raised:
        load_facts(folder, vocabulary)
    return [line.removeprefix(f"{folder}/").replace(".csv", "") for line in raised.value.problems]


def test_every_column_that_a_row_needs_is_missed_when_it_is_empty(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    rows = {}
    for table in schema.TABLES:
        blank = [""] * (len(table.names) - 1)  # an empty row is none: one cell must hold something
        rows[table.name] = [table.names, ["x", *blank], [*blank, "x"]]
    missed: dict[str, set[str]] = {table.name: set() for table in schema.TABLES}
    for line in _told(tmp_path / "data", vocabulary, rows):
        where, _, problem = line.partition(": ")
        if problem.startswith(("is empty;", "has no source;")):
            table, _, column = where.split(":")
            missed[table].add(column)
    assert missed == {table: set(columns.split()) for table, columns in NEEDED.items()}


def test_only_what_came_later_may_be_missing_from_a_file(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    told = _told(tmp_path / "data", vocabulary, {t.name: [[t.names[0]]] for t in schema.TABLES})
    for table in schema.TABLES:
        start = f"{table.name}:1:"
        lines = [line.removeprefix(start) for line in told if line.startswith(start)]
        missing = {line.partition(":")[0] for line in lines if line.endswith("is missing")}
        later = set(LATER.get(table.name, "").split())
        assert set(table.names[1:]) - missing == later, table.name


def test_only_some_cells_name_several_things(tmp_path: Path, vocabulary: Vocabulary) -> None:
    rows = {table.name: [table.names, ["x||y"] * len(table.names)] for table in schema.TABLES}
    several: dict[str, set[str]] = {}
    for line in _told(tmp_path / "data", vocabulary, rows):
        where, _, problem = line.partition(": ")
        if problem.startswith("'x||y' is a list with an empty item"):
            table, _, column = where.split(":")
            several.setdefault(table, set()).add(column)
    assert several == {table: set(columns.split()) for table, columns in LISTS.items()}
