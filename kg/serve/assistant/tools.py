"""The tools of an assistant: the operations of the record, and SPARQL that only reads."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from mcp import types

from kg.api import Graph
from kg.errors import KgError, UsageError
from kg.model.nearest import did_you_mean
from kg.serve.answers.declared import Argument, Operation, Values
from kg.serve.answers.operations import OPERATIONS, answer
from kg.serve.answers.wording_of_errors import in_words
from kg.serve.assistant.fitting import fit
from kg.serve.calling import call

Ask = Callable[[str, int], Awaitable[dict[str, Any]]]
"""Asks a query for so many rows in a process that can be ended; raises KgError."""

_READS_ONLY = types.ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)


def _refuse(graph: Graph, values: Values) -> dict[str, Any]:
    raise AssertionError("a query is asked in a process of its own")


QUERY = Operation(
    "query",
    "",
    "Ask in SPARQL",
    "Answers a SPARQL 1.1 query over the whole record: SELECT, ASK, CONSTRUCT or DESCRIBE. It only "
    "reads, and is stopped where it takes too long or too much memory. The prefixes nhsit: (the "
    "vocabulary), id: (things), org:, prov:, skos:, dct: and foaf: are known. Read the resource "
    "kg://ontology for classes and properties first; for most things another tool is better: it "
    "knows dates, names and sources.",
    (
        Argument(
            "query",
            "The query.",
            "SELECT ?b ?l { ?b a nhsit:Unit ; skos:prefLabel ?l }",
            required=True,
            most=20_000,
        ),
        Argument("limit", "Rows at the most.", 50, "integer", default=50, most=1000),
    ),
    _refuse,
)

_TOOLS = {one.name: one for one in (*OPERATIONS, QUERY) if one.for_assistants}


def list_tools() -> list[types.Tool]:
    """Return the tools, each with what it takes as JSON Schema."""
    return [
        types.Tool(
            name=one.name,
            title=one.title,
            description=one.says,
            input_schema=one.schema(),
            annotations=_READS_ONLY,
        )
        for one in _TOOLS.values()
    ]


def find_tool(name: str) -> Operation:
    """Return a tool by name; UsageError, with the nearest, where there is none."""
    if name not in _TOOLS:
        hint = did_you_mean(name, _TOOLS) or f"; expected {', '.join(_TOOLS)}"
        raise UsageError(f"there is no tool '{name}'{hint}")
    return _TOOLS[name]


async def call_tool(
    name: str, given: Mapping[str, object], graph: Graph, ask: Ask
) -> types.CallToolResult:
    """Return the answer of a tool, short enough to be held; or an error that says what is right."""
    from anyio import to_thread

    try:
        tool = find_tool(name)
        if tool is QUERY:
            values = tool.read(given)
            found = await ask(values["query"], values["limit"])
            return _say(fit(found, _rest(tool)))
        return _say(
            await to_thread.run_sync(call, lambda: fit(answer(tool, graph, given), _rest(tool)))
        )
    except KgError as error:
        return _say(in_words(error), is_error=True)


def _rest(tool: Operation) -> str:
    """Return how to get what was cut from an answer of a tool."""
    takes = {argument.name for argument in tool.arguments}
    if "section" in takes:
        return "ask again with section= one of the names in sections, then with offset=next_offset"
    if "table" in takes:
        return "ask again with table= the name of one of the tables, then with offset=next_offset"
    if "offset" in takes:
        return "ask again with a smaller limit, then with offset=next_offset"
    return "ask for one thing or a shorter text at a time, or about one of the ids by `show`"


def _say(text: str, *, is_error: bool = False) -> types.CallToolResult:
    return types.CallToolResult(
        content=[types.TextContent(type="text", text=text)], is_error=is_error
    )
