"""The reorganisations that the record holds: what happened, to whom, when, and on what ground.

A reorganisation is the outermost event that happened, along `partOfEvent`, of the events that
touch a body: end, create or enlarge it, take from it, or, for an event of the kind Reorganisation,
concern it. Events that touch only systems, programmes or companies are none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kg.engine.graph import SparqlGraph
from kg.history.solutions import rows, to_span
from kg.model.dates import NEVER, Span

ENDED, CREATED, GAINED, LOST, CONCERNED = "ended", "created", "gained", "lost", "concerned"
LAW, REPORT, EVENT, PERSON = "law", "report or strategy", "another event", "announced by a person"
GROUNDS = (LAW, REPORT, EVENT, PERSON)

LARGE = 10
"""The bodies that a large reorganisation touches, at least."""

LAST = "\U0010ffff"

BODIES = """
SELECT ?body ?kind ?size ?jurisdiction WHERE {
  VALUES ?kind { nhsit:Body nhsit:Unit nhsit:BodyGroup }
  ?body a ?kind .
  OPTIONAL { ?body nhsit:groupSize ?size }
  OPTIONAL { ?body nhsit:jurisdiction ?jurisdiction }
}"""

ROLES: Mapping[str, str] = {
    "endedBody": ENDED,
    "createdBody": CREATED,
    "gainingBody": GAINED,
    "losingBody": LOST,
    "concerns": CONCERNED,
}
"""Property of an event -> what it does to the body that it names."""
_OF_KIND = {CONCERNED: "a nhsit:Reorganisation ; "}
_TOUCHED = "\n  UNION ".join(
    f'{{ ?event {_OF_KIND.get(role, "")}nhsit:{name} ?body BIND("{role}" AS ?role) }}'
    for name, role in ROLES.items()
)

# the mark is asked of each that is found: as a pattern, it is joined with everything that counts
TOUCHES = f"""
SELECT ?event ?role ?body WHERE {{
  {_TOUCHED}
  FILTER EXISTS {{ ?event nhsit:counts true }}
}}"""

EVENTS = """
SELECT ?event ?label ?whole ?earliest ?latest WHERE {
  ?event nhsit:status ?status .
  FILTER EXISTS { ?event nhsit:counts true }
  OPTIONAL { ?event skos:prefLabel ?label }
  OPTIONAL { ?event nhsit:partOfEvent ?whole . FILTER EXISTS { ?whole nhsit:counts true } }
  OPTIONAL { ?event nhsit:dateEarliest ?earliest ; nhsit:dateLatest ?latest }
}"""

WHY = """
SELECT ?event ?ground ?what ?label ?earliest ?latest WHERE {
  { ?event nhsit:legalBasis ?what BIND("law" AS ?ground) }
  UNION { ?event nhsit:triggeredBy ?what
          OPTIONAL { ?what nhsit:status ?status }
          BIND(IF(BOUND(?status), "another event", "report or strategy") AS ?ground) }
  UNION { ?claim rdf:predicate nhsit:announced ; rdf:object ?event ; rdf:subject ?what .
          ?what a nhsit:Person FILTER EXISTS { ?claim nhsit:counts true }
          BIND("announced by a person" AS ?ground) }
  FILTER EXISTS { ?event nhsit:counts true }
  OPTIONAL { ?what skos:prefLabel ?label }
  OPTIONAL { ?what nhsit:dateEarliest ?earliest ; nhsit:dateLatest ?latest }
}"""

QUERY = "\n\n".join((BODIES, TOUCHES, EVENTS, WHY))


@dataclass(frozen=True, slots=True)
class Cause:
    """What a reorganisation rests on or was announced by, and when that is dated."""

    kind: str
    id: str
    label: str
    day: Span | None


@dataclass(frozen=True, slots=True)
class Touch:
    """What an event did to a body, and when."""

    body: str
    role: str
    event: str
    day: Span | None


@dataclass(frozen=True, slots=True)
class Reorganisation:
    """An outermost event with all its parts.

    `day` is its own, or that of its first part where it has none. `sizes` and `jurisdictions` are
    those of the bodies touched; a group counts with its recorded size, or as one, and a
    jurisdiction that is not recorded is empty.
    """

    id: str
    label: str
    day: Span | None
    touches: tuple[Touch, ...]
    grounds: tuple[Cause, ...]
    sizes: Mapping[str, int]
    jurisdictions: frozenset[str]

    @property
    def bodies(self) -> tuple[str, ...]:
        """The bodies and groups touched, by id."""
        return tuple(sorted({touch.body for touch in self.touches}))

    @property
    def ids(self) -> tuple[str, ...]:
        """Itself and the parts of it that touch a body."""
        return (self.id, *sorted({touch.event for touch in self.touches} - {self.id}))

    @property
    def size(self) -> int:
        """How many bodies it touched at least: those named, or the members of the largest group."""
        return max(len(self.bodies), *self.sizes.values())

    @property
    def is_large(self) -> bool:
        """Whether it touched many bodies."""
        return self.size >= LARGE

    @property
    def year(self) -> int | None:
        """The year of its day; None where that is not certain."""
        day = self.day
        return day.earliest.year if day and day.earliest.year == day.latest.year else None

    @property
    def only_creates(self) -> bool:
        """Whether it made new bodies and touched no other."""
        return all(touch.role == CREATED for touch in self.touches)

    @property
    def decided(self) -> Span | None:
        """The day of the first law it rests on, or else of the first report.

        None where neither is dated; what is dated certainly after it did not decide it.
        """
        for kind in (LAW, REPORT):
            days = [g.day for g in self.grounds if g.kind == kind and g.day is not None]
            before = [day for day in days if not (self.day and self.day.is_before(day))]
            if before:
                return min(before)
        return None

    def with_role(self, role: str) -> tuple[str, ...]:
        """Return the bodies touched in one way, by id."""
        return tuple(sorted({touch.body for touch in self.touches if touch.role == role}))


def read_reorganisations(graph: SparqlGraph, as_of: date | None) -> list[Reorganisation]:
    """Return the reorganisations, dated ones first by day; those certainly after `as_of` left out.

    Where events are parts of each other in a circle, the first of them by id stands for all.
    """
    labels, wholes, days = _read_events(graph)
    sizes: dict[str, int] = {}
    where: dict[str, str] = {}
    touches: dict[str, set[Touch]] = defaultdict(set)
    for row in rows(graph, BODIES):
        body, size = row["body"], row.get("size", "")
        number = int(size) if row["kind"] == "BodyGroup" and size.isdecimal() else 1
        sizes[body] = max(number, sizes.get(body, number))
        where[body] = min(row.get("jurisdiction", ""), where.get(body, LAST))
    for row in rows(graph, TOUCHES):
        body, event = row["body"], row["event"]
        if body in sizes:
            touch = Touch(body, row["role"], event, days.get(event))
            touches[find_outermost(event, wholes)].add(touch)
    grounds = _read_grounds(graph, wholes)
    found = [
        Reorganisation(
            id=top,
            label=labels.get(top, top),
            day=_day(top, days, parts),
            touches=tuple(sorted(parts, key=lambda t: (t.day or NEVER, t.body, t.role, t.event))),
            grounds=tuple(sorted(grounds[top], key=lambda g: (g.kind, g.day or NEVER, g.id))),
            sizes={touch.body: sizes[touch.body] for touch in parts},
            jurisdictions=frozenset(where[touch.body] for touch in parts),
        )
        for top, parts in touches.items()
    ]
    held = [r for r in found if not (r.day and as_of and r.day.earliest > as_of)]
    return sorted(held, key=lambda r: (r.day or NEVER, r.id))


def find_outermost(event: str, wholes: Mapping[str, Iterable[str]]) -> str:
    """Return the event of which an event is in the end a part; itself where it is part of none.

    >>> find_outermost("a", {"a": ["b"], "b": ["c"]}), find_outermost("x", {"x": ["y"], "y": ["x"]})
    ('c', 'x')
    """
    seen = [event]
    while True:
        above = sorted(wholes.get(seen[-1], ()))
        if not above:
            return seen[-1]
        if above[0] in seen:
            return min(seen[seen.index(above[0]) :])
        seen.append(above[0])


def _read_events(
    graph: SparqlGraph,
) -> tuple[dict[str, str], dict[str, set[str]], dict[str, Span]]:
    labels: dict[str, str] = {}
    wholes: dict[str, set[str]] = defaultdict(set)
    days: dict[str, Span] = {}
    for row in rows(graph, EVENTS):
        event = row["event"]
        label = row.get("label", event)
        labels[event] = min(label, labels.get(event, label))
        if "whole" in row:
            wholes[event].add(row["whole"])
        day = to_span(row.get("earliest"), row.get("latest"))
        if day is not None:
            days[event] = min(day, days.get(event, day))
    return labels, wholes, days


def _read_grounds(graph: SparqlGraph, wholes: Mapping[str, Iterable[str]]) -> dict[str, set[Cause]]:
    found: dict[str, set[Cause]] = defaultdict(set)
    for row in rows(graph, WHY):
        day = to_span(row.get("earliest"), row.get("latest"))
        ground = Cause(row["ground"], row["what"], row.get("label", row["what"]), day)
        found[find_outermost(row["event"], wholes)].add(ground)
    return found


def _day(top: str, days: Mapping[str, Span], touches: Iterable[Touch]) -> Span | None:
    parts = [touch.day for touch in touches if touch.day is not None]
    return days.get(top) or min(parts, default=None)
