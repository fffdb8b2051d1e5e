"""Find things by what is said of them: descriptions, notes, opinions, what reports recommend.

Texts are read when somebody asks for them, so that who looks for a name waits for none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from kg.engine.graph import SparqlGraph, text_of
from kg.index.index import Index
from kg.index.search import LIMIT, LOWEST, Hit, search
from kg.model.spelling import fold

_SAID = """
SELECT ?thing ?kind ?text WHERE {
  VALUES (?p ?kind) {
    (dct:description "description") (nhsit:note "note") (skos:definition "definition")
    (nhsit:addresseeNote "addressee") (nhsit:parentNote "parent") (nhsit:valueNote "value")
    (nhsit:contractOutcome "outcome") (schema:description "description")
    (rdfs:comment "comment") }
  ?said ?p ?text FILTER(isLiteral(?text) && isIRI(?said))
  OPTIONAL { ?said rdf:predicate ?relation ; rdf:subject ?subject }
  BIND(COALESCE(?subject, ?said) AS ?thing) }
"""
"""What a text says is said of its thing; the note of a claim, of the claim's subject."""
_SHOWN = 60
"""Letters shown on either side of the first word that was found."""
_WORD = re.compile(r"\w+")


def search_all(
    graph: SparqlGraph,
    index: Index,
    words: str,
    kinds: Collection[str] = (),
    limit: int = LIMIT,
) -> list[Hit]:
    """Return what some words may mean by name, then what is said in these words, each once.

    A text has every word asked for, or words that begin so; texts that have them side by side come
    first, then the shortest, and then what is often mentioned. Names leave half of the room to
    texts, as far as there are any.
    """
    named = search(index, words, kinds, limit)
    known = {hit.entity.slug for hit in named}
    said = [hit for hit in _said(graph, index, words, kinds) if hit.entity.slug not in known]
    room = max(limit - len(said), (limit + 1) // 2)
    return [*named[:room], *said][:limit]


def _said(graph: SparqlGraph, index: Index, words: str, kinds: Collection[str]) -> Iterator[Hit]:
    """Yield the things of which something is said in some words, the best first."""
    asked = fold(words).split()
    if not asked:
        return
    best: dict[str, tuple[bool, int, str, str]] = {}
    solutions: Any = graph.query(_SAID)
    for solution in solutions:
        iri, kind, text = map(text_of, solution)
        folded = f" {fold(text)} "
        if not all(f" {word}" in folded for word in asked):
            continue
        found = f" {' '.join(asked)}" not in folded, len(text), kind, text
        slug = graph.space.slug(iri)
        best[slug] = min(found, best.get(slug, found))
    entities = index.entities(best)
    order = sorted(entities, key=lambda s: (*best[s][:2], -entities[s].weight, s))
    for slug in order:
        apart, length, kind, text = best[slug]
        if not kinds or entities[slug].kind in kinds:
            score = LOWEST * (0.5 if apart else 1.0) / (1 + length / 1000)
            yield Hit(entities[slug], _around(text, asked), kind, score)


def _around(text: str, asked: list[str]) -> str:
    """Return the part of a text about the first word that was asked for."""
    first = next(
        (m.start() for m in _WORD.finditer(text) if fold(m[0]).startswith(tuple(asked))), 0
    )
    start, end = max(0, first - _SHOWN), min(len(text), first + 2 * _SHOWN)
    before, after = text.find(" ", start, first), text.rfind(" ", first, end)
    if start and before >= 0:
        start = before + 1
    if end < len(text) and after >= 0:
        end = after
    return f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}"
