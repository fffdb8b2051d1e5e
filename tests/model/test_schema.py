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
    "synonyms": "meaning words",
    "evidence": "table row source by",
    "judgements": "proposal judgement table by date",
}
"""The columns without which a row says nothing that can be kept."""

LATER = {
    "sources": "read_at official archive licence",
    "bodies": "standing",
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
    "properties": "subject_type object_type",
    "synonyms": "words",
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

PAST = {
    "sources": "date",
    "bodies": "start end",
    "programmes": "start end",
    "systems": "start end",
    "documents": "date",
    "legislation": "date",
    "names": "start end",
    "tenures": "start end seen",
    "claims": "seen",
    "assessments": "date",
    "opinions": "date",
    "contracts": "announced start end",
    "figures": "stated_on",
    "identities": "start end",
}
"""The dates that can only be known of what has been."""

COUNTED = {"bodies": "group_size", "posts": "max_holders", "contracts": "value_gbp"}
"""The numbers that are never nought."""


def _told(folder: Path, vocabulary: Vocabulary, rows: dict[str, list[list[str]]]) -> list[str]:
    """Return what is told of some tables that have faults, as `table:row:column: problem`."""
    folder.mkdir()
    for name, lines in rows.items():
        with (folder / f"{name}.csv").open("w", encoding="utf8", newline="") as stream:
            csv.writer(stream).writerows(lines)
    with pytest.raises(TableErrors) as raised:
        load_facts(folder, vocabulary)
    return [line.removeprefix(f"{folder}/").replace(".csv", "") for line in raised.value.problems]


def _found(told: list[str], *problems: str) -> dict[str, set[str]]:
    """Return the columns, by table, of which some problem is told."""
    columns: dict[str, set[str]] = {}
    for line in told:
        where, _, problem = line.partition(": ")
        if problem.startswith(problems):
            table, _, column = where.split(":")
            columns.setdefault(table, set()).add(column)
    return columns


def _filled(cell: str) -> dict[str, list[list[str]]]:
    """Return every table with a row of which each cell says the same."""
    return {table.name: [table.names, [cell] * len(table.names)] for table in schema.TABLES}


def _split(columns: dict[str, str]) -> dict[str, set[str]]:
    return {table: set(names.split()) for table, names in columns.items()}


def test_every_column_that_a_row_needs_is_missed_when_it_is_empty(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    rows = {}
    for table in schema.TABLES:
        blank = [""] * (len(table.names) - 1)  # an empty row is none: one cell must hold something
        rows[table.name] = [table.names, ["x", *blank], [*blank, "x"]]
    told = _told(tmp_path / "data", vocabulary, rows)
    assert _found(told, "is empty;", "has no source;") == _split(NEEDED)


def test_only_what_came_later_may_be_missing_from_a_file(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    told = _told(tmp_path / "data", vocabulary, {t.name: [[t.names[0]]] for t in schema.TABLES})
    missing = _found([line for line in told if line.endswith("is missing")], "column")
    for table in schema.TABLES:
        later = set(LATER.get(table.name, "").split())
        assert set(table.names[1:]) - missing[table.name] == later, table.name


def test_only_some_cells_name_several_things(tmp_path: Path, vocabulary: Vocabulary) -> None:
    told = _told(tmp_path / "data", vocabulary, _filled("x||y"))
    assert _found(told, "'x||y' is a list with an empty item") == _split(LISTS)


def test_what_has_not_come_yet_can_only_be_planned(tmp_path: Path, vocabulary: Vocabulary) -> None:
    told = _told(tmp_path / "data", vocabulary, _filled("2090"))
    assert _found(told, "'2090' is after the day of the record") == _split(PAST)


def test_of_what_there_must_be_one_there_is_not_none(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    told = _told(tmp_path / "data", vocabulary, _filled("0"))
    assert _found(told, "'0' is less than 1") == _split(COUNTED)
