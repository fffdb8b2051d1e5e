"""What a graph in any vocabulary says of a thing: each of its statements in words.

The cards of things in our own vocabulary are laid out by what their properties mean. Of any other
thing everything is told as it is stated, blank nodes and triples in the line that leads to them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from kg.engine.graph import text_of, write
from kg.history.nodes import NodeReader, to_term
from kg.model.languages import LABELS, nearness
from kg.model.notation import is_blank, is_iri, is_literal, name_of, read_literal, show
from kg.model.terms import RDF

_TYPE = RDF + "type"
_NIL = f"<{RDF}nil>"
_DEEPEST = 3
"""Blank nodes within blank nodes that are told; what lies deeper is left to queries."""

Said = dict[str, list[str]]
"""Predicate -> objects, as N-Triples terms."""


@dataclass(slots=True)
class Statements:
    """What is said of a thing in words, by property, and what else it is called.

    Statements about other things are not among them; they are lines of the card.
    """

    texts: dict[str, str] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)


def read_statements_of(
    facts: NodeReader, iri: str, told: set[str], only: Collection[str] = ()
) -> Statements:
    """Return what a graph says of a node, but for the texts that are told already.

    `only` names the properties that are wanted; all are where it is empty.
    """
    own, inner = _read(facts, iri)
    own = {p: said for p, said in own.items() if p in only} if only else own
    found = Statements()
    if len(own.get(_TYPE, ())) == 1:
        del own[_TYPE]  # the kind says it
    names: set[str] = set()
    for predicate in sorted(own, key=lambda p: (facts.relation(p), p)):
        words = []
        for term in sorted(own[predicate], key=_order):
            if is_iri(term) and facts.entity(facts.space.slug(name_of(term))):
                continue
            if predicate in LABELS and is_literal(term):
                names.add(read_literal(term).text)
            else:
                words.append(_say(facts, term, inner, _DEEPEST))
        words = [word for word in dict.fromkeys(words) if word not in told]
        if words:
            label = facts.relation(predicate)
            known = found.texts.get(label)
            found.texts[label] = "; ".join([known, *words] if known else words)
    found.names = sorted(names - told)
    return found


def say_term(facts: NodeReader, iri: str, term: str) -> str:
    """Return a blank node or a triple that a node leads to in words: by what is said of it."""
    _, inner = _read(facts, iri)
    return _say(facts, term, inner, _DEEPEST)


def _read(facts: NodeReader, iri: str) -> tuple[Said, dict[str, Said]]:
    """Return what is said of a node, and of the blank nodes that it leads to."""
    named = to_term(iri)
    own: Said = defaultdict(list)
    for p, o in facts.rows("?p ?o", f"{named} ?p ?o"):
        own[p.value].append(write(o))
    inner: dict[str, Said] = defaultdict(lambda: defaultdict(list))
    if any(is_blank(term) for terms in own.values() for term in terms):
        for depth in range(1, _DEEPEST + 1):
            path = "/".join(["(!rdf:type)/rdf:rest*"] * depth)
            pattern = f"{named} {path} ?b . ?b ?p ?o FILTER(isBlank(?b))"
            for b, p, o in facts.rows("DISTINCT ?b ?p ?o", pattern):
                inner[text_of(b)][p.value].append(write(o))
    for said in inner.values():
        for predicate, terms in said.items():
            said[predicate] = sorted(set(terms))
    return own, inner


def _say(facts: NodeReader, term: str, inner: dict[str, Said], left: int) -> str:
    if not is_blank(term):
        return show(term, facts.space, facts.name_of)
    said = inner.get(term, {})
    if RDF + "first" in said:
        return f"({', '.join(_members(facts, term, inner, left))})"
    if not left or not said:
        return "[…]"
    parts = [
        f"{facts.relation(predicate)} {_say(facts, value, inner, left - 1)}"
        for predicate in sorted(said, key=lambda p: (p != _TYPE, facts.relation(p)))
        for value in said[predicate]
    ]
    return f"[{'; '.join(parts)}]"


def _members(facts: NodeReader, cell: str, inner: dict[str, Said], left: int) -> list[str]:
    found, seen = [], set()
    while cell in inner and cell not in seen:  # a list that bites its tail is told once
        seen.add(cell)
        found += [_say(facts, value, inner, left - 1) for value in inner[cell][RDF + "first"]]
        cell = next(iter(inner[cell].get(RDF + "rest", [])), _NIL)
    return found


def _order(term: str) -> tuple[int, str]:
    return nearness(read_literal(term).language) if is_literal(term) else 0, term
