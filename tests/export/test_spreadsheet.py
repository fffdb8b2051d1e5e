"""The folder of flat tables: words and ids, safe in a spreadsheet."""

from __future__ import annotations

import csv
import io

from kg.export.spreadsheet import write_tables
from kg.model.vocabulary import Vocabulary


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_each_class_has_a_file_and_each_node_a_row(
    lines: list[str], vocabulary: Vocabulary
) -> None:
    files = write_tables(lines, vocabulary)
    bodies = {row["id"]: row for row in _rows(files["Body.csv"])}
    assert bodies["data-agency"]["prefLabel"] == "Data Agency"
    assert {"Person.csv", "Absorption.csv", "Recommendation.csv", "relations.csv"} <= set(files)


def test_references_come_in_words_with_their_ids_beside_them(
    lines: list[str], vocabulary: Vocabulary
) -> None:
    event = next(
        row
        for row in _rows(write_tables(lines, vocabulary)["Absorption.csv"])
        if row["id"] == "agency-absorption"
    )
    assert (event["endedBody"], event["endedBody_id"]) == ("Data Agency", "data-agency")


def test_sources_are_named_by_their_titles(lines: list[str], vocabulary: Vocabulary) -> None:
    for row in _rows(write_tables(lines, vocabulary)["Tenure.csv"]):
        assert row["sources"]
        assert "cite:" not in row["sources"]


def test_relations_read_as_sentences(lines: list[str], vocabulary: Vocabulary) -> None:
    found = {
        (row["subject"], row["relation"], row["object"])
        for row in _rows(write_tables(lines, vocabulary)["relations.csv"])
    }
    assert ("Data Agency", "replaced by", "National Board") in found


def test_a_cell_that_would_run_as_a_formula_is_made_text(
    lines: list[str], vocabulary: Vocabulary
) -> None:
    text = write_tables(lines, vocabulary)["Body.csv"]
    note = next(row["note"] for row in _rows(text) if row["id"] == "data-agency")
    assert note.startswith("'=1+1")
