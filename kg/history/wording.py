"""Say in words what a sourced node is: a claim, a tenure, an event, a contract, a verdict."""

from __future__ import annotations

from decimal import Decimal

from kg.history.nodes import Node, NodeReader
from kg.model.dates import period, say
from kg.model.schema import PROJECT

_ROLES = {
    "endedBody": "ended", "losingBody": "taken from", "createdBody": "created",
    "gainingBody": "went to", "closes": "closed", "opens": "opened", "continuedIn": "continued in",
    "wouldLose": "would take from", "wouldGain": "would go to", "concerns": "concerned",
}  # fmt: skip


def name(facts: NodeReader, node: Node) -> str:
    """Return a few words for a node, whatever it is."""
    match node.kind:
        case "Claim":
            relation = facts.relation(node.one("rdf:predicate"))
            subject, value = (label_of(facts, node, f"rdf:{end}") for end in ("subject", "object"))
            return f"{subject} {relation} {value}"
        case "Tenure":
            return f"{label_of(facts, node, 'org:member')} as {label_of(facts, node, 'post')}"
        case "DatedName":
            return f"{label_of(facts, node, 'nameOf')} was called {node.one('rdf:value')}"
        case "DatedCode":
            return f"{label_of(facts, node, 'codeOf')} had the code {code(facts, node)}"
        case "Figure":
            return f"{label_of(facts, node, 'figureOf')}: {figure(facts, node)}"
        case "Assessment":
            return f"{verdict(facts, node)} for {label_of(facts, node, 'assesses')}"
        case "Opinion":
            return f"{label_of(facts, node, 'prov:wasAttributedTo')}: {node.one('dct:description')}"
        case "Citation":
            return f"a place in {label_of(facts, node, 'source')}"
    return _label(facts, node)


def verdict(facts: NodeReader, view: Node) -> str:
    """Return an assessment in words: the verdict, who gave it, and when.

    The project itself reads sources long after: its date is that of how things stood.
    """
    said = " ".join(
        facts.label(v) for v in (*view.slugs("response"), *view.slugs("implementation"))
    )
    by = label_of(facts, view, "prov:wasAttributedTo")
    as_at = "as at " if PROJECT in view.slugs("prov:wasAttributedTo") else ""
    return f"{said.lower()} ({by}, {as_at}{view.when})" if view.when else f"{said.lower()} ({by})"


def figure(facts: NodeReader, node: Node) -> str:
    """Return a figure in words: its measure and period, the number, who said it and when."""
    start, end = node.one("start"), node.one("end")
    of = period(start, end) if end else say(start)
    measure = label_of(facts, node, "measure") + (f", {of}" if of else "")
    by, on = label_of(facts, node, "prov:wasAttributedTo"), say(node.one("date"))
    said = ", ".join(filter(None, (by, on)))
    return f"{measure}: {amount(facts, node)}" + (f" ({said})" if said else "")


def amount(facts: NodeReader, node: Node) -> str:
    """Return the number of a figure with its unit, and the bounds that are stated.

    Where the number is the one bound that is stated, only that is told: "at least 90".
    """
    unit = next(iter(node.slugs("unit")), "")
    number, low, high = (
        in_unit(node.one(name), unit.rpartition(":")[2], facts.label(unit))
        for name in ("amount", "amountLow", "amountHigh")
    )
    if low == high:
        return number or low
    bounds = f"{low} to {high}" if low and high else f"at least {low}" if low else f"at most {high}"
    is_bound = number == (low or high) and not (low and high)
    return f"{number} ({bounds})" if number and not is_bound else bounds


def in_unit(number: str, unit: str, words: str) -> str:
    """Return a number with its unit as people write it; nothing for nothing.

    >>> in_unit("12700000000", "PoundsUnit", "pounds"), in_unit("2.5", "MonthsUnit", "months")
    ('£12,700,000,000', '2.5 months')
    """
    if not number:
        return ""
    written = f"{Decimal(number):,f}"
    if unit == "PoundsUnit":
        return f"£{written}"
    return written if unit == "NumberUnit" else f"{written} {words}"


def code(facts: NodeReader, node: Node) -> str:
    """Return a code with the name of its register."""
    return f"{node.one('skos:notation')} ({label_of(facts, node, 'register')})"


def contract(facts: NodeReader, node: Node) -> str:
    """Return a contract in words: its parties, its subject and its value with what the value is."""
    buyers, suppliers = label_of(facts, node, "buyer"), label_of(facts, node, "supplier")
    text = _label(facts, node)
    if buyers or suppliers:
        text += f", {buyers or 'buyer not known'} with {suppliers or 'supplier not known'}"
    subject = label_of(facts, node, "contractFor")
    if subject:
        text += f", for {subject}"
    if node.one("valueGBP").isdecimal():  # in a graph that nobody checked it may be anything
        kind = ", ".join(facts.label(k).lower() for k in node.slugs("valueKind"))
        text += f", £{int(node.one('valueGBP')):,}" + (f" ({kind})" if kind else "")
    return text


def event(facts: NodeReader, node: Node) -> str:
    """Return what an event did, its law and what brought it about."""
    text = _label(facts, node)
    did = [
        f"{words} {label_of(facts, node, role)}" for role, words in _ROLES.items() if node.all(role)
    ]
    text += f" ({facts.label('nhsit:' + node.kind).lower()}: {'; '.join(did)})" if did else ""
    if node.all("legalBasis"):
        text += f"; under {label_of(facts, node, 'legalBasis')}"
    if node.all("triggeredBy"):
        text += f"; because of {label_of(facts, node, 'triggeredBy')}"
    return text


def _label(facts: NodeReader, node: Node) -> str:
    """Return what a node is called: as the index has chosen, else its label or its id."""
    called = facts.label(node.slug)
    return called if called != node.slug else node.one("skos:prefLabel") or called


def label_of(facts: NodeReader, node: Node, name: str) -> str:
    """Return the words for all that a property of a node points to, in order."""
    return ", ".join(sorted(facts.label(slug) for slug in node.slugs(name)))
