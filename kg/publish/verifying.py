"""See that a server has what was sent: by counts, by ten questions, by each kind of value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from kg.ask.questions import Question, find_questions
from kg.engine.graph import write
from kg.errors import GraphError, QueryError
from kg.model.notation import is_triple, read_literal, split_line
from kg.model.terms import XSD
from kg.publish.content import Content
from kg.publish.endpoint import SparqlServer

if TYPE_CHECKING:
    from kg.engine.store import LocalGraph

QUESTIONS = 10
_FIRST = (
    "acquisitions",
    "attempts-at",
    "career",
    "contract-values",
    "criticised-then-reorganised",
    "most-advised",
    "programme-fate",
    "repeated-advice",
    "sources-of",
    "successors",
)
"""Those that are asked before others."""
_NUMBERS = {f"{XSD}{name}" for name in ("integer", "decimal", "double", "float", "int", "long")}


def check_counts(endpoint: SparqlServer, content: Content) -> Iterator[str]:
    """Yield what does not count as many statements as were sent."""
    for part in content.parts:
        there = endpoint.count(part.target)
        if there != part.total:
            name = part.target or "the default graph"
            yield f"{name}: {part.total:,} statements were sent, and {there:,} are there"


def check_questions(graph: LocalGraph, endpoint: SparqlServer) -> tuple[int, list[str]]:
    """Return how many ready questions were asked, and those that are answered otherwise there."""
    asked, told = 0, []
    for name, question in _in_order(find_questions(graph)):
        query = question.fill({})  # as it stands, without what is optional
        try:
            here = _answer(graph.query(query))
        except QueryError:
            continue
        if not here:
            continue  # an empty answer would show nothing
        asked += 1
        try:
            there = _answer(endpoint.asked.query(query))
        except (GraphError, QueryError) as error:
            told.append(f"{name}: {error}")
        else:
            if here != there:
                less, more = (here - there).total(), (there - here).total()
                rows = f"{less} of its {here.total()} rows are missing, {more} are others"
                told.append(f"{name}: {rows}")
        if asked == QUESTIONS:
            break
    return asked, told


def check_values(endpoint: SparqlServer, content: Content) -> Iterator[str]:
    """Yield each kind of value that a server gives back otherwise than it was sent."""
    for target, line in content.samples:
        s, p, o = split_line(line)
        if is_triple(o) and not endpoint.is_so(f"GRAPH {target} {{ {line} }}" if target else line):
            yield f"{o} is not found again"
            continue
        pattern = f"{s} {p} ?o"
        where = f"GRAPH {target} {{ {pattern} }}" if target else pattern
        found = [row[0] for row in endpoint.rows(f"SELECT ?o WHERE {{ {where} }}")]
        if o not in map(write, found):
            alike = [write(term) for term in found if _value(term) == _value_of(o)]
            yield f"{o} is kept as {alike[0]}" if alike else f"{o} is not found again"


def _in_order(known: Mapping[str, Question]) -> Iterator[tuple[str, Question]]:
    names = [*(name for name in _FIRST if name in known), *sorted(known)]
    return ((name, known[name]) for name in dict.fromkeys(names))


def _answer(answer: Any) -> Counter[tuple[object, ...]]:
    return Counter(tuple(map(_value, row)) for row in answer)


def _value(term: Any) -> object:
    """Return a term as a value that engines agree on: they write equal numbers differently."""
    return None if term is None else _value_of(write(term))


def _value_of(text: str) -> object:
    if not text.startswith('"'):
        return "_:" if text.startswith("_:") else text
    literal = read_literal(text)
    if literal.datatype in _NUMBERS:
        return round(float(literal.text), 9)
    if literal.datatype == f"{XSD}boolean":
        return float(literal.text in ("true", "1"))
    return literal.text, literal.language
