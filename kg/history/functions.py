"""What bodies ran: functions that outlived those that held them, and who says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from kg.engine.graph import SparqlGraph
from kg.history.nodes import to_term
from kg.history.solutions import rows, to_span
from kg.model.dates import NEVER, Span

_RAN = """
SELECT * WHERE {%s
  ?claim a nhsit:Claim ; nhsit:counts true ;
         rdf:predicate nhsit:ran ; rdf:subject ?body ; rdf:object ?thing .
  VALUES ?kind { nhsit:System nhsit:Programme nhsit:Unit }
  ?thing a ?kind .
  OPTIONAL { ?thing skos:prefLabel ?label }
  OPTIONAL { ?body skos:prefLabel ?name }
  OPTIONAL { ?claim nhsit:startEarliest ?startEarliest ; nhsit:startLatest ?startLatest }
  OPTIONAL { ?claim nhsit:endEarliest ?endEarliest ; nhsit:endLatest ?endLatest }
  OPTIONAL { ?claim nhsit:attestedEarliest ?seenEarliest ; nhsit:attestedLatest ?seenLatest }
}"""
RAN = _RAN % ""

LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Function:
    """A system, programme or unit, and the bodies that are said to have run it."""

    id: str
    label: str
    kind: str
    bodies: tuple[str, ...]
    """In order of the first recorded day on which each ran it, the last day where no other is
    known; those without one come last."""
    names: tuple[str, ...]
    """The names of the bodies, in the same order."""


@dataclass(frozen=True, slots=True)
class Running:
    """A claim that a body ran a thing, with its days; a body may be said twice to run one thing."""

    claim: str
    body: str
    thing: str
    label: str
    kind: str
    start: Span | None
    end: Span | None
    seen: Span | None


def read_running(graph: SparqlGraph, bodies: Collection[str]) -> list[Running]:
    """Return what some bodies ran, by thing and day; bodies are given as IRIs."""
    asked = f" VALUES ?body {{ {' '.join(map(to_term, bodies))} }}"
    found: dict[str, Running] = {}
    for row in rows(graph, _RAN % asked):
        one = Running(
            row["claim"],
            row["body"],
            row["thing"],
            row.get("label", row["thing"]),
            row["kind"],
            to_span(row.get("startEarliest"), row.get("startLatest")),
            to_span(row.get("endEarliest"), row.get("endLatest")),
            to_span(row.get("seenEarliest"), row.get("seenLatest")),
        )
        found[one.claim] = min(one, found.get(one.claim, one), key=lambda r: (r.label, r.kind))
    return sorted(found.values(), key=lambda r: (r.thing, r.start or NEVER, r.claim))


def read_functions(graph: SparqlGraph) -> list[Function]:
    """Return what the record says was run, what most bodies ran first."""
    labels: dict[str, str] = {}
    kinds: dict[str, str] = {}
    names: dict[str, str] = {}
    first: dict[str, dict[str, tuple[Span, bool]]] = defaultdict(dict)
    for row in rows(graph, RAN):
        thing, body = row["thing"], row["body"]
        labels[thing] = min(row.get("label", thing), labels.get(thing, LAST))
        kinds[thing] = min(row["kind"], kinds.get(thing, row["kind"]))
        names[body] = min(row.get("name", body), names.get(body, LAST))
        day = to_span(row.get("startEarliest"), row.get("startLatest"))
        day = day or to_span(row.get("seenEarliest"), row.get("seenLatest"))
        ended = to_span(row.get("endEarliest"), row.get("endEarliest"))
        # who is known only to have ended on a day ran it before who began on that day
        place = (day or ended or NEVER, day is not None)
        first[thing][body] = min(place, first[thing].get(body, place))
    found = []
    for thing, held in first.items():
        bodies = tuple(sorted(held, key=lambda body: (held[body], body)))
        of = tuple(names[body] for body in bodies)
        found.append(Function(thing, labels[thing], kinds[thing], bodies, of))
    return sorted(found, key=lambda function: (-len(function.bodies), function.id))
