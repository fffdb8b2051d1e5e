"""Who stands for the bodies that would end: their units, and all whose place they have taken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from kg.ask.inheritance.hypothesis import Hypothesis
from kg.ask.inheritance.statement import Inherited, Remark
from kg.engine.graph import SparqlGraph
from kg.history.contracts import Contract, read_contracts
from kg.history.existence import Held, exists_on
from kg.history.nodes import Node, NodeReader, to_term
from kg.history.solutions import rows, to_span
from kg.index.index import Index
from kg.index.presence import Presence
from kg.model.dates import Span

Found = tuple[list[tuple[str, Inherited]], list[Remark]]
"""Things, each under its heading, and what is not known of such."""

_PARTS = """
SELECT ?unit ?whole ?earliest ?latest WHERE {
  VALUES ?whole { %s }
  ?claim rdf:predicate nhsit:partOf ; rdf:object ?whole ; rdf:subject ?unit ; nhsit:counts true .
  ?unit a nhsit:Unit .
  OPTIONAL { ?claim nhsit:endEarliest ?earliest ; nhsit:endLatest ?latest }
}"""


@dataclass(frozen=True)
class Kin:
    """The bodies and units that end, `roots`, and `members`, which are they and all before them."""

    graph: SparqlGraph
    index: Index
    supposed: Hypothesis
    roots: tuple[str, ...]
    members: tuple[str, ...]

    @property
    def on(self) -> Span:
        """The day on which the bodies end."""
        return self.supposed.on

    @property
    def ended(self) -> frozenset[str]:
        """The bodies that are supposed to end; units that end with them are among the roots."""
        return frozenset(body.slug for body in self.supposed.ended)

    @cached_property
    def contracts(self) -> list[Contract]:
        """All contracts of the graph."""
        return read_contracts(self.graph)

    @cached_property
    def presences(self) -> dict[str, Presence]:
        """All that begins and ends, with when it was seen."""
        return {one.entity.slug: one for one in self.index.presences(self.index.living)}

    def terms(self, slugs: Iterable[str]) -> str:
        """Return some things as terms of SPARQL."""
        return " ".join(to_term(self.index.space.iri(slug)) for slug in slugs)

    def label(self, slug: str) -> str:
        """Return what a thing is called."""
        known = self.index.outlines([slug]).get(slug)
        return (known[0] if known else "") or slug

    def holder(self, member: str) -> tuple[str, str]:
        """Return the id and the name of a member that is no body that ends; else nothing."""
        return ("", "") if member in self.ended else (member, self.label(member))

    def still_there(self, slug: str) -> tuple[bool, str]:
        """Return whether a thing may exist on the day, and the reason where that is not sure."""
        presence = self.presences.get(slug)
        if presence is None:
            return True, ""
        how, reason = exists_on(self.supposed.day, presence, self.index.read_up_to)
        if how is Held.GOING_ON:
            return True, ""
        return how is not Held.NO, reason

    def shared(self, told: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """Return who else has a duty that was given to some bodies, of those that go on.

        Whoever takes the place of what ends is among them only where it had the duty before.
        """
        found: set[str] = set()
        for body in told:
            heirs = self.index.living_heirs(body)
            if body not in self.roots and body not in self.members:
                found |= set(heirs) or {body}
            found |= {heir for heir in heirs if body in self.members}
        others = sorted(slug for slug in found - {*self.members} if self.still_there(slug)[0])
        return tuple((slug, self.label(slug)) for slug in others)


def find_kin(graph: SparqlGraph, index: Index, supposed: Hypothesis) -> Kin:
    """Return who stands for what would end: units that are parts of it end with it."""
    roots = [body.slug for body in supposed.ended]
    known = Kin(graph, index, supposed, (), ())
    fresh = roots
    while fresh:
        query = _PARTS % known.terms(fresh)
        fresh = []
        for row in rows(graph, query):
            unit, left = row["unit"], to_span(row.get("earliest"), row.get("latest"))
            has_left = is_over(left, supposed.on)
            if unit not in roots and not has_left and known.still_there(unit)[0]:
                roots.append(unit)
                fresh.append(unit)
    before = {one for root in roots for one in index.reached(root, down=False)}
    order = [*roots, *sorted(before - {*roots})]
    return Kin(graph, index, supposed, tuple(roots), tuple(order))


def read_nodes(facts: NodeReader, slugs: Iterable[str]) -> list[Node]:
    """Return some nodes with what they point to, by their day and id."""
    nodes = list(facts.read(facts.space.iri(slug) for slug in slugs).values())
    facts.learn(nodes)
    return sorted(nodes, key=lambda node: (node.day, node.slug))


def is_over(end: Span | None, on: Span) -> bool:
    """Return whether something has certainly ended by a day."""
    return end is not None and end.latest <= on.latest


def join_note(words: str, node: Node) -> str:
    """Return some words with the note of a node after them."""
    return ". ".join(part.rstrip(".") for part in (words, node.one("note")) if part)


def in_order(thing: Inherited) -> tuple[bool, bool, str, str]:
    """Return by what things are sorted: the body's own first, what is not sure last, by name."""
    return bool(thing.holder), bool(thing.doubt), thing.label.casefold(), thing.id
