"""What duties and functions came to a body, by which events and laws."""

from __future__ import annotations

from kg.ask.inheritance.kin import Found, Kin, is_over, join_note, read_nodes
from kg.ask.inheritance.statement import DUTIES, Inherited
from kg.history.nodes import Node, NodeReader
from kg.history.solutions import rows, to_span
from kg.history.wording import event
from kg.model.dates import Span

_GAINED = """
SELECT DISTINCT ?event WHERE {
  VALUES ?body { %s }
  { ?event nhsit:gainingBody ?body } UNION { ?event nhsit:createdBody ?body }
  ?event nhsit:counts true .
}"""
_LAWS = """
SELECT ?claim ?law ?body ?label ?earliest ?latest WHERE {
  VALUES ?body { %s }
  VALUES ?relation { nhsit:legalBasisFor nhsit:amendsPowersOf }
  ?claim rdf:predicate ?relation ; rdf:object ?body ; rdf:subject ?law ; nhsit:counts true .
  OPTIONAL { ?claim nhsit:endEarliest ?earliest ; nhsit:endLatest ?latest }
}"""
_LEFT = """
SELECT ?first ?last ?earliest ?latest WHERE {
  VALUES ?whole { %s }
  ?claim rdf:predicate nhsit:partOf ; rdf:object ?whole ; nhsit:counts true ;
         nhsit:startEarliest ?first ; nhsit:startLatest ?last ;
         nhsit:endEarliest ?earliest ; nhsit:endLatest ?latest .
}"""


def find_duties(facts: NodeReader, line: Kin) -> Found:
    """Return by which events and laws the bodies got their duties and functions.

    A function that came with a part of the body, on the same day, and left with that part is not
    told; nor is a law beside an event that rests on it.
    """
    left = _left_again(facts, line)
    asked = line.terms(line.roots)
    told: list[tuple[str, Inherited]] = []
    laws: set[str] = set()
    for node in read_nodes(facts, (row["event"] for row in rows(facts.graph, _GAINED % asked))):
        if not _brings(node, line, left):
            continue
        laws.update(node.slugs("legalBasis"))
        told.append((DUTIES, _of_event(facts, line, node)))
    claims = {
        row["claim"]: row
        for row in rows(facts.graph, _LAWS % asked)
        if not is_over(to_span(row.get("earliest"), row.get("latest")), line.on)
    }
    for node in read_nodes(facts, claims):
        law, body = claims[node.slug]["law"], claims[node.slug]["body"]
        if law not in laws:
            laws.add(law)
            told.append((DUTIES, _of_law(facts, line, node, law, body)))
    return told, []


def _brings(node: Node, line: Kin, left: set[Span]) -> bool:
    """Return whether an event brought a root something that it still has on the day."""
    day = to_span(node.one("dateEarliest"), node.one("dateLatest"))
    if day is not None and line.on.is_before(day):
        return False
    if not line.ended.isdisjoint(_gainers(node)):
        return day not in left or bool(node.all("endedBody"))
    return not set(node.slugs("gainingBody")).isdisjoint(line.roots)  # a unit is no duty


def _of_event(facts: NodeReader, line: Kin, node: Node) -> Inherited:
    holder, label = line.holder(min(slug for slug in _gainers(node) if slug in line.roots))
    return Inherited(
        id=node.slug,
        label=facts.label(node.slug),
        text=event(facts, node).removeprefix(facts.label(node.slug)).strip(),
        when=node.when,
        node=node.slug,
        holder=holder,
        holder_label=label,
        others=line.shared(set(_gainers(node)) - {*line.members}),
        sources=facts.sources(node),
    )


def _of_law(facts: NodeReader, line: Kin, node: Node, law: str, body: str) -> Inherited:
    holder, label = line.holder(body)
    relation = facts.relation(node.one("rdf:predicate"))
    return Inherited(
        id=law,
        label=facts.label(law),
        text=join_note(f"{relation} {line.label(body)}", node),
        when=node.when,
        node=node.slug,
        holder=holder,
        holder_label=label,
        sources=facts.sources(node),
    )


def _left_again(facts: NodeReader, line: Kin) -> set[Span]:
    """Return the days on which a part came to what ends that has left it since."""
    found = set()
    for row in rows(facts.graph, _LEFT % line.terms(line.roots)):
        came = to_span(row["first"], row["last"])
        if came is not None and is_over(to_span(row["earliest"], row["latest"]), line.on):
            found.add(came)
    return found


def _gainers(node: Node) -> list[str]:
    return [*node.slugs("gainingBody"), *node.slugs("createdBody")]
