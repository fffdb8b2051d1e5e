"""The life of a thing in one sentence: what made it, who led it, what became of it.

The sentence is made from facts alone, so that the terminal, the pages of the site and the page
tell the same of a thing. What is not known is said to be so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kg.ask.life_words import Part, ToldLife, join, list_names, on_day, sentence
from kg.history.advice import OUTCOMES, spell
from kg.history.existence import say_seen
from kg.history.nodes import Node, NodeReader
from kg.history.solutions import to_date
from kg.model import schema
from kg.model.dates import OPEN, say_last
from kg.model.spelling import count

_TOLD = 4
"""Names of one list that are told."""
_POSTS = 3
"""Posts of a person that are told."""
_FEWEST = 2
"""Holders of a post, or posts of a person, that are a life: of one the lines say enough."""

_MADE = {"Merger": "formed", "Split": "split off", "Launch": "launched"}
_ENDED = {
    "Merger": ("merged", "into"),
    "Split": ("split", "into"),
    "Absorption": ("absorbed", "by"),
    "Replacement": ("replaced", "by"),
    "Abolition": ("abolished", "its work going to"),
    "Closure": ("closed", "continued in"),
}
"""Kind of event -> what it did to what it ended, and what leads to what came of it."""
_OBJECT = "rdf:object"
_BEFORE = ("endedBody", "losingBody", "closes")
_AFTER = ("createdBody", "gainingBody", "opens", "continuedIn")
AROUND = (*schema.EVENTS, "Tenure", "Contract", *schema.ADVICE)
"""Kinds of nodes that a life is told from, beside claims."""
MAKERS = ("authored", "published")
"""Properties of claims that say who made a document."""
RAN = "ran"
"""The property of claims that say who ran a programme or a system."""


def tell_life(facts: NodeReader, node: Node, around: Iterable[Node]) -> ToldLife:
    """Return the life of a thing in one sentence; empty where no more is known than what it is.

    `around` are the nodes that mention it; all that they point to must have been learnt.
    """
    near = [other for other in around if not other.is_deprecated and _counts(other)]
    match node.kind:
        case "Person":
            parts = _person(facts, node, near)
        case "Post":
            parts = _post(facts, near)
        case kind if kind in schema.DOCUMENTS:
            parts = _document(facts, node, near)
        case kind if kind in facts.index.living:
            parts = _lived(facts, node, near)
        case _:
            parts = []
    return sentence(parts)


def _counts(node: Node) -> bool:
    return "true" in node.all("counts") or node.kind in schema.ADVICE


def _lived(facts: NodeReader, node: Node, near: Sequence[Node]) -> list[list[Part]]:
    events = sorted(
        (n for n in near if n.kind in schema.EVENTS and n.has_happened),
        key=lambda n: (n.in_time, n.slug),
    )
    made = next((e for e in events if _has(e, node, "createdBody", "opens")), None)
    over = next((e for e in reversed(events) if _has(e, node, "endedBody", "closes")), None)
    tenures = [n for n in near if n.kind == "Tenure" and facts.is_headship(n.slug)]
    heads = [slug for tenure in _by_day(tenures) for slug in tenure.slugs("org:member")]
    told = [
        _begin(facts, node, made),
        _run(facts, node, near),
        _in_turn(facts, "led", heads),
        _supply(node, near),
        _end(facts, node, over),
    ]
    is_told = made or over or any(told[1:-1])
    return [part for part in told if part] if is_told else []


def _begin(facts: NodeReader, node: Node, made: Node | None) -> list[Part]:
    if made is None:
        start = node.one("start")
        if start:
            return [f"began {on_day(start)}"]
        seen = to_date(node.one("attestedFirst"))
        if seen is None:
            return ["when it began is not known"]
        return [f"first seen {say_seen(seen)}"]
    day = on_day(made.one("date"))
    before = _others(made, node, _BEFORE)
    verb = _MADE.get(made.kind, "created")
    parts: list[Part] = [f"{verb} {day}" if day else verb]
    laws = made.slugs("legalBasis")
    if laws:
        parts += [" by ", *list_names(facts, laws, 1)]
    if before:
        word = "in place of" if made.kind == "Replacement" else "from"
        parts += [f" {word} ", *list_names(facts, before, _TOLD)]
    return parts


def _run(facts: NodeReader, node: Node, near: Sequence[Node]) -> list[Part]:
    runners = [slug for claim in _by_day(_claims(facts, near, RAN)) if _has(claim, node, _OBJECT)
               for slug in claim.slugs("rdf:subject")]  # fmt: skip
    return ["run by ", *list_names(facts, runners, _TOLD)] if runners else []


def _claims(facts: NodeReader, near: Iterable[Node], word: str) -> list[Node]:
    term = facts.space.term(word)
    return [n for n in near if n.kind == "Claim" and term in n.all("rdf:predicate")]


def _in_turn(facts: NodeReader, verb: str, people: Iterable[str]) -> list[Part]:
    """Return who did something one after the other, each once: the first and last of many."""
    each = [*dict.fromkeys(people)]
    if not each:
        return []
    if len(each) > _TOLD:
        first, last = (list_names(facts, [each[at]], 1) for at in (0, -1))
        return [f"{verb} by {len(each):,} people, from ", *first, " to ", *last]
    return [f"{verb} by ", *join([list_names(facts, [slug], 1) for slug in each], ", then ")]


def _supply(node: Node, near: Sequence[Node]) -> list[Part]:
    won = [n for n in near if n.kind == "Contract" and _has(n, node, "supplier")]
    years = sorted(n.day[:4] for n in won if n.day)
    when = ", " + " to ".join(dict.fromkeys((years[0], years[-1]))) if years else ""
    return [f"supplier in {count(len(won), 'contract')}{when}"] if won else []


def _end(facts: NodeReader, node: Node, over: Node | None) -> list[Part]:
    if over is None:
        end = node.one("end")
        if end == OPEN:
            return ["it goes on"]
        if end:
            return [f"ended on {say_last(end)}" if _is_day(end) else f"ended {on_day(end)}"]
        if "true" in node.all("aliveWhenRead"):
            return ["it goes on, as last read"]
        last = to_date(node.one("attestedLast"))
        return ["its end is not known" + (f", last seen {say_seen(last)}" if last else "")]
    verb, into = _ENDED.get(over.kind, ("ended", "followed by"))
    day = on_day(over.one("date"))
    after = _others(over, node, _AFTER)
    parts: list[Part] = [f"{verb} {day}" if day else verb]
    return [*parts, f" {into} ", *list_names(facts, after, _TOLD)] if after else parts


def _is_day(stated: str) -> bool:
    return to_date(stated) is not None


def _person(facts: NodeReader, node: Node, near: Sequence[Node]) -> list[list[Part]]:
    held = [n for n in near if n.kind == "Tenure" and node.iri in n.all("org:member")]
    told = []
    for tenure in _by_day(held):
        post = list_names(facts, tenure.slugs("post"), 1)
        if post:
            told.append([*post, f" ({tenure.when})" if tenure.when else ""])
    if len(told) > _POSTS + 1:
        rest = len(told) - _POSTS
        told = [told[0], [f"{rest:,} other posts"], *told[1 - _POSTS :]]
    return [[*join(told, ", then ")]] if len(told) >= _FEWEST else []


def _post(facts: NodeReader, near: Sequence[Node]) -> list[list[Part]]:
    tenures = _by_day(n for n in near if n.kind == "Tenure")
    people = {slug: None for t in tenures for slug in t.slugs("org:member")}
    return [_in_turn(facts, "held", people)] if len(people) >= _FEWEST else []


def _document(facts: NodeReader, node: Node, near: Sequence[Node]) -> list[list[Part]]:
    date = node.one("date")
    by = {
        word: [s for claim in _claims(facts, near, word) for s in claim.slugs("rdf:subject")]
        for word in MAKERS
    }
    parts: list[Part] = [f"published {on_day(date)}" if date else "published on no known day"]
    if by["published"]:
        parts += [" by ", *list_names(facts, by["published"], _TOLD)]
    if by["authored"]:
        parts += [", written by ", *list_names(facts, by["authored"], _TOLD)]
    advice = [n for n in near if n.kind == "Recommendation" and _has(n, node, "recommendedIn")]
    told = [parts]
    if advice:
        told.append([f"made {count(len(advice), 'recommendation')}{_outcomes(facts, advice)}"])
    return told if by["published"] or by["authored"] or advice else []


def _outcomes(facts: NodeReader, advice: Sequence[Node]) -> str:
    found = [facts.space.local(value) for one in advice for value in one.all("outcome")[:1]]
    said = [f"{found.count(o):,} {spell(o)}" for o in OUTCOMES if o in found]
    rest = len(advice) - sum(found.count(outcome) for outcome in OUTCOMES)
    if not said:
        return ", and nobody has said what became of them"
    return ": " + ", ".join([*said, f"{rest:,} not known"] if rest else said)


def _by_day(nodes: Iterable[Node]) -> list[Node]:
    return sorted(nodes, key=lambda node: (node.in_time, node.slug))


def _has(event: Node, node: Node, *roles: str) -> bool:
    return any(node.iri in event.all(role) for role in roles)


def _others(event: Node, node: Node, roles: Iterable[str]) -> list[str]:
    found = (slug for role in roles for slug in event.slugs(role))
    return [slug for slug in dict.fromkeys(found) if slug != node.slug]


def tell_lives(facts: NodeReader) -> Iterator[tuple[str, ToldLife]]:
    """Yield each thing of which a life can be told, by id, with its life, in order of ids."""
    nodes = facts.read(_around_all(facts))
    facts.learn(nodes.values())
    near: dict[str, list[Node]] = {}
    for node in nodes.values():
        targets = {v for p in node.links for v in node.values[p] if facts.space.is_own(v)}
        for target in sorted(targets):
            near.setdefault(target, []).append(node)
    kinds = ["Person", "Post", *schema.DOCUMENTS, *facts.index.living]
    things = facts.read(facts.space.iri(e.slug) for e in facts.index.of_kinds(kinds))
    for iri in sorted(things):
        told = tell_life(facts, things[iri], near.get(iri, ()))
        if told:
            yield things[iri].slug, told


def _around_all(facts: NodeReader) -> list[str]:
    kinds = " ".join(f"nhsit:{kind}" for kind in AROUND)
    made = " ".join(f"nhsit:{word}" for word in (*MAKERS, RAN))
    pattern = (
        f"{{ VALUES ?kind {{ {kinds} }} ?n a ?kind }} UNION "
        f"{{ VALUES ?p {{ {made} }} ?n rdf:predicate ?p }}"
    )
    return sorted({n.value for (n,) in facts.rows("?n", pattern)})
