"""Decoding: whatever rows state becomes rows again that state the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import schema
from kg.model.fields import Cell, Field, TableSchema
from kg.model.vocabulary import Vocabulary
from kg.read.facts import Facts
from kg.read.ontology import load_vocabulary
from kg.read.sheets import Row
from kg.read.tables import load_facts
from kg.triples.decode import decode
from kg.triples.encode import encode
from tests.conftest import ROOT

VOCABULARY = load_vocabulary(ROOT / "ontology")
NOT_IN_A_GRAPH = ("properties", "SEED_COVERAGE", "synonyms", "judgements", "evidence")
ALIASES = "aliases_of_ids"
TEXTS = ["NHS X", 'say "yes"', "a, b; c\nd", "naïve – £5", "#1", "N", "x\\y"]
DATES = ["1999", "2001-04", "2013-04-01", "2019~", "2020?", "..", "199X"]
LOCATORS = ["", "#p. 1", "#para 2, box #3"]


def _facts(rows: Mapping[str, Iterable[Sequence[str]]]) -> Facts:
    held = {
        name: [Row(number, [*cells]) for number, cells in enumerate(found, 2)]
        for name, found in rows.items()
    }
    return Facts(Path(), held, aliases=dict(row.cells for row in held["aliases_of_ids"]))


def _encoded(facts: Facts, vocabulary: Vocabulary = VOCABULARY) -> set[str]:
    lines: set[str] = set()
    encode(facts, vocabulary, lines.add)
    return lines


def _again(lines: Iterable[str]) -> Facts:
    found = decode(sorted(lines), VOCABULARY)
    return _facts({name: [row.cells for row in rows] for name, rows in found.items()})


def _item(draw: Random, column: Field, table: TableSchema, ids: Mapping[str, Sequence[str]]) -> str:
    match column.cell:
        case Cell.CLASS:
            return draw.choice(column.classes)
        case Cell.DATE:
            return draw.choice(DATES)
        case Cell.DAY:
            return "2024-02-29"
        case Cell.INTEGER | Cell.NUMBER:
            return draw.choice(["1", "250"])
        case Cell.CHOICE:
            return draw.choice(sorted(VOCABULARY.by_notation[column.scheme]))
        case Cell.FLAG:
            return draw.choice(["yes", "no"])
        case Cell.REF:
            fit = [i for cls in column.refers for i in ids.get(cls, ())]
            return draw.choice(fit or [i for one in ids.values() for i in one])
        case Cell.RELATION:
            return draw.choice(sorted(VOCABULARY.relations))
        case Cell.LINK:
            return draw.choice(["https://example.org/a?b=1", "shelf 7"])
        case Cell.EVIDENCE:
            return draw.choice(ids["Source"]) + draw.choice(LOCATORS)
        case _ if column.name == "facet":
            return draw.choice(sorted(schema.FACETS))
        case _:
            return draw.choice(TEXTS)


def _cell(draw: Random, column: Field, table: TableSchema, ids: Mapping[str, Sequence[str]]) -> str:
    if not column.required and draw.random() < 0.5:
        return ""
    times = draw.randint(1, 3) if column.many else 1
    return "|".join(dict.fromkeys(_item(draw, column, table, ids) for _ in range(times)))


def _tables(seed: int) -> dict[str, list[list[str]]]:
    """Return tables of a few rows, each cell as its column wants it."""
    draw = Random(seed)
    found: dict[str, list[list[str]]] = {table.name: [] for table in schema.TABLES}
    filled = [t for t in schema.TABLES if t.name not in NOT_IN_A_GRAPH and t.name != ALIASES]
    classes = {
        f"{table.name}-{number}": draw.choice([c for c in table.classes if c != "DocumentAdvice"])
        for table in filled
        if table.has_id
        for number in range(draw.randint(1, 3))
    }
    ids: dict[str, list[str]] = {}
    for slug, cls in classes.items():
        ids.setdefault(cls, []).append(slug)
    for table in filled:
        keys = set()
        slugs = [slug for slug in classes if slug.rpartition("-")[0] == table.name]
        for slug in slugs if table.has_id else ("", "", ""):
            cells = [_cell(draw, column, table, ids) for column in table.columns]
            for i, column in enumerate(table.columns):
                if column.cell is Cell.SLUG:
                    cells[i] = slug
                if column.cell is Cell.CLASS:
                    cells[i] = classes[slug]
            if table.name == "assessments":
                facet = schema.FACETS[cells[1]]
                cells[2] = draw.choice(sorted(VOCABULARY.by_notation[facet]))
            cells = _without_roles_it_lacks(table, cells)
            if table.name_row(cells) not in keys:
                found[table.name].append(cells)
            keys.add(table.name_row(cells))
    found[ALIASES] = [["old-one", draw.choice(sorted(classes))]]
    return found


def _without_roles_it_lacks(table: TableSchema, cells: Sequence[str]) -> list[str]:
    return [
        "" if column.roles and table.class_of(cells) not in column.roles else cell
        for column, cell in zip(table.columns, cells, strict=True)
    ]


@given(st.integers(0, 1_000_000))
@settings(max_examples=40)
def test_rows_that_were_read_from_what_rows_state_state_the_same(
    seed: int,
) -> None:
    stated = _encoded(_facts(_tables(seed)))
    assert _encoded(_again(stated)) == stated


@given(st.integers(0, 1_000_000))
@settings(max_examples=10)
def test_rows_that_were_decoded_are_decoded_to_themselves(seed: int) -> None:
    once = _again(_encoded(_facts(_tables(seed))))
    assert _again(_encoded(once)).rows == once.rows


@pytest.mark.slow
def test_the_shipped_facts_come_back_from_what_they_state(vocabulary: Vocabulary) -> None:
    facts = load_facts(ROOT / "data", vocabulary)
    stated = _encoded(facts, vocabulary)
    again = _again(stated)
    assert _encoded(again) == stated
    counts = {name: (len(rows), len(facts.rows[name])) for name, rows in again.rows.items()}
    assert {n for n, (found, had) in counts.items() if found != had} <= set(NOT_IN_A_GRAPH)


def test_a_passage_with_its_letters_comes_back_as_a_row_of_evidence() -> None:
    rows: dict[str, list[list[str]]] = {table.name: [] for table in schema.TABLES}
    rows["sources"] = [["src", "T", "P", "", "News", "https://example.org/a", *[""] * 5]]
    rows["people"] = [["ann", "Ann", "", "", "src"]]
    row = ["people", "ann", "", "src", "p. 1|2", "0" * 64, "5", "9", "somebody"]
    rows["evidence"] = [row]
    stated = _encoded(_facts(rows))
    again = _again(stated)
    assert [found.cells[:8] for found in again.rows["evidence"]] == [row[:8]]
    assert _encoded(again) == stated


def test_what_no_table_holds_is_no_row() -> None:
    things, ns = VOCABULARY.space.things, VOCABULARY.space.ns
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    lines = [
        f"<{things}a> {kind} <http://example.org/Thing> .",
        f"<http://example.org/b> {kind} <{ns}Body> .",
        f"_:c {kind} <{ns}Body> .",
        f"<{things}Not a slug> {kind} <{ns}Body> .",
    ]
    assert not any(decode(lines, VOCABULARY).values())
