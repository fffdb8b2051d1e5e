"""Answers to the ready questions and of the analyses: what may be asked, and each answer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from weakref import WeakKeyDictionary

from kg.api import Graph
from kg.ask.questions import Parameter, Question
from kg.errors import UsageError
from kg.model.nearest import did_you_mean
from kg.serve.answers.declared import Argument, Operation, Values
from kg.serve.answers.lists import LIMIT, OFFSET, addresses, take

_analysed: WeakKeyDictionary[Graph, dict[str, dict[str, Any]]] = WeakKeyDictionary()
"""What each graph has been found to show: an analysis takes seconds, and its answer stays."""


def _questions(graph: Graph, values: Values) -> dict[str, Any]:
    known = graph.questions()
    wanted = (values["theme"] or "").casefold()
    themes = sorted({one.theme for one in known})
    if wanted and wanted not in {theme.casefold() for theme in themes}:
        hint = did_you_mean(values["theme"], themes) or f"; expected {', '.join(themes)}"
        raise UsageError(f"theme: no question is about '{values['theme']}'{hint}")
    fitting = [one for one in known if wanted in ("", one.theme.casefold())]
    found = take(fitting, values, themes=themes)
    found["items"] = [_describe(one) for one in found["items"]]
    return found


def _describe(question: Question) -> dict[str, Any]:
    return {
        "question": question.name,
        "theme": question.theme,
        "title": question.title,
        "description": question.description,
        "parameters": [
            {
                "name": p.name,
                "need": p.need,
                "type": p.type,
                "kinds": list(p.kinds),
                "description": p.description,
                "example": _plain(p.example),
            }
            for p in question.parameters
        ],
        "columns": list(question.columns),
    }


def _ask(graph: Graph, values: Values) -> dict[str, Any]:
    return _answer(graph, values["question"], values["parameters"] or {}, values)


def _answer(graph: Graph, name: str, given: dict[str, str], values: Values) -> dict[str, Any]:
    found = graph.ask(name, **given).with_labels()
    rows = found.to_dicts()
    answer = take(rows, values, question=name, columns=list(found.columns))
    things = [row[column] for row in answer["items"] for column in found.entity_columns]
    return {**answer, "iris": addresses(things, graph)}


def ask_operation(question: Question) -> Operation:
    """Return the operation that one ready question is, its parameters the arguments."""
    own = tuple(map(_argument, question.parameters))
    names = [argument.name for argument in own]
    more = tuple(one for one in (LIMIT, OFFSET) if one.name not in names)

    def answer(graph: Graph, values: Values) -> dict[str, Any]:
        given = {name: str(values[name]) for name in names if values[name] is not None}
        pages = {
            one.name: values[one.name] if one in more else one.default for one in (LIMIT, OFFSET)
        }
        return _answer(graph, question.name, given, pages)

    return Operation(
        f"ask_{question.name.replace('-', '_')}",
        f"/ask/{question.name}",
        question.title,
        question.description,
        own + more,
        answer,
        for_assistants=False,
    )


def _argument(parameter: Parameter) -> Argument:
    is_number = parameter.type == "number"
    kinds = f" ({', '.join(parameter.kinds)})" if parameter.kinds else ""
    without = f"; without it {_plain(parameter.example)}" if parameter.need == "default" else ""
    argument = Argument(
        parameter.name,
        f"{parameter.description}: {parameter.type}{kinds}{without}",
        _plain(parameter.example),
        required=parameter.need == "required",
    )
    if not is_number:
        return argument
    example = int(parameter.example) if parameter.example.isdecimal() else ""
    return replace(argument, type="integer", example=example, least=0, most=1_000_000_000)


def _plain(example: str) -> str:
    """Return an example as people write it, a text without the quotes of SPARQL."""
    return example.strip('"')


def _analyses(graph: Graph, values: Values) -> dict[str, Any]:
    from kg.analysis import ANALYSES

    items = [{"name": name, "answers": says} for name, says in ANALYSES.items()]
    return {"total": len(items), "items": items}


def _analysis(graph: Graph, values: Values) -> dict[str, Any]:
    known = _analysed.setdefault(graph, {})
    name, table = values["name"], values["table"]
    if name not in known:
        known[name] = dict(graph.analyse(name).to_json())
    found = known[name]
    if table is None:
        return found
    tables = {one["name"]: one for one in found["tables"]}
    if table not in tables:
        hint = did_you_mean(table, tables) or f"; expected {', '.join(tables)}"
        raise UsageError(f"table: {name} has no '{table}'{hint}")
    rows = list(zip(tables[table]["rows"], tables[table]["ids"], strict=True))
    part = take(rows, values)
    shown = part.pop("items")
    only = {**tables[table], "rows": [row for row, _ in shown], "ids": [ids for _, ids in shown]}
    return {**found, "tables": [only], "part": part}


QUESTIONS = Operation(
    "questions",
    "/questions",
    "The ready questions",
    "Lists the questions that the record answers as they stand, each with its parameters and "
    "columns. Ask one with its name.",
    (
        Argument("theme", "Only questions of this theme.", "Bodies"),
        replace(LIMIT, default=100),
        OFFSET,
    ),
    _questions,
)

ASK = Operation(
    "ask",
    "",
    "Answer a ready question",
    "Answers one of the ready questions (`questions` lists them) with rows in which things are "
    "ids, with their names beside them, and sources. Parameters are given in words.",
    (
        Argument("question", "The name of the question.", "successors", required=True),
        Argument(
            "parameters", "Its parameters by name.", {"body": "NHS Connecting for Health"}, "object"
        ),
        LIMIT,
        OFFSET,
    ),
    _ask,
)

ANALYSES_LIST = Operation(
    "analyses",
    "/analyses",
    "The analyses",
    "Lists what has been counted over the whole record: lifetimes, churn, recurrence of advice, "
    "people, suppliers, quality and more.",
    (),
    _analyses,
)

ANALYSIS = Operation(
    "analysis",
    "/analyses/{name}",
    "What the record shows",
    "Returns one analysis: what it found in sentences, its tables with the ids behind each number, "
    "definitions, and its limits. The first time takes a few seconds.",
    (
        Argument("name", "Which analysis.", "recurrence", required=True),
        Argument("table", "Only this table, all of its rows in parts.", "topics"),
        LIMIT,
        OFFSET,
    ),
    _analysis,
)
