"""The server of the Model Context Protocol, over standard input and output or HTTP.

It reads one record and cannot write. What can be wrong is told to the assistant in a sentence.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from anyio import to_thread
from mcp import types
from mcp.server.lowlevel import Server
from mcp.shared.exceptions import MCPError

import kg
from kg.api import Graph
from kg.errors import KgError
from kg.serve.answers.wording_of_errors import in_words
from kg.serve.assistant.prompts import get_prompt, list_prompts
from kg.serve.assistant.resources import list_resources, list_templates, read_resource
from kg.serve.assistant.tools import Ask, call_tool, list_tools
from kg.serve.calling import call

Given = TypeVar("Given")

_INSTRUCTIONS = (
    "This is the institutional record: bodies, programmes, systems, people, contracts, laws, "
    "reports and their recommendations, each fact with its sources and its dates as precisely as "
    "known. Begin with `search` to find the id of a thing, then `show`; `recommendations` says who "
    "was told what and what became of it. Cite the sources that come with each answer. Unknown is "
    "not undone, and an empty end does not mean to the present. Answers that were too long say "
    "what was cut and how to get the rest. Read kg://record for what it holds."
)


def make_server(current: Callable[[], Graph], ask: Ask) -> Server[Any]:
    """Return the server of a record; `current` gives the graph of the newest build.

    `ask` answers SPARQL in a process that can be ended.
    """

    async def tools(ctx: Any, params: Any) -> types.ListToolsResult:
        return types.ListToolsResult(tools=list_tools())

    async def tool(ctx: Any, params: types.CallToolRequestParams) -> types.CallToolResult:
        return await call_tool(params.name, params.arguments or {}, current(), ask)

    async def resources(ctx: Any, params: Any) -> types.ListResourcesResult:
        return types.ListResourcesResult(resources=list_resources())

    async def templates(ctx: Any, params: Any) -> types.ListResourceTemplatesResult:
        return types.ListResourceTemplatesResult(resource_templates=list_templates())

    async def resource(
        ctx: Any, params: types.ReadResourceRequestParams
    ) -> types.ReadResourceResult:
        uri, graph = str(params.uri), current()
        return await to_thread.run_sync(call, lambda: _told(lambda: read_resource(uri, graph)))

    async def prompts(ctx: Any, params: Any) -> types.ListPromptsResult:
        return types.ListPromptsResult(prompts=list_prompts())

    async def prompt(ctx: Any, params: types.GetPromptRequestParams) -> types.GetPromptResult:
        return _told(lambda: get_prompt(params.name, params.arguments or {}))

    return Server(
        "kg",
        version=kg.__version__,
        title=current().about.title,
        instructions=_INSTRUCTIONS,
        on_list_tools=tools,
        on_call_tool=tool,
        on_list_resources=resources,
        on_list_resource_templates=templates,
        on_read_resource=resource,
        on_list_prompts=prompts,
        on_get_prompt=prompt,
    )


def _told(give: Callable[[], Given]) -> Given:
    """Return what is given, an error that somebody can cause as one of the protocol."""
    try:
        return give()
    except KgError as error:
        raise MCPError(types.INVALID_PARAMS, in_words(error)) from None
