"""Opening a graph: what was built, any RDF file, an endpoint; and what is said where none is."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.engine.remote import RemoteGraph
from kg.engine.store import LocalGraph, open_any, open_graph, read_manifest, read_space
from kg.errors import GraphError, QueryError
from kg.model.terms import SHIPPED
from tests.conftest import Ran
from tests.server import Pieces, play, reply, serve

BODIES = "SELECT ?b { ?b a nhsit:Body }"


def _count(graph: LocalGraph, query: str = BODIES) -> int:
    return len(list(graph.query(query)))  # type: ignore[arg-type]


@pytest.fixture
def copy(memory_output: Path, tmp_path: Path) -> Path:
    """A built folder that a test may spoil."""
    shutil.copytree(memory_output, tmp_path / "output")
    return tmp_path / "output"


def test_a_built_folder_is_opened_by_its_name_or_that_of_its_store(memory_output: Path) -> None:
    for place in (memory_output, memory_output / "store", str(memory_output)):
        graph = open_graph(place)
        assert (graph.place, _count(graph), graph.space) == (str(memory_output), 4, SHIPPED)
        assert graph.manifest is not None
        assert read_space(graph.manifest) == graph.space


def test_a_graph_in_memory_may_be_changed_and_what_was_built_stays(memory_output: Path) -> None:
    quick = open_graph(memory_output, memory=True)
    quick.store.clear()
    assert _count(quick) == 0
    assert _count(open_graph(memory_output)) == 4


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.ttl", ox.RdfFormat.TURTLE), ("a.nt", ox.RdfFormat.N_TRIPLES),
        ("a.rdf", ox.RdfFormat.RDF_XML), ("a.jsonld", ox.RdfFormat.JSON_LD),
        ("a.nq", ox.RdfFormat.N_QUADS), ("a.trig", ox.RdfFormat.TRIG),
        ("turtle", ox.RdfFormat.TURTLE), ("triples", ox.RdfFormat.N_TRIPLES),
        ("xml", ox.RdfFormat.RDF_XML), ("json", ox.RdfFormat.JSON_LD),
        ("A.TTL", ox.RdfFormat.TURTLE),
    ],
)  # fmt: skip
def test_an_rdf_file_is_read_by_its_ending_or_by_how_it_begins(
    tmp_path: Path, name: str, form: ox.RdfFormat
) -> None:
    triple = ox.Triple(ox.NamedNode("x:a"), ox.NamedNode("x:p#q"), ox.NamedNode("x:c"))
    (tmp_path / name).write_bytes(ox.serialize([triple], format=form) or b"")
    graph = open_graph(tmp_path / name)
    assert [quad.triple for quad in graph.store] == [triple]
    assert (graph.manifest, graph.place) == (None, str(tmp_path / name))


def test_a_byte_order_mark_does_not_hide_how_a_file_begins(tmp_path: Path) -> None:
    (tmp_path / "json").write_bytes(b'\xef\xbb\xbf \n[{"@id": "x:a", "x:p": [{"@id": "x:b"}]}]')
    with pytest.raises(GraphError) as told:
        open_graph(tmp_path / "json").store.clear()
        raise GraphError("read")
    assert "no such graph" not in str(told.value)


def test_what_stands_in_named_graphs_stands_in_the_whole_too(tmp_path: Path) -> None:
    (tmp_path / "a.nq").write_text("<x:a> <x:b> <x:c> <x:g> .\n", "utf8")
    graph = open_graph(tmp_path / "a.nq")
    assert _count(graph, "SELECT * { ?s ?p ?o }") == 1
    assert _count(graph, "SELECT * { GRAPH ?g { ?s ?p ?o } }") == 1


def test_an_address_is_an_endpoint_with_the_time_it_may_take() -> None:
    for address in ("http://example.org/sparql", "https://example.org/sparql"):
        found = open_any(address, wait=3)
        assert isinstance(found, RemoteGraph)
        assert (found.place, found.wait) == (address, 3)
        assert open_any(address).wait == 60  # type: ignore[attr-defined]


def test_all_that_an_endpoint_holds_is_fetched(tmp_path: Path) -> None:
    turtle = tmp_path / "a.ttl"
    turtle.write_text("<x:a> <x:b> <x:c> , [ <x:d> 'e' ] .\n", "utf8")
    with serve(turtle, tmp_path) as address:
        assert len(open_graph(address).store) == 3


@pytest.mark.parametrize(
    "said", [reply("<x:a> <x:b> <x:c> .", "text/turtle"), reply('{"head":{},"boolean":true}')]
)
def test_an_endpoint_that_answers_something_else_is_told(said: Pieces) -> None:
    with play(said) as script, pytest.raises(GraphError, match=r"and answered something else$"):
        open_graph(script.address)


def test_where_nothing_was_built_it_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(GraphError, match=r"^output/: no graph has been built here; run 'kg build'"):
        open_graph()
    with pytest.raises(GraphError, match="nowhere: no such graph; give a folder"):
        open_graph("nowhere")
    with pytest.raises(GraphError, match="no graph has been built here"):
        open_graph(tmp_path)


def test_a_folder_of_another_version_is_refused(copy: Path) -> None:
    manifest = json.loads((copy / "build.json").read_text("utf8"))
    (copy / "build.json").write_text(json.dumps(manifest | {"format": -1}), "utf8")
    with pytest.raises(
        GraphError, match="was built by another version of kg; run 'kg build' again"
    ):
        open_graph(copy)


def test_a_folder_without_its_store_or_manifest_is_not_a_graph(copy: Path) -> None:
    shutil.rmtree(copy / "store")
    with pytest.raises(GraphError, match="no graph has been built here"):
        open_graph(copy)


@pytest.mark.parametrize("text", ["", "{", "[1]", "\xff"])
def test_a_manifest_that_cannot_be_read_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "build.json").write_text(text, "latin1")
    assert read_manifest(tmp_path) is None
    assert read_manifest(tmp_path / "nowhere") is None


def test_a_broken_store_is_told(copy: Path) -> None:
    (copy / "store" / "CURRENT").write_text("nonsense\n", "utf8")
    with pytest.raises(
        GraphError, match=r"the store cannot be opened \(.*\); run 'kg build' again"
    ):
        open_graph(copy)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.ttl", b"<x:a> <x:b>", "is not Turtle: "),
        ("a.nt", b"no triples", "is not N-Triples: "),
        ("xml", b"<?xml version='1.0'?><a>", "is not RDF/XML: "),
        ("other", bytes(range(256)), "is not N-Quads: "),
    ],
)
def test_a_file_that_is_no_rdf_is_told_in_one_line(
    tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(GraphError) as raised:
        open_graph(tmp_path / name)
    assert str(raised.value).startswith(f"{tmp_path / name}: {told}")
    assert len(str(raised.value).splitlines()) == 1


def test_a_query_knows_the_prefixes_and_binds_variables(graph: LocalGraph) -> None:
    body = ox.NamedNode(graph.space.things + "old-body")
    found = graph.query("SELECT ?l { ?b skos:prefLabel ?l }", {"b": body})
    assert [row["l"].value for row in found] == ["Old Body"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("SELECT ?b { ?b a }", r"query line 1, column \d+: "),
        ("DELETE WHERE { ?s ?p ?o }", "DELETE would change the graph"),
        ("SELECT ?b { ?b a nhsi:Body }", "unknown prefix 'nhsi:'; did you mean 'nhsit'?"),
    ],
)
def test_a_query_that_is_wrong_is_told(graph: LocalGraph, text: str, told: str) -> None:
    with pytest.raises(QueryError, match=told):
        graph.query(text)


def test_a_relative_address_means_what_it_means_in_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<#Thing> <part> <> .", "utf8")
    asked = open_graph(tmp_path / "a.ttl")
    assert asked.query("ASK { <#Thing> <part> <> }")
    assert open_graph(tmp_path / "a.ttl", base="http://example.org/x").query(
        "ASK { <http://example.org/x#Thing> <part> <x> }"
    )


def test_a_function_that_nobody_knows_is_told(graph: LocalGraph) -> None:
    with pytest.raises(QueryError, match=r"^query: The custom function <http://e/f> is not supp"):
        graph.query("SELECT (<http://e/f>(1) AS ?x) {}")


def test_a_store_that_is_damaged_inside_is_told_by_every_command(
    copy: Path, run_kg: Callable[..., Ran]
) -> None:
    for path in (copy / "store").resolve().glob("*.sst"):
        data = bytearray(path.read_bytes())
        if len(data) > 4000:
            data[800:820] = b"x" * 20
            path.write_bytes(data)
    for command in (["show", "old-body"], ["export", "nt"], ["diff", copy]):
        ran = run_kg(*command, *([copy] if command[0] == "diff" else ["--graph", copy]))
        assert ran.code == 2, command
        assert "kg build" in ran.stderr
        assert len(ran.stderr.splitlines()) == 1
