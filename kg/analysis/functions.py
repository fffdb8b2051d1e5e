"""What several bodies ran, one after another: functions that outlived those that held them."""

from __future__ import annotations

from collections import defaultdict

from kg.analysis.measure import Column, Table
from kg.engine.graph import SparqlGraph
from kg.history.record import Span, rows, to_span

RAN = """
SELECT * WHERE {
  ?claim a nhsit:Claim ; rdf:predicate nhsit:ran ; rdf:subject ?body ; rdf:object ?thing .
  VALUES ?kind { nhsit:System nhsit:Programme nhsit:Unit }
  ?thing a ?kind .
  OPTIONAL { ?claim nhsit:rank ?rank } FILTER(!BOUND(?rank) || ?rank != nhsit:Deprecated)
  OPTIONAL { ?thing skos:prefLabel ?label }
  OPTIONAL { ?body skos:prefLabel ?name }
  OPTIONAL { ?claim nhsit:startEarliest ?startEarliest ; nhsit:startLatest ?startLatest }
  OPTIONAL { ?claim nhsit:attestedEarliest ?seenEarliest ; nhsit:attestedLatest ?seenLatest }
}"""


def functions_table(graph: SparqlGraph) -> Table:
    """Return what the record says was run, what most bodies ran first."""
    labels: dict[str, str] = {}
    kinds: dict[str, str] = {}
    names: dict[str, str] = {}
    first: dict[str, dict[str, Span | None]] = defaultdict(dict)
    for row in rows(graph, RAN):
        thing, body = row["thing"], row["body"]
        labels[thing] = min(row.get("label", thing), labels.get(thing, "\U0010ffff"))
        kinds[thing] = min(row["kind"], kinds.get(thing, row["kind"]))
        names[body] = min(row.get("name", body), names.get(body, "\U0010ffff"))
        day = to_span(row.get("startEarliest"), row.get("startLatest"))
        day = day or to_span(row.get("seenEarliest"), row.get("seenLatest"))
        known = first[thing].get(body)
        first[thing][body] = min((d for d in (known, day) if d), key=_order, default=None)
    bodies = {
        thing: sorted(held, key=lambda body: (_order(held[body]), body))
        for thing, held in first.items()
    }
    things = sorted(bodies, key=lambda thing: (-len(bodies[thing]), thing))
    return Table(
        "functions", "Functions passed on: what was run by how many bodies",
        (Column("function: running"), Column("kind"), Column("bodies that ran it", "bodies"),
         Column("in order of their first recorded day")),
        tuple(
            (labels[thing], kinds[thing].lower(), len(bodies[thing]),
             "; ".join(names[body] for body in bodies[thing]))
            for thing in things
        ),
        tuple((thing, *bodies[thing]) for thing in things), RAN, "functions",
    )  # fmt: skip


def _order(day: Span | None) -> tuple[int, int]:
    if day is None:
        return (10**9, 10**9)
    return (day.earliest.toordinal(), day.latest.toordinal())
