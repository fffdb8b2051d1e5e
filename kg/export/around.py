"""Read what stands around some things by asking for it alone, whatever else a graph holds.

A part about one thing needs no more of a graph than what lies near it. What is read here is all
that `select` wants to see to choose the same lines of it as of the whole graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from typing import TYPE_CHECKING, Any

from kg.export.select import Selection, keep, select
from kg.model.languages import LABELS
from kg.model.notation import is_iri, name_of, split_line
from kg.model.terms import RDF

if TYPE_CHECKING:
    from kg.engine.store import LocalGraph

_FAR = ("precedes", "follows", "evidence")
"""Relations that are no step: they reach any distance, or lead to what is cited."""
_ABOUT_ENDS = ("nameOf", "codeOf")
"""By what the names and codes of a thing name it."""


_LIFE = ("tier", "start", "end", "date", "bornEarliest", "bornLatest", "endedEarliest",
         "endedLatest", "counts")  # fmt: skip
"""What is told of a thing that others only mention, beside its kind and its names."""

Chosen = tuple[str, bool]
"""The IRI of a thing that is shown, and whether it is wide: named by more than can be shown."""


class Surroundings:
    """The triples of a graph that were asked for, by their subjects; terms are the engine's."""

    def __init__(self, graph: LocalGraph, links: Iterable[str]) -> None:
        import pyoxigraph as ox

        self._ox, self._graph = ox, graph
        self._type, self._default = ox.NamedNode(RDF + "type"), ox.DefaultGraph()
        self._links = {self.term(name) for name in links}
        self._far = {self.term(name) for name in _FAR}
        self.of: dict[Any, list[Any]] = {}

    def term(self, name: str) -> Any:
        """Return a term of the vocabulary."""
        return self._ox.NamedNode(self._graph.space.ns + name)

    def node(self, iri: str) -> Any:
        """Return the node of an IRI."""
        return self._ox.NamedNode(iri)

    def said(self, node: Any) -> list[Any]:
        """Return what is said of a node, and of the blank nodes that it leads to."""
        found = self.of.get(node)
        if found is None:
            found = self.of[node] = self._quads(node, None, None)
            for quad in found:
                if type(quad.object) is self._ox.BlankNode:
                    self.said(quad.object)
        return found

    def pointing(self, predicate: Any, node: Any) -> set[Any]:
        """Return what names a node by a property."""
        return {quad.subject for quad in self._quads(None, predicate, node)}

    def near(self, node: Any) -> set[Any]:
        """Return what a node names, and what names it."""
        return self.named(node) | self.naming(node)

    def named(self, node: Any) -> set[Any]:
        """Return the named nodes that a node leads to in one step."""
        found: set[Any] = set()
        for quad in self.said(node):
            if quad.predicate in self._far or quad.predicate == self._type:
                continue
            if type(quad.object) is self._ox.BlankNode:
                found |= self.named(quad.object)
            elif type(quad.object) is self._ox.NamedNode and self._may_be_thing(quad.object):
                found.add(quad.object)
        return found

    def naming(self, node: Any) -> set[Any]:
        """Return the named nodes that lead to a node in one step."""
        found: set[Any] = set()
        for quad in self._quads(None, None, node):
            if quad.predicate in self._far:
                continue
            if type(quad.subject) is self._ox.BlankNode:
                found |= self.naming(quad.subject)
            elif self._may_be_thing(quad.subject):
                found.add(quad.subject)
        return found

    def is_link(self, node: Any) -> bool:
        """Return whether a node joins others, and is passed through at no distance."""
        types = self._quads(node, self._type, None)
        return any(quad.object in self._links for quad in types)

    def names(self, nodes: Iterable[Any]) -> set[Any]:
        """Return the dated names and the codes of some things."""
        ends = [self.term(name) for name in _ABOUT_ENDS]
        return {other for node in nodes for end in ends for other in self.pointing(end, node)}

    def claims_between(self, nodes: Set[Any]) -> set[Any]:
        """Return the claims that join two of some things, or say of one what is no thing."""
        subject, ends = self._ox.NamedNode(RDF + "subject"), self._ox.NamedNode(RDF + "object")
        return {
            claim
            for node in nodes
            for claim in self.pointing(subject, node)
            if all(
                quad.object in nodes or type(quad.object) is not self._ox.NamedNode
                for quad in self._quads(claim, ends, None)
            )
        }

    def lines(self, nodes: Iterable[Any], is_dated: bool = False) -> list[str]:
        """Return all that is said of some nodes, and of what they rest on and name, sorted.

        Of what they only name its kind and its names; when it lived too, where that is asked for.
        """
        from kg.engine.canonical import canonical_lines

        space = self._graph.space
        whole = {*nodes}
        for name in ("evidence", "source"):
            predicate = self.term(name)
            whole |= {q.object for n in whole for q in self.said(n) if q.predicate == predicate}
        whole |= {self.node(iri) for iri in (space.dataset, space.ns.rstrip("#/"))}
        for node in whole:
            self.said(node)
        quads = [quad for found in list(self.of.values()) for quad in found]
        for node in {q.object for q in quads if type(q.object) is self._ox.NamedNode} - {*self.of}:
            quads += self._outline(node)
            if is_dated and self._may_be_thing(node):
                quads += self._life(node)
        return canonical_lines((f"{q.triple} ." for q in quads), self._graph.place)

    def lives(self, lines: Iterable[str], told: Set[str]) -> Iterator[str]:
        """Yield, of what some lines only mention, of which tier it is and when it lived.

        `told` are the nodes (N-Triples terms) of which all is said in them.
        """
        named = {o for _, _, o in map(split_line, lines) if is_iri(o)} - told
        rows = (self._graph.space.claims, self._graph.space.citations)
        for node in map(self.node, map(name_of, named)):
            if self._may_be_thing(node) and not node.value.startswith(rows):
                yield from (f"{quad.triple} ." for quad in self._life(node))

    def _life(self, node: Any) -> Iterator[Any]:
        """Yield of which tier a node is and when it lived."""
        for name in _LIFE:
            yield from self._quads(node, self.term(name), None)

    def _outline(self, node: Any) -> Iterator[Any]:
        """Yield of which kind a node is, and its names."""
        for iri in (RDF + "type", *LABELS):
            yield from self._quads(node, self._ox.NamedNode(iri), None)

    def _quads(self, s: Any, p: Any, o: Any) -> list[Any]:
        return list(self._graph.store.quads_for_pattern(s, p, o, self._default))

    def _may_be_thing(self, node: Any) -> bool:
        return not node.value.startswith(self._graph.space.ns)


