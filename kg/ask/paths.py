"""How two entities are connected: the shortest ways, each step one fact with its sources.

A step leads from one entity to another through a fact that is about both: a claim, an event that
happened, a tenure, a contract or a recommendation. The ontology marks by which properties
(`nhsit:joins`). What does not count joins nothing, nor do opinions, figures, topics, sources and
what is derived: everything would be two steps from everything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from kg.ask.best_ways import SLACK, Network, find_ways
from kg.engine.graph import SparqlGraph
from kg.history.nodes import NodeReader, Source, to_term
from kg.history.wording import contract, event, name
from kg.index.index import Index
from kg.index.things import is_foreign
from kg.model import terms
from kg.model.schema import EVENTS

WAYS = 4
"""Ways that are shown: the shortest and the three next."""
_FURTHEST = 12
_BATCH = 1000
_JOINING = "SELECT ?p WHERE { ?p nhsit:joins true }"


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a way: from, to (ids and labels), the fact in words, when, and its sources.

    Where several facts join the two, `fact` is the one with the most sources and `others` counts
    the rest.
    """

    start: str
    start_label: str
    end: str
    end_label: str
    fact: str
    when: str
    node: str
    others: int
    sources: tuple[Source, ...]


Way = tuple[Hop, ...]


def find_paths(
    graph: SparqlGraph, index: Index, start: str, end: str, ways: int = WAYS
) -> list[Way]:
    """Return the shortest ways between two entities (ids), the shortest first.

    Ways of equal length go through the less connected things first: they say more. An empty list
    where nothing connects them; one empty way where they are the same.
    """
    if start == end:
        return [()]
    facts = NodeReader(graph, index)
    space = graph.space
    begin, target = space.iri(start), space.iri(end)
    around = _Surroundings(facts, begin, target)
    for _ in range(_FURTHEST):
        if not around.grow():
            break
        found = around.find(ways)
        if found and (len(found) == ways or around.rounds >= len(found[0]) - 1 + SLACK):
            break
    return list(_describe(facts, around.network, around.find(ways)))


class _Surroundings:
    """What lies around two things, as far as it has been looked at.

    After so many rounds every way of at most so many steps lies in the network, whole.
    """

    def __init__(self, facts: NodeReader, start: str, end: str) -> None:
        self.facts = facts
        self.ends = (start, end)
        self.network: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self.rounds = 0
        self._edges, self._seen = ({start}, {end}), ({start}, {end})
        marked: Any = facts.graph.query(_JOINING)
        self._predicates = " ".join(str(p) for (p,) in marked)
        is_mixed = any(map(is_foreign, facts.index.kinds()))
        has_store = hasattr(facts.graph, "store")
        self._is_stated = has_store and (is_mixed or not self._predicates)

    def grow(self) -> bool:
        """Look one step further from the end that has fewer things at its edge, if it can."""
        if self.is_whole:
            return False
        side = 0 if len(self._edges[0]) <= len(self._edges[1]) else 1
        fresh: set[str] = set()
        for a, b, fact in self._joined(self._edges[side]):
            self.network[a][b].add(fact)
            self.network[b][a].add(fact)
            fresh.add(b)
        self._edges[side].clear()
        self._edges[side].update(fresh - self._seen[side])
        self._seen[side].update(fresh)
        self.rounds += 1
        return True

    def _joined(self, iris: Iterable[str]) -> Iterator[tuple[str, str, str]]:
        if self._predicates:
            yield from _neighbours(self.facts, iris, self._predicates)
        if self._is_stated:
            for a, b, fact in _stated(self.facts, iris, self.ends):
                if not self._predicates or not self._is_ours(fact):
                    yield a, b, fact

    def _is_ours(self, statement: str) -> bool:
        """Return whether a statement is in words that the vocabulary knows, fact or derived."""
        predicate = statement.split(_MARK)[1]
        return bool(self.facts.words.get(predicate, ("",))[0])

    @property
    def is_whole(self) -> bool:
        """Whether all that either end leads to has been looked at."""
        return not all(self._edges)

    def find(self, most: int) -> list[list[str]]:
        """Return the best ways within what has been looked at."""
        if self._seen[0].isdisjoint(self._seen[1]):
            return []
        space = self.facts.space
        known = self.facts.index.entities(map(space.slug, self.network))
        weight = {space.iri(slug): entity.weight for slug, entity in known.items()}
        return find_ways(
            self.network, weight, *self.ends, most, _FURTHEST if self.is_whole else self.rounds
        )


