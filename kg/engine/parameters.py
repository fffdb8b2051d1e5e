"""Bind the variables of a query: terms from the words of a command line, as a block of values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from kg.engine.graph import write
from kg.errors import QueryError, UsageError
from kg.model.terms import SHIPPED, XSD, Space

if TYPE_CHECKING:
    from kg.engine.graph import Term

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_APART = re.compile(r"[\s#\[\](){},;]|\.$")
_VARIABLE = re.compile(r"[?$](\w+)")
_WHERE = re.compile(r"\bWHERE\s*\{", re.IGNORECASE)
_TEMPLATE = re.compile(r"\bCONSTRUCT\s*\{", re.IGNORECASE)


def read_term(text: str, space: Space = SHIPPED) -> Term:
    """Return the term that a text means, as SPARQL writes terms.

    `<https://…>`, a bare http(s) address or a CURIE (`id:nhsx`) is an IRI; `"word"@en` and
    `"2019"^^xsd:gYear` are literals; `12`, `1.5`, `true` and `2019-07-01` are a number, a boolean
    and an xsd:date; anything else is a plain string. Raises UsageError for an IRI or a literal
    that is not well formed.
    """
    import pyoxigraph as ox

    if text.startswith(("http://", "https://")):
        text = f"<{text}>"
    if _DAY.fullmatch(text):
        return ox.Literal(text, datatype=ox.NamedNode(XSD + "date"))
    is_quoted = text.startswith(("<", '"'))
    if not is_quoted and (not text or _APART.search(text)):
        return ox.Literal(text)
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in space.prefixes.items())
    try:  # a term in SPARQL is written as an object in Turtle
        turtle = f"{head}<x:s> <x:p> {text} ."
        [triple] = ox.parse(turtle, format=ox.RdfFormat.TURTLE)
    except (SyntaxError, ValueError):
        if is_quoted:
            raise UsageError(f"'{text}' is neither an IRI nor a quoted literal") from None
        return ox.Literal(text)
    found = triple.object
    return found if isinstance(found, ox.NamedNode | ox.Literal) else ox.Literal(text)


def check_used(text: str, bindings: Mapping[str, Term]) -> None:
    """Raise UsageError for a parameter that is no variable of a query."""
    from kg.engine.tokens import bare
    from kg.model.nearest import did_you_mean

    known = set(_VARIABLE.findall(bare(text)))
    problems = [
        f"{name}: the query has no variable ?{name}{did_you_mean(name, known)}"
        for name in bindings
        if name not in known
    ]
    if problems:
        raise UsageError("\n".join(problems))


def insert_values(text: str, bindings: Mapping[str, Term]) -> str:
    """Return a query whose outermost pattern begins with the values of its variables.

    They are repeated where an engine would else look at all other values first. The variables of a
    subquery that does not select them stay free. Raises QueryError where the query has no such
    pattern.
    """
    from kg.engine.binding import find_places
    from kg.engine.tokens import bare

    plain = bare(text)
    found = _WHERE.search(plain)
    at = found.end() if found else plain.find("{") + 1
    if not at or (found is None and _TEMPLATE.search(plain)):
        raise QueryError("query: has no WHERE { … } in which a parameter could be bound")
    bound = text
    for place, names in sorted(find_places(plain, at, len(plain), frozenset(bindings)))[::-1]:
        known = [name for name in bindings if name in names]
        variables = " ".join(f"?{name}" for name in known)
        values = " ".join(write(bindings[name]) for name in known)
        bound = f"{bound[:place]} VALUES ({variables}) {{ ({values}) }} {bound[place:]}"
    return bound
