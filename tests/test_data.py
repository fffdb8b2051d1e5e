"""The shipped facts: complete, and all in the graph."""

from __future__ import annotations

import csv
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.model import schema, terms
from kg.model.fields import TableSchema
from kg.model.vocabulary import Vocabulary
from tests.conftest import ROOT

DATA = ROOT / "data"


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def store(shipped_output: Path) -> ox.Store:
    return ox.Store.read_only(str(shipped_output / "store"))


@pytest.mark.parametrize("row", _rows("SEED_COVERAGE"), ids=lambda row: row["surface_form"])
def test_each_thing_that_the_article_names_is_in_the_graph(
    row: dict[str, str], store: ox.Store
) -> None:
    node = ox.NamedNode(terms.SHIPPED.entity(row["id"]))
    kinds = {
        q.object.value
        for q in store.quads_for_pattern(node, ox.NamedNode(terms.RDF + "type"), None)
    }
    table = schema.BY_NAME[row["table"]]
    classes = {table.cls} if table.cls else {c for column in table.columns for c in column.classes}
    if table.name == "recommendations":
        classes.add("DocumentAdvice")  # the row of a report's advice as a whole
    allowed = {
        terms.SKOS + "Concept" if c == "Concept" else f"{terms.SHIPPED.ns}{c}" for c in classes
    }
    assert kinds & allowed


@pytest.mark.parametrize("table", [t for t in schema.TABLES if t.has_id], ids=lambda t: t.name)
def test_each_row_is_a_node_of_the_graph(table: TableSchema, store: ox.Store) -> None:
    typed = {
        q.subject.value
        for q in store.quads_for_pattern(None, ox.NamedNode(terms.RDF + "type"), None)
        if isinstance(q.subject, ox.NamedNode)
    }
    rows = _rows(table.name)
    assert rows
    assert not {row["id"] for row in rows if terms.SHIPPED.entity(row["id"]) not in typed}


@pytest.mark.parametrize(
    ("table", "cls"),
    [
        ("claims", "Claim"),
        ("tenures", "Tenure"),
        ("assessments", "Assessment"),
        ("names", "DatedName"),
        ("identities", "DatedCode"),
    ],
)
def test_rows_without_an_id_are_nodes_of_their_own(table: str, cls: str, store: ox.Store) -> None:
    kind = ox.NamedNode(terms.SHIPPED.ns + cls)
    found = {
        q.subject for q in store.quads_for_pattern(None, ox.NamedNode(terms.RDF + "type"), kind)
    }
    assert len(found) >= len(_rows(table))


def test_each_claim_of_the_table_states_its_triple(store: ox.Store) -> None:
    alias = {row["old_id"]: row["id"] for row in _rows("aliases_of_ids")}
    missing = [
        row
        for row in _rows("claims")
        if row["rank"] != "deprecated"
        and ox.Quad(
            ox.NamedNode(terms.SHIPPED.entity(alias.get(row["subject"], row["subject"]))),
            ox.NamedNode(terms.SHIPPED.ns + row["property"]),
            ox.NamedNode(terms.SHIPPED.entity(alias.get(row["object"], row["object"]))),
        )
        not in store
    ]
    assert not missing


def test_every_fact_between_entities_rests_on_a_source(store: ox.Store) -> None:
    """Each plain triple between two entities is claimed, stands on a sourced node, or is derived."""
    answer = store.query(
        """
        SELECT ?s ?p ?o WHERE {
          ?s ?p ?o .
          FILTER(STRSTARTS(STR(?s), STR(id:)) && STRSTARTS(STR(?o), STR(id:)))
          FILTER(?p NOT IN (nhsit:datedName, nhsit:datedCode, org:postIn, dct:isReplacedBy, skos:broader))
          MINUS { ?s nhsit:evidence ?e }
          MINUS { GRAPH graph:inferred { ?s ?p ?o } }
          MINUS { ?c rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; nhsit:evidence ?e2 }
        }""",
        prefixes=terms.SHIPPED.prefixes,
    )
    assert list(answer) == []


def test_properties_that_claims_use_are_those_of_the_table(vocabulary: Vocabulary) -> None:
    declared = {row["property"]: row for row in _rows("properties")}
    assert declared.keys() == vocabulary.relations.keys()
    for name, row in declared.items():
        found = vocabulary.properties[vocabulary.relations[name]]
        assert (found.comment, found.inverse_label) == (row["definition"], row["inverse_label"])


def test_the_readme_of_the_data_names_every_file_and_column() -> None:
    text = (DATA / "README.md").read_text("utf8")
    for table in schema.TABLES:
        assert f"`{table.name}.csv`" in text
        for column in table.names:
            assert f"`{column}`" in text, (table.name, column)
