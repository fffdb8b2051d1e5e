"""What a body has in hand: contracts that run on, and the systems and programmes that it runs."""

from __future__ import annotations

from collections import defaultdict

from kg.ask.inheritance.kin import Found, Kin, in_order, join_note, read_nodes
from kg.ask.inheritance.statement import CONTRACTS, PARTS, PROGRAMMES, SYSTEMS, Inherited, Remark
from kg.history.contracts import RUNNING, Contract
from kg.history.functions import Running, read_running
from kg.history.nodes import Node, NodeReader
from kg.history.solutions import rows, to_span
from kg.history.wording import contract
from kg.model.dates import NEVER, Span, in_words, say_last
from kg.model.spelling import count

_HEADINGS = {"System": SYSTEMS, "Programme": PROGRAMMES, "Unit": PARTS}
_RUN_LATER = """
SELECT ?thing ?body ?earliest ?latest WHERE {
  VALUES ?thing { %s }
  ?claim rdf:predicate nhsit:ran ; rdf:object ?thing ; rdf:subject ?body ; nhsit:counts true ;
         nhsit:startEarliest ?earliest ; nhsit:startLatest ?latest .
}"""


def find_contracts(facts: NodeReader, line: Kin) -> Found:
    """Return the contracts of a line that run on over the day, the first to end first."""
    members = {*line.members}
    ours = [one for one in line.contracts if not members.isdisjoint((*one.buyers, *one.suppliers))]
    running = [one for one in ours if one.runs_on(line.on)]
    running.sort(key=lambda one: (one.last or NEVER, one.id))
    nodes = {node.slug: node for node in read_nodes(facts, (one.id for one in running))}
    told = [(CONTRACTS, _contract(facts, line, one, nodes[one.id])) for one in running]
    told.sort(key=lambda pair: bool(pair[1].holder))
    unsure = tuple(one.id for one in ours if one.runs_on(line.on) is None)
    ending = tuple(
        one.id for one in ours if one.ending == RUNNING and one.runs_on(line.on) is False
    )
    doubts = []
    if unsure:
        runs = count(len(unsure), "more contract runs", "more contracts run")
        text = f"Whether {runs} on that day is not known: when they began or ended is not."
        doubts.append(Remark(text, unsure))
    if ending:
        runs = count(len(ending), "contract that runs", "contracts that run")
        text = f"The term of {runs} today is over by that day, unless it is extended."
        doubts.append(Remark(text, ending))
    return told, doubts


def _contract(facts: NodeReader, line: Kin, one: Contract, node: Node) -> Inherited:
    members = {*line.members}
    ours = [slug for slug in (*one.buyers, *one.suppliers) if slug in members]
    holder, label = line.holder(min(ours, key=line.members.index))
    others = {slug for slug in one.buyers if slug not in members} if label else set()
    return Inherited(
        id=one.id,
        label=one.label,
        text=contract(facts, node).removeprefix(one.label).lstrip(", "),
        when=f"to {_last(one.last)}" if one.last else "",
        node=one.id,
        holder=holder,
        holder_label=label,
        others=line.shared(others),
        sources=facts.sources(node),
    )


def _last(end: Span) -> str:
    """Return the last day of a contract; its two bounds where that is not known."""
    return " or ".join(map(say_last, (in_words(end) or "").split("/")))


def find_running(facts: NodeReader, line: Kin) -> Found:
    """Return the systems, programmes and units that a line runs on the day.

    A thing passes along the line with the body that ran it, unless that body had given it up
    before it ended, or one outside the line is said to have run it later.
    """
    iris = [facts.space.iri(slug) for slug in line.members]
    held: dict[str, list[Running]] = defaultdict(list)
    for one in read_running(facts.graph, iris):
        if not _gave_up(one, line) and line.still_there(one.thing)[0]:
            held[one.thing].append(one)
    later = _taken_over(facts, line, held)
    chosen = {
        min(claims, key=lambda c: line.members.index(c.body)).claim: thing
        for thing, claims in held.items()
        if thing not in later and thing not in line.roots
    }
    told = []
    for node in read_nodes(facts, chosen):
        thing = chosen[node.slug]
        one = next(claim for claim in held[thing] if claim.claim == node.slug)
        holder, label = line.holder(one.body)
        entity = facts.entity(thing)
        told.append(
            (
                _HEADINGS[one.kind],
                Inherited(
                    id=thing,
                    label=one.label,
                    text=join_note(entity.about if entity else "", node),
                    when=node.when,
                    node=node.slug,
                    holder=holder,
                    holder_label=label,
                    others=line.shared([holder] if holder else ()),
                    doubt=line.still_there(thing)[1],
                    sources=facts.sources(node),
                ),
            )
        )
    told.sort(key=lambda pair: in_order(pair[1]))
    return told, []


def _gave_up(one: Running, line: Kin) -> bool:
    """Return whether a body had stopped running a thing before the day, and before its own end."""
    if one.start is not None and line.on.is_before(one.start):
        return True
    if one.end is None or line.on.is_before(one.end):
        return False
    presence = line.presences.get(one.body)
    own = presence.entity.life[1] if presence else None
    return own is None or own.days is None or one.end.is_before(own.days)


def _taken_over(facts: NodeReader, line: Kin, held: dict[str, list[Running]]) -> set[str]:
    """Return what one outside the line began to run after all of the line had."""
    found = set()
    for row in rows(facts.graph, _RUN_LATER % line.terms(held)):
        start = to_span(row.get("earliest"), row.get("latest"))
        starts = [one.start for one in held[row["thing"]]]
        if (
            row["body"] not in line.members
            and start
            and all(s and s.is_before(start) for s in starts)
        ):
            found.add(row["thing"])
    return found
