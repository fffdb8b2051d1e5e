"""What changed between two graphs, in facts and in plain words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.engine.store import LocalGraph
from kg.history.derived import find_derived
from kg.history.nodes import Node, NodeReader
from kg.history.wording import name
from kg.index.index import index_of
from kg.model import terms
from kg.model.terms import Space
from kg.model.vocabulary import Vocabulary

if TYPE_CHECKING:
    import pyoxigraph as ox


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """One fact that was `added`, `removed` or `changed`; `kind` is the class of its node.

    For a change, `detail` says what is other than before, one property an item.
    """

    what: str
    kind: str
    node: str
    text: str
    detail: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes, and how many derived statements came and went because of them."""

    changes: tuple[Change, ...]
    derived_added: int
    derived_removed: int
    vocabulary_changed: int

    @property
    def is_empty(self) -> bool:
        """Whether the graphs say the same."""
        return not (
            self.changes or self.derived_added or self.derived_removed or self.vocabulary_changed
        )


_SILENT = {"rdf:type", "nhsit:datedName", "nhsit:involves"}


def compare(old: LocalGraph, new: LocalGraph) -> Difference:
    """Return what differs between two graphs, facts in the order of their words."""
    before, after = _lines(old), _lines(new)
    gone, come = _triples(before - after), _triples(after - before)
    sides = (NodeReader(old, index_of(old)), NodeReader(new, index_of(new)))
    spaces = (old.space, new.space)
    derived = find_derived(old) | find_derived(new)
    counts = [0, 0, 0]
    touched: tuple[set[str], set[str]] = (set(), set())
    for side, triples in enumerate((gone, come)):
        space = spaces[side]
        for triple in triples:
            s, p = str(getattr(triple.subject, "value", "")), triple.predicate.value
            if s.startswith(space.ns.rstrip("#/")) or not s.startswith(space.base):
                counts[2] += 1
            elif s.startswith(space.dataset):
                continue
            elif p in derived or _is_standard_type(triple, space):
                counts[side] += 1
            else:
                touched[side].add(s)
    nodes = [facts.read(sorted(touched[0] | touched[1])) for facts in sides]
    for facts, read in zip(sides, nodes, strict=True):
        facts.learn(read.values())
    changes = tuple(sorted(_changes(sides, nodes, derived)))
    return Difference(changes, counts[1], counts[0], counts[2])


def _is_standard_type(triple: ox.Quad, space: Space) -> bool:
    """Return whether a statement gives a class of another vocabulary, which a rule derives."""
    cls = str(getattr(triple.object, "value", ""))
    is_own = cls.startswith((space.ns, terms.SKOS))
    return triple.predicate.value == f"{terms.RDF}type" and not is_own


def _lines(graph: LocalGraph) -> set[bytes]:
    import pyoxigraph as ox

    dumped = graph.store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    return set((dumped or b"").splitlines())


def _triples(lines: set[bytes]) -> list[ox.Quad]:
    import pyoxigraph as ox

    return list(ox.parse(b"\n".join(sorted(lines)), ox.RdfFormat.N_TRIPLES))


def _changes(
    sides: tuple[NodeReader, NodeReader], nodes: list[dict[str, Node]], derived: set[str]
) -> Iterator[Change]:
    old, new = nodes
    renamed = _renamed(sides[1].classes, old, new)
    paired = {*renamed, *renamed.values()}
    plain = _claimed(old), _claimed(new)
    for iri, node in new.items():
        if iri not in old and iri not in paired and node.kind != "Citation":
            yield Change("added", node.kind, node.slug, _say(sides[1], node))
    for iri, node in old.items():
        if iri not in new and iri not in paired and node.kind != "Citation":
            yield Change("removed", node.kind, node.slug, _say(sides[0], node))
    same = {iri: iri for iri in old.keys() & new.keys()}
    for before, after in (same | renamed).items():
        detail = tuple(_details(sides, old[before], new[after], plain, derived))
        if detail and new[after].kind != "Citation":
            yield Change("changed", new[after].kind, new[after].slug,
                         _say(sides[1], new[after]), detail)  # fmt: skip


def _renamed(classes: Vocabulary, old: dict[str, Node], new: dict[str, Node]) -> dict[str, str]:
    """Pair nodes that went and came because their ids are made of dates that were corrected."""
    made = {kind: classes.marked("sameBy", kind) for kind in classes.kinds_with("sameBy")}

    def same(node: Node) -> tuple[str, ...]:
        return (node.kind, *(" ".join(node.values.get(iri, ())) for iri in made[node.kind]))

    gone: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for iri in sorted(old.keys() - new.keys()):
        if old[iri].kind in made:
            gone[same(old[iri])].append(iri)
    pairs = {}
    for iri in sorted(new.keys() - old.keys()):
        if new[iri].kind in made and gone[same(new[iri])]:
            pairs[gone[same(new[iri])].pop(0)] = iri
    return pairs


def _claimed(nodes: dict[str, Node]) -> set[tuple[str, str, str]]:
    return {
        (n.one("rdf:subject"), n.one("rdf:predicate"), n.one("rdf:object"))
        for n in nodes.values() if n.kind == "Claim"
    }  # fmt: skip


def _details(
    sides: tuple[NodeReader, NodeReader], old: Node, new: Node,
    plain: tuple[set[tuple[str, str, str]], set[tuple[str, str, str]]], derived: set[str],
) -> Iterator[str]:  # fmt: skip
    """Yield what is other in a node, property by property; computed bounds are left out."""
    for predicate in sorted(old.values.keys() | new.values.keys()):
        curie = new.space.key(predicate)
        if predicate in derived or curie in _SILENT or curie.endswith(("Earliest", "Latest")):
            continue
        before, after = set(old.values.get(predicate, [])), set(new.values.get(predicate, []))
        gone = {v for v in before - after if (old.iri, predicate, v) not in plain[0]}
        come = {v for v in after - before if (new.iri, predicate, v) not in plain[1]}
        if not gone and not come:
            continue
        label = sides[1].relation(predicate)
        was = "; ".join(sorted(_value(sides[0], curie, v, old) for v in gone))
        now = "; ".join(sorted(_value(sides[1], curie, v, new) for v in come))
        if was and now:
            yield f"{label}: {was} → {now}"
        else:
            yield f"{label}: {'no longer ' + was if was else 'now ' + now}"


def _value(facts: NodeReader, curie: str, value: str, node: Node) -> str:
    if curie in ("nhsit:evidence", "nhsit:counterEvidence"):
        return str(facts.source(value))
    return facts.label_of(value)


def _say(facts: NodeReader, node: Node) -> str:
    text = name(facts, node)
    if node.kind == "Recommendation":
        text += f": {node.one('dct:description')}"
    return f"{text} ({node.when})" if node.when and node.kind != "Assessment" else text
