"""Read a graph as records: each node with the values of its properties, one property at a time."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from kg.engine.graph import SparqlGraph, text_of
from kg.index.things import find_things, is_foreign
from kg.model.terms import SKOS, Space


@dataclass(slots=True)
class Record:
    """A node: its id, the local name of its class, and its values by predicate (a CURIE).

    Values are texts: ids of entities, local names of the project's concepts, CURIEs or literals.
    """

    id: str
    kind: str = ""
    values: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def all(self, predicate: str) -> list[str]:
        """Return the values of a property, in order."""
        return self.values.get(predicate, [])

    def one(self, predicate: str) -> str:
        """Return the first value of a property, or nothing."""
        values = self.values.get(predicate)
        return values[0] if values else ""


@contextmanager
def keeping_all() -> Iterator[None]:
    """Make much that is kept without being held up: nothing is looked through for what is not.

    The collector would go through all of it again and again, which takes half of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def read_records(graph: SparqlGraph, wanted: Set[str]) -> dict[str, Record]:
    """Return the entities, claims and citations of a graph by id, in order of their ids.

    Of their properties those that are wanted, by CURIE, without the prefix of the project's own.
    """
    import pyoxigraph as ox

    space = graph.space
    kept = (space.things, space.claims, space.citations)
    things = {iri for iri, kind in find_things(graph).items() if not is_foreign(kind)}
    found: dict[str, Record] = {}
    texts: dict[str, str] = {}
    for name in wanted:
        for s, o in _rows(graph, name):
            subject = s.value
            record = found.get(subject)
            if record is None:
                is_named = type(s) is ox.NamedNode
                if not is_named or not (subject.startswith(kept) or subject in things):
                    continue
                record = found[subject] = Record(space.slug(subject))
            value = text_of(o)
            if type(o) is ox.NamedNode:
                text = texts.get(value)
                if text is None:
                    is_thing = value in things
                    text = texts[value] = space.slug(value) if is_thing else _text(value, space)
                value = text
            record.values[name].append(value)
    for record in found.values():
        for values in record.values.values():
            if len(values) > 1:
                values.sort()
        record.kind = _kind(record.all("rdf:type"))
    return {found[iri].id: found[iri] for iri in sorted(found)}


def _text(iri: str, space: Space) -> str:
    if iri.startswith(space.ns):
        return space.local(iri)
    return space.slug(iri) if iri.startswith(space.base) else iri


def _kind(types: list[str]) -> str:
    """Return the project's own class; classes of other vocabularies are mirrored by rules."""
    own = [t for t in types if ":" not in t]
    return min(own, default="Concept" if SKOS + "Concept" in types else "")


def _rows(graph: SparqlGraph, name: str) -> Any:
    return graph.query(f"SELECT ?s ?o WHERE {{ ?s {name if ':' in name else f'nhsit:{name}'} ?o }}")
