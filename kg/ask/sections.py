"""Say, in words, what a fact means for one of the things it is about, and under which key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.ask.card_order import key_of
from kg.history.contracts import UNKNOWN_ENDING
from kg.history.nodes import Node, NodeReader
from kg.history.wording import code, contract, event, figure, label_of, name, verdict
from kg.model import schema, terms
from kg.model.dates import PartialDate, say

STRUCTURE = {
    "rdf:type", "nhsit:evidence", "nhsit:counterEvidence", "nhsit:datedName", "nhsit:datedCode",
    "nhsit:involves",
    "nhsit:source", "nhsit:url",
}  # fmt: skip
"""What holds a fact together and is no fact; like what is derived, a card does not tell it."""

_MOMENTS = {*schema.EVENTS, *schema.DOCUMENTS}
"""Kinds of things that are of one day: what joins them to others began then and has no end."""
LOW = "low confidence"
"""How a claim is marked that is not sure."""
_PARTS = {"partOf", "parentBody", "sponsoredBy", "inGroup"}


@dataclass(frozen=True, slots=True)
class Told:
    """What one fact says of a thing, under a key of `kg.ask.card_order`.

    `when` of None leaves it to the node that states it; `note` is what else it says in words.
    """

    heading: str
    text: str
    other: str = ""
    mark: str = ""
    when: str | None = None
    note: str = ""
    day: str = ""
    """The first day that it may have been, where the node that states it has none."""


def describe(
    facts: NodeReader, node: Node, other: Node, predicates: list[str], views: list[Node]
) -> Iterator[Told]:
    """Yield what another node says of a node, by the predicates with which it points there."""
    roles = [facts.space.key(p).partition(":")[2] for p in predicates]
    match other.kind:
        case "Claim":
            yield from _claim(facts, node, other)
        case kind if kind in schema.EVENTS:
            yield _event(facts, node, other, roles)
        case "DatedName":
            kind_of_name = ", ".join(facts.label(k) for k in other.slugs("nameKind"))
            yield Told("Names", f"{other.one('rdf:value')} ({kind_of_name.lower()})")
        case "DatedCode":
            yield Told("Identities", code(facts, other))
        case "Figure":
            yield from _figure(facts, other, roles)
        case "Tenure":
            yield _tenure(facts, node, other)
        case "Opinion":
            yield from _opinion(facts, other, roles)
        case "Recommendation" | "DocumentAdvice":
            yield _recommendation(facts, other, roles, views)
        case "Assessment":
            yield _assessment(facts, other, roles)
        case "Contract":
            yield _contract(facts, other, roles)
        case _:
            for predicate in predicates:
                heading = key_of(facts.classes.word("heading", other.kind) or "Relations")
                text = name(facts, other)
                if predicate == terms.DCT + "isReplacedBy" and not other.kind:
                    yield Told(heading, f"its former id here: {other.slug}", other.slug)
                    continue
                if predicate != terms.ORG + "postIn":
                    text = facts.told(text, predicate, facts.label(node.slug))
                yield Told(heading, text, other.slug)


_ROLES = {"buyer": "Bought", "supplier": "Supplied", "contractFor": "Bought for it"}
"""Part in a contract -> the key under which it is told, the first that holds."""


def _contract(facts: NodeReader, other: Node, roles: list[str]) -> Told:
    key = next((key for role, key in _ROLES.items() if role in roles), "Contracts")
    notes = (other.one("valueNote"), other.one("note"))
    endings = (iri for iri in other.all("ending") if facts.space.local(iri) != UNKNOWN_ENDING)
    ending = [facts.name_of(iri).lower() for iri in endings]
    fate = (*ending, other.one("contractOutcome"))
    text = "; ".join(filter(None, (contract(facts, other), *fate)))
    return Told(key, text, other.slug, note=join_notes(notes))


def join_notes(notes: Iterable[str]) -> str:
    """Return remarks as one text, each once and with an end.

    >>> join_notes(["For two years", "", "Paid in full."])
    'For two years. Paid in full.'
    """
    ended = (note if note.endswith((".", "?", "!")) else f"{note}." for note in notes if note)
    return " ".join(dict.fromkeys(ended))


def _claim(facts: NodeReader, node: Node, claim: Node) -> Iterator[Told]:
    predicate = claim.one("rdf:predicate")
    local = facts.space.key(predicate).partition(":")[2]
    for end, here in (("rdf:object", "rdf:subject"), ("rdf:subject", "rdf:object")):
        if node.iri not in claim.all(here):
            continue
        slug = next(iter(claim.slugs(end)), "")
        entity = facts.entity(slug)
        words = facts.label(slug)
        if here == "rdf:object":
            text = facts.told(words, predicate, facts.label(node.slug))
        else:
            text = f"{facts.relation(predicate)} {words}"
        heading = key_of(
            facts.classes.word("heading", entity.kind if entity else "") or "Relations"
        )
        if local in _PARTS:
            heading = "Parents and parts"
        mark = ""
        if claim.is_deprecated:
            heading, reason = "Said, but wrongly", claim.one("deprecatedReason")
            mark = f"deprecated{': ' + reason if reason else ''}"
        elif facts.space.ns + "Low" in claim.all("confidence"):
            mark = LOW
        when = None
        if {node.kind, entity.kind if entity else ""} & _MOMENTS and not claim.one("end"):
            when = say(claim.one("start")) or None
        yield Told(heading, text, slug, mark, when, claim.one("note"))


def _event(facts: NodeReader, node: Node, other: Node, roles: list[str]) -> Told:
    text = event(facts, other)
    if not other.has_happened:
        status = ", ".join(facts.label(s).lower() for s in other.slugs("status")) or "not happened"
        return Told("Announced, not happened", text, other.slug, status, note=other.one("note"))
    heading = "Events"
    if {"endedBody", "closes"} & set(roles):
        heading = "After"
    elif {"createdBody", "opens"} & set(roles):
        heading = "Before"
    elif {"gainingBody", "losingBody"} & set(roles):
        heading = "Gained and lost"
    return Told(heading, text, other.slug, note=other.one("note"))


def _tenure(facts: NodeReader, node: Node, tenure: Node) -> Told:
    person, post = label_of(facts, tenure, "org:member"), label_of(facts, tenure, "post")
    is_person = node.iri in tenure.all("org:member")
    other = next(iter(tenure.slugs("post" if is_person else "org:member")), "")
    capacity = ", ".join(facts.label(c).lower() for c in tenure.slugs("capacity"))
    text = post if is_person else f"{person}, {post}"
    if capacity and capacity != "substantive":
        text += f" ({capacity})"
    if tenure.is_deprecated:
        return Told("Said, but wrongly", text, other, "deprecated")
    is_head = node.kind == "Post" or facts.is_headship(tenure.slug)
    key = "Posts held" if is_person else "Heads" if is_head else "People"
    return Told(key, text, other, note=tenure.one("note"))


def _figure(facts: NodeReader, other: Node, roles: list[str]) -> Iterator[Told]:
    """Yield a figure without a day of its own, so that rivals of one measure stand side by side."""
    note = other.one("note")
    rank = ", ".join(facts.label(r).lower() for r in other.slugs("rank"))
    mark = "" if rank in ("", "normal") else rank
    for role in dict.fromkeys(roles):
        if role == "figureOf":
            heading = "Said, but wrongly" if other.is_deprecated else "Figures"
            yield Told(heading, figure(facts, other), other.slug, mark, "", note)
        elif role == "wasAttributedTo":
            yield Told("Figures stated", name(facts, other), other.slug, mark, "", note)


def _opinion(facts: NodeReader, opinion: Node, roles: list[str]) -> Iterator[Told]:
    author = label_of(facts, opinion, "prov:wasAttributedTo")
    stance = ", ".join(facts.label(s).lower() for s in opinion.slugs("stance"))
    said = opinion.one("dct:description")
    about = label_of(facts, opinion, "about")
    for role in dict.fromkeys(roles):
        if role == "about":
            mark = f"opinion of {author}, {stance}"
            yield Told("Opinions about it", said, opinion.slug, mark)
        elif role == "wasAttributedTo":
            yield Told("Opinions held", f"on {about}: {said}", opinion.slug, f"opinion, {stance}")


def _recommendation(facts: NodeReader, other: Node, roles: list[str], views: list[Node]) -> Told:
    report, number = label_of(facts, other, "recommendedIn"), other.one("number")
    text = f"{report}, {number}: {other.one('dct:description')}"
    if "recommendedIn" in roles:
        text = f"{number}: {other.one('dct:description')}"
        to = label_of(facts, other, "addressedTo")
        text += f" → {to}" if to else ""
    said = sorted((v for v in views if other.iri in v.all("assesses")), key=lambda v: v.day)
    live = [verdict(facts, view) for view in said if view.all("isLatest")]
    text += f" — {'; '.join(live)}" if live else " — nobody has said what became of it"
    mark = "contested" if other.one("contested") == "true" else ""
    heading = {"addressedTo": "Recommendations to it", "reiterates": "Reiterated by"}
    document = facts.entity(next(iter(other.slugs("recommendedIn")), ""))
    made = document.start if document is not None else ""
    reasons = join_notes(view.one("note") for view in said if view.all("isLatest"))
    key = heading.get(roles[0], "Recommendations")
    return Told(key, text, other.slug, mark, say(made), reasons, _first_day(made))


def _first_day(stated: str) -> str:
    try:
        day = PartialDate.parse(stated).earliest
    except ValueError:
        return ""
    return day.isoformat() if day else ""


def _assessment(facts: NodeReader, other: Node, roles: list[str]) -> Told:
    note = other.one("note")
    mark = "deprecated" if other.is_deprecated else ""
    if "assesses" in roles:
        by = next(iter(other.slugs("prov:wasAttributedTo")), "")
        return Told("Views on it", verdict(facts, other), by, mark, note=note)
    about = next(iter(other.slugs("assesses")), "")
    return Told("Verdicts given", name(facts, other), about, mark, note=note)
