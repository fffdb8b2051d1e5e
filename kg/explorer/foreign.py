"""What the page shows of a graph in other vocabularies: its things, their kinds and relations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kg.engine.graph import SparqlGraph
from kg.index.entries import Entity
from kg.index.index import Index
from kg.index.things import THING, find_things, is_foreign
from kg.model.terms import RDF, Space, local_part

Row = dict[str, Any]

_STATED = "SELECT ?s ?p ?o WHERE { ?s ?p ?o FILTER(isIRI(?s) && isIRI(?o)) }"


def read_foreign(graph: SparqlGraph, index: Index) -> dict[str, Any]:
    """Return `things` that are of no class of ours, `claims` (statements with one) and `words`.

    All are empty of a graph that is only a record.
    """
    if not any(map(is_foreign, index.kinds())):
        return {"things": [], "claims": [], "words": {}}
    space = graph.space
    known = find_things(graph)
    kinds = {iri: kind for iri, kind in known.items() if is_foreign(kind)}
    entities = index.entities(map(space.slug, kinds))
    claims: list[Row] = []
    used: set[str] = set()
    answer: Any = graph.query(_STATED)
    for s, p, o in sorted((s.value, p.value, o.value) for s, p, o in answer):
        if (s in kinds or o in kinds) and s in known and o in known and p != RDF + "type":
            claims.append({"s": space.slug(s), "p": space.local(p), "o": space.slug(o)})
            used.add(p)
    words = {kind: local_part(kind) for kind in kinds.values() if kind != THING}
    labels = index.labels([*used, *map(space.term, words)])
    words |= {kind: labels[space.term(kind)][0] for kind in words if _has(labels, space, kind)}
    words |= {space.local(p): labels.get(p, ("", ""))[0] or local_part(p) for p in used}
    return {"things": _things(entities.values()), "claims": claims, "words": words}


def _has(labels: dict[str, tuple[str, str]], space: Space, kind: str) -> bool:
    return bool(labels.get(space.term(kind), ("", ""))[0])


def _things(entities: Iterable[Entity]) -> list[Row]:
    return [
        {"id": e.slug, "kind": e.kind, "label": e.label or e.slug}
        | ({"description": e.about} if e.about else {})
        | ({"w": e.weight} if e.weight else {})
        for e in sorted(entities, key=lambda e: e.slug)
    ]
