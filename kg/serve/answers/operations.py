"""All that may be asked from outside, by name, and the one way to ask it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kg.api import Graph
from kg.serve.answers import about_advice, about_questions, about_things
from kg.serve.answers.declared import Operation
from kg.serve.answers.lists import with_addresses

OPERATIONS = (
    about_things.SEARCH,
    about_things.SHOW,
    about_things.LINEAGE,
    about_things.AS_OF,
    about_things.PATH,
    about_things.EXPLAIN,
    about_advice.RECOMMENDATIONS,
    about_advice.SAID_BEFORE,
    about_advice.WHAT_IF,
    about_questions.QUESTIONS,
    about_questions.ASK,
    about_questions.ANALYSES_LIST,
    about_questions.ANALYSIS,
)
"""What may be asked of every record."""


def find_operations(graph: Graph) -> list[Operation]:
    """Return all that `/api` answers on a graph: each ready question is one of them."""
    own = [about_questions.ask_operation(question) for question in graph.questions()]
    return [one for one in OPERATIONS if one.path] + own


def answer(operation: Operation, graph: Graph, given: Mapping[str, object]) -> dict[str, Any]:
    """Return the answer of an operation in plain values, each thing with its address.

    Raises KgError for what cannot be answered, which says what would be right.
    """
    values = operation.read(given)
    found = operation.answer(graph, values)
    addressed: dict[str, Any] = with_addresses(found, graph)
    return addressed
