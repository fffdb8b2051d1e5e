"""Findings name the row that caused them, and say what is wrong in words."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import UsageError
from kg.make.checked_graph import make_graph
from kg.model import terms
from kg.model.vocabulary import Vocabulary
from kg.triples.check import Finding, check
from kg.triples.shapes import load_constraints
from tests.conftest import ROOT, SMALL, Tables, write_tables


def _findings(folder: Path, tables: Tables) -> list[Finding]:
    data = write_tables(folder, {**SMALL, **tables})
    return make_graph(data, ROOT / "ontology").findings


def _event(slug: str, kind: str, date: str, **roles: str) -> dict[str, str]:
    return {
        "id": slug, "kind": kind, "label": slug, "date": date, "status": "happened",
        "sources": "src", **roles,
    }  # fmt: skip


def test_two_bodies_and_their_succession_are_sound(tmp_path: Path) -> None:
    assert _findings(tmp_path, {}) == []


@pytest.mark.parametrize(
    ("tables", "shape", "place"),
    [
        pytest.param(
            {"events": [*SMALL["events"],
                        _event("again", "Abolition", "2013-04-01", ended="old-body")]},
            "C12", "data/bodies.csv:2", id="a body ended twice",
        ),
        pytest.param(
            {"events": [_event("x", "Replacement", "2013-04-01", ended="old-body", created="new-body"),
                        _event("y", "Replacement", "2013-04-01", ended="new-body", created="old-body")]},
            "C11", "data/bodies.csv:2", id="a circle of heirs",
        ),
        pytest.param(
            {"events": [_event("m", "Merger", "2013-04-01", ended="old-body", created="new-body")]},
            "C09a", "data/events.csv:2:ended", id="a merger of one",
        ),
        pytest.param(
            {"events": [_event("m", "Creation", "2010-01-01", created="new-body")]},
            "C28", "data/bodies.csv:3", id="a start that the event contradicts",
        ),
        pytest.param(
            {"contracts": [{"id": "c", "label": "C", "sources": "src"}]},
            "C25", "data/contracts.csv:2", id="a contract without parties",
        ),
    ],
)  # fmt: skip
def test_a_finding_names_its_row(tmp_path: Path, tables: Tables, shape: str, place: str) -> None:
    found = {(f.shape, f.place) for f in _findings(tmp_path, tables) if f.severity == "violation"}
    assert any(s == shape and p.startswith(place) for s, p in found), found


def test_a_node_of_no_row_is_placed_by_the_row_that_points_to_it(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    """A citation has no row of its own; the first row that cites names it."""
    store = ox.Store()
    cite, body = (
        ox.NamedNode(terms.SHIPPED.citation("src")),
        ox.NamedNode(terms.SHIPPED.entity("old-body")),
    )
    store.add(ox.Quad(body, ox.NamedNode(terms.SHIPPED.ns + "evidence"), cite))
    store.add(
        ox.Quad(cite, ox.NamedNode(terms.RDF + "type"), ox.NamedNode(terms.SHIPPED.ns + "Citation"))
    )
    constraints = [
        c
        for c in load_constraints(ROOT / "ontology" / "shapes.ttl", vocabulary)
        if c.shape == "C03"
    ]
    origins = {body.value: ("bodies", 7)}
    places = {f.place for f in check(store, constraints, vocabulary, origins, Path("data"))}
    assert places == {"data/bodies.csv:7"}
    places = {f.place for f in check(store, constraints, vocabulary, {}, Path("data"))}
    assert places == {terms.SHIPPED.compress(cite.value)}


def test_a_finding_reads_as_one_line(tmp_path: Path) -> None:
    contract = {"id": "c", "label": "C", "buyer": "old-body", "sources": "src"}
    (finding,) = _findings(tmp_path, {"contracts": [contract]})
    assert finding.severity == "warning"
    assert str(finding).startswith("data/contracts.csv:2:supplier: warning: c: ")
    assert "\n" not in str(finding)


@pytest.mark.parametrize(
    ("shape", "message"),
    [
        pytest.param("s:X a sh:NodeShape .", "X has no target", id="no target"),
        pytest.param("[] a sh:NodeShape .", "every node shape needs an IRI", id="no IRI"),
        pytest.param(
            "s:X a sh:NodeShape ; sh:targetClass s:Y ; sh:property [ sh:path s:p ; sh:minLength 3 ] .",
            "X uses sh:minLength, which is not covered", id="an unknown component",
        ),
        pytest.param(
            "s:X a sh:NodeShape ; sh:targetClass s:Y ; sh:or ( [ sh:path s:p ; sh:minLength 3 ] ) .",
            "sh:minLength inside sh:or is not covered", id="one inside sh:or",
        ),
        pytest.param(
            "s:X a sh:NodeShape ; sh:targetClass s:Y ; sh:property [ sh:path [ s:odd s:p ] ; "
            "sh:minCount 1 ] .", "a path of .*odd is not covered", id="an unknown path",
        ),
        pytest.param("s:X a", "is not Turtle", id="no Turtle"),
    ],
)  # fmt: skip
def test_what_the_compiler_does_not_cover_is_refused(
    tmp_path: Path, vocabulary: Vocabulary, shape: str, message: str
) -> None:
    path = tmp_path / "shapes.ttl"
    prefixes = (
        "@prefix sh: <http://www.w3.org/ns/shacl#> . "
        "@prefix s: <https://w3id.org/nhs-it/shapes#> .\n"
    )
    path.write_text(prefixes + shape, "utf8")
    with pytest.raises(UsageError, match=message):
        load_constraints(path, vocabulary)


def test_missing_shapes_are_told(tmp_path: Path, vocabulary: Vocabulary) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        load_constraints(tmp_path / "none.ttl", vocabulary)
