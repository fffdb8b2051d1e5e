"""How do we know that: the nodes that state a fact, their sources, and who says otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.ask.statements import say_term
from kg.engine.graph import SparqlGraph, text_of
from kg.errors import UnknownEntity, UsageError
from kg.history.nodes import Node, NodeReader, Source, is_iri, to_term
from kg.history.wording import name
from kg.index.index import Index
from kg.index.names import find_entity, find_node
from kg.index.steps import FUNCTIONS, ROLES, SUCCESSION
from kg.model import terms
from kg.model.nearest import nearest
from kg.model.notation import is_blank, is_triple, name_of
from kg.model.spelling import key
from kg.model.terms import local_part


@dataclass(frozen=True, slots=True)
class ReadAt:
    """Where something was read: its source, and letters of a text by its SHA-256."""

    source: Source
    text: str
    start: int
    end: int

    def __str__(self) -> str:
        letters = f"letters {self.start:,} to {self.end:,}"
        return f"{self.source}, {letters} of text {self.text[:_SHOWN]}"


@dataclass(frozen=True, slots=True)
class Ground:
    """A node that states a fact (or, in `against`, another value of the same property).

    `says` is the node in words, `role` how it bears on the fact; `row` is the row it was made of,
    as `table.csv:row`, empty for a graph that was not built here. `read` are the letters of its
    sources in which it was read, where the record has them.
    """

    node: str
    says: str
    role: str
    when: str
    rank: str
    confidence: str
    note: str
    sources: tuple[Source, ...]
    against: tuple[Source, ...]
    row: str
    read: tuple[ReadAt, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why the graph says a fact: whether it holds, what it rests on, and what speaks against it."""

    subject: str
    predicate: str
    object: str
    sentence: str
    is_stated: bool
    grounds: tuple[Ground, ...]
    against: tuple[Ground, ...]


_SHOWN = 8
"""Digits of a digest that people are shown."""

_MIRRORS = {
    "replaces": "replacedBy",
    "functionsFrom": "functionsTo",
    "follows": "precedes",
    "hasPart": "partOf",
    "recommends": "recommendedIn",
    "assessment": "assesses",
    "datedName": "nameOf",
    "datedCode": "codeOf",
}
"""What a rule turns round -> what was said."""
_EVENTS = {
    "replacedBy": (*ROLES[SUCCESSION], "event"),
    "functionsTo": (*ROLES[FUNCTIONS], "event"),
    "org:holds": ("org:member", "nhsit:post", "tenure"),
}
"""What a rule derives from one node -> the roles of subject and object in it."""


def explain(
    graph: SparqlGraph, index: Index, s: str, p: str, o: str | None = None
) -> list[Explanation]:
    """Return what is known of each fact with a subject and a property, by the words of its value.

    With `o`, only that fact, even where the graph does not state it. Raises UnknownEntity for a
    name that nothing has, UsageError for a property that does not exist.
    """
    facts = NodeReader(graph, index)
    predicate, turned = find_property(index, p)
    subject = find_node(graph, index, s)
    if turned:
        if o is None:
            raise UsageError(f"'{p}' reads from the other end; say both ends of the fact")
        value, value_slug = index.space.iri(subject), subject
        subject = find_node(graph, index, o)
        return [_explain(facts, subject, predicate, value, value_slug)]
    iri = index.space.iri(subject)
    if o is not None:
        return [
            _explain(facts, subject, predicate, *_value(graph, index, facts, iri, predicate, o))
        ]
    node = facts.read([iri]).get(iri) or Node(iri, facts.space)
    values = set(node.values.get(predicate, []))
    claimed = f"?c rdf:subject {to_term(iri)} ; rdf:predicate {to_term(predicate)} ; rdf:object ?o"
    values |= {text_of(o) for (o,) in facts.rows("?o", claimed)}
    found = [_explain(facts, subject, predicate, v, index.space.slug(v)) for v in sorted(values)]
    return sorted(found, key=lambda e: (not e.is_stated, e.sentence))


