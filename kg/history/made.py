"""How many recommendations a document is said to make: the figure, beside those that are held."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from kg.engine.graph import SparqlGraph
from kg.history.solutions import rows

MADE = """
SELECT ?figure ?document ?amount ?low ?high ?by WHERE {
  ?figure nhsit:measure nhsit:RecommendationsMeasure ; nhsit:counts true ;
          nhsit:figureOf ?document .
  OPTIONAL { ?figure nhsit:amount ?amount }
  OPTIONAL { ?figure nhsit:amountLow ?low }
  OPTIONAL { ?figure nhsit:amountHigh ?high }
  OPTIONAL { ?figure prov:wasAttributedTo ?who . ?who skos:prefLabel ?by }
}"""


@dataclass(frozen=True, slots=True)
class Made:
    """A figure of how many recommendations a document makes, and who counted, where that is said.

    `number` is as stated: one number, or two with a dash between where only bounds are.
    """

    figure: str
    document: str
    number: str
    by: str


def read_made(graph: SparqlGraph) -> dict[str, list[Made]]:
    """Return the figures of each document, rivals side by side, by their id."""
    found: dict[str, dict[str, Made]] = defaultdict(dict)
    for row in rows(graph, MADE):
        bounds = "–".join(dict.fromkeys(row[name] for name in ("low", "high") if name in row))
        made = Made(row["figure"], row["document"], row.get("amount", bounds), row.get("by", ""))
        found[made.document].setdefault(made.figure, made)
    return {document: [made[key] for key in sorted(made)] for document, made in found.items()}
