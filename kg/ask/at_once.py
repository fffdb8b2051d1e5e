"""Ask a ready question of many values at once: queries whose rows say which value each is of.

The block of a parameter, `VALUES ?body { … }`, takes all the values, and the parameter becomes the
first column. A join with many values is the union of the joins with each, and so is all that may
stand around it, as long as every SELECT around the block gives the parameter on; a question that
keeps it to itself cannot be asked so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from kg.ask.questions import Parameter, Question

if TYPE_CHECKING:
    from kg.engine.graph import SparqlGraph, Term

Rows = dict[str, list[tuple["Term | None", ...]]]

_MOST = 1000
"""Values of one query: joins with several thousand take the engine three times as long."""
_SELECT = re.compile(r"\bSELECT\b((?: DISTINCT)?)([^{]*?)(?=\s*(?:\bWHERE\b|\{))")
_GROUP = re.compile(r"\bGROUP BY\b")


def ask_at_once(
    graph: SparqlGraph, question: Question, parameter: Parameter, values: Iterable[str]
) -> Rows | None:
    """Return the rows of each value that has any, in their order, by the value as SPARQL writes it.

    Values are IRIs or texts. None where the question cannot be asked of all at once.
    """
    found: Rows = {}
    wanted = [*values]
    for begin in range(0, len(wanted), _MOST):
        query = _widen(question, parameter, " ".join(wanted[begin : begin + _MOST]))
        if query is None:
            return None
        answer: Any = graph.query(query)
        for row in answer:
            value, *rest = row
            found.setdefault(value.value, []).append(tuple(rest))
    return found


def _widen(question: Question, parameter: Parameter, values: str) -> str | None:
    """Return a query with values in the place of one, each row beginning with its own."""
    variable = f"?{parameter.name}"
    if not all(_is_given_on(question.query, variable, block) for block in parameter.blocks):
        return None
    query = question.fill({parameter.name: values})
    head = _SELECT.search(query)
    if head is None or _has(head[2], variable):
        return None
    begin, end = head.span(2)
    query = f"{query[:begin]} {variable} {query[begin:end].strip()}{query[end:]}"
    groups = [found for found in _GROUP.finditer(query) if _depth(query, found.start()) == 0]
    for found in groups:
        query = f"{query[: found.end()]} {variable}{query[found.end() :]}"
    return query


def _is_given_on(query: str, variable: str, block: str) -> bool:
    """Return whether every SELECT but the outermost around a block gives its variable on."""
    for place in re.finditer(re.escape(block), query):
        around = [
            select
            for select in _SELECT.finditer(query)
            if _encloses(query, select.end(), place.start())
        ]
        if not all(_has(select[2], variable) for select in around[1:]):
            return False
    return True


def _encloses(query: str, begin: int, place: int) -> bool:
    """Return whether the first braces after a place are still open at a later one."""
    if place < begin:
        return False
    depth, at = 0, query.find("{", begin)
    for letter in query[at:place]:
        depth += {"{": 1, "}": -1}.get(letter, 0)
        if depth == 0:
            return False
    return depth > 0


def _depth(query: str, place: int) -> int:
    return query.count("{", 0, place) - query.count("}", 0, place)


def _has(text: str, variable: str) -> bool:
    return re.search(rf"{re.escape(variable)}\b", text) is not None
