"""Terms of a query that the graph does not know, with what may have been meant."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.ask.unknown import find_unknown
from kg.engine.store import LocalGraph, open_graph


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("?b nhsit:replacedBy id:old-body", [], id="all known"),
        pytest.param(
            "?b nhsit:replaceBy ?c",
            ["nhsit:replaceBy is not in the vocabulary; did you mean 'replacedBy'?"],
            id="a slip in a property",
        ),
        pytest.param(
            "?b a nhsit:Bodi", ["nhsit:Bodi is not in the vocabulary; did you mean 'Body'?"],
            id="a slip in a class",
        ),
        pytest.param(
            "id:old-bod ?p ?o", ["id:old-bod is not in the graph; did you mean 'old-body'?"],
            id="a slip in an id",
        ),
        pytest.param("id:zzqqyy ?p ?o", ["id:zzqqyy is not in the graph"], id="nothing near"),
        pytest.param(
            "id:zzqqyy ?p id:zzqqyy", ["id:zzqqyy is not in the graph"], id="told once"
        ),
        pytest.param('?s ?p "id:zzqqyy" # nhsit:nosuch', [], id="in a text and a comment"),
        pytest.param("?s ?p <id:zzqqyy>", [], id="in an IRI"),
        pytest.param("id:old-body. ?s ?p ?o", [], id="before the end of a sentence"),
        pytest.param("?s xid:nothing ?o", [], id="another prefix that ends alike"),
    ],
)  # fmt: skip
def test_what_is_not_known_is_told(graph: LocalGraph, text: str, told: list[str]) -> None:
    assert find_unknown(graph, f"SELECT * {{ {text} }}") == told


def test_a_prefix_with_another_meaning_is_not_judged(graph: LocalGraph) -> None:
    body = "SELECT * { id:zzqqyy ?p ?o }"
    assert find_unknown(graph, f"PREFIX id: <x:y> {body}") == []
    known = f"PREFIX id: <{graph.space.things}> {body}"
    assert find_unknown(graph, known) == ["id:zzqqyy is not in the graph"]


def test_a_graph_without_the_vocabulary_is_not_judged_by_it(tmp_path: Path) -> None:
    (tmp_path / "a.nt").write_text("<x:a> <x:b> <x:c> .\n", "utf8")
    graph = open_graph(tmp_path / "a.nt")
    assert isinstance(graph.store, ox.Store)
    assert find_unknown(graph, "SELECT * { ?s nhsit:nosuch id:nothing }") == []


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("SELECT * FROM <http://no/> { ?s ?p ?o }", ["<http://no/>"]),
        (
            "SELECT * FROM NAMED <http://no/> FROM graph:nix { ?s ?p ?o }",
            ["<http://no/>", "graph:nix"],
        ),
        ("SELECT (COUNT(*) AS ?n) { graph <http://no/> { ?s ?p ?o } }", ["<http://no/>"]),
        ("ASK { GRAPH ?g { ?s ?p ?o } GRAPH graph:meta { ?s ?p ?o } }", []),
        ("PREFIX graph: <x:> ASK { GRAPH graph:nix { ?s ?p ?o } }", []),
        ("BASE <http://no/> ASK FROM <here> { ?s ?p 'FROM <http://no/>' }", []),
    ],
    ids=range(6),
)
def test_a_named_graph_that_is_not_there_is_told(
    graph: LocalGraph, text: str, missing: list[str]
) -> None:
    there = "there are graph:inferred, graph:meta, graph:vocab"
    assert find_unknown(graph, text) == [f"no graph is called {name}; {there}" for name in missing]
