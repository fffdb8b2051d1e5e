"""The lives of bodies, programmes and strategies, as the record knows them.

A life begins and ends on intervals of days. Where no end is recorded, the thing may have lived on
since the last dated fact in which it took part, or not: the record does not say, so it is followed
to that fact at the shortest and to the day that counts as now at the longest. Lives that one order
made and one order ended are a cohort.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kg.engine.classes import classes_of
from kg.engine.graph import SparqlGraph
from kg.history.solutions import rows, to_date, to_span
from kg.model.dates import Span
from kg.model.terms import ORG
from kg.statistics.survival import Lifetime, Survival, estimate

UNRECORDED = "not recorded"

LIVES = """
SELECT * WHERE {
  VALUES ?kind { %s }
  ?thing a ?kind .
  OPTIONAL { ?thing skos:prefLabel ?label }
  OPTIONAL { ?thing nhsit:tier ?tierId . ?tierId skos:prefLabel ?tier }
  OPTIONAL { ?thing nhsit:itRole/skos:prefLabel ?itRole }
  OPTIONAL { ?thing nhsit:jurisdiction/skos:prefLabel ?jurisdiction }
  OPTIONAL { ?thing nhsit:inGroup|nhsit:partOfProgramme ?group }
  OPTIONAL { ?thing nhsit:bornEarliest ?bornEarliest ; nhsit:bornLatest ?bornLatest }
  OPTIONAL { ?thing nhsit:endedEarliest ?endedEarliest ; nhsit:endedLatest ?endedLatest }
  OPTIONAL { ?thing nhsit:end ?end }
}"""

LAST_SEEN = "SELECT ?thing ?last WHERE { ?thing nhsit:attestedLast ?last }"

DATES = (
    "Every length is computed twice, as short and as long as the record allows; both results are "
    "given. A thing with no recorded end is right-censored: at the shortest on the last day on "
    "which a dated fact requires it to exist (a holder of a post in it, a contract, a part in an "
    "event, what it ran or published), at the longest on the day that counts as now, as is one "
    "known to go on. Things whose beginning is not recorded are left out and counted."
)


@dataclass(frozen=True, slots=True)
class Life:
    """A thing and its days; None where the record has none.

    `ended` is None for what has not ended by the day that counts as now. `followed` bounds the
    last day of a life without an end: known to have gone on at the earliest, perhaps at the
    latest. `group` names what it is a member or a part of.
    """

    id: str
    label: str
    kind: str
    born: Span | None
    ended: Span | None
    followed: Span | None
    tier: str = UNRECORDED
    it_role: str = UNRECORDED
    jurisdiction: str = UNRECORDED
    group: str = ""
    tier_id: str = ""

    @property
    def is_contradiction(self) -> bool:
        """Whether it ended before it was born."""
        return self.born is not None and self.ended is not None and self.ended.is_before(self.born)

    @property
    def cohort(self) -> tuple[object, ...]:
        """What it shares with all that were made by one order and ended by one order."""
        exact = all(day is None or day.is_exact for day in (self.born, self.ended))
        bond = "" if exact else self.group or self.id
        return (self.kind, self.tier, self.jurisdiction, self.born, self.ended, bond)

    def to_lifetime(self) -> Lifetime | None:
        """Return the length of the life, or None where it cannot be known."""
        if self.born is None or self.is_contradiction:
            return None
        last = self.ended or self.followed or self.born
        return Lifetime(self.id, *self.born.years_to(last), self.ended is not None)


def public_kinds(graph: SparqlGraph) -> tuple[str, ...]:
    """Return what counts as one body: groups stand for many, companies are a market's matter."""
    return classes_of(graph).kinds_with("isPublic")


def kinds_of_bodies(graph: SparqlGraph) -> tuple[str, ...]:
    """Return the kinds of organisations: bodies, units, groups of them and companies."""
    return classes_of(graph).kinds_below(ORG + "Organization")


def lives_query(kinds: Iterable[str]) -> str:
    """Return the query that finds the things of some kinds with their days."""
    return LIVES % " ".join(f"nhsit:{kind}" for kind in kinds)


