"""Posts and who held them: kinds of posts as the tables give them, stints as intervals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kg.engine.graph import SparqlGraph
from kg.history.solutions import rows, to_span
from kg.model.dates import NEVER, Span
from kg.statistics.survival import Lifetime

TENURES = """
SELECT ?tenure ?person ?name ?post ?sE ?sL ?eE ?eL WHERE {
  ?tenure nhsit:counts true ; org:member ?person ; nhsit:post ?post .
  OPTIONAL { ?person skos:prefLabel ?name }
  OPTIONAL { ?tenure nhsit:startEarliest ?sE ; nhsit:startLatest ?sL }
  OPTIONAL { ?tenure nhsit:endEarliest ?eE ; nhsit:endLatest ?eL } }"""
SEEN = """
SELECT ?tenure ?first ?last WHERE {
  ?tenure org:member ?person ; nhsit:attestedEarliest ?first ; nhsit:attestedLatest ?last }"""
POSTS = """
SELECT ?post ?title ?max ?body WHERE {
  ?post a nhsit:Post .
  OPTIONAL { ?post skos:prefLabel ?title }
  OPTIONAL { ?post nhsit:maxHolders ?max }
  OPTIONAL { ?post org:postIn ?body } }"""
KINDS_OF_POSTS = """
SELECT DISTINCT ?post ?kind WHERE { ?post nhsit:postKind/skos:broader* ?kind }"""
PLACES = """
SELECT DISTINCT ?body ?label ?tier ?sector ?kind ?ended ?endedLast WHERE {
  ?post org:postIn ?body .
  OPTIONAL { ?body skos:prefLabel ?label }
  OPTIONAL { ?body nhsit:tier ?tier OPTIONAL { ?tier nhsit:sector ?sector } }
  OPTIONAL { ?body a ?kind FILTER(?kind = nhsit:Company) }
  OPTIONAL { ?body nhsit:endedEarliest ?ended ; nhsit:endedLatest ?endedLast } }"""
QUERY = TENURES + SEEN + POSTS + KINDS_OF_POSTS + PLACES

HEAD, CHAIR, MINISTER, CIO = "head", "chair", "minister", "chief information officer"
_COUNTED = {"HeadPost": HEAD, "ChairPost": CHAIR, "MinisterPost": MINISTER, "CioPost": CIO}
KINDS = tuple(_COUNTED.values())
"""The kinds of post that are counted, by the concepts of the tables' `kind`, in order of note."""
KINDS_RULE = (
    "as the table of posts gives them: head (a permanent secretary is one), chair, minister of any "
    "rank, chief information officer (chief digital officers and deputies are of other kinds)"
)
PUBLIC, COMPANY, OTHER = "public body", "company", "other"
_SECTORS = {"PublicSector": PUBLIC, "CompanySector": COMPANY}
SECTORS = (
    "public body: of the national, regional or local tier; company: of the supplier tier, or a "
    "company without a tier; other: all else (professions, charities, universities, abroad, "
    "programmes)"
)


@dataclass(frozen=True, slots=True)
class Post:
    """An office, with the body that it is of; `is_single` where one person at a time holds it."""

    id: str
    title: str
    is_single: bool = False
    body: str = ""
    place: str = ""
    sector: str = OTHER
    ended: Span | None = None
    kinds: tuple[str, ...] = ()
    """Those of KINDS that it is of."""


@dataclass(frozen=True, slots=True)
class Stint:
    """A person in a post without a break; `tenures` are the ids that it was joined from.

    `until` is how long it can have lasted at most, where no end is recorded.
    """

    tenures: tuple[str, ...]
    person: str
    name: str
    post: Post
    start: Span | None
    end: Span | None
    seen: tuple[Span, ...] = ()
    until: date | None = None

    @property
    def when(self) -> Span | None:
        """Its start; or else a day on which it is attested; or else its end."""
        first = min(self.seen, key=lambda d: (d.earliest, d.latest), default=None)
        return self.start or first or self.end

    def to_lifetime(self) -> Lifetime | None:
        """Return its length in years, None without a start, or where nothing bounds it."""
        if self.start is None:
            return None
        name = self.tenures[0]
        if self.end is not None:
            return Lifetime(name, *self.start.years_to(self.end), True)
        if self.until is None:
            return None
        last = max([self.start.latest, *(d.earliest for d in self.seen)])
        until = max(self.until, last)
        shortest = (last - self.start.latest).days / 365.25
        longest = (until - self.start.earliest).days / 365.25
        return Lifetime(name, shortest, longest, False)


