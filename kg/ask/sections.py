"""Say, in words, what a fact means for one of the things it is about, and under which heading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.history.nodes import Node, NodeReader
from kg.history.wording import code, contract, event, figure, label_of, name, verdict
from kg.model import schema, terms
from kg.model.dates import say

HEADINGS = (
    "Attempts", "Names", "Identities", "Figures", "Figures stated", "Views on it",
    "Before", "After", "Gained and lost", "Announced, not happened",
    "Events", "Parents and parts", "People", "Posts", "Programmes", "Systems", "Contracts",
    "Bodies and companies", "Documents", "Recommendations to it", "Recommendations",
    "Reiterated by",
    "Verdicts given", "Opinions about it", "Opinions held", "Laws", "Relations", "Other facts",
    "Said, but wrongly", "What rests on it",
)  # fmt: skip
"""The headings of a card, in reading order."""

STRUCTURE = {
    "rdf:type", "nhsit:evidence", "nhsit:counterEvidence", "nhsit:datedName", "nhsit:datedCode",
    "nhsit:involves",
    "nhsit:source", "nhsit:url",
}  # fmt: skip
"""What holds a fact together and is no fact; like what is derived, a card does not tell it."""

_MOMENTS = {*schema.EVENTS, *schema.DOCUMENTS}
"""Kinds of things that are of one day: what joins them to others began then and has no end."""
_PARTS = {"partOf", "parentBody", "sponsoredBy", "inGroup"}


@dataclass(frozen=True, slots=True)
class Told:
    """What one fact says of a thing; `when` of None leaves it to the node that states it."""

    heading: str
    text: str
    other: str = ""
    mark: str = ""
    when: str | None = None


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
            yield Told("Contracts", f"{' and '.join(roles_of(roles))}: {contract(facts, other)}",
                       other.slug)  # fmt: skip
        case _:
            for predicate in predicates:
                heading = facts.classes.word("heading", other.kind) or "Relations"
                text = name(facts, other)
                if predicate == terms.DCT + "isReplacedBy" and not other.kind:
                    yield Told(heading, f"its former id here: {other.slug}", other.slug)
                    continue
                if predicate != terms.ORG + "postIn":
                    text = facts.told(text, predicate, facts.label(node.slug))
                yield Told(heading, text, other.slug)


def roles_of(roles: list[str]) -> list[str]:
    """Return the roles of a contract's parties in words."""
    return [{"contractFor": "for it"}.get(role, role) for role in sorted(roles)]


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
        heading = facts.classes.word("heading", entity.kind if entity else "") or "Relations"
        if local in _PARTS:
            heading = "Parents and parts"
        mark = ""
        if claim.is_deprecated:
            heading, reason = "Said, but wrongly", claim.one("deprecatedReason")
            mark = f"deprecated{': ' + reason if reason else ''}"
        elif facts.space.ns + "Low" in claim.all("confidence"):
            mark = "low confidence"
        note = claim.one("note")
        when = None
        if {node.kind, entity.kind if entity else ""} & _MOMENTS and not claim.one("end"):
            when = say(claim.one("start")) or None
        yield Told(heading, text + (f". {note}" if note else ""), slug, mark, when)


def _event(facts: NodeReader, node: Node, other: Node, roles: list[str]) -> Told:
    text = event(facts, other)
    if not other.has_happened:
        status = ", ".join(facts.label(s).lower() for s in other.slugs("status")) or "not happened"
        return Told("Announced, not happened", text, other.slug, status)
    heading = "Events"
    if {"endedBody", "closes"} & set(roles):
        heading = "After"
    elif {"createdBody", "opens"} & set(roles):
        heading = "Before"
    elif {"gainingBody", "losingBody"} & set(roles):
        heading = "Gained and lost"
    return Told(heading, text, other.slug)


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
    return Told("Posts" if is_person else "People", text, other)


def _figure(facts: NodeReader, other: Node, roles: list[str]) -> Iterator[Told]:
    """Yield a figure without a day of its own, so that rivals of one measure stand side by side."""
    note = other.one("note")
    ending = f". {note}" if note else ""
    rank = ", ".join(facts.label(r).lower() for r in other.slugs("rank"))
    mark = "" if rank in ("", "normal") else rank
    for role in dict.fromkeys(roles):
        if role == "figureOf":
            heading = "Said, but wrongly" if other.is_deprecated else "Figures"
            yield Told(heading, figure(facts, other) + ending, other.slug, mark, "")
        elif role == "wasAttributedTo":
            yield Told("Figures stated", name(facts, other) + ending, other.slug, mark, "")


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
    return Told(heading.get(roles[0], "Recommendations"), text, other.slug, mark)


def _assessment(facts: NodeReader, other: Node, roles: list[str]) -> Told:
    note = other.one("note")
    mark = "deprecated" if other.is_deprecated else ""
    if "assesses" in roles:
        by = next(iter(other.slugs("prov:wasAttributedTo")), "")
        return Told("Views on it", verdict(facts, other) + (f": {note}" if note else ""), by, mark)
    about = next(iter(other.slugs("assesses")), "")
    return Told("Verdicts given", name(facts, other), about, mark)
