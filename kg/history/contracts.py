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
  OPTIONAL { ?contract nhsit:outcome ?outcome }
  OPTIONAL { ?contract nhsit:startEarliest ?startEarliest ; nhsit:startLatest ?startLatest }
  OPTIONAL { ?contract nhsit:endEarliest ?endEarliest ; nhsit:endLatest ?endLatest }
}"""
_PARTY = """
SELECT * WHERE { ?contract a nhsit:Contract ; nhsit:%s ?party .
  OPTIONAL { ?party skos:prefLabel ?label }
  OPTIONAL { ?party nhsit:endedEarliest ?earliest ; nhsit:endedLatest ?latest } }"""
BUYERS = _PARTY % "buyer"
SUPPLIERS = _PARTY % "supplier"
SUBJECTS = _PARTY % "contractFor"

_ENDED_EARLY = (
    "terminated", "gave the contract", "gave up", "supplier left", "ended by agreement",
    "lapse", "not renewed", "cancelled", "suspended", "withdrew",
)  # fmt: skip
ENDED_EARLY_WORDS = ", ".join(f"'{word}'" for word in _ENDED_EARLY)
"""What an outcome says of a contract that did not run its course."""

NOT_RECORDED = "not recorded"

UNSTATED = ("unknown", "not stated")
"""Kinds under which values of different kinds may stand."""


@dataclass(slots=True)
class Contract:
    """A contract; parties by id with their labels, `kind` the kind of its value."""

    id: str
    label: str
    kind: str
    value: int | None
    outcome: str
    start: Span | None
    end: Span | None
    buyers: dict[str, str] = field(default_factory=dict)
    suppliers: dict[str, str] = field(default_factory=dict)
    subjects: dict[str, str] = field(default_factory=dict)
    buyer_ends: dict[str, Span] = field(default_factory=dict)

    @property
    def ended_early(self) -> bool:
        """Whether the words of its outcome say that it did not run its course."""
        said = self.outcome.lower()
        return any(word in said for word in _ENDED_EARLY)

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
            _pounds(row.get("value")), row.get("outcome", ""),
            to_span(row.get("startEarliest"), row.get("startLatest")),
            to_span(row.get("endEarliest"), row.get("endLatest")),
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
