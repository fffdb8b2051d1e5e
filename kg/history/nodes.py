"""Read sourced nodes: their values, their sources and the words for what they point to.

Every fact hangs on a node with evidence (an event, a tenure, a claim …); cards, explanations and
paths read them here, a few queries for any number of nodes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from kg.engine.classes import classes_of
from kg.engine.graph import SparqlGraph, text_of
from kg.history.derived import find_derived
from kg.history.source_standing import ORDINARY, read_standing
from kg.index.entries import Entity
from kg.index.index import Index
from kg.index.presence import HEADSHIPS
from kg.model import terms
from kg.model.dates import period, say
from kg.model.terms import Space, local_part
from kg.model.vocabulary import Vocabulary

_BEGUN = ("dateEarliest", "startEarliest", "attestedEarliest")
_BATCH = 2000
"""Nodes that one query asks for."""
_FEW = 50
"""Tenures that are asked one by one whether somebody headed a body in them."""


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A source of a fact: its id, its title and the place in it, empty where none is given."""

    slug: str
    title: str
    locator: str = ""

    def __str__(self) -> str:
        return f"{self.title}, {self.locator}" if self.locator else self.title


@dataclass(slots=True)
class Node:
    """A node with its values by predicate, each a text; `links` says which predicates hold IRIs."""

    iri: str
    space: Space
    values: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    links: set[str] = field(default_factory=set)
    read_up_to: str = ""
    """The day up to which the record was read, by which a plan of an earlier day is told."""

    @property
    def slug(self) -> str:
        """The id of the node, or its CURIE."""
        return self.space.slug(self.iri)

    def all(self, name: str) -> list[str]:
        """Return the values of a property: a CURIE, or a local name of the project's vocabulary."""
        return self.values.get(self.space.term(name), [])

    def one(self, name: str) -> str:
        """Return the first value of a property, or nothing."""
        return next(iter(self.all(name)), "")

    def slugs(self, name: str) -> list[str]:
        """Return the things that a property points to."""
        return [self.space.slug(value) for value in self.all(name)]

    @property
    def kind(self) -> str:
        """The local name of the node's class."""
        ns = self.space.ns
        own = [v for v in self.all("rdf:type") if v.startswith((ns, terms.SKOS))]
        return min(own, default="").removeprefix(ns).removeprefix(terms.SKOS)

    @property
    def is_deprecated(self) -> bool:
        """Whether it is kept only as something wrongly said."""
        return self.space.ns + "Deprecated" in self.all("rank")

    @property
    def has_happened(self) -> bool:
        """Whether an event happened; what was only announced or planned counts for nothing."""
        return self.space.ns + "Happened" in self.all("status")

    @property
    def is_missed(self) -> bool:
        """Whether it is a plan whose day had passed when the record was last read."""
        latest = self.one("dateLatest")
        is_plan = self.space.ns + "Planned" in self.all("status")
        return is_plan and bool(latest) and latest <= self.read_up_to

    @property
    def when(self) -> str:
        """When it was, in words, at the precision that is known."""
        date = self.one("date")
        if self.is_missed:
            return f"planned for {say(date)}; nothing read since"
        return say(date) or period(self.one("start"), self.one("end"), self.all("attested"))

    @property
    def day(self) -> str:
        """The first day it may have been, to sort by; empty where nothing is known."""
        return next((self.one(name) for name in (*_BEGUN, "endEarliest") if self.one(name)), "")

    @property
    def is_begun(self) -> bool:
        """Whether more is known of when it was than its end."""
        return any(self.one(name) for name in _BEGUN)

    @property
    def in_time(self) -> tuple[bool, str, bool]:
        """What to sort by: dated ones first, by day; what ended that day goes before others."""
        return not self.day, self.day, self.is_begun


