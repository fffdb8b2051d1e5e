"""What is a thing, and of which kind: what its triples say, whatever its address."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.engine.store import LocalGraph
from kg.index.things import find_things, things_among
from kg.model.notation import name_of, split_line

HEAD = """
PREFIX ex: <http://example.org/> PREFIX nhsit: <https://w3id.org/nhs-it/ns#>
PREFIX id: <https://w3id.org/nhs-it/id/> PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX org: <http://www.w3.org/ns/org#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
VOCABULARY = "<https://w3id.org/nhs-it/ns> a owl:Ontology . "


def _things(turtle: str) -> dict[str, str]:
    store = ox.Store()
    store.load((HEAD + turtle).encode(), ox.RdfFormat.TURTLE)
    found = find_things(LocalGraph(store, "here"))
    said: dict[str, dict[str, list[str]]] = {}
    for quad in store:
        s, p, o = split_line(f"{quad.triple} .")
        said.setdefault(s, {}).setdefault(p, []).append(o)
    among = {
        name_of(node): kind
        for node, kind in things_among(said, LocalGraph(store, "").space).items()
    }
    assert among == found  # the same of lines as of a graph
    return {iri.removeprefix("http://example.org/"): kind for iri, kind in found.items()}


@pytest.mark.parametrize(
    ("turtle", "things"),
    [
        pytest.param("ex:a a nhsit:Body .", {"a": "Body"}, id="our class, its own address"),
        pytest.param("ex:a a nhsit:Body , org:Organization .", {"a": "Body"}, id="ours first"),
        pytest.param("ex:a a nhsit:Claim . ex:b a nhsit:Citation .", {}, id="claims say"),
        pytest.param("ex:a a org:Organization .", {"a": "org:Organization"}, id="a class"),
        pytest.param("ex:a a ex:B .", {"a": "http://example.org/B"}, id="no prefix known"),
        pytest.param("ex:a a owl:NamedIndividual , org:Site .", {"a": "org:Site"}, id="individual"),
        pytest.param("ex:a a owl:NamedIndividual .", {"a": "owl:NamedIndividual"}, id="no other"),
        pytest.param("ex:a ex:p 1 .", {"a": "Thing"}, id="no class"),
        pytest.param("ex:a a owl:Class .", {"a": "owl:Class"}, id="a vocabulary of its own"),
        pytest.param("ex:a a owl:Class , rdfs:Class .", {"a": "rdfs:Class"}, id="two words"),
        pytest.param(f"{VOCABULARY} ex:a a owl:Class .", {}, id="a word beside a record"),
        pytest.param(f"{VOCABULARY} ex:a ex:p 1 .", {}, id="no class beside a record"),
        pytest.param(f"{VOCABULARY} ex:a a org:Site .", {"a": "org:Site"}, id="beside a record"),
        pytest.param("nhsit:Body a owl:Class .", {}, id="our own vocabulary"),
        pytest.param("[] a org:Site . ex:a a [] .", {"a": "Thing"}, id="blank nodes"),
        pytest.param("ex:a a skos:Concept .", {"a": "Concept"}, id="a concept"),
    ],
)
def test_a_thing_is_what_its_triples_say(turtle: str, things: dict[str, str]) -> None:
    assert _things(turtle) == things
