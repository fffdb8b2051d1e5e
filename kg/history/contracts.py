"""The contracts of a graph, with their parties, days and stated values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.engine.graph import SparqlGraph
from kg.history.record import Span, rows, to_span

CONTRACTS = """
SELECT * WHERE {
  ?contract a nhsit:Contract .
  OPTIONAL { ?contract nhsit:rank ?rank }
  FILTER(!BOUND(?rank) || ?rank != nhsit:Deprecated)
  OPTIONAL { ?contract skos:prefLabel ?label }
  OPTIONAL { ?contract nhsit:valueGBP ?value }
  OPTIONAL { ?contract nhsit:valueKind ?kind }
  OPTIONAL { ?contract nhsit:ending ?ending }
  OPTIONAL { ?contract nhsit:contractOutcome ?outcome }
  OPTIONAL { ?contract nhsit:startEarliest ?startEarliest ; nhsit:startLatest ?startLatest }
  OPTIONAL { ?contract nhsit:endEarliest ?endEarliest ; nhsit:endLatest ?endLatest }
  OPTIONAL { ?contract nhsit:agreedEndEarliest ?agreedEarliest ;
                       nhsit:agreedEndLatest ?agreedLatest }
}"""
_PARTY = """
SELECT * WHERE { ?contract a nhsit:Contract ; nhsit:%s ?party .
  OPTIONAL { ?party skos:prefLabel ?label }
  OPTIONAL { ?party nhsit:endedEarliest ?earliest ; nhsit:endedLatest ?latest } }"""
BUYERS = _PARTY % "buyer"
SUPPLIERS = _PARTY % "supplier"
SUBJECTS = _PARTY % "contractFor"

ENDED_EARLY = "EndedEarly"
"""The ending of a contract that did not run its term."""
RUNNING = "Running"

NOT_RECORDED = "not recorded"

UNSTATED = ("unknown", "not stated")
"""Kinds under which values of different kinds may stand."""


@dataclass(slots=True)
class Contract:
    """A contract; parties by id with their labels, `kind` the kind of its value.

    `ending` is the local name of its concept, empty where none is given; `outcome` its words.
    """

    id: str
    label: str
    kind: str
    value: int | None
    ending: str
    outcome: str
    start: Span | None
    end: Span | None
    agreed_end: Span | None = None
    buyers: dict[str, str] = field(default_factory=dict)
    suppliers: dict[str, str] = field(default_factory=dict)
    subjects: dict[str, str] = field(default_factory=dict)
    buyer_ends: dict[str, Span] = field(default_factory=dict)

    @property
    def ended_early(self) -> bool:
        """Whether it is said to have ended before its term ran out."""
        return self.ending == ENDED_EARLY

    @property
    def last(self) -> Span | None:
        """The day on which it ended, or was to end by its term where that is not known."""
        return self.end or self.agreed_end

    @property
    def year(self) -> str:
        """The year in which it certainly began, or that it is not certain."""
        day = self.start
        if day is None or day.earliest.year != day.latest.year:
            return "not certain"
        return str(day.earliest.year)

    def joint(self, parties: Iterable[str]) -> str:
        """Return the labels of some of its parties as one name."""
        known = {**self.buyers, **self.suppliers, **self.subjects}
        names = sorted({known[party] for party in parties})
        return " + ".join(names) or NOT_RECORDED


def read_contracts(graph: SparqlGraph) -> list[Contract]:
    """Return the contracts by id; a value that is no whole number counts as not stated."""
    found: dict[str, Contract] = {}
    for row in rows(graph, CONTRACTS):
        found.setdefault(row["contract"], Contract(
            row["contract"], row.get("label", row["contract"]),
            row.get("kind", "not stated").removesuffix("Value").lower(),
            _pounds(row.get("value")), row.get("ending", ""), row.get("outcome", ""),
            to_span(row.get("startEarliest"), row.get("startLatest")),
            to_span(row.get("endEarliest"), row.get("endLatest")),
            to_span(row.get("agreedEarliest"), row.get("agreedLatest")),
        ))  # fmt: skip
    for query, name in ((BUYERS, "buyers"), (SUPPLIERS, "suppliers"), (SUBJECTS, "subjects")):
        for row in rows(graph, query):
            contract = found.get(row["contract"])
            if contract is None:
                continue
            getattr(contract, name)[row["party"]] = row.get("label", row["party"])
            end = to_span(row.get("earliest"), row.get("latest"))
            if end and name == "buyers":
                contract.buyer_ends[row["party"]] = end
    return [found[key] for key in sorted(found)]


def _pounds(text: str | None) -> int | None:
    return int(text) if text and text.isdigit() else None
