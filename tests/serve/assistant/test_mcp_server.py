"""An assistant asks the record, by the client of the SDK: in process, over streams, over HTTP."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client, StdioServerParameters
from mcp.shared.exceptions import MCPError
from starlette.testclient import TestClient

import kg
from kg.serve.assistant.fitting import MOST
from kg.serve.assistant.mcp_server import make_server
from tests.conftest import ROOT
from tests.serving import kg_serve

TOOLS = {
    "search": {"words": "old bdoy"},
    "show": {"name": "Former Bureau"},
    "lineage": {"name": "new-body"},
    "as_of": {"date": "2002-06"},
    "path": {"from": "ann-smith", "to": "new-body"},
    "explain": {"subject": "new-body", "property": "replaces"},
    "recommendations": {"topic": "topic-a"},
    "said_before": {"text": "Do the thing"},
    "what_if": {"body": ["new-body"]},
    "questions": {"theme": "Bodies"},
    "ask": {"question": "successors", "parameters": {"body": "old-body"}},
    "analyses": {},
    "analysis": {"name": "lineage"},
    "query": {"query": "SELECT ?b { ?b nhsit:replaces id:old-body }"},
}
Asked = Callable[[Client], Awaitable[None]]


def _run(job: Callable[..., Awaitable[None]], *given: str) -> None:
    """Run a job in a thread of its own: the browser of a session has a loop in this one."""
    with ThreadPoolExecutor(1) as threads:
        threads.submit(anyio.run, job, *given).result()


async def _call(client: Client, name: str, given: dict[str, Any]) -> tuple[str, bool]:
    found = await client.call_tool(name, given)
    [content] = found.content
    assert content.type == "text"
    return content.text, bool(found.is_error)


def _in_process(memory_output: Path, asked: Asked) -> None:
    graph = kg.open(memory_output)

    async def no_query(text: str, limit: int) -> dict[str, Any]:
        raise AssertionError("asks no query")

    async def run() -> None:
        async with Client(make_server(lambda: graph, no_query)) as client:
            await asked(client)

    _run(run)


def _over_streams(memory_output: Path, asked: Asked) -> None:
    started = StdioServerParameters(
        command=sys.executable,
        args=["-m", "kg", "mcp", "--graph", str(memory_output)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )

    async def run() -> None:
        async with Client(started, read_timeout_seconds=60) as client:
            await asked(client)

    _run(run)


def test_over_streams_each_tool_is_told_and_answers_with_ids_and_sources(
    memory_output: Path,
) -> None:
    async def asked(client: Client) -> None:
        listed = (await client.list_tools()).tools
        assert [tool.name for tool in listed] == list(TOOLS)
        assert all(tool.annotations and tool.annotations.read_only_hint for tool in listed)
        for name, given in TOOLS.items():
            text, is_error = await _call(client, name, given)
            assert not is_error, (name, text)
            found = json.loads(text)
            assert len(text) <= MOST
            told = json.dumps(found)
            if name not in ("questions", "analyses"):
                assert "old-body" in told or "new-body" in told or "advice-1" in told, name
            if name not in ("questions", "analyses", "analysis", "query", "ask", "lineage"):
                assert "A source" in told and "[src]" in told, name
        await _refuses_what_is_wrong(client)

    _over_streams(memory_output, asked)


async def _refuses_what_is_wrong(client: Client) -> None:
    for name, given, says in (
        ("serch", {}, "there is no tool 'serch'; did you mean 'search'?"),
        ("show", {"nam": "x"}, "show has no 'nam'; did you mean 'name'?"),
        ("show", {"name": "Old Bod"}, "'Old Bod': no entity has this name; nearest: old-body"),
        ("as_of", {"date": "soon"}, "'soon' is not a date; write 2019"),
        ("recommendations", {"limit": 0}, "limit: expected 1 to 200, not 0"),
        ("ask", {"question": "sucessors"}, "did you mean 'successors'"),
        ("query", {"query": "SELEC ?x"}, "query line 1, column"),
        ("query", {"query": "INSERT DATA { <a:a> <b:b> <c:c> }"}, "it can only be asked"),
        ("query", {"query": "DROP ALL"}, "it can only be asked"),
        ("query", {"query": "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"}, "SERVICE"),
    ):
        text, is_error = await _call(client, name, given)
        assert is_error and says in text and "Traceback" not in text, (name, text)
    text, is_error = await _call(client, "query", {"query": "ASK { id:old-body a nhsit:Body }"})
    assert (json.loads(text), is_error) == ({"answer": True}, False)


def test_resources_and_prompts_are_listed_and_read(memory_output: Path) -> None:
    async def asked(client: Client) -> None:
        listed = (await client.list_resources()).resources
        assert [str(one.uri) for one in listed] == [
            "kg://record", "kg://ontology", "kg://questions",
        ]  # fmt: skip
        templates = (await client.list_resource_templates()).resource_templates
        assert [one.uri_template for one in templates] == [
            "kg://thing/{id}", "kg://ontology/{term}",
        ]  # fmt: skip
        for address, says in {
            "kg://record": "Unknown is not undone",
            "kg://ontology": "nhsit:replacedBy: The one that took the place",
            "kg://ontology/replacedBy": "# nhsit:replacedBy",
            "kg://questions": "- successors: ",
            "kg://thing/old-body": "# Old Body",
            "kg://thing/Former%20Bureau": "# Old Body",
        }.items():
            [content] = (await client.read_resource(address)).contents
            assert says in getattr(content, "text", ""), address
        for address, says in {
            "kg://thing/nobody%20at%20all": "no entity has this name",
            "kg://ontology/replacedBi": "did you mean 'replacedBy'?",
            "kg://things": "there is no resource 'kg://things'; expected kg://record",
        }.items():
            with pytest.raises(MCPError, match=says):
                await client.read_resource(address)
        prompts = (await client.list_prompts()).prompts
        assert [one.name for one in prompts] == [
            "brief_me", "was_this_advised_before", "what_would_this_orphan",
        ]  # fmt: skip
        found = await client.get_prompt("brief_me", {"body": "old-body {text}"})
        text = getattr(found.messages[0].content, "text", "")
        assert "one page on old-body {text}" in text and "never take 'unknown'" in text
        with pytest.raises(MCPError, match="brief_me needs body"):
            await client.get_prompt("brief_me", {})
        with pytest.raises(MCPError, match="did you mean 'brief_me'"):
            await client.get_prompt("brief", {"body": "x"})

    _in_process(memory_output, asked)


@pytest.mark.slow
def test_over_http_it_is_asked_what_was_recommended_on_interoperability(
    shipped_output: Path,
) -> None:
    async def run(address: str) -> None:
        async with Client(f"{address}/mcp", read_timeout_seconds=60) as client:
            found, _ = await _call(client, "search", {"words": "interoperability"})
            [topic, *_] = json.loads(found)["items"]
            assert topic["id"] == "topic-interoperability"
            found, is_error = await _call(client, "recommendations", {"topic": topic["id"]})
            answer = json.loads(found)
            assert not is_error and answer["total"] > 50 and len(found) <= MOST
            assert answer["next_offset"] == len(answer["items"]) > 5
            assert all(one["sources"] and one["iri"] for one in answer["items"])
            given = {"topic": topic["id"], "offset": answer["next_offset"]}
            rest, _ = await _call(client, "recommendations", given)
            shown = {one["id"] for one in answer["items"]}
            assert shown.isdisjoint(one["id"] for one in json.loads(rest)["items"])
            query = "SELECT (COUNT(*) AS ?n) { ?b a nhsit:Body }"
            found, _ = await _call(client, "query", {"query": query})
            assert json.loads(found)["items"][0]["n"] > 400

    with kg_serve(shipped_output, "--quiet") as server:
        _run(run, server.address)


def test_over_http_another_host_and_what_is_no_message_are_refused(doors: TestClient) -> None:
    sent = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    takes = {"accept": "application/json, text/event-stream", "content-type": "application/json"}
    other = doors.post("/mcp", json=sent, headers={**takes, "host": "evil.example"})
    assert other.status_code == 421
    there = doors.post("/mcp", json=sent, headers={**takes, "origin": "https://evil.example"})
    assert there.status_code == 403
    for content in ("", "[", '{"jsonrpc": "2.0"}', "[" * 10_000):
        broken = doors.post("/mcp", content=content, headers=takes)
        assert broken.status_code in (400, 406, 415), broken.text
        assert "Traceback" not in broken.text


def test_a_server_that_nobody_asks_by_it_does_not_load_the_library(memory_output: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from kg.serve.app import app_of\n"
        "from kg.serve.settings import Settings\n"
        "app = app_of(Settings(graph=Path(sys.argv[1]))); app.state.service.pool.close()\n"
        "print([m for m in ('mcp', 'pydantic', 'networkx', 'rdflib', 'scipy') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(memory_output)],
        capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.stdout.strip() == "[]"
