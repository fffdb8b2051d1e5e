"""Who held office when the bodies were reorganised: health secretaries and prime ministers.

A reorganisation is often decided under one minister and takes effect under the next, so both are
counted, and each as certain or only possible where the dates are not known to the day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kg.analysis.measure import Column, Table, Value
from kg.engine.graph import SparqlGraph
from kg.history.record import Span, rows, to_span
from kg.history.reorganisations import QUERY, Reorganisation
from kg.history.spans import in_words

HEALTH_SECRETARY = "HealthSecretaryOffice"
PRIME_MINISTER = "PrimeMinisterOffice"
"""The offices that governments are told apart by, as posts give them."""

TERMS = """
SELECT * WHERE {
  ?post a nhsit:Post ; nhsit:office nhsit:%s .
  ?tenure nhsit:post ?post ; org:member ?person .
  OPTIONAL { ?person skos:prefLabel ?name }
  OPTIONAL { ?tenure nhsit:rank ?rank }
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

    def holds(self, day: Span) -> bool | None:
        """Return whether it covers a day; None where that is possible and not certain."""
        if self.start.latest <= day.earliest and day.latest < self.end.earliest:
            return True
        return (
            None if self.start.earliest <= day.latest and day.earliest < self.end.latest else False
        )


def read_terms(graph: SparqlGraph, office: str, as_of: date | None) -> tuple[list[Term], list[str]]:
    """Return the dated terms of an office in order, and the tenures that have no start.

    A term without an end lasts until the next term of its post begins, or goes on.
    """
    now = Span(as_of, as_of) if as_of else Span(date.max, date.max)
    found: dict[str, tuple[Term, bool]] = {}
    undated: set[str] = set()
    for row in rows(graph, TERMS % office):
        if row.get("rank") == "Deprecated":
            continue
        start = to_span(row.get("startEarliest"), row.get("startLatest"))
        end = to_span(row.get("endEarliest"), row.get("endLatest"))
        if start is None:
            undated.add(row["tenure"])
            continue
        name = row.get("name", row["person"])
        term = Term(row["tenure"], row["person"], name, row["post"], start, end or now)
        found[term.tenure] = min(found.get(term.tenure, (term, end is None)), (term, end is None),
                                 key=lambda pair: (pair[0].name, pair[0].post))  # fmt: skip
    terms = sorted(found.values(), key=lambda pair: (*_order(pair[0].start), pair[0].tenure))
    closed = []
    for i, (term, is_open) in enumerate(terms):
        later = (
            t.start for t, _ in terms[i + 1 :] if t.post == term.post and t.start != term.start
        )
        closed.append(replace(term, end=next(later, term.end)) if is_open else term)
    return closed, sorted(undated)


def is_answerable(found: Reorganisation) -> bool:
    """Return whether a UK minister answers for it: it is not wholly in another country's NHS."""
    return any(
        not place or "England" in place or place == "United Kingdom"
        for place in found.jurisdictions
    )


def terms_table(
    name: str, title: str, terms: Sequence[Term], found: Iterable[Reorganisation], office: str
) -> Table:
    """Return, term by term, the reorganisations that took effect and were decided in office."""
    ours = [r for r in found if is_answerable(r)]
    cells: list[tuple[Value, ...]] = []
    ids: list[tuple[str, ...]] = []
    for term in terms:
        low, high = term.start.years_to(term.end)
        effect, decided = _count(term, ours, _took_effect), _count(term, ours, _was_decided)
        rate = (len(effect[0]) / high, len(effect[1]) / low) if low >= 1 else (None, None)
        cells.append((
            term.name, in_words(term.start), in_words(term.end), low, high,
            len(effect[0]), len(effect[1]), *rate, len(decided[0]), len(decided[1]),
        ))  # fmt: skip
        ids.append((term.tenure, *sorted({r.id for r in (*effect[1], *decided[1])})))
    return Table(
        name, title,
        (Column("holder"), Column("from"), Column("until"), Column("at least", "years"),
         Column("at most", "years"), Column("took effect, certain", "reorganisations"),
         Column("took effect, at most", "reorganisations"), Column("rate from", "a year"),
         Column("rate to", "a year"), Column("decided, certain", "reorganisations"),
         Column("decided, at most", "reorganisations")),
        tuple(cells), tuple(ids), "\n\n".join((TERMS % office, QUERY)), "ministers",
        "Those wholly in Scotland, Wales or Northern Ireland are left out. Decided: the day of the "
        "first law, or else report, on which a reorganisation rests.",
    )  # fmt: skip


def _took_effect(found: Reorganisation) -> Span | None:
    return found.day


def _was_decided(found: Reorganisation) -> Span | None:
    return found.decided


def _count(
    term: Term, found: Sequence[Reorganisation], when: Callable[[Reorganisation], Span | None]
) -> tuple[list[Reorganisation], list[Reorganisation]]:
    """Return the reorganisations that fall in a term certainly, and those that may."""
    held = [(r, term.holds(day)) for r in found if (day := when(r)) is not None]
    return [r for r, sure in held if sure], [r for r, sure in held if sure is not False]


def _order(day: Span) -> tuple[date, date]:
    return day.earliest, day.latest
