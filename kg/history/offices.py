"""Offices of state, and who held each when: what governments are told apart by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from kg.engine.graph import SparqlGraph
from kg.history.solutions import rows, to_span
from kg.model.dates import NEVER, Span

CHIEF = "prime-minister"
"""The word of the tables for the office whose terms are governments."""

OFFICES = """
SELECT * WHERE {
  { ?office skos:inScheme nhsit:offices } UNION { ?post nhsit:office ?office }
  OPTIONAL { ?office skos:prefLabel ?label }
  OPTIONAL { ?office skos:notation ?name }
  OPTIONAL { ?office nhsit:answersFor ?place OPTIONAL { ?place skos:prefLabel ?placeLabel } }
}"""
TERMS = """
SELECT * WHERE {
  ?post a nhsit:Post ; nhsit:office ?office .
  ?tenure nhsit:post ?post ; org:member ?person ; nhsit:counts true .
  OPTIONAL { ?person skos:prefLabel ?holder }
  OPTIONAL { ?tenure nhsit:startEarliest ?startEarliest ; nhsit:startLatest ?startLatest }
  OPTIONAL { ?tenure nhsit:endEarliest ?endEarliest ; nhsit:endLatest ?endLatest }
}"""


@dataclass(frozen=True, slots=True)
class Term:
    """One tenure of an office; from the start to the day before the end."""

    tenure: str
    person: str
    name: str
    post: str
    start: Span
    end: Span

    @property
    def years(self) -> tuple[float, float]:
        """The shortest and the longest that it may have lasted."""
        return self.start.years_to(self.end)

    def holds(self, day: Span) -> bool | None:
        """Return whether it covers a day; None where that is possible and not certain."""
        if self.start.latest <= day.earliest and day.latest < self.end.earliest:
            return True
        may = self.start.earliest <= day.latest and day.earliest < self.end.latest
        return None if may else False


@dataclass(frozen=True, slots=True)
class Office:
    """An office with the terms of those who held it.

    `name` is the word of the tables. `places` are the jurisdictions that it answers for, with
    their labels; where it has none, it answers for all. `terms` are in order of their start;
    `undated` are the tenures that have none.
    """

    name: str
    label: str
    places: Mapping[str, str]
    terms: tuple[Term, ...]
    undated: tuple[str, ...]

    def answers_for(self, jurisdictions: frozenset[str]) -> bool:
        """Return whether it answers for any of some jurisdictions; empty is one not recorded."""
        return not self.places or any(not j or j in self.places for j in jurisdictions)


def read_offices(graph: SparqlGraph, as_of: date | None) -> list[Office]:
    """Return the offices that a graph knows, by name, those that nobody held among them.

    A term without an end lasts until the next term of its post begins, or goes on.
    """
    names: dict[str, str] = {}
    labels: dict[str, str] = {}
    places: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows(graph, OFFICES):
        office = row["office"]
        name, label = row.get("name", office), row.get("label", office)
        names[office] = min(name, names.get(office, name))
        labels[office] = min(label, labels.get(office, label))
        if "place" in row:
            places[office][row["place"]] = row.get("placeLabel", row["place"])
    terms, undated = _read_terms(graph, as_of)
    return [
        Office(
            name=names[office],
            label=labels[office],
            places=places[office],
            terms=tuple(_close(terms[office])),
            undated=tuple(sorted(undated[office])),
        )
        for office in sorted(names, key=lambda office: (names[office], office))
    ]


def _read_terms(
    graph: SparqlGraph, as_of: date | None
) -> tuple[dict[str, dict[str, tuple[Term, bool]]], dict[str, set[str]]]:
    """Return each office's terms by tenure, with whether they are open, and undated tenures."""
    now = Span(as_of, as_of) if as_of else NEVER
    found: dict[str, dict[str, tuple[Term, bool]]] = defaultdict(dict)
    undated: dict[str, set[str]] = defaultdict(set)
    for row in rows(graph, TERMS):
        start = to_span(row.get("startEarliest"), row.get("startLatest"))
        end = to_span(row.get("endEarliest"), row.get("endLatest"))
        if start is None:
            undated[row["office"]].add(row["tenure"])
            continue
        holder = row.get("holder", row["person"])
        term = Term(row["tenure"], row["person"], holder, row["post"], start, end or now)
        known = found[row["office"]].get(term.tenure, (term, end is None))
        found[row["office"]][term.tenure] = min(
            known, (term, end is None), key=lambda pair: (pair[0].name, pair[0].post)
        )
    return found, undated


def _close(found: Mapping[str, tuple[Term, bool]]) -> list[Term]:
    """Return terms in order, each open one ended by the next of its post."""
    terms = sorted(found.values(), key=lambda pair: (pair[0].start, pair[0].tenure))
    closed = []
    for i, (term, is_open) in enumerate(terms):
        later = (
            t.start for t, _ in terms[i + 1 :] if t.post == term.post and t.start != term.start
        )
        closed.append(replace(term, end=next(later, term.end)) if is_open else term)
    return closed
