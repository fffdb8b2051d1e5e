"""What is said of things is found by its words, after the names."""

from __future__ import annotations

import pytest

from kg.engine.store import LocalGraph
from kg.index.index import Index, index_of
from kg.index.search import LOWEST
from kg.index.texts import search_all
from kg.model.terms import SHIPPED
from tests.conftest import plain_graph


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


def _said(**descriptions: str) -> LocalGraph:
    """Return a graph of bodies, each named by its id with what is said of it."""
    return plain_graph(
        " ".join(
            f'id:{slug} a nhsit:Body ; skos:prefLabel "{slug}" ; dct:description "{text}" .'
            for slug, text in descriptions.items()
        )
    )


def _found(graph: LocalGraph, words: str, limit: int = 20) -> list[str]:
    return [hit.entity.slug for hit in search_all(graph, index_of(graph), words, limit=limit)]


def test_words_side_by_side_come_first_then_the_shortest_text_then_what_is_mentioned() -> None:
    graph = _said(
        apart="records of patients which were lost",
        long="on lost records, of which many were found again",
        once="the lost records",
        often="my lost records!",
        zero="my lost records?",
    )
    graph.store.update(
        "INSERT DATA { id:a nhsit:about id:often . id:b nhsit:about id:often }",
        prefixes=SHIPPED.prefixes,
    )
    assert _found(graph, "lost records") == ["often", "once", "zero", "long", "apart"]


def test_a_text_scores_less_than_any_name_the_less_the_longer_it_is() -> None:
    graph = _said(near="lost records", apart="records lost", long="lost records" + " again" * 100)
    scores = {
        hit.entity.slug: hit.score for hit in search_all(graph, index_of(graph), "lost records")
    }
    assert scores == pytest.approx(
        {"near": LOWEST / 1.012, "long": LOWEST / 1.612, "apart": LOWEST / 2 / 1.012}
    )


def test_names_leave_half_of_the_room_to_texts_and_more_where_there_are_fewer() -> None:
    named = {f"record-{n}": "nothing" for n in range(6)}
    three = {f"text-{n}": "a record" for n in range(3)}
    said = [*three]
    assert _found(_said(**named, **three), "record", 4)[2:] == said[:2]
    assert _found(_said(**named, **three), "record", 3)[2:] == said[:1]
    assert _found(_said(**named, **three), "record", 7)[4:] == said
    assert len(_found(_said(**named), "record", 4)) == 4


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("The records were lost.", "The records were lost.", id="a short text whole"),
        pytest.param(
            "lost " + "and " * 50,
            "lost " + "and " * 27 + "and …",
            id="at the beginning, to the end of a word",
        ),
        pytest.param(
            "and " * 50 + "lost",
            "… " + "and " * 14 + "lost",
            id="at the end, from the beginning of a word",
        ),
        pytest.param(
            "x" * 200 + "-lost ones",
            "… " + "x" * 59 + "-lost ones",
            id="in a word that is too long, after a part of it",
        ),
        pytest.param(
            "lost" + "y" * 200,
            "lost" + "y" * 116 + " …",
            id="in a word that is too long, before a part of it",
        ),
    ],
)
def test_of_a_long_text_what_stands_about_the_words_is_shown(text: str, shown: str) -> None:
    graph = _said(body=text)
    assert [hit.name for hit in search_all(graph, index_of(graph), "lost")] == [shown]
