"""Find the terms of a query that the graph does not know, and what may have been meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from kg.engine.tokens import bare, read_code
from kg.model.nearest import did_you_mean

if TYPE_CHECKING:
    from kg.engine.store import LocalGraph

_SHOWN = 10
"""Names of graphs that a line tells."""
_TERM = re.compile(r"(?<![\w:.-])(nhsit|id):([A-Za-z0-9_](?:[\w.-]*[\w-])?)")
_DECLARED = re.compile(r"\bPREFIX\s+(nhsit|id):\s*<([^>]*)>", re.IGNORECASE)


def find_unknown(graph: LocalGraph, text: str) -> list[str]:
    """Return a line for each named graph, term of the vocabulary and id that a graph has not.

    Graphs that do not hold the vocabulary are not judged by it.
    """
    return [*_find_graphs(graph, text), *_find_terms(graph, text)]


def _find_graphs(graph: LocalGraph, text: str) -> Iterator[str]:
    """Yield a line for each graph that FROM or GRAPH names, and that is not there."""
    import pyoxigraph as ox

    for token, after in pairwise(read_code(text)):
        if token.kind != "word" or token.text.upper() not in ("FROM", "NAMED", "GRAPH"):
            continue
        iri = after.text[1:-1] if after.kind == "iri" else None
        prefix, _, _ = after.text.partition(":")
        if after.kind == "name" and not re.search(rf"(?i)\bPREFIX\s+{prefix}:", text):
            iri = graph.space.expand(after.text)
        if iri is None or ":" not in iri:
            continue  # a variable, or an address that the query makes itself
        with suppress(ValueError):
            if not graph.store.contains_named_graph(ox.NamedNode(iri)):
                known = sorted(graph.space.compress(g.value) for g in _named(graph.store))
                shown = ", ".join(known[:_SHOWN]) + (" …" if len(known) > _SHOWN else "")
                there = f"there are {shown}" if shown else "none has a name"
                yield f"no graph is called {after.text}; {there}"


def _named(store: Any) -> Iterator[Any]:
    import pyoxigraph as ox

    return (name for name in store.named_graphs() if isinstance(name, ox.NamedNode))


def _find_terms(graph: LocalGraph, text: str) -> list[str]:
    import pyoxigraph as ox

    plain, space = bare(text), graph.space
    if any(iri != space.prefixes[prefix] for prefix, iri in _DECLARED.findall(text)):
        return []  # the query gives the prefixes another meaning
    store = graph.store
    if not _stands(store, ox.NamedNode(space.ns + "Claim")):
        return []
    found = []
    for prefix, local in dict.fromkeys(_TERM.findall(plain)):
        iri = space.prefixes[prefix] + local
        if not _stands(store, ox.NamedNode(iri)):
            known = _known(graph, prefix)
            where = "in the vocabulary" if prefix == "nhsit" else "in the graph"
            found.append(f"{prefix}:{local} is not {where}{did_you_mean(local, known)}")
    return found


def _stands(store: Any, node: Any) -> bool:
    import pyoxigraph as ox

    graph = ox.DefaultGraph()
    return any(
        next(iter(store.quads_for_pattern(*pattern, graph)), None) is not None
        for pattern in ((node, None, None), (None, node, None), (None, None, node))
    )


def _known(graph: LocalGraph, prefix: str) -> list[str]:
    from kg.index.index import index_of

    index, ns = index_of(graph), graph.space.ns
    if prefix == "id":
        return [slug for slug, _ in index.slugs("", limit=1_000_000)]
    return sorted(iri.removeprefix(ns) for iri in index.vocabulary() if iri.startswith(ns))