def find_property(index: Index, text: str) -> tuple[str, bool]:
    """Return the IRI of a property and whether it was named from its other end.

    It is named by CURIE, IRI, local name, label or the label of its inverse. Raises UsageError.
    """
    known, space = index.vocabulary(), index.space
    iri = name_of(text.strip()) if "://" in text else space.expand(text)
    if iri is not None:
        if not is_iri(iri):
            raise UsageError(f"'{text}' is no address of a property")
        if iri in known or not iri.startswith(space.ns):
            return iri, False
        text = iri.removeprefix(space.ns)
    forward: dict[str, str] = {}
    backward: dict[str, str] = {}
    for term, (label, inverse) in known.items():
        local = local_part(term)
        if local[:1].islower():
            forward[key(local)] = term
            if label:
                forward.setdefault(key(label), term)
            if inverse:
                backward.setdefault(key(inverse), term)
    forward |= {"label": terms.SKOS + "prefLabel", "description": terms.DCT + "description"}
    wanted = key(text)
    if wanted in forward:
        return forward[wanted], False
    if wanted in backward:
        return backward[wanted], True
    near = nearest(wanted, forward)
    hint = f"; did you mean '{space.local(forward[near])}'?" if near else ""
    raise UsageError(f"'{text}' is no property of this graph{hint}")


def _value(
    graph: SparqlGraph, index: Index, facts: NodeReader, iri: str, predicate: str, text: str
) -> tuple[str, str]:
    """Return the value that a text means: a literal that the node has, or an entity or a term."""
    node = facts.read([iri]).get(iri) or Node(iri, facts.space)
    for value in node.values.get(predicate, []):
        slug = facts.space.slug(value)
        if text == value or key(facts.label(slug)) == key(text):
            return value, slug
    try:
        slug = find_entity(index, text).slug if ":" not in text else find_node(graph, index, text)
    except UnknownEntity:
        if predicate in node.values and predicate not in node.links:
            return text, text
        raise
    return facts.space.iri(slug), slug


def _explain(facts: NodeReader, subject: str, predicate: str, value: str, slug: str) -> Explanation:
    space = facts.space
    iri = space.iri(subject)
    local = space.local(predicate)
    s, p, o = iri, predicate, value
    if local in _MIRRORS:
        s, p, o, local = value, space.ns + _MIRRORS[local], iri, _MIRRORS[local]
    found = list(_grounds(facts, s, p, o, local)) if _is_iri(s) else []
    nodes = facts.read(node for node, _ in found)
    rivals = facts.read(_rivals(facts, s, p, o)) if _is_iri(s) else {}
    facts.learn([*nodes.values(), *rivals.values()])
    rows = facts.index.origins([*nodes, *rivals])
    read = _read_at(facts, {cite for n in nodes.values() for cite in n.all("evidence")})
    own = facts.read([iri]).get(iri) or Node(iri, facts.space)
    is_unnamed = is_blank(value) or is_triple(value)
    words = say_term(facts, iri, value) if is_unnamed else facts.label_of(value)
    grounds = [_ground(facts, nodes[n], role, rows, read) for n, role in found if n in nodes]
    return Explanation(
        subject,
        space.compress(predicate),
        slug,
        f"{facts.label(subject)} {facts.relation(predicate)} {words}",
        value in own.values.get(predicate, []),
        tuple(grounds),
        tuple(_ground(facts, node, "says otherwise", rows, {}) for node in rivals.values()),
    )


def _grounds(facts: NodeReader, s: str, p: str, o: str, local: str) -> Iterator[tuple[str, str]]:
    """Yield the nodes that a fact rests on, each with how."""
    subject = to_term(s)
    if _is_iri(o):
        value = to_term(o)
        claim = f"?n rdf:subject {subject} ; rdf:predicate {to_term(p)} ; rdf:object {value}"
        yield from ((n.value, "claim") for (n,) in facts.rows("?n", claim))
        if local in _EVENTS:
            ended, created, role = _EVENTS[local]
            pattern = f"?n {ended} {subject} ; {created} {value}"
            pattern += " ; nhsit:counts true"
            yield from ((n.value, role) for (n,) in facts.rows("?n", pattern))
        if local == "precedes":
            yield from _chain(facts, facts.space.slug(s), facts.space.slug(o))
    if local in _BOUNDS:
        roles = _BOUNDS[local]
        pattern = f"VALUES ?role {{ {roles} }} ?n ?role {subject} ; nhsit:counts true"
        events = [n.value for (n,) in facts.rows("?n", pattern)]
        if events:
            yield from ((node, "event") for node in events)
            return
    node = facts.read([s]).get(s)
    if local == "contested":
        yield from ((view, "view") for view in (node.all("assessment") if node else []))
    elif node is not None and node.all("evidence") and o in node.values.get(p, []):
        stated = (
            any(
                True
                for _ in facts.rows("?n", f"?n rdf:subject {subject} ; rdf:predicate {to_term(p)}")
            )
            if _is_iri(o)
            else False
        )
        if not stated and local not in (*_EVENTS, "precedes"):
            yield s, "the node itself"


