"""The offices of state that governments are told apart by, as the page knows them."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from kg.engine.graph import SparqlGraph
from kg.history.offices import CHIEF
from kg.history.solutions import rows
from kg.index.presence import ANSWERED

_OFFICES = """
SELECT DISTINCT ?office ?name ?label WHERE {
  ?post nhsit:office ?office . ?office skos:notation ?name ; skos:prefLabel ?label }"""


def make_offices(graph: SparqlGraph) -> list[dict[str, Any]]:
    """Return the offices that posts are of, the chief first: id, label, ids of what it answers for.

    `chief` is the one whose terms are governments.
    """
    names = {row["office"]: (row["name"], row["label"]) for row in rows(graph, _OFFICES)}
    things: dict[str, set[str]] = defaultdict(set)
    for row in rows(graph, ANSWERED):
        things[row["office"]].add(row["thing"])
    return [
        {"id": office, "label": label, "things": sorted(things[office])}
        | ({"chief": True} if name == CHIEF else {})
        for office, (name, label) in sorted(
            names.items(), key=lambda one: (one[1][0] != CHIEF, one[1][0])
        )
    ]
