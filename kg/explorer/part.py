"""The page of a graph that no page can hold: which part of it is drawn, and in what words.

What is important is said here, once. National bodies come first, each with its line of succession;
then programmes and systems; then documents, with the advice that they give; then whatever is left.
Within each, the most mentioned come first: those that most claims, events, tenures, contracts,
recommendations and citations of the record name, as its index counts. A graph that has none of
these kinds is drawn from its most mentioned things alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeGuard

from kg.engine.about import dataset_of, ontology_of
from kg.engine.graph import SparqlGraph
from kg.engine.store import LocalGraph
from kg.export.around import Chosen, select_near
from kg.index.entries import Entity
from kg.index.index import Index, index_of, keep_own_index
from kg.read.dataset import national_tiers

if TYPE_CHECKING:
    from kg.model.vocabulary import Vocabulary

MOST = 25_000
"""Things up to which a graph is drawn whole: a page of some 9 MB."""
SHOWN = 3_000
"""Nodes that a part holds, about."""
_WIDE = 10
"""A thing that would fill more than one such share is drawn as far as others are joined to it."""
_SHARES = (0.5, 0.65, 0.95, 1.0)
"""How much of the part may be filled after bodies, programmes, documents, whatever is left."""
ANOTHER = "kg export html --about ID --depth 2 -o part.html"
"""The command by which another part is drawn."""


@dataclass(frozen=True)
class ShownPart:
    """A part that is drawn: a graph of its own, what it is in words, what is told in full (ids)."""

    graph: SparqlGraph
    words: str
    full: frozenset[str]


def is_too_large(graph: SparqlGraph) -> TypeGuard[LocalGraph]:
    """Return whether a graph has more things than a page can hold."""
    return isinstance(graph, LocalGraph) and _size(index_of(graph)) > MOST


def _size(index: Index) -> int:
    return sum(count for kind, count in index.kinds().items() if kind != "Source")


def take_important(graph: LocalGraph, vocabulary: Vocabulary) -> ShownPart:
    """Return the most important part of a graph, small enough to be drawn."""
    import pyoxigraph as ox

    from kg.read.ontology import read_vocabulary

    index = index_of(graph)
    rounds = zip([round(SHOWN * share) for share in _SHARES], _rounds(graph, vocabulary, index),
                 strict=True)  # fmt: skip
    links = [*vocabulary.kinds_with("links")]
    lines, full = select_near(graph, links, rounds)
    store = ox.Store()
    store.bulk_load("\n".join([*lines, ""]).encode(), ox.RdfFormat.N_TRIPLES)
    if any(":" not in kind for kind in index.kinds()):  # a record: its words stand beside it
        store.extend(read_vocabulary(ontology_of(graph), graph.space))
    part = LocalGraph(store, graph.place, graph.manifest, graph.space)  # no folder: it is no build
    keep_own_index(part)
    words = _tell(_count(index_of(part), links), _count(index, links), len(full))
    return ShownPart(part, words, frozenset(map(graph.space.slug, full)))


def _rounds(graph: LocalGraph, vocabulary: Vocabulary, index: Index) -> Iterator[Iterable[Chosen]]:
    space = graph.space
    tiers = [space.local(tier) for tier in national_tiers(dataset_of(graph), vocabulary)]
    public = [*vocabulary.kinds_with("isPublic")]
    documents = [space.local(iri) for iri in vocabulary.descendants(f"{space.ns}Document")]
    bodies = _with_lines(index.ranked(public, tiers), index) if tiers else iter(())
    some = (bodies, _ranked(index, ["Programme", "System"]), _ranked(index, documents),
            index.ranked())  # fmt: skip
    return (((space.iri(one.slug), one.weight > SHOWN // _WIDE) for one in found) for found in some)


def _ranked(index: Index, kinds: Sequence[str]) -> Iterator[Entity]:
    return index.ranked(kinds) if kinds else iter(())


def _with_lines(bodies: Iterable[Entity], index: Index) -> Iterator[Entity]:
    """Yield each body and then, once each, what it came of and what came of it."""
    told: set[str] = set()
    for body in bodies:
        line = [body.slug, *index.reached(body.slug), *index.reached(body.slug, down=False)]
        fresh = [slug for slug in dict.fromkeys(line) if slug not in told]
        told.update(fresh)
        yield from index.entities(fresh).values()


def _count(index: Index, links: Sequence[str]) -> int:
    """Return how many things there are, without what only joins others."""
    kinds = index.kinds().items()
    return sum(count for kind, count in kinds if kind != "Source" and kind not in links)


def _tell(shown: int, whole: int, full: int) -> str:
    return (
        f"{shown:,} of {whole:,} things, the most important: national bodies with their lines of "
        "succession, then programmes and systems, then documents with their advice, each the most "
        f"mentioned first. {full:,} are told in full, the others as far as they are joined to "
        f"these. Another part: {ANOTHER}"
    )


__all__ = ["ANOTHER", "MOST", "SHOWN", "ShownPart", "is_too_large", "take_important"]