def select_around(graph: LocalGraph, selection: Selection) -> list[str]:
    """Return the lines of a part that is about one thing, as `select` would of all of them."""
    around = Surroundings(graph, selection.links)
    start = around.node(selection.about or "")
    seen, ring = {start}, {start}
    for _ in range(selection.depth):
        near = _all_near(around, ring)
        links = {node for node in near if around.is_link(node)} - seen
        ends = near | _all_near(around, links)
        ring = {node for node in ends if not around.is_link(node)} - seen
        seen |= links | ring
    nodes = seen | find_beside(around, seen)
    return select(around.lines(nodes, is_dated=selection.on is not None), selection)


def _all_near(around: Surroundings, nodes: Iterable[Any]) -> set[Any]:
    return {other for node in nodes for other in around.near(node)}


def find_beside(around: Surroundings, nodes: Iterable[Any]) -> set[Any]:
    """Return the names and codes of some things, and the claims that begin with one of them."""
    nodes, subject = [*nodes], around.node(RDF + "subject")
    claims = {other for node in nodes for other in around.pointing(subject, node)}
    return around.names(nodes) | claims


def select_near(
    graph: LocalGraph, links: Iterable[str], rounds: Iterable[tuple[int, Iterable[Chosen]]]
) -> tuple[list[str], set[str]]:
    """Return the lines of a part about many things, and the IRIs of those told in full.

    In each round things are taken in their order until so many nodes in all lie within a step of
    those taken, through what joins them. A thing that is wide brings nothing along, and is joined
    only to what is there without it: a register may name ten thousand members of one region.
    """
    around = Surroundings(graph, links)
    seen: set[Any] = set()
    full: set[str] = set()
    wide: set[str] = set()
    for most, chosen in rounds:
        for iri, is_wide in chosen:
            if len(seen) >= most:
                break
            node = around.node(iri)
            seen.add(node)
            if is_wide:
                wide.add(str(node))
                continue
            near = around.near(node)
            joining = {other for other in near if around.is_link(other)}
            seen |= near | {end for link in joining for end in around.named(link)}
            full.add(iri)
    assessed, given_in = around.term("assesses"), around.term("recommendedIn")
    for node in [*seen]:
        seen |= around.pointing(assessed, node)
        seen |= {quad.object for quad in around.said(node) if quad.predicate == given_in}
    names = around.names(seen)
    lines = around.lines(seen | names | around.claims_between(seen))
    kept = {str(node) for node in seen | names}
    found = keep(lines, kept, Selection(space=graph.space, links=(*links,)), wide)
    return sorted({*found, *around.lives(found, kept)}), full
