"""The W3C's tests of SHACL, core and SPARQL, through `kg check --shapes`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import rdflib
from rdflib import RDF, BNode, Graph, Namespace, URIRef
from rdflib.term import Node

from kg.triples.shapes import write_path
from tests.conftest import RunKg
from tests.w3c.expected import check
from tests.w3c.packages import SHACL, get

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")
SH = Namespace("http://www.w3.org/ns/shacl#")
Row = tuple[str, ...]
"""Severity, node, path, value and component of a result; a blank node is `_:`."""


@pytest.mark.parametrize("name", ["core", "sparql"])
def test_shapes_find_what_the_standard_says(
    name: str, run_kg: RunKg, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)  # what is expected, as written
    failed = {}
    for trial, data, shapes, wanted in [*_trials(get(SHACL) / name)]:
        ran = run_kg("check", "--shapes", shapes, "--graph", data, "-f", "json")
        assert "Traceback" not in ran.stderr
        found = None if ran.code == 2 else sorted(_read(json.loads(ran.stdout or "[]")))
        if found != wanted:
            failed[trial] = f"{found} for {wanted}: {ran.stderr}"
        elif wanted is not None:
            severities = {row[0] for row in wanted}
            is_broken = bool(severities - {"warning", "info"})
            assert is_broken == ("violation" in ran.stderr and ran.code == 1), trial
    check(f"shacl-{name}", failed)


def _trials(folder: Path) -> Iterator[tuple[str, Path, Path, list[Row] | None]]:
    """Yield the name of each test, its files, and its results; None where it must be refused."""
    for path in sorted(folder.rglob("*.ttl")):
        graph = Graph().parse(path, publicID=path.as_uri())
        for test in graph.subjects(RDF.type, SHT.Validate):
            action, result = graph.value(test, MF.action), graph.value(test, MF.result)
            files = [_path(graph.value(action, p)) for p in (SHT.dataGraph, SHT.shapesGraph)]
            name = f"{path.parent.name}/{path.stem}"
            wanted = None if result == SHT.Failure else sorted(_expect(graph, result))
            yield name, files[0], files[1], wanted


def _path(node: Any) -> Path:
    return Path(str(node).removeprefix("file://"))


def _expect(graph: Graph, report: Node | None) -> Iterator[Row]:
    for result in graph.objects(report, SH.result):
        path = graph.value(result, SH.resultPath)
        focus, value = graph.value(result, SH.focusNode), graph.value(result, SH.value)
        severity = str(graph.value(result, SH.resultSeverity)).removeprefix(str(SH))
        yield (
            severity.lower() if "/" not in severity else severity,
            _write(focus),
            write_path(graph, path) if path is not None else "",
            "" if value == focus else _write(value),
            str(graph.value(result, SH.sourceConstraintComponent)).removeprefix(str(SH)),
        )


def _write(node: Node | None) -> str:
    """Return a node as a finding has it."""
    if node is None:
        return ""
    if isinstance(node, BNode):
        return "_:"
    return str(node) if isinstance(node, URIRef) else str(node.n3())  # type: ignore[attr-defined]


def _read(findings: list[dict[str, str]]) -> Iterator[Row]:
    for found in findings:
        node, value = found["focus"], found["value"]
        yield (
            found["severity"],
            "_:" if node.startswith("_:") else node,
            found["path"],
            "_:" if value.startswith("_:") else value.removeprefix("<").removesuffix(">")
            if value.startswith("<") else value,
            found["component"],
        )  # fmt: skip