def read_lives(
    graph: SparqlGraph, as_of: date | None, kinds: Iterable[str] | None = None
) -> list[Life]:
    """Return the lives of the things of some kinds, else of all organisations, by id.

    An end that certainly lies after the day that counts as now has not come. Where the graph
    gives a thing several beginnings or ends, the interval that holds them all counts.
    """
    last: dict[str, date] = {}
    for row in rows(graph, LAST_SEEN):
        day = to_date(row["last"])
        if day is not None:
            last[row["thing"]] = max(day, last.get(row["thing"], day))
    found: dict[str, Life] = {}
    for row in rows(graph, lives_query(kinds_of_bodies(graph) if kinds is None else kinds)):
        life = _read(row, last.get(row["thing"]), as_of)
        known = found.get(life.id)
        found[life.id] = _join(known, life) if known else life
    return [_until(found[key], as_of) for key in sorted(found)]


def cohorts(lives: Iterable[Life]) -> list[list[Lifetime]]:
    """Return the lengths of lives by cohort, in order of first id.

    Lives of one kind, tier and jurisdiction are of one cohort where they begin on the same day and
    end on the same day, or have all no recorded end; where a date is not known to the day, only
    those of one group or programme are.
    """
    found: dict[tuple[object, ...], list[Lifetime]] = {}
    for life in sorted(lives, key=lambda life: life.id):
        time = life.to_lifetime()
        if time is not None:
            found.setdefault(life.cohort, []).append(time)
    return list(found.values())


def to_one(cohort: Sequence[Lifetime]) -> Lifetime:
    """Return a cohort as one life, named by its first: as long as any of it was followed."""
    return Lifetime(
        cohort[0].id,
        max(life.shortest for life in cohort),
        max(life.longest for life in cohort),
        cohort[0].ended,
    )


def survive(lives: Sequence[Life]) -> Survival | None:
    """Return the survival of lives, each cohort counted once; None where no length is known."""
    found = cohorts(lives)
    return estimate([to_one(cohort) for cohort in found]) if found else None


def survive_singly(lives: Sequence[Life]) -> Survival | None:
    """Return the survival of lives, each counted; None where no length is known."""
    times = [life for cohort in cohorts(lives) for life in cohort]
    return estimate(times) if times else None


def split(lives: Iterable[Life], key: Callable[[Life], str]) -> Mapping[str, list[Life]]:
    """Return lives by what a key says of them, in alphabetical order."""
    groups: dict[str, list[Life]] = {}
    for life in lives:
        groups.setdefault(key(life), []).append(life)
    return {group: groups[group] for group in sorted(groups)}


def decade(day: Span | None) -> str:
    """Return the decade of a day, or that it is not certain.

    >>> decade(Span(date(1999, 1, 1), date(1999, 12, 31)))
    '1990s'
    """
    return (day and day.decade) or "not certain"


def _read(row: dict[str, str], last: date | None, as_of: date | None) -> Life:
    return Life(
        id=row["thing"],
        label=row.get("label", row["thing"]),
        kind=row["kind"],
        born=to_span(row.get("bornEarliest"), row.get("bornLatest")),
        ended=to_span(row.get("endedEarliest"), row.get("endedLatest")),
        followed=_followed(row.get("end") == "..", last, as_of),
        tier=row.get("tier", UNRECORDED),
        it_role=row.get("itRole", UNRECORDED),
        jurisdiction=row.get("jurisdiction", UNRECORDED),
        group=row.get("group", ""),
        tier_id=row.get("tierId", ""),
    )


def _join(known: Life, other: Life) -> Life:
    """Return one life of two rows on the same thing; the order of the rows does not matter."""
    first = min(
        (known, other),
        key=lambda x: (x.label, x.kind, x.tier, x.it_role, x.jurisdiction),
    )
    return replace(
        first,
        born=_hull(known.born, other.born),
        ended=_hull(known.ended, other.ended),
        followed=known.followed,
        group=min(known.group, other.group),
    )


def _hull(one: Span | None, other: Span | None) -> Span | None:
    if one is None or other is None:
        return one or other
    return Span(min(one.earliest, other.earliest), max(one.latest, other.latest))


def _followed(goes_on: bool, last: date | None, as_of: date | None) -> Span | None:
    if as_of is None:
        return Span(last, last) if last else None
    if goes_on:
        return Span(as_of, as_of)
    return Span(min(last, as_of), as_of) if last else Span(date.min, as_of)


def _until(life: Life, as_of: date | None) -> Life:
    """Return a life as it stood on the day that counts as now."""
    if life.ended is None or as_of is None or life.ended.earliest <= as_of:
        return life
    return replace(life, ended=None, followed=Span(as_of, as_of))
