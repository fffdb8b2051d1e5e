"""Every RDF format, read back by rdflib, holds the graph that was written."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from kg.engine.canonical import Statement
from kg.engine.store import LocalGraph
from kg.errors import OutputError
from kg.export import rdf
from kg.export.turtle import write_turtle
from kg.model import terms
from kg.model.vocabulary import Vocabulary
from tests.conftest import plain_graph

CONTEXT = Path(__file__).parents[2] / "ontology" / "context.jsonld"


@pytest.fixture
def writers(
    vocabulary: Vocabulary, statements: list[Statement]
) -> dict[str, Callable[[list[str]], str]]:
    graph_of = dict(statements)
    return {
        "turtle": rdf.write_turtle,
        "nt": rdf.write_ntriples,
        "xml": rdf.write_rdfxml,
        "json-ld": lambda lines: rdf.write_jsonld(
            lines, vocabulary, json.loads(CONTEXT.read_text("utf8"))["@context"]
        ),
        "nquads": lambda lines: rdf.write_nquads((line, graph_of[line]) for line in lines),
        "trig": lambda lines: rdf.write_trig((line, graph_of[line]) for line in lines),
    }


@pytest.mark.parametrize("name", ["turtle", "nt", "xml", "json-ld"])
def test_a_format_read_back_by_rdflib_is_the_same_graph(
    name: str, writers: dict[str, Callable[[list[str]], str]], lines: list[str]
) -> None:
    wanted = rdflib.Graph().parse(data="\n".join(lines), format="nt")
    assert isomorphic(rdflib.Graph().parse(data=writers[name](lines), format=name), wanted)


@pytest.mark.parametrize("name", ["nquads", "trig"])
def test_layers_come_back_as_named_graphs(
    name: str,
    writers: dict[str, Callable[[list[str]], str]],
    lines: list[str],
    statements: list[Statement],
) -> None:
    found = rdflib.Dataset()
    found.parse(data=writers[name](lines), format=name)
    inferred = found.graph(rdflib.URIRef(terms.SHIPPED.layer("inferred")))
    data = found.graph(rdflib.URIRef(terms.SHIPPED.layer("data")))
    marked = f"<{terms.SHIPPED.layer('inferred')}>"
    assert len(inferred) == sum(graph == marked for _, graph in statements) > 0
    assert len(inferred) + len(data) == len(lines)
    replaced = rdflib.URIRef(terms.SHIPPED.ns + "replacedBy")
    assert (None, replaced, None) in inferred
    assert (None, replaced, None) not in data


def test_quads_that_the_engine_dumps_are_those_that_are_written_one_by_one(
    graph: LocalGraph,
) -> None:
    assert rdf.dump_nquads(graph) == rdf.write_nquads(rdf.read_statements(graph))


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param("", id="nothing"),
        pytest.param('id:a skos:prefLabel "é \\n \\" _:b" . ', id="texts"),
        pytest.param("id:a skos:related [ skos:related id:b ] . ", id="blank nodes"),
        pytest.param("GRAPH id:g { id:a skos:related id:g } id:a skos:related id:g . "
                     "id:a skos:broader id:g", id="a graph of another name"),
        pytest.param("GRAPH <https://w3id.org/nhs-it/graph/inferred> { id:a skos:related id:b } "
                     "id:a skos:related id:b . id:c skos:related id:d", id="layers"),
    ],
)  # fmt: skip
def test_any_store_is_dumped_as_it_would_be_written(facts: str) -> None:
    graph = plain_graph(facts)
    assert rdf.dump_nquads(graph) == rdf.write_nquads(rdf.read_statements(graph))


@pytest.mark.parametrize("name", ["turtle", "nt", "xml", "json-ld", "nquads", "trig"])
def test_bytes_do_not_depend_on_the_order_of_lines(
    name: str, writers: dict[str, Callable[[list[str]], str]], lines: list[str]
) -> None:
    shuffled = random.Random(7).sample(lines, len(lines))
    assert writers[name](shuffled) == writers[name](lines)


def test_json_ld_reads_as_plain_json(vocabulary: Vocabulary, lines: list[str]) -> None:
    document = json.loads(
        rdf.write_jsonld(lines, vocabulary, json.loads(CONTEXT.read_text("utf8"))["@context"])
    )
    found = next(n for n in document["@graph"] if n["@id"] == "id:data-agency")
    assert found["label"] == "Data Agency"
    assert "Body" in found["@type"]


@pytest.mark.parametrize(
    "line",
    [
        "<foaf:Person> <http://example.org/p> <org:a> .",
        "<http://example.org/a> <dct:title> <id:nhsx> .",
        '<http://example.org/a> <http://xmlns.com/foaf/0.1/name> "as <foaf:name> says" .',
        '<urn:a> <foaf:b> "1"^^<xsd:integer> .',
    ],
)
def test_an_address_that_looks_like_a_curie_stays_itself_in_json_ld(
    line: str, vocabulary: Vocabulary
) -> None:
    context = json.loads(CONTEXT.read_text("utf8"))["@context"]
    text = rdf.write_jsonld([line], vocabulary, context)
    (quad,) = ox.parse(text, ox.RdfFormat.JSON_LD)
    assert f"{quad.triple} ." == line


def test_turtle_of_a_dump_splits_no_literal_at_its_line_separators(
    small: LocalGraph, tmp_path: Path
) -> None:
    rdf.dump(small.store, tmp_path / "small.nt")
    write_turtle(tmp_path / "small.nt", tmp_path / "small.ttl", terms.SHIPPED)
    found = ox.parse(path=tmp_path / "small.ttl")
    assert sorted(f"{quad.triple} ." for quad in found) == rdf.read_lines(small)


def test_a_property_that_xml_has_no_name_for_is_refused() -> None:
    with pytest.raises(OutputError, match="XML has no name for the property <http://x/1>"):
        rdf.write_rdfxml(["<x:s> <http://x/1> <x:o> ."])