def _neighbours(
    facts: NodeReader, iris: Iterable[str], predicates: str
) -> Iterator[tuple[str, str, str]]:
    """Yield (thing, other thing, fact that joins them) for some things."""
    space = facts.space
    wanted = sorted(iris)
    about: dict[str, set[str]] = defaultdict(set)
    for part in _parts(wanted):
        pattern = f"VALUES ?a {{ {part} }} VALUES ?p {{ {predicates} }} ?fact ?p ?a"
        for fact, a in facts.rows("?fact ?a", pattern):
            about[fact.value].add(a.value)
    for iri in wanted:  # an event or a recommendation is itself a fact about others
        about[iri].add(iri)
    kinds = {
        space.iri(slug): entity.kind
        for slug, entity in facts.index.entities(map(space.slug, sorted(about))).items()
    }
    through = facts.classes.kinds_with("sameBy")  # facts and nothing else: no way stops there
    known = sorted(_holding(facts, about, kinds))
    members: dict[str, set[str]] = defaultdict(set)
    for part in _parts(known):
        pattern = f"VALUES ?f {{ {part} }} VALUES ?p {{ {predicates} }} ?f ?p ?b"
        for fact, b in facts.rows("?f ?b", pattern):
            members[fact.value].add(b.value)
    things = _things(facts, (b for others in (*members.values(), known) for b in others))
    for fact in known:
        is_thing = kinds.get(fact, "Claim") not in through
        others = members[fact] | ({fact} if is_thing else set())
        for a in about[fact]:
            for b in others:
                if a != b and b in things:
                    yield a, b, fact


def _stated(
    facts: NodeReader, iris: Iterable[str], ends: tuple[str, str]
) -> Iterator[tuple[str, str, str]]:
    """Yield (thing, other thing, statement that joins them) in a graph that marks nothing.

    There every statement joins, also one by way of blank nodes. That two things are of one class,
    or described in one place, does not: that would join everything.
    """
    import pyoxigraph as ox

    store: Any = getattr(facts.graph, "store", None)
    for iri in sorted(iris):
        node = ox.NamedNode(iri)
        for is_subject in (True, False):
            todo: list[tuple[Any, str]] = [(node, "")]
            seen: set[Any] = {node}
            for here, first in todo:
                for quad in _around(store, here, is_subject):
                    other = quad.object if is_subject else quad.subject
                    predicate = quad.predicate.value
                    # of a way through blank nodes, the statement that leads into them is told
                    told = (first or predicate) if is_subject else predicate
                    if isinstance(other, ox.BlankNode):
                        if other not in seen:
                            seen.add(other)
                            todo.append((other, told))
                    elif isinstance(other, ox.NamedNode) and other.value not in (iri, _NIL):
                        s, o = (iri, other.value) if is_subject else (other.value, iri)
                        if predicate not in _NO_TIES or o in ends:
                            yield iri, other.value, _MARK.join((s, told, o))


def _around(store: Any, node: Any, is_subject: bool) -> Any:
    import pyoxigraph as ox

    pattern = (node, None, None) if is_subject else (None, None, node)
    return store.quads_for_pattern(*pattern, ox.DefaultGraph())


_MARK = "\x1f"
"""Between the parts of a statement that is a fact of its own; no IRI holds it."""
_NIL = terms.RDF + "nil"
_NO_TIES = {terms.RDF + "type", terms.RDFS + "isDefinedBy"}


def _holding(facts: NodeReader, about: Iterable[str], kinds: Mapping[str, str]) -> Iterator[str]:
    """Yield the facts that join anything: those that count and are nobody's words."""
    for part in _parts(sorted(about)):
        for (fact,) in facts.rows("?f", f"VALUES ?f {{ {part} }} ?f nhsit:counts true"):
            if kinds.get(fact.value) not in ("Opinion", "Figure"):
                yield fact.value
    stands = facts.classes.kinds_with("stands")
    yield from (fact for fact in about if kinds.get(fact) in stands)


def _parts(iris: list[str]) -> Iterator[str]:
    for i in range(0, len(iris), _BATCH):
        yield " ".join(map(to_term, iris[i : i + _BATCH]))


def _describe(facts: NodeReader, network: Network, paths: list[list[str]]) -> Iterator[Way]:
    pairs = {(a, b) for path in paths for a, b in pairwise(path)}
    nodes = facts.read(sorted({f for a, b in pairs for f in network[a][b] if _MARK not in f}))
    facts.learn(nodes.values())
    for path in paths:
        hops = []
        for a, b in pairwise(path):
            if all(_MARK in fact for fact in network[a][b]):
                hops.append(_state(facts, a, b, sorted(network[a][b])))
                continue
            known = [nodes[f] for f in network[a][b] if f in nodes]
            best = min(known, key=lambda n: (-len(n.all("evidence")), n.iri))
            words = name
            if best.kind in EVENTS:
                words = event
            elif best.kind == "Contract":
                words = contract
            start, end = facts.space.slug(a), facts.space.slug(b)
            hops.append(Hop(
                start, facts.label(start), end, facts.label(end), words(facts, best), best.when,
                best.slug, len(known) - 1, facts.sources(best),
            ))  # fmt: skip
        yield tuple(hops)


def _things(facts: NodeReader, iris: Iterable[str]) -> set[str]:
    """Return those of some nodes that are things."""
    slugs = {facts.space.slug(iri): iri for iri in iris}
    return {slugs[slug] for slug in facts.index.entities(slugs)}


def _state(facts: NodeReader, a: str, b: str, statements: list[str]) -> Hop:
    """Return the step that a statement makes, in words."""
    s, p, o = statements[0].split(_MARK)
    words = f"{facts.name_of(s)} {facts.relation(p)} {facts.name_of(o)}"
    start, end = facts.space.slug(a), facts.space.slug(b)
    more = len(statements) - 1
    return Hop(start, facts.label(start), end, facts.label(end), words, "",
               facts.space.slug(s), more, ())  # fmt: skip