_BOUNDS = {
    **dict.fromkeys(("bornEarliest", "bornLatest"), "nhsit:createdBody nhsit:opens"),
    **dict.fromkeys(("endedEarliest", "endedLatest"), "nhsit:endedBody nhsit:closes"),
}


_AMOUNTS = {"amount", "amountLow", "amountHigh"}


def _chain(facts: NodeReader, start: str, end: str) -> Iterator[tuple[str, str]]:
    """Yield the events of the shortest line from a forerunner to an heir, in order."""
    came: dict[str, tuple[str, str]] = {}
    for step in facts.index.closure(start):
        came.setdefault(step.after, (step.before, step.via))
    line = []
    while end != start and end in came:
        end, via = came[end]
        line.append((facts.space.iri(via), "step"))
    yield from reversed(line)


def _rivals(facts: NodeReader, s: str, p: str, o: str) -> list[str]:
    """Return the claims that give the property of a subject another value.

    Of a figure, the other figures of the same thing, measure and period.
    """
    if facts.space.local(p) in _AMOUNTS:
        this, shared = to_term(s), "nhsit:figureOf ?of ; nhsit:measure ?what"
        same = f"{this} {shared} OPTIONAL {{ {this} nhsit:start ?on }}"
        other = f"?n {shared} ; nhsit:counts true OPTIONAL {{ ?n nhsit:start ?at }}"
        fits = f'FILTER(?n != {this} && COALESCE(?on, "") = COALESCE(?at, ""))'
        return sorted({n.value for (n,) in facts.rows("?n", f"{same} {other} {fits}")})
    pattern = f"?n rdf:subject {to_term(s)} ; rdf:predicate {to_term(p)} ; rdf:object ?o"
    functional = any(True for _ in facts.rows("?f", f"{to_term(p)} nhsit:functional ?f"))
    return sorted(
        n.value for n, other in facts.rows("?n ?o", pattern) if functional and other.value != o
    )


def _read_at(facts: NodeReader, cites: set[str]) -> dict[str, ReadAt]:
    """Return those of some citations that say which letters of a text they mean."""
    known = facts.read(sorted(cites))
    chosen = {iri: node.one("oa:hasSelector") for iri, node in known.items()}
    letters = facts.read(filter(None, chosen.values()))
    return {
        iri: ReadAt(
            facts.source(iri),
            known[iri].one("textDigest"),
            *(int(letters[place].one(f"oa:{bound}") or 0) for bound in ("start", "end")),
        )
        for iri, place in chosen.items()
        if place in letters
    }


def _ground(
    facts: NodeReader,
    node: Node,
    role: str,
    rows: dict[str, tuple[str, int]],
    read: Mapping[str, ReadAt],
) -> Ground:
    table, row = rows.get(node.iri, ("", 0))
    return Ground(
        node.slug,
        name(facts, node),
        role,
        node.when,
        ", ".join(facts.label(v) for v in node.slugs("rank")),
        ", ".join(facts.label(v) for v in node.slugs("confidence")),
        node.one("deprecatedReason") or node.one("note"),
        facts.sources(node),
        facts.sources(node, "counterEvidence"),
        f"{table}.csv:{row}" if table else "",
        tuple(read[cite] for cite in node.all("evidence") if cite in read),
    )


def _is_iri(text: str) -> bool:
    try:
        to_term(text)
    except ValueError:
        return False
    return True
