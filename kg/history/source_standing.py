"""Which sources stand first: what public bodies answer for, then others, then what anybody writes.

The vocabulary says of each type of source whether its texts are official or weak; a source may
say otherwise of itself. Wherever sources are told, the first are the best.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.engine.graph import SparqlGraph
from kg.history.solutions import rows

OFFICIAL, ORDINARY, WEAK = range(3)

_ALL = "{ SELECT DISTINCT ?source { ?cite nhsit:source ?source } }"
STANDING = f"""
SELECT ?source ?said ?usual ?weak ?law ?public WHERE {{
  {_ALL}
  OPTIONAL {{ ?source nhsit:official ?said }}
  OPTIONAL {{ ?source nhsit:sourceType ?type
    OPTIONAL {{ ?type nhsit:official ?usual }} OPTIONAL {{ ?type nhsit:weak ?weak }} }}
  OPTIONAL {{ ?source a nhsit:Legislation BIND(true AS ?law) }}
  OPTIONAL {{ ?source ^nhsit:published/nhsit:tier/nhsit:sector nhsit:PublicSector
    BIND(true AS ?public) }} }}"""


def read_standing(graph: SparqlGraph, terms: Iterable[str] | None = None) -> Mapping[str, int]:
    """Return how sources stand, by id: OFFICIAL, ORDINARY or WEAK.

    They are those named by SPARQL terms, or all that are cited.

    Official is what says so itself, else what is of an official type, a law, or published by a
    public body.
    """
    found: dict[str, int] = {}
    asked = STANDING
    if terms is not None:
        asked = STANDING.replace(_ALL, f"VALUES ?source {{ {' '.join(terms)} }}")
    for row in rows(graph, asked):
        marks = [row[name] for name in ("said", "usual", "law", "public") if name in row]
        rank = ORDINARY
        if marks and marks[0] == "true":
            rank = OFFICIAL
        elif row.get("weak") == "true":
            rank = WEAK
        found[row["source"]] = min(rank, found.get(row["source"], WEAK))
    return found
