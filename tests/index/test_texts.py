"""What is said of things is found by its words, after the names."""

from __future__ import annotations

from kg.engine.store import LocalGraph
from kg.index.index import Index
from kg.index.search import LOWEST
from kg.index.texts import search_all


def test_what_is_said_comes_after_names_with_the_words_about_it(
    graph: LocalGraph, index: Index
) -> None:
    hits = search_all(graph, index, "do the thing")
    said = [hit for hit in hits if hit.score < LOWEST]
    assert hits[-len(said) :] == said
    assert {"advice-1", "advice-2"} & {hit.entity.slug for hit in said}
    assert all("thing" in hit.name.lower() for hit in said)


def test_every_word_must_be_said_and_a_kind_narrows(graph: LocalGraph, index: Index) -> None:
    assert search_all(graph, index, "thing qqqqzzzz") == []
    assert search_all(graph, index, "  ") == []
    found = search_all(graph, index, "do the thing", ("Opinion",))
    assert {hit.entity.kind for hit in found} <= {"Opinion"}


def test_the_note_of_a_claim_is_said_of_its_subject(graph: LocalGraph, index: Index) -> None:
    query = "SELECT ?s ?n { ?c a nhsit:Claim ; rdf:subject ?s ; nhsit:note ?n }"
    for thing, note in graph.query(query):
        hits = search_all(graph, index, note.value)
        assert graph.space.slug(thing.value) in {hit.entity.slug for hit in hits}