def read_stints(graph: SparqlGraph, as_of: date | None) -> list[Stint]:
    """Return who held which post, by post and day; only tenures that count.

    Tenures of one person in one post that may follow on without a day between are joined.
    """
    posts = _read_posts(graph)
    seen: dict[str, set[Span]] = defaultdict(set)
    for row in rows(graph, SEEN):
        day = to_span(row.get("first"), row.get("last"))
        if day:
            seen[row["tenure"]].add(day)
    held: dict[tuple[str, str], dict[str, Stint]] = defaultdict(dict)
    for row in rows(graph, TENURES):
        post = posts.get(row["post"]) or Post(row["post"], row["post"])
        days = tuple(sorted(seen.get(row["tenure"], ())))
        held[post.id, row["person"]][row["tenure"]] = Stint(
            (row["tenure"],),
            row["person"],
            row.get("name", row["person"]),
            post,
            to_span(row.get("sE"), row.get("sL")),
            to_span(row.get("eE"), row.get("eL")),
            days,
        )
    by_post: dict[str, list[Stint]] = defaultdict(list)
    for (post_id, _), found in sorted(held.items()):
        by_post[post_id] += _join([found[key] for key in sorted(found)])
    return [stint for key in sorted(by_post) for stint in _bound(by_post[key], as_of)]


def in_order(stints: Iterable[Stint]) -> list[Stint]:
    """Return stints by their day, those without one last."""
    return sorted(stints, key=lambda s: (s.when or NEVER, s.tenures))


def _join(stints: Sequence[Stint]) -> list[Stint]:
    made: list[Stint] = []
    for stint in in_order(stints):
        last = made[-1] if made else None
        if last and _follows_on(last, stint):
            end = (
                stint.end
                and last.end
                and max(stint.end, last.end, key=lambda d: (d.latest, d.earliest))
            )
            seen = tuple(sorted({*last.seen, *stint.seen}))
            made[-1] = replace(last, tenures=last.tenures + stint.tenures, end=end, seen=seen)
        else:
            made.append(stint)
    return made


def _follows_on(last: Stint, stint: Stint) -> bool:
    """Return whether a stint may begin before a day has passed since the last one ended."""
    if not (last.start and last.end and stint.start):
        return False
    return stint.start.earliest <= last.end.latest + timedelta(days=1)


def _bound(stints: list[Stint], as_of: date | None) -> list[Stint]:
    """Say of each stint without an end how long it can have lasted."""
    ordered = in_order(stints)
    made = []
    for i, stint in enumerate(ordered):
        limits = [as_of, stint.post.ended.latest if stint.post.ended else None]
        if stint.post.is_single and stint.start:
            limits.append(_next_holder(stint, ordered[i + 1 :]))
        known = [day for day in limits if day]
        made.append(replace(stint, until=min(known, default=None)))
    return made


def _next_holder(stint: Stint, later: Iterable[Stint]) -> date | None:
    """Return the last day on which the next person can have begun."""
    for other in later:
        if other.person == stint.person or not (stint.start and other.start):
            continue
        if stint.start.is_before(other.start):
            return other.start.latest
    return None


def _read_posts(graph: SparqlGraph) -> dict[str, Post]:
    places: dict[str, dict[str, str]] = {}
    for row in rows(graph, PLACES):
        known = places.setdefault(row["body"], row)
        places[row["body"]] = min(known, row, key=lambda r: sorted(r.items()))
    kinds: dict[str, set[str]] = defaultdict(set)
    for row in rows(graph, KINDS_OF_POSTS):
        if row["kind"] in _COUNTED:
            kinds[row["post"]].add(_COUNTED[row["kind"]])
    found: dict[str, Post] = {}
    for row in rows(graph, POSTS):
        body = row.get("body", "")
        place = places.get(body, {})
        firm = COMPANY if "tier" not in place and "kind" in place else OTHER
        post = Post(
            row["post"],
            row.get("title", row["post"]),
            row.get("max") == "1",
            body,
            place.get("label", body),
            _SECTORS.get(place.get("sector", ""), firm),
            to_span(place.get("ended"), place.get("endedLast")),
            tuple(kind for kind in KINDS if kind in kinds[row["post"]]),
        )
        found[post.id] = min(post, found.get(post.id, post), key=lambda p: (p.body, p.title))
    return found
