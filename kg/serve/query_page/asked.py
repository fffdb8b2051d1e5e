"""What the editor and the forms of the query page ask of a graph."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kg.ask.questions import Question, bind, find_question, find_questions
from kg.engine.labels import labels_of
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.engine.graph import SparqlGraph

MOST_FOUND = 12
MOST_LABELS = 2000


def find_things(graph: SparqlGraph, words: str, kinds: list[str]) -> list[dict[str, str]]:
    """Return the things that some words may mean, the best first.

    Each has its CURIE, its label, what kind of thing it is, the name by which it was found where
    that is another, and what it is in a sentence.
    """
    from kg.index.index import index_of
    from kg.index.kinds import kinds_of
    from kg.index.search import search

    index = index_of(graph)
    called = kinds_of(index, index.kinds())
    return [
        {
            "name": index.space.compress(index.space.iri(hit.entity.slug)),
            "label": hit.entity.label or hit.entity.slug,
            "kind": called[hit.entity.kind],
            "via": hit.name if hit.name != hit.entity.label else "",
            "about": hit.entity.about,
        }
        for hit in search(index, words, kinds, MOST_FOUND)
    ]


def list_questions(graph: SparqlGraph) -> list[dict[str, Any]]:
    """Return the ready questions of a graph, each with its parameters and its query."""
    return [_tell(question) for question in find_questions(graph).values()]


def _tell(question: Question) -> dict[str, Any]:
    return {
        "name": question.name,
        "title": question.title,
        "theme": question.theme,
        "description": question.description,
        "query": question.query,
        "parameters": [
            {
                "name": p.name,
                "need": p.need,
                "type": p.type,
                "kinds": p.kinds,
                "description": p.description,
                "example": p.example,
            }
            for p in question.parameters
        ],
    }


def fill_question(graph: SparqlGraph, name: str, given: Mapping[str, str]) -> dict[str, str]:
    """Return the query of a question that is told so much; UsageError where that does not fit."""
    return {"query": bind(graph, find_question(name, graph), given)}


def read_labels(graph: SparqlGraph, body: bytes) -> dict[str, str]:
    """Return what each address of a list in JSON is called; UsageError for what is no list."""
    import pyoxigraph as ox

    try:
        iris = [ox.NamedNode(iri).value for iri in json.loads(body)]
    except (ValueError, TypeError, RecursionError):
        raise UsageError('expected a list of addresses: ["https://…", …]') from None
    if len(iris) > MOST_LABELS:
        raise UsageError(f"{len(iris):,} addresses; ask for at most {MOST_LABELS:,} at once")
    return labels_of(graph, iris)
