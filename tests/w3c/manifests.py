"""Read the manifests of the W3C's suites: what each test gives, and what it expects."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pyoxigraph as ox

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"

UT = "http://www.w3.org/2009/sparql/tests/test-update#"


@dataclass(frozen=True)
class Trial:
    """One test of a suite: `kind` is its class, `action` the file or the query that it is about."""

    name: str
    kind: str
    action: Path
    result: Path | None
    data: tuple[Path, ...] = ()
    graphs: tuple[tuple[str, Path], ...] = ()
    """Names of graphs, and the files that hold them."""


def read_manifest(path: Path) -> Iterator[Trial]:
    """Yield the tests of a manifest in their order."""
    store = ox.Store()
    store.load(path=path, base_iri=path.as_uri())

    def get(node: Any, name: str) -> Any:
        found = store.quads_for_pattern(node, ox.NamedNode(name), None)
        return next((quad.object for quad in found), None)

    def get_all(node: Any, name: str) -> list[Any]:
        return [q.object for q in store.quads_for_pattern(node, ox.NamedNode(name), None)]

    entries = [q.object for q in store.quads_for_pattern(None, ox.NamedNode(f"{MF}entries"), None)]
    for rest in entries:
        while rest.value != f"{RDF}nil":
            entry, rest = get(rest, f"{RDF}first"), get(rest, f"{RDF}rest")
            action, result = get(entry, f"{MF}action"), get(entry, f"{MF}result")
            query = get(action, f"{QT}query") or get(action, f"{UT}request") or action
            yield Trial(
                f"{path.parent.name}/{entry.value.rpartition('#')[2]}",
                get(entry, f"{RDF}type").value.rpartition("#")[2],
                _path(query),
                _path(result) if isinstance(result, ox.NamedNode) else None,
                tuple(map(_path, get_all(action, f"{QT}data"))),
                tuple(_graph(node, get) for node in get_all(action, f"{QT}graphData")),
            )


def read_jsonld_manifest(path: Path) -> Iterator[tuple[Trial, dict[str, Any]]]:
    """Yield the tests of a manifest in JSON-LD, each with its options."""
    found = json.loads(path.read_text("utf8"))
    for entry in found["sequence"]:
        kind = next(kind for kind in entry["@type"] if kind.endswith("Test"))
        result = path.parent / entry["expect"] if "expect" in entry else None
        name = f"jsonld/{entry['@id'].removeprefix('#')}"
        trial = Trial(name, kind.removeprefix("jld:"), path.parent / entry["input"], result)
        yield trial, entry.get("option", {})


def _graph(node: Any, get: Any) -> tuple[str, Path]:
    named = get(node, f"{QT}graph")
    if named is None:
        return node.value, _path(node)
    label = get(node, "http://www.w3.org/2000/01/rdf-schema#label")
    return label.value, _path(named)


def _path(node: Any) -> Path:
    return Path(unquote(urlsplit(node.value).path))
