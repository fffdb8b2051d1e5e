"""Read a whole graph once, for who needs all of its nodes: they are then found without a query.

What a node means is told by `kg.history.nodes`; only the way to it is another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from kg.engine.graph import SparqlGraph, text_of
from kg.history.nodes import Node, NodeReader, Source
from kg.history.source_standing import read_standing
from kg.index.entries import Entity
from kg.index.index import Index


class WholeReader(NodeReader):
    """Reads the nodes of one graph from memory; answers as a `NodeReader` does.

    The nodes that it gives are shared: nobody may change them.
    """

    def __init__(self, graph: SparqlGraph, index: Index) -> None:
        super().__init__(graph, index)
        self._nodes: dict[str, Node] = {}
        self._pointing: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._nameless: set[str] = set()
        """What blank nodes point to."""
        self._read_all()
        self._entities = {one.slug: one for one in index.of_kinds(list(index.kinds()))}
        self._standing = {**read_standing(graph)}
        for iri, node in self._nodes.items():
            for source in node.slugs("source")[:1]:
                self._sources[iri] = Source(source, self.label(source), node.one("locator"))

    def read(self, iris: Iterable[str]) -> dict[str, Node]:
        """Return nodes by IRI, in the order asked for; those the graph does not have are absent."""
        nodes = self._nodes
        return {iri: nodes[iri] for iri in dict.fromkeys(iris) if iri in nodes}

    def mentions(self, iri: str) -> list[tuple[str, str]]:
        """Return (node, predicate) of every statement that points to a node, in order."""
        return super().mentions(iri) if iri in self._nameless else self._pointing.get(iri, [])

    def learn(self, nodes: Iterable[Node]) -> None:
        """Do nothing: everything is known."""

    def entity(self, slug: str) -> Entity | None:
        """Return what is known of an entity."""
        return self._entities.get(slug)

    def resting_on(self, source: str) -> list[str]:
        """Return the nodes, by IRI and in order, that rest on a source."""
        names, evidence = self.space.term("source"), self.space.term("evidence")
        cites = [node for node, predicate in self.mentions(source) if predicate == names]
        found = {n for cite in cites for n, p in self.mentions(cite) if p == evidence}
        return sorted(found)

    def _read_all(self) -> None:
        import pyoxigraph as ox

        up_to = str(self.index.read_up_to or "")
        known: dict[str, str] = {}
        nodes, pointing = self._nodes, self._pointing
        answer: Any = self.graph.query("SELECT ?s ?p ?o WHERE { ?s ?p ?o }")
        for s, p, o in answer:
            predicate = known.setdefault(p.value, p.value)
            is_link = isinstance(o, ox.NamedNode)
            value = text_of(o)
            if not isinstance(s, ox.NamedNode):
                if is_link:
                    self._nameless.add(value)
                continue
            iri = known.setdefault(s.value, s.value)
            node = nodes.get(iri)
            if node is None:
                node = nodes[iri] = Node(iri, self.space, read_up_to=up_to)
            if is_link:
                value = known.setdefault(value, value)
                node.links.add(predicate)
                pointing[value].append((iri, predicate))
            node.values[predicate].append(value)
        for node in nodes.values():
            for values in node.values.values():
                values.sort()
        for found in pointing.values():
            found.sort()
