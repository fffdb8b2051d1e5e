"""Take a query apart: which triple patterns it has, how much each matches, which matched nothing.

rdflib parses the query, the graph is asked about its parts.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.engine.tokens import read_code
from kg.errors import KgError
from kg.model.terms import SHIPPED, Space

if TYPE_CHECKING:
    from kg.engine.graph import SparqlGraph, Term

_IRI = re.compile(r"<([^<>\s]*)>")
_LONGEST = 20_000
"""Characters of a query that is taken apart; rdflib parses some 100,000 a second."""
_ALL = "every pattern matches; the filters, or what is taken away, leave nothing"
_IN_GRAPHS = (
    "every pattern matches in the whole; in the graphs that are named, or behind the filters, "
    "nothing is left"
)
_INNER = ("p", "p1", "p2", "part")
_ROLES = {"LeftJoin": "optional", "Minus": "excluded", "Union": "alternative"}
"""Algebra (SPARQL 1.1, 18.2) -> what its second operand, or both of a union, are to the answer."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple pattern as SPARQL writes it; `role` says whether an answer needs it."""

    text: str
    role: str
    is_path: bool


def find_patterns(text: str, space: Space = SHIPPED) -> list[Pattern]:
    """Return the triple patterns of a query, in its order; none where rdflib cannot parse it."""
    return [found for found in _take_apart(text, space) if isinstance(found, Pattern)]


def count_matches(graph: SparqlGraph, pattern: Pattern, bindings: Mapping[str, Term]) -> int | None:
    """Return how many triples match a pattern alone; None for a path, which may take for ever."""
    if pattern.is_path:
        return None
    answer: Any = graph.query(f"SELECT (COUNT(*) AS ?n) {{ {_with(pattern.text, bindings)} }}")
    return int(next(iter(answer))[0].value)


def explain_empty(graph: SparqlGraph, text: str, bindings: Mapping[str, Term]) -> str:
    """Return which part of a query without an answer matched nothing, in one line.

    Nothing, where rdflib cannot parse the query or it is so long that this would take seconds.
    """
    if len(text) > _LONGEST:
        return ""
    try:
        parts = _take_apart(text, graph.space)
        told = _explain(graph, parts, bindings) if parts else ""
        return _IN_GRAPHS if told == _ALL and _names_graphs(text) else told
    except KgError:
        return ""


def _explain(graph: SparqlGraph, parts: list[Pattern | str], bindings: Mapping[str, Term]) -> str:
    needed = [p for p in parts if isinstance(p, Pattern) and p.role == "required"]
    values = " ".join(p for p in parts if isinstance(p, str))
    alone = [p for p in needed if not _holds(graph, _with(p.text, bindings))]
    if alone:
        return "nothing matches " + ", nothing ".join(p.text for p in alone)
    for n in range(1, len(needed) + 1):
        together = " . ".join(p.text for p in needed[:n])
        if not _holds(graph, f"{values} {_with(together, bindings)}"):
            before = " . ".join(p.text for p in needed[: n - 1])
            what = f"{needed[n - 1].text} together with {before}" if before else needed[0].text
            return f"nothing matches {what}" + (" and the values given" if values else "")
    return _ALL


def _names_graphs(text: str) -> bool:
    return any(t.kind == "word" and t.text.upper() in ("FROM", "GRAPH") for t in read_code(text))


def _holds(graph: SparqlGraph, pattern: str) -> bool:
    return bool(graph.query(f"ASK {{ {pattern} }}"))


def _with(pattern: str, bindings: Mapping[str, Term]) -> str:
    if not bindings:
        return pattern
    names = " ".join(f"?{name}" for name in bindings)
    return f"VALUES ({names}) {{ ({' '.join(map(str, bindings.values()))}) }} {pattern}"


def _take_apart(text: str, space: Space) -> list[Pattern | str]:
    from rdflib.plugins.sparql.algebra import translateQuery
    from rdflib.plugins.sparql.parser import parseQuery

    head = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in space.prefixes.items())
    log = logging.getLogger("rdflib.term")  # which tells of addresses that are none
    was_disabled, log.disabled = log.disabled, True
    try:
        algebra = translateQuery(parseQuery(head + text)).algebra
        return list(_walk(algebra, "required", space))
    except Exception:  # what it raises has no common base, and it does not know SPARQL 1.2
        return []
    finally:
        log.disabled = was_disabled


def _walk(node: Any, role: str, space: Space) -> Iterator[Pattern | str]:
    """Yield the patterns below a node of the algebra, and its blocks of values as SPARQL."""
    name = getattr(node, "name", "")
    if name == "BGP":
        for triple in node.triples:
            yield Pattern(
                " ".join(_write(term, space) for term in triple), role, _is_path(triple[1])
            )
    elif name == "values":
        rows = node.get("res") or []
        if rows and role == "required":
            # rdflib writes UNDEF as that word; a variable that may have any value limits nothing
            names = [v for v in sorted(rows[0]) if all(hasattr(row[v], "n3") for row in rows)]
            cells = " ".join(f"({' '.join(_write(row[v], space) for v in names)})" for row in rows)
            if names:
                yield f"VALUES ({' '.join(_write(v, space) for v in names)}) {{ {cells} }}"
    for part in _INNER:
        inner = node.get(part) if hasattr(node, "get") else None
        if hasattr(inner, "name"):
            other = part == "p2" or name == "Union"
            yield from _walk(inner, _ROLES.get(name, role) if other else role, space)


def _is_path(predicate: Any) -> bool:
    from rdflib.paths import Path

    return isinstance(predicate, Path)


def _write(term: Any, space: Space) -> str:
    """Return a term, variable or path as SPARQL writes it, with the prefixes that are known."""

    def shorten(found: re.Match[str]) -> str:
        curie = space.compress(found[1])
        return curie if curie != found[1] else found[0]

    return _IRI.sub(shorten, str(term.n3()))
