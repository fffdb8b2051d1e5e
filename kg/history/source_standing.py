"""Which sources stand first: what public bodies answer for, then others, then what anybody writes.

The vocabulary says of each type of source whether its texts are official or weak; a source may
say otherwise of itself. Wherever sources are told, the first are the best.
"""

from __future__ import annotations

from collections.abc import Mapping

from kg.engine.graph import SparqlGraph
from kg.history.solutions import rows

OFFICIAL, ORDINARY, WEAK = range(3)

STANDING = """
SELECT ?source ?said ?usual ?weak ?law ?public WHERE {
  { SELECT DISTINCT ?source { ?cite nhsit:source ?source } }
  OPTIONAL { ?source nhsit:official ?said }
  OPTIONAL { ?source nhsit:sourceType ?type
    OPTIONAL { ?type nhsit:official ?usual } OPTIONAL { ?type nhsit:weak ?weak } }
  OPTIONAL { ?source a nhsit:Legislation BIND(true AS ?law) }
  OPTIONAL { ?source ^nhsit:published/nhsit:tier/nhsit:sector nhsit:PublicSector
    BIND(true AS ?public) } }"""


def read_standing(graph: SparqlGraph) -> Mapping[str, int]:
    """Return how each cited source stands, by id: OFFICIAL, ORDINARY or WEAK.

    Official is what says so itself, else what is of an official type, a law, or published by a
    public body.
    """
    found: dict[str, int] = {}
    for row in rows(graph, STANDING):
        marks = [row[name] for name in ("said", "usual", "law", "public") if name in row]
        rank = ORDINARY
        if marks and marks[0] == "true":
            rank = OFFICIAL
        elif row.get("weak") == "true":
            rank = WEAK
        found[row["source"]] = min(rank, found.get(row["source"], WEAK))
    return found
