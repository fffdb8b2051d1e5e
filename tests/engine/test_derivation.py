"""A graph that speaks the vocabulary is given what follows from it; every other stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.engine.derivation import complete, open_complete
from kg.engine.store import LocalGraph, open_graph

HEAD = "@prefix ex: <http://example.org/> . @prefix nhsit: <https://w3id.org/nhs-it/ns#> .\n"
CHANGE = (
    "ex:e a nhsit:Replacement ; nhsit:endedBody ex:a ; nhsit:createdBody ex:b ; "
    "nhsit:status nhsit:Happened ; nhsit:date '2010-04' . ex:a a nhsit:Body . ex:b a nhsit:Body ."
)


def _open(folder: Path, text: str) -> LocalGraph:
    (folder / "in.ttl").write_text(HEAD + text, "utf8")
    return open_graph(folder / "in.ttl")


def test_what_the_rules_derive_is_there(tmp_path: Path) -> None:
    graph = complete(_open(tmp_path, CHANGE))
    for said in (
        "<http://example.org/a> nhsit:replacedBy <http://example.org/b>",
        "<http://example.org/e> nhsit:counts true",
        "<http://example.org/e> nhsit:dateEarliest ?day FILTER(STR(?day) = '2010-04-01')",
        "<http://example.org/a> nhsit:endedLatest ?day FILTER(STR(?day) = '2010-04-30')",
        "nhsit:replacedBy rdfs:label ?label",
    ):
        assert graph.query(f"ASK {{ {said} }}"), said


def test_the_graph_itself_is_not_touched(tmp_path: Path) -> None:
    graph = _open(tmp_path, CHANGE)
    before = len(graph.store)
    assert complete(graph).file == graph.file
    assert len(graph.store) == before


@pytest.mark.parametrize(
    "text",
    [
        "ex:a a ex:Thing .",
        f"{CHANGE} ex:e nhsit:counts true .",
        f"{CHANGE} nhsit:precedes nhsit:derived true .",
        "",
    ],
)
def test_what_has_it_or_speaks_otherwise_stays_as_it_is(tmp_path: Path, text: str) -> None:
    graph = _open(tmp_path, text)
    assert complete(graph) is graph


@pytest.mark.parametrize("date", ["soon", "2010-13-45", "", "..", "-1"])
def test_what_is_no_date_gives_no_days(tmp_path: Path, date: str) -> None:
    graph = complete(_open(tmp_path, CHANGE.replace("2010-04", date)))
    assert not graph.query("ASK { <http://example.org/e> nhsit:dateEarliest ?day }")


def test_a_built_graph_is_opened_as_it_is(memory_output: Path) -> None:
    graph = open_complete(memory_output)
    assert isinstance(graph, LocalGraph)
    assert graph.manifest is not None
