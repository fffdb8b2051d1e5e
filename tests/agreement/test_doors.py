"""One question has one answer: what `/api` says is what the command line says as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.conftest import RunKg

_PAIRS: dict[str, tuple[list[str], str]] = {
    "search": (["search", "old", "bdoy"], "/search?words=old bdoy"),
    "search by kind and text": (
        ["search", "body", "--text", "--type", "Body"], "/search?words=body&text=true&type=Body",
    ),
    "show": (["show", "Former Bureau"], "/things/Former Bureau"),
    "show an opinion": (["show", "op-1"], "/things/op-1"),
    "lineage": (["lineage", "new-body"], "/lineage/new-body"),
    "lineage up": (["lineage", "old-body", "--up"], "/lineage/old-body?direction=before"),
    "as of": (["as-of", "2002-06"], "/as-of/2002-06"),
    "as of, certain": (["as-of", "2020", "--certain"], "/as-of/2020?certain=true"),
    "path": (["path", "ann-smith", "new-body"], "/path?from=ann-smith&to=new-body"),
    "explain": (["explain", "new-body", "replaces"], "/explain?subject=new-body&property=replaces"),
    "explain a claim": (
        ["explain", "old-body", "parentBody", "gone"],
        "/explain?subject=old-body&property=parentBody&object=gone",
    ),
    "recommendations": (["recommendations"], "/recommendations"),
    "recommendations that fit": (
        ["recommendations", "--topic", "topic-a", "--told", "old-body", "--verdict", "enacted"],
        "/recommendations?topic=topic-a&addressee=old-body&verdict=enacted",
    ),
    "said before": (["said-before", "Do the thing"], "/said-before?text=Do the thing"),
    "what if": (
        ["what-if", "end", "new-body", "--to", "gone", "--on", "2015-01-01"],
        "/what-if?body=new-body&to=gone&on=2015-01-01",
    ),
    "what if merged": (
        ["what-if", "merge", "new-body", "gone", "--on", "2015"],
        "/what-if?what=merge&body=new-body&body=gone&on=2015",
    ),
    "ask": (["ask", "successors", "old-body"], "/ask/successors?body=old-body"),
    "ask with a date": (
        ["ask", "existed-on", "on=2002-06", "kind=Body"], "/ask/existed-on?on=2002-06&kind=Body",
    ),
    "analysis": (["analyse", "lineage"], "/analyses/lineage"),
}  # fmt: skip


def _differences(here: Any, there: Any, at: str = "") -> list[str]:
    """Return where the command line says something that the other does not say alike."""
    if isinstance(here, Mapping) and isinstance(there, Mapping):
        missing = [f"{at}.{key} is missing" for key in here if key not in there]
        return missing + [
            one for key in here if key in there
            for one in _differences(here[key], there[key], f"{at}.{key}")
        ]  # fmt: skip
    if isinstance(here, list) and isinstance(there, list):
        if len(here) != len(there):
            return [f"{at}: {len(here)} and {len(there)}"]
        pairs = enumerate(zip(here, there, strict=True))
        return [one for n, (a, b) in pairs for one in _differences(a, b, f"{at}[{n}]")]
    return [] if here == there else [f"{at}: {here!r} and {there!r}"]


@pytest.mark.parametrize("name", _PAIRS)
def test_the_api_says_what_the_command_line_says(
    name: str, run_kg: RunKg, memory_output: Path, doors: TestClient
) -> None:
    command, path = _PAIRS[name]
    terminal = run_kg(*command, "--graph", memory_output, "-f", "json")
    here = json.loads(terminal.stdout)
    answer = doors.get(f"/api{path}")
    assert answer.status_code == 200, answer.text
    found = answer.json()
    there = found["items"] if isinstance(here, list) else found
    assert here
    assert _differences(here, there) == []


def test_a_difference_would_be_told() -> None:
    assert _differences({"a": [1, {"b": 2}]}, {"a": [1, {"b": 3}], "c": 4}) == [".a[1].b: 2 and 3"]
    assert _differences([1], [1, 2]) and _differences({"a": 1}, {})


def test_whatever_has_an_id_has_its_address_and_a_thing_its_sources(doors: TestClient) -> None:
    [first, *_] = doors.get("/api/search?words=old body").json()["items"]
    assert (first["id"], first["iri"]) == ("old-body", "https://w3id.org/nhs-it/id/old-body")
    assert [(s["slug"], s["locator"]) for s in first["sources"]] == [("src", "p. 1")]
    [hop, *_] = doors.get("/api/path?from=ann-smith&to=old-body").json()["items"][0]
    iris = doors.get("/api/path?from=ann-smith&to=old-body").json()["iris"]
    assert iris[hop["start"]] == "https://w3id.org/nhs-it/id/ann-smith"
    assert doors.get("/api/ask/successors?body=old-body").json()["iris"]["new-body"]
