"""Say in one sentence what a thing is: its kind, its days and what it belongs to."""

from __future__ import annotations

from kg.history.nodes import Node, NodeReader
from kg.history.wording import contract, event, label_of
from kg.model import schema
from kg.model.dates import period, say


def say_what(facts: NodeReader, node: Node) -> str:
    """Return one sentence on what a thing is, without its name where the name says it.

    Nothing is said of what the vocabulary does not know.
    """
    match node.kind:
        case "":
            return ""
        case "Contract":
            return _end(f"A contract: {contract(facts, node)}", node.when)
        case kind if kind in schema.EVENTS:
            return _end(_first(event(facts, node)), node.when)
        case "Recommendation" | "DocumentAdvice":
            number = node.one("number")
            what = f"Recommendation {number} of" if number else "Advice of"
            to = label_of(facts, node, "addressedTo") or node.one("addresseeNote")
            return _end(
                f"{what} {label_of(facts, node, 'recommendedIn')}", f"to {to}" if to else ""
            )
        case "Opinion":
            by, about = (label_of(facts, node, p) for p in ("prov:wasAttributedTo", "about"))
            stance = label_of(facts, node, "stance").lower()
            return _end(f"What {by} said of {about}", stance, node.when)
        case "Post":
            where = label_of(facts, node, "org:postIn")
            return _end("A post" + (f" in {where}" if where else ""))
        case "Concept":
            return node.one("skos:definition") or _end("A topic or a value of the vocabulary")
        case "Source":
            by = node.one("dc:publisher") or label_of(facts, node, "dct:publisher")
            kind = label_of(facts, node, "sourceType").lower()
            return _end("A source" + (f" ({kind})" if kind else ""), by, say(node.one("date")))
    return _placed(facts, node)


def _placed(facts: NodeReader, node: Node) -> str:
    kind = _LAW if node.kind == "Legislation" else facts.label(f"nhsit:{node.kind}").lower()
    tier = label_of(facts, node, "tier").lower()
    words = f"{tier} {kind}" if tier and tier not in kind else kind
    where = label_of(facts, node, "jurisdiction")
    entity = facts.entity(node.slug)
    lived = period(entity.start, entity.end) if entity is not None else ""
    what = f"{'An' if words[:1] in 'aeiou' else 'A'} {words}" + (f" of {where}" if where else "")
    return _end(what, node.when or lived)


_LAW = "law"


def _end(*parts: str) -> str:
    said = ", ".join(part for part in parts if part)
    return said if said.endswith((".", "?", "!")) else f"{said}."


def _first(text: str) -> str:
    return text[:1].upper() + text[1:]
