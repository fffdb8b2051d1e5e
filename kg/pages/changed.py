"""What changed from one release to the next, by the things and topics that it is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.ask.diff import Change, compare
from kg.engine.store import LocalGraph
from kg.history.nodes import Node, NodeReader
from kg.history.solutions import find_as_of
from kg.index.index import index_of

_SOURCE = "Source"
_JUDGED = "assesses"
"""What leads from a verdict to the advice that it is of, whose things and topics are its own."""


@dataclass(frozen=True, slots=True)
class Release:
    """What a release changed: the day up to which it was read, and the changes by thing."""

    day: str
    by_thing: dict[str, tuple[Change, ...]]


def read_releases(graphs: Sequence[LocalGraph]) -> list[Release]:
    """Return what each graph, of some from old to new, changed in the one before; latest first."""
    found = []
    for old, new in pairwise(graphs):
        day = find_as_of(new)
        found.append(Release(day.isoformat() if day else "", _changes(old, new)))
    return found[::-1]


def _changes(old: LocalGraph, new: LocalGraph) -> dict[str, tuple[Change, ...]]:
    changes = compare(old, new).changes
    sides = [NodeReader(graph, index_of(graph)) for graph in (old, new)]
    found: dict[str, list[Change]] = defaultdict(list)
    for facts, some in (
        (sides[0], [c for c in changes if c.what == "removed"]),
        (sides[1], [c for c in changes if c.what != "removed"]),
    ):
        about = _things(facts, [facts.space.iri(change.node) for change in some])
        for change in some:
            for slug in about.get(facts.space.iri(change.node), ()):
                found[slug].append(change)
    return {slug: tuple(sorted(some)) for slug, some in sorted(found.items())}


def _things(facts: NodeReader, iris: Iterable[str]) -> dict[str, list[str]]:
    """Return the things and topics that each of some nodes is about: itself, and what it joins."""
    nodes = facts.read(iris)
    judged = facts.read(iri for node in nodes.values() for iri in node.all(_JUDGED))
    facts.learn([*nodes.values(), *judged.values()])
    joining = {*facts.classes.kinds_with("links"), *facts.classes.kinds_with("stands")}
    found = {}
    for iri, node in nodes.items():
        slugs = dict.fromkeys(_own(facts, node, joining))
        for other in node.all(_JUDGED):
            if other in judged:
                slugs |= dict.fromkeys(_own(facts, judged[other], joining))
        found[iri] = [*slugs]
    return found


def _own(facts: NodeReader, node: Node, joining: set[str]) -> Iterator[str]:
    if facts.entity(node.slug) is not None:
        yield node.slug
    if node.kind not in joining:
        return
    for predicate in sorted(node.links):
        for value in node.values[predicate]:
            slug = facts.space.slug(value)
            entity = facts.entity(slug)
            if entity is not None and entity.kind != _SOURCE:
                yield slug
