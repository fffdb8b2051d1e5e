"""A question asked of many values at once gives each the rows that it has when asked alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.ask.at_once import ask_at_once
from kg.ask.questions import Question, find_questions
from kg.engine.store import LocalGraph, open_graph
from kg.index.index import index_of

ASKED = [
    (question, parameter)
    for question in find_questions().values()
    for parameter in question.parameters
    if parameter.need == "required" and parameter.type in ("entity", "topic")
]


@pytest.fixture(scope="module")
def graph(memory_output: Path) -> LocalGraph:
    return open_graph(memory_output)


@pytest.mark.parametrize(
    ("question", "parameter"), ASKED, ids=[f"{q.name}-{p.name}" for q, p in ASKED]
)
def test_each_value_has_the_rows_of_its_own_query(
    graph: LocalGraph, question: Question, parameter: Any
) -> None:
    index = index_of(graph)
    values = [f"id:{entity.slug}" for entity in index.of_kinds([*index.kinds()])]
    found = ask_at_once(graph, question, parameter, values)
    assert found is not None
    alone = {
        graph.space.things + value.removeprefix("id:"): rows
        for value in values
        if (rows := _ask(graph, question.fill({parameter.name: value})))
    }
    assert found == alone


def _ask(graph: LocalGraph, query: str) -> list[tuple[Any, ...]]:
    answer: Any = graph.query(query)
    return [tuple(row) for row in answer]


@pytest.mark.parametrize(
    ("query", "is_asked"),
    [
        pytest.param("SELECT ?x WHERE { VALUES ?body { id:a } ?body ?p ?x }", True, id="plain"),
        pytest.param(
            "SELECT ?x WHERE { { SELECT ?x WHERE { VALUES ?body { id:a } ?body ?p ?x } } }",
            False,
            id="kept to itself",
        ),
        pytest.param(
            "SELECT ?x WHERE { { SELECT ?body ?x WHERE { VALUES ?body { id:a } ?body ?p ?x } } }",
            True,
            id="given on",
        ),
        pytest.param(
            "SELECT ?body ?x WHERE { VALUES ?body { id:a } ?body ?p ?x }", False, id="a column"
        ),
    ],
)
def test_a_question_that_keeps_its_value_to_itself_is_not_asked_so(
    graph: LocalGraph, query: str, is_asked: bool
) -> None:
    question, parameter = next(pair for pair in ASKED if pair[1].name == "body")
    block = "VALUES ?body { id:a }"
    parameter = replace(parameter, blocks=(block,))
    question = replace(question, query=query, parameters=(parameter,))
    assert (ask_at_once(graph, question, parameter, ["id:old-body"]) is not None) == is_asked
