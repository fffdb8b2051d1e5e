"""Read a graph as records: each node with the values of its properties, in one pass over it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from kg.graph.store import Graph
from kg.model import terms

_KEPT = (terms.ID, terms.CLAIM, terms.CITE)
_ALL = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"


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
        return next(iter(self.all(predicate)), "")


def read_records(graph: Graph) -> dict[str, Record]:
    """Return the entities, claims and citations of a graph by id, in order of their ids."""
    found: dict[str, Record] = {}
    names: dict[str, str] = {}
    for s, p, o in _rows(graph):
        subject = s.value
        if not subject.startswith(_KEPT):
            continue
        record = found.get(subject)
        if record is None:
            record = found[subject] = Record(terms.slug(subject))
        predicate = names.get(p.value)
        if predicate is None:
            predicate = names[p.value] = terms.compress(p.value).removeprefix("nhsit:")
        record.values[predicate].append(_text(o.value) if _is_link(o) else o.value)
    for record in found.values():
        for values in record.values.values():
            values.sort()
        record.kind = _kind(record.all("rdf:type"))
    return {found[iri].id: found[iri] for iri in sorted(found)}


def _text(iri: str) -> str:
    if iri.startswith(terms.NS):
        return iri.removeprefix(terms.NS)
    if iri.startswith(terms.BASE):
        return terms.slug(iri)
    return iri


def _kind(types: list[str]) -> str:
    """Return the project's own class; classes of other vocabularies are mirrored by rules."""
    own = [t for t in types if ":" not in t]
    return min(own, default="Concept" if terms.SKOS + "Concept" in types else "")


def _is_link(term: Any) -> bool:
    import pyoxigraph as ox

    return isinstance(term, ox.NamedNode)


def _rows(graph: Graph) -> Any:
    return graph.query(_ALL)
