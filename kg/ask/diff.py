"""What changed between two graphs, in facts and in plain words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.ask.comparison import Parts, differ_in_form, read_both, tell
from kg.engine.store import LocalGraph
from kg.history.derived import find_derived
from kg.history.nodes import Node, NodeReader
from kg.history.wording import name
from kg.index.index import index_of
from kg.index.things import THING
from kg.model import terms
from kg.model.notation import is_blank, is_iri, name_of, write_name
from kg.model.terms import Space
from kg.model.vocabulary import Vocabulary


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
    """All changes, and how many derived statements came and went because of them.

    `statements_added` and `statements_removed` are those in other vocabularies than our own, which
    the changes tell too.
    """

    changes: tuple[Change, ...]
    derived_added: int
    derived_removed: int
    vocabulary_changed: int
    statements_added: int = 0
    statements_removed: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether the graphs say the same."""
        return not (
            self.changes
            or self.derived_added
            or self.derived_removed
            or self.vocabulary_changed
            or self.statements_added
            or self.statements_removed
        )


_SILENT = {"rdf:type", "nhsit:datedName", "nhsit:datedCode", "nhsit:involves"}


def compare(old: LocalGraph, new: LocalGraph) -> Difference:
    """Return what differs between two graphs, facts in the order of their words.

    Facts in the vocabulary are told as facts, whatever their addresses; all else is told by what
    it is said of, statement by statement.
    """
    apart = read_both(old, new)
    if not apart.gone and not apart.come:
        return Difference((), 0, 0, 0)
    sides = (NodeReader(old, index_of(old)), NodeReader(new, index_of(new)))
    derived = find_derived(old) | find_derived(new)
    counts = [0, 0, 0]
    touched: tuple[set[str], set[str]] = (set(), set())
    other: tuple[set[Parts], set[Parts]] = (set(), set())
    for side, statements in enumerate((apart.gone, apart.come)):
        space = (old, new)[side].space
        for parts in statements:
            s, p, o = map(name_of, parts[:3])
            if s.startswith(space.ns) or s == space.ns.rstrip("#/"):
                counts[2] += 1
            elif s.startswith(space.dataset):
                continue
            elif s.startswith(space.base) and (p in derived or _is_standard_type(p, o, space)):
                counts[side] += 1
            else:
                other[side].add(parts)
                if is_iri(parts[0]):
                    touched[side].add(s)
    nodes = [facts.read(sorted(touched[0] | touched[1])) for facts in sides]
    ours = [{iri: n for iri, n in read.items() if n.kind or _is_ours(n)} for read in nodes]
    for facts, read in zip(sides, ours, strict=True):
        facts.learn(read.values())
    as_facts = ours[0].keys() | ours[1].keys()
    rest = [{parts for parts in found if name_of(parts[0]) not in as_facts} for found in other]
    changes = {*_changes(sides, ours, derived), *_statements(sides, nodes, apart.inner, *rest)}
    changes |= set(_forms(sides[1], ours, other, {c.node for c in changes}, derived))
    return Difference(
        tuple(sorted(changes)), counts[1], counts[0], counts[2], len(rest[1]), len(rest[0])
    )


def _is_ours(node: Node) -> bool:
    """Return whether a node without a class of ours has an address of this record."""
    return node.iri.startswith(node.space.base)


def _is_standard_type(predicate: str, cls: str, space: Space) -> bool:
    """Return whether a statement gives a class of another vocabulary, which a rule derives."""
    is_own = cls.startswith((space.ns, terms.SKOS))
    return predicate == f"{terms.RDF}type" and not is_own


def _statements(
    sides: tuple[NodeReader, NodeReader],
    nodes: list[dict[str, Node]],
    inner: Mapping[str, Sequence[tuple[str, str]]],
    gone: set[Parts],
    come: set[Parts],
) -> Iterator[Change]:
    """Yield what is other of things that are not in the vocabulary."""

    def call(iri: str) -> str:
        slug = space.slug(iri)
        return next((called for facts in sides if (called := facts.label(slug)) != slug), slug)

    space = sides[1].space
    known = ({write_name(iri) for iri in nodes[0]}, {write_name(iri) for iri in nodes[1]})
    for side, statements in enumerate((gone, come)):  # a blank node is known by its content
        known[side].update(s for s, *_ in statements if is_blank(s))
    for what, subject, detail in tell(gone, come, inner, known, space, call):
        slug = space.slug(subject)
        entity = sides[1].entity(slug) or sides[0].entity(slug)
        yield Change(what, entity.kind if entity else THING, slug, call(subject), detail)


def _forms(
    facts: NodeReader,
    nodes: list[dict[str, Node]],
    other: tuple[set[Parts], set[Parts]],
    told: set[str],
    derived: set[str],
) -> Iterator[Change]:
    """Yield the facts of which only a language, or how a value is written, is other."""
    for iri in sorted(nodes[0].keys() & nodes[1].keys()):
        node = nodes[1][iri]
        if node.slug in told:
            continue
        gone, come = ([p for p in found if name_of(p[0]) == iri] for found in other)
        detail = tuple(
            f"{facts.relation(name_of(p))}: {was} → {now}"
            for p, was, now in sorted(differ_in_form(gone, come))
            if name_of(p) not in derived
        )
        if detail:
            yield Change("changed", node.kind, node.slug, _say(facts, node), detail)


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
            yield Change(
                "changed", new[after].kind, new[after].slug, _say(sides[1], new[after]), detail
            )


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
        for n in nodes.values()
        if n.kind == "Claim"
    }


def _details(
    sides: tuple[NodeReader, NodeReader],
    old: Node,
    new: Node,
    plain: tuple[set[tuple[str, str, str]], set[tuple[str, str, str]]],
    derived: set[str],
) -> Iterator[str]:
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
