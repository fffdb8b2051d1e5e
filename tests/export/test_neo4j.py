"""The files for Neo4j keep the rules of its bulk import, and hold what the graph holds."""

from __future__ import annotations

import csv
import re
import shlex
import subprocess
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kg.engine.store import LocalGraph
from kg.export.neo4j import write_neo4j
from kg.index.things import find_things
from kg.model.vocabulary import Vocabulary
from tests.conftest import RunKg
from tests.hostile import HOSTILE, write_graph

Rows = list[dict[str, str]]
HEAD = re.compile(
    r"(?P<name>\w*):(?P<type>ID|LABEL|START_ID|END_ID|TYPE|string|long|double|boolean|date|datetime"
    r"|localdatetime)(?P<array>\[\])?"
)
"""What may stand in the head of a file (Operations Manual, Import, CSV header format)."""
READ: dict[str, Any] = {
    "string": str, "long": int, "double": float, "date": date.fromisoformat,
    "boolean": {"true": True, "false": False}.__getitem__,
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(
    graph: LocalGraph, vocabulary: Vocabulary, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    out = tmp_path_factory.mktemp("neo4j") / "out"
    write_neo4j(graph, vocabulary, out)
    return out


def _read(path: Path) -> Rows:
    with path.open(encoding="utf8", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


def _files(folder: Path) -> tuple[dict[str, Rows], dict[str, Rows]]:
    """Return the files of nodes and of relationships that the command names."""
    words = shlex.split((folder / "import.sh").read_text("utf8").partition("exec ")[2])
    assert words[:4] == ["neo4j-admin", "database", "import", "full"]
    kinds = ("--nodes=", "--relationships=")
    nodes, edges = (
        {
            w.removeprefix(kind): _read(folder / w.removeprefix(kind))
            for w in words
            if w.startswith(kind)
        }
        for kind in kinds
    )
    assert {*nodes, *edges} == {str(p.relative_to(folder)) for p in folder.rglob("*.csv")}
    return nodes, edges


def test_every_file_keeps_the_rules_of_the_import(folder: Path) -> None:
    nodes, edges = _files(folder)
    ids = [row["iri:ID"] for rows in nodes.values() for row in rows]
    assert len(ids) == len({*ids})
    for rows in edges.values():
        assert all({row[":START_ID"], row[":END_ID"]} <= {*ids} and row[":TYPE"] for row in rows)
    for rows in (*nodes.values(), *edges.values()):
        for row in rows:
            assert None not in row.values()
            for name, cell in row.items():
                head = HEAD.fullmatch(name)
                assert head is not None, name
                if cell and head["type"] in READ:
                    for value in cell.split(";") if head["array"] else [cell]:
                        READ[head["type"]](value)


def test_each_thing_is_a_node_of_its_class_and_each_claim_one_too(
    graph: LocalGraph, folder: Path
) -> None:
    nodes, _ = _files(folder)
    labels = Counter(row[":LABEL"] for rows in nodes.values() for row in rows)
    wanted = Counter(f"Thing;{kind}" for kind in find_things(graph).values())
    assert labels == wanted + Counter({"Claim": 2})


def test_relations_claims_and_sources_are_relationships(graph: LocalGraph, folder: Path) -> None:
    _, edges = _files(folder)
    base = graph.space.things
    told = {(r[":START_ID"], r[":TYPE"], r[":END_ID"]): r for r in edges["relationships.csv"]}
    edge = told[f"{base}old-body", "parentBody", f"{base}gone"]
    assert (edge["start_earliest:date"], edge["derived:boolean"]) == ("2006-01-01", "false")
    claim = edge["claims:string[]"]
    assert (claim, "claimSubject", f"{base}old-body") in told
    assert (claim, "claimObject", f"{base}gone") in told
    evidence = {(r[":START_ID"], r[":END_ID"], r["locator:string"]) for r in edges["evidence.csv"]}
    assert {(claim, f"{base}src", "p. 2"), (claim, f"{base}src-2", "")} <= evidence


def test_the_command_runs_where_neo4j_admin_is(folder: Path, tmp_path: Path) -> None:
    said = tmp_path / "neo4j-admin"
    said.write_text('#!/bin/sh\nfor word; do echo "$word"; done; ls nodes > /dev/null', "utf8")
    said.chmod(0o755)
    path = f"{tmp_path}:/usr/bin:/bin"
    done = subprocess.run(
        [str(folder / "import.sh"), "mine"],
        env={"PATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    words = done.stdout.splitlines()
    assert words[:4] == ["database", "import", "full", "mine"]
    assert "--array-delimiter=;" in words


def test_no_text_is_run_as_a_formula_or_breaks_an_array(run_kg: RunKg, tmp_path: Path) -> None:
    ran = run_kg("export", "neo4j", "--graph", write_graph(tmp_path, HOSTILE), "-o", "out")
    assert (ran.code, ran.stdout) == (0, "")
    rows = _read(tmp_path / "out" / "nodes" / "Body.csv")
    labels = {row["id:string"]: row["label:string"] for row in rows}
    assert labels["formula"] == "'" + HOSTILE["formula"]
    assert labels["mermaid"] == HOSTILE["mermaid"]
    assert labels.keys() == HOSTILE.keys()
    assert not [text for text in labels.values() if text.startswith(("=", "+", "-1", "@", "\t"))]


def test_an_array_has_as_many_values_as_the_property(run_kg: RunKg, tmp_path: Path) -> None:
    text = "<http://x/a> <http://x/p> 'one; two', 'three' ; <http://x/n> 1, 2 ."
    (tmp_path / "f.ttl").write_text(text, "utf8")
    assert run_kg("export", "neo4j", "--graph", "f.ttl", "-o", "out").code == 0
    (row,) = _read(tmp_path / "out" / "nodes" / "Thing.csv")
    assert row["p:string[]"].split(";") == ["one, two", "three"]
    assert (row["n:long[]"], row[":LABEL"]) == ("1;2", "Thing")


def test_the_same_graph_gives_the_same_bytes(
    folder: Path, graph: LocalGraph, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    write_neo4j(graph, vocabulary, tmp_path / "again")
    for path in folder.rglob("*.*"):
        assert (tmp_path / "again" / path.relative_to(folder)).read_bytes() == path.read_bytes()
