"""The contracts of a graph: parties, days, stated values, how they ended, and who supplies whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.engine.graph import SparqlGraph
from kg.history.solutions import rows, to_span
from kg.model.dates import Span

CONTRACTS = """
SELECT * WHERE {
  ?contract a nhsit:Contract ; nhsit:counts true .
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
"""The ending of a contract that goes on, as last read."""

UNKNOWN_ENDING = "UnknownEnding"
"""The ending of a contract of which nothing is known; it goes without saying."""

NOT_RECORDED = "not recorded"

UNSTATED = ("unknown", "not stated")
"""Kinds under which values of different kinds may stand."""


@dataclass(frozen=True, slots=True)
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
    agreed_end: Span | None
    buyers: Mapping[str, str]
    suppliers: Mapping[str, str]
    subjects: Mapping[str, str]
    buyer_ends: Mapping[str, Span]
    """The buyers that have ended -> when."""

    @property
    def ended_early(self) -> bool:
        """Whether it is said to have ended before its term ran out."""
        return self.ending == ENDED_EARLY

    @property
    def last(self) -> Span | None:
        """The day on which it ended, or was to end by its term where that is not known."""
        return self.end or self.agreed_end

    def runs_on(self, day: Span) -> bool | None:
        """Return whether it still runs on a day; None where that is not known.

        It does not where it certainly ended, or its term certainly ran out, before that day, nor
        where it begins only afterwards. What begins or ends on no known day may run; what is said
        to be running has begun.
        """
        if self.start is not None and day.is_before(self.start):
            return False
        if self.last is None:
            return None
        if self.last.latest <= day.earliest:
            return False
        has_begun = self.start is not None or self.ending == RUNNING
        return True if has_begun and day.latest < self.last.earliest else None

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


@dataclass(frozen=True, slots=True)
class _Party:
    id: str
    label: str
    ended: Span | None


def read_contracts(graph: SparqlGraph) -> list[Contract]:
    """Return the contracts by id; a value that is no whole number counts as not stated."""
    buyers, suppliers, subjects = (
        _read_parties(graph, query) for query in (BUYERS, SUPPLIERS, SUBJECTS)
    )
    found: dict[str, Contract] = {}
    for row in rows(graph, CONTRACTS):
        key = row["contract"]
        contract = Contract(
            id=key,
            label=row.get("label", key),
            kind=row.get("kind", "not stated").removesuffix("Value").lower(),
            value=_pounds(row.get("value")),
            ending=row.get("ending", ""),
            outcome=row.get("outcome", ""),
            start=to_span(row.get("startEarliest"), row.get("startLatest")),
            end=to_span(row.get("endEarliest"), row.get("endLatest")),
            agreed_end=to_span(row.get("agreedEarliest"), row.get("agreedLatest")),
            buyers={party.id: party.label for party in buyers[key]},
            suppliers={party.id: party.label for party in suppliers[key]},
            subjects={party.id: party.label for party in subjects[key]},
            buyer_ends={party.id: party.ended for party in buyers[key] if party.ended},
        )
        found.setdefault(key, contract)
    return [found[key] for key in sorted(found)]


def sum_by_kind(contracts: Iterable[Contract]) -> dict[str, tuple[int, int]]:
    """Return how many contracts have a value of each kind, and the pounds of those; largest first.

    Values of different kinds are never added up; contracts without a value are left out.
    """
    found: dict[str, tuple[int, int]] = {}
    for contract in contracts:
        if contract.value is not None:
            number, pounds = found.get(contract.kind, (0, 0))
            found[contract.kind] = (number + 1, pounds + contract.value)
    return dict(sorted(found.items(), key=lambda one: (-one[1][1], one[0])))


def tell_sums(contracts: Iterable[Contract]) -> str:
    """Return the sums of some contracts in words; nothing where no value is stated."""
    sums = [
        f"£{pounds:,} in {number:,} of {kind}" if number > 1 else f"£{pounds:,} of {kind}"
        for kind, (number, pounds) in sum_by_kind(contracts).items()
    ]
    if not sums:
        return ""
    return f"By kind of value: {'; '.join(sums)}. Values of different kinds do not add up."


def _read_parties(graph: SparqlGraph, query: str) -> dict[str, list[_Party]]:
    found: dict[str, list[_Party]] = defaultdict(list)
    for row in rows(graph, query):
        ended = to_span(row.get("earliest"), row.get("latest"))
        party = _Party(row["party"], row.get("label", row["party"]), ended)
        found[row["contract"]].append(party)
    return found


def _pounds(text: str | None) -> int | None:
    return int(text) if text and text.isdigit() else None
