"""The lives of bodies and programmes, as the record knows them.

A life begins and ends on intervals of days. Where no end is recorded, the life is followed until
the last dated fact in which the thing takes part, and no further: the record does not say that
what it stopped mentioning lived on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kg.analysis.record import DAYS_A_YEAR, Span, rows, to_date, to_span
from kg.analysis.survival import Lifetime
from kg.graph.store import Graph

PUBLIC_KINDS = ("Body", "Unit")
"""What counts as one body: groups stand for many, companies are a market's matter."""

KINDS = (*PUBLIC_KINDS, "BodyGroup", "Company")

LIVES = """
SELECT * WHERE {
  VALUES ?kind { %s }
  ?thing a ?kind .
  OPTIONAL { ?thing skos:prefLabel ?label }
  OPTIONAL { ?thing nhsit:tier/skos:prefLabel ?tier }
  OPTIONAL { ?thing nhsit:itRole/skos:prefLabel ?itRole }
  OPTIONAL { ?thing nhsit:jurisdiction/skos:prefLabel ?jurisdiction }
  OPTIONAL { ?thing nhsit:bornEarliest ?bornEarliest ; nhsit:bornLatest ?bornLatest }
  OPTIONAL { ?thing nhsit:endedEarliest ?endedEarliest ; nhsit:endedLatest ?endedLatest }
  OPTIONAL { ?thing nhsit:end ?end }
}"""

LAST_SEEN = """
SELECT ?thing (MAX(?day) AS ?last) WHERE {
  { ?event nhsit:status nhsit:Happened ; nhsit:dateEarliest ?day ;
           nhsit:createdBody|nhsit:gainingBody|nhsit:losingBody|nhsit:opens ?thing }
  UNION { ?tenure a nhsit:Tenure ; org:organization ?thing ;
                  nhsit:startEarliest|nhsit:attestedEarliest ?day }
  UNION { ?contract a nhsit:Contract ; nhsit:buyer|nhsit:supplier|nhsit:contractFor ?thing ;
                    nhsit:startEarliest|nhsit:announcedOnEarliest ?day }
  UNION { ?claim a nhsit:Claim ; rdf:subject ?thing ;
                 nhsit:startEarliest|nhsit:attestedEarliest ?day }
} GROUP BY ?thing"""

DATES = (
    "Every length is computed twice, as short and as long as the dates allow. A thing with no "
    "recorded end is right-censored on the last day on which a dated fact involves it (an event, "
    "a tenure, a contract, a claim); one known to go on, on the day that counts as now. Things "
    "whose beginning is not recorded are left out and counted."
)


@dataclass(frozen=True, slots=True)
class Life:
    """A thing and its days; None where the record has none.

    `ended` is None for what has not ended by the day that counts as now. `seen` is the last day
    on which a life without an end is known to have gone on.
    """

    id: str
    label: str
    kind: str
    tier: str
    it_role: str
    jurisdiction: str
    born: Span | None
    ended: Span | None
    seen: date | None

    @property
    def is_contradiction(self) -> bool:
        """Whether it ended before it was born."""
        return self.born is not None and self.ended is not None and self.ended.is_before(self.born)

    def to_lifetime(self, until: date | None = None) -> Lifetime | None:
        """Return the length of the life, or None where it cannot be known.

        Without an end, it is followed to the day last seen, or to `until` where that is given.
        """
        if self.born is None or self.is_contradiction:
            return None
        last = self.ended
        if last is None:
            day = until or self.seen or self.born.earliest
            day = max(day, self.born.earliest)
            last = Span(day, day)
        return Lifetime(self.id, *self.born.years_to(last), self.ended is not None)


def lives_query(kinds: Iterable[str] = KINDS) -> str:
    """Return the query that finds the things of some kinds with their days."""
    return LIVES % " ".join(f"nhsit:{kind}" for kind in kinds)


def read_lives(graph: Graph, as_of: date | None, kinds: Iterable[str] = KINDS) -> list[Life]:
    """Return the lives of the things of some kinds, by id.

    An end that lies after the day that counts as now, or may, has not come: such a life is
    followed until it must still have been going on.
    """
    last = {row["thing"]: to_date(row["last"]) for row in rows(graph, LAST_SEEN) if "last" in row}
    found: dict[str, Life] = {}
    for row in rows(graph, lives_query(kinds)):
        life = _read(row, last.get(row["thing"]), as_of)
        known = found.get(life.id)
        if known is None or (life.label, life.kind) < (known.label, known.kind):
            found[life.id] = life
    return [found[key] for key in sorted(found)]


def _read(row: dict[str, str], last: date | None, as_of: date | None) -> Life:
    ended = to_span(row.get("endedEarliest"), row.get("endedLatest"))
    seen = as_of if row.get("end") == ".." else last
    if ended is not None and as_of is not None and ended.latest > as_of:
        seen, ended = min(ended.earliest, as_of), None
    if seen is not None and as_of is not None:
        seen = min(seen, as_of)
    return Life(
        id=row["thing"],
        label=row.get("label", row["thing"]),
        kind=row["kind"],
        tier=row.get("tier", "not recorded"),
        it_role=row.get("itRole", "not recorded"),
        jurisdiction=row.get("jurisdiction", "not recorded"),
        born=to_span(row.get("bornEarliest"), row.get("bornLatest")),
        ended=ended,
        seen=seen,
    )


def decade(day: Span | None) -> str:
    """Return the decade of a day, or that it is not certain.

    >>> decade(Span(date(1999, 1, 1), date(1999, 12, 31)))
    '1990s'
    """
    if day is None or day.earliest.year // 10 != day.latest.year // 10:
        return "not certain"
    return f"{day.earliest.year // 10 * 10}s"


def in_words(day: Span | None) -> str | None:
    """Return a day as precisely as it is known: ISO for a day, the range of ISO days otherwise.

    >>> in_words(Span(date(2013, 4, 1), date(2013, 4, 30)))
    '2013-04'
    """
    if day is None:
        return None
    first, last = day.earliest, day.latest
    if first == last:
        return first.isoformat()
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return str(first.year)
    following = date.fromordinal(last.toordinal() + 1)
    if first.day == following.day == 1 and (last.year, last.month) == (first.year, first.month):
        return first.isoformat()[:7]
    return f"{first.isoformat()}/{last.isoformat()}"


def years_between(first: date, last: date) -> float:
    """Return the years from one day to another; negative where it comes before."""
    return (last - first).days / DAYS_A_YEAR
