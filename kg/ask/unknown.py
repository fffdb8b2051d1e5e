"""Find the terms of a query that the graph does not know, and what may have been meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kg.engine.tokens import bare
from kg.model.nearest import did_you_mean

if TYPE_CHECKING:
    from kg.engine.store import LocalGraph

_TERM = re.compile(r"(?<![\w:.-])(nhsit|id):([A-Za-z0-9_](?:[\w.-]*[\w-])?)")
_DECLARED = re.compile(r"\bPREFIX\s+(nhsit|id):\s*<([^>]*)>", re.IGNORECASE)


def find_unknown(graph: LocalGraph, text: str) -> list[str]:
    """Return a line for each term of the vocabulary and each id that stands nowhere in a graph.

    Graphs that do not hold the vocabulary are not judged by it.
    """
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
