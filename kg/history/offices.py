"""Who held an office of state, and when: health secretaries and prime ministers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from kg.engine.graph import SparqlGraph
from kg.history.record import rows, to_span
from kg.model.dates import NEVER, Span

HEALTH_SECRETARY = "HealthSecretaryOffice"
PRIME_MINISTER = "PrimeMinisterOffice"
"""The offices that governments are told apart by, as posts give them."""

TERMS = """
SELECT * WHERE {
  ?post a nhsit:Post ; nhsit:office nhsit:%s .
  ?tenure nhsit:post ?post ; org:member ?person ; nhsit:counts true .
  OPTIONAL { ?person skos:prefLabel ?name }
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


def read_terms(graph: SparqlGraph, office: str, as_of: date | None) -> tuple[list[Term], list[str]]:
    """Return the dated terms of an office in order, and the tenures that have no start.

    A term without an end lasts until the next term of its post begins, or goes on.
    """
    now = Span(as_of, as_of) if as_of else NEVER
    found: dict[str, tuple[Term, bool]] = {}
    undated: set[str] = set()
    for row in rows(graph, TERMS % office):
        start = to_span(row.get("startEarliest"), row.get("startLatest"))
        end = to_span(row.get("endEarliest"), row.get("endLatest"))
        if start is None:
            undated.add(row["tenure"])
            continue
        name = row.get("name", row["person"])
        term = Term(row["tenure"], row["person"], name, row["post"], start, end or now)
        known = found.get(term.tenure, (term, end is None))
        found[term.tenure] = min(
            known, (term, end is None), key=lambda pair: (pair[0].name, pair[0].post)
        )
    terms = sorted(found.values(), key=lambda pair: (pair[0].start, pair[0].tenure))
    closed = []
    for i, (term, is_open) in enumerate(terms):
        later = (
            t.start for t, _ in terms[i + 1 :] if t.post == term.post and t.start != term.start
        )
        closed.append(replace(term, end=next(later, term.end)) if is_open else term)
    return closed, sorted(undated)