class NodeReader:
    """Reads the nodes of one graph."""

    def __init__(self, graph: SparqlGraph, index: Index) -> None:
        self.graph = graph
        self.index = index
        self.space = index.space
        self.words = index.vocabulary()
        self._entities: dict[str, Entity] = {}
        self._sources: dict[str, Source] = {}
        self._standing: dict[str, int] = {}
        self._headed: dict[str, bool] = {}

    @property
    def classes(self) -> Vocabulary:
        """What the ontology says of classes."""
        return classes_of(self.graph)

    @cached_property
    def derived(self) -> frozenset[str]:
        """The properties, by IRI, that only rules write."""
        return frozenset(find_derived(self.graph))

    @cached_property
    def citable(self) -> frozenset[str]:
        """The kinds of things that facts rest on."""
        return frozenset(self.classes.kinds_with("citable"))

    def is_headship(self, tenure: str) -> bool:
        """Return whether somebody headed a body in a tenure, by its id, if on no known day.

        A few are asked one by one; who asks for many is told of all.
        """
        if len(self._headed) >= _FEW:
            return tenure in self._headships
        if tenure not in self._headed:
            iri = self.space.iri(tenure)
            self._headed[tenure] = is_iri(iri) and bool(self._read_headships(iri))
        return self._headed[tenure]

    @cached_property
    def _headships(self) -> frozenset[str]:
        return frozenset(self.space.slug(iri) for iri in self._read_headships())

    def _read_headships(self, iri: str = "") -> list[str]:
        import pyoxigraph as ox

        found: Any = self.graph.query(HEADSHIPS, {"tenure": ox.NamedNode(iri)} if iri else None)
        return [tenure.value for (tenure,) in found]

    def read(self, iris: Iterable[str]) -> dict[str, Node]:
        """Return nodes by IRI, in the order asked for; those the graph does not have are absent."""
        wanted = list(dict.fromkeys(iris))
        read = str(self.index.read_up_to or "")
        found: dict[str, Node] = {iri: Node(iri, self.space, read_up_to=read) for iri in wanted}
        for part in _parts(wanted):
            for s, p, o in self.rows("?s ?p ?o", f"VALUES ?s {{ {part} }} ?s ?p ?o"):
                node = found[s.value]
                node.values[p.value].append(text_of(o))
                if _is_iri(o):
                    node.links.add(p.value)
        nodes = {iri: node for iri, node in found.items() if node.values}
        for node in nodes.values():
            for values in node.values.values():
                values.sort()
        return nodes

    def mentions(self, iri: str) -> list[tuple[str, str]]:
        """Return (node, predicate) of every statement that points to a node, in order."""
        named = to_term(iri)
        found = [(s, p.value) for s, p in self.rows("?s ?p", f"?s ?p {named}")]
        if not all(map(_is_iri, (s for s, _ in found))):  # what names it has no name itself
            through = f"?s ?p ?b . ?b (rdf:rest*/rdf:first)|!rdf:type {named} FILTER(isBlank(?b))"
            found += [(s, p.value) for s, p in self.rows("DISTINCT ?s ?p", through)]
        return sorted({(s.value, p) for s, p in found if _is_iri(s)})

    def rows(self, columns: str, pattern: str) -> Iterator[tuple[Any, ...]]:
        """Yield the solutions of a pattern as tuples of terms."""
        solutions: Any = self.graph.query(f"SELECT {columns} WHERE {{ {pattern} }}")
        return (tuple(solution) for solution in solutions)

    def learn(self, nodes: Iterable[Node]) -> None:
        """Look up, in one go, the entities and the citations that some nodes point to."""
        space = self.space
        no_thing = (space.ns, space.citations)
        nodes = list(nodes)
        cites = {c for node in nodes for c in (*node.all("evidence"), *node.all("counterEvidence"))}
        located = self.locate(sorted(cites - self._sources.keys()))
        slugs = {slug for slug, _ in located.values()}
        for node in nodes:
            slugs.add(node.slug)
            for predicate in node.links:
                values = node.values[predicate]
                slugs.update(space.slug(v) for v in values if not v.startswith(no_thing))
        self._entities |= self.index.entities(sorted(slugs - self._entities.keys()))
        new = {slug for slug, _ in located.values()} - self._standing.keys()
        if new:
            named = filter(is_iri, map(space.iri, sorted(new)))
            self._standing |= read_standing(self.graph, map(to_term, named))
        for cite, (slug, place) in located.items():
            self._sources[cite] = Source(slug, self.label(slug), place)

    def locate(self, cites: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Return the source (its id) and the place in it that each of some citations names."""
        located: dict[str, tuple[str, str]] = {}
        for part in _parts([*cites]):
            pattern = (
                f"VALUES ?c {{ {part} }} ?c nhsit:source ?s OPTIONAL {{ ?c nhsit:locator ?l }}"
            )
            for c, s, place in self.rows("?c ?s ?l", pattern):
                located[c.value] = (self.space.slug(s.value), place.value if place else "")
        return located

    def resting_on(self, source: str) -> list[str]:
        """Return the nodes, by IRI and in order, that rest on a source."""
        pattern = f"?cite nhsit:source {to_term(source)} . ?node nhsit:evidence ?cite"
        return sorted({node.value for (node,) in self.rows("?node", pattern)})

    def sources(self, node: Node, name: str = "evidence") -> tuple[Source, ...]:
        """Return the sources of a node that has been learnt: the best first, then by title."""
        return self.in_order({self._sources[c] for c in node.all(name) if c in self._sources})

    def in_order(self, sources: Iterable[Source]) -> tuple[Source, ...]:
        """Return sources as they are told: official ones first, then by title."""
        rank = self._standing
        return tuple(
            sorted(sources, key=lambda s: (rank.get(s.slug, ORDINARY), s.title, s.slug, s.locator))
        )

    def source(self, cite: str) -> Source:
        """Return the source that a citation names; the citation itself where it is not known."""
        return self._sources.get(cite) or Source(self.space.slug(cite), self.space.slug(cite))

    def entity(self, slug: str) -> Entity | None:
        """Return what is known of an entity."""
        if slug not in self._entities:
            self._entities |= self.index.entities([slug])
        return self._entities.get(slug)

    def label(self, slug: str) -> str:
        """Return the words for a thing or a term of the vocabulary; its id where it has none."""
        known = self.words.get(self.space.iri(slug))
        if known is not None and known[0]:
            return known[0]
        entity = self.entity(slug)
        return (entity.label if entity is not None else "") or slug

    def label_of(self, value: str) -> str:
        """Return the words for a value: of a thing and a term their labels, others as given."""
        slug = self.space.slug(value)
        if self.space.is_own(value):
            return self.label(slug)
        return self.label(slug) if value in self.words or self.entity(slug) else value

    def name_of(self, iri: str) -> str:
        """Return the words for an IRI: the label of a thing or a term, else its CURIE."""
        return self.label(self.space.slug(iri))

    def relation(self, predicate: str) -> str:
        """Return the words for a property."""
        return self.words.get(predicate, ("", ""))[0] or local_part(predicate)

    def told(self, subject: str, predicate: str, node: str) -> str:
        """Return what a thing says of a node, read from the node.

        Where the property has no words for that, it is said as it stands, the thing first.
        """
        turned = self.words.get(predicate, ("", ""))[1]
        return f"{turned} {subject}" if turned else f"{subject} {self.relation(predicate)} {node}"


def sources_of(
    graph: SparqlGraph, index: Index, slugs: Iterable[str]
) -> dict[str, tuple[Source, ...]]:
    """Return the sources of some nodes, by id; none of one that the graph does not have."""
    wanted = list(dict.fromkeys(slugs))
    facts = NodeReader(graph, index)
    found = facts.read(index.space.iri(slug) for slug in wanted)
    facts.learn(found.values())
    known = {node.slug: facts.sources(node) for node in found.values()}
    return {slug: known.get(slug, ()) for slug in wanted}


def to_term(iri: str) -> str:
    """Return an IRI as a SPARQL term; an IRI that could break out of its brackets is refused."""
    import pyoxigraph as ox

    return str(ox.NamedNode(iri))


def is_iri(text: str) -> bool:
    """Return whether a text is an IRI, which can stand in a query."""
    try:
        return bool(to_term(text))
    except ValueError:
        return False


def _parts(iris: list[str]) -> Iterator[str]:
    """Yield some IRIs as terms; what stands where an IRI should, but is none, is no node."""
    terms = [to_term(iri) for iri in iris if is_iri(iri)]
    for i in range(0, len(terms), _BATCH):
        yield " ".join(terms[i : i + _BATCH])


def _is_iri(term: Any) -> bool:
    import pyoxigraph as ox

    return isinstance(term, ox.NamedNode)
