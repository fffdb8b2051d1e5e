"""The offices of state that governments are told apart by, as the page knows them."""

from __future__ import annotations

from typing import Any

from kg.engine.graph import SparqlGraph
from kg.history.offices import CHIEF
from kg.history.solutions import rows

_OFFICES = """
SELECT DISTINCT ?office ?name ?label ?place WHERE {
  ?post nhsit:office ?office . ?office skos:notation ?name ; skos:prefLabel ?label .
  OPTIONAL { ?office nhsit:answersFor ?place } }"""


def make_offices(graph: SparqlGraph) -> list[dict[str, Any]]:
    """Return the offices that posts are of, the chief first: id, label, the places it answers for.

    An office without places answers for all; `chief` is the one whose terms are governments.
    """
    found: dict[str, dict[str, Any]] = {}
    names: dict[str, str] = {}
    for row in rows(graph, _OFFICES):
        names[row["office"]] = row["name"]
        office = found.setdefault(
            row["office"], {"id": row["office"], "label": row["label"], "places": []}
        )
        if "place" in row:
            office["places"] = sorted({*office["places"], row["place"]})
        if row["name"] == CHIEF:
            office["chief"] = True
    return [found[office] for office in sorted(found, key=lambda o: (names[o] != CHIEF, names[o]))]
