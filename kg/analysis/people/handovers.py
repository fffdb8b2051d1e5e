"""Handovers: how often the holders of posts change, and who led programmes in their lives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.engine.graph import SparqlGraph
from kg.history.posts import CIO, HEAD, KINDS, MINISTER, Stint, in_order
from kg.history.solutions import rows, to_span
from kg.model.dates import Span

PROGRAMMES = """
SELECT ?programme ?label ?born ?bornLast ?ended ?endedLast WHERE {
  ?programme a nhsit:Programme .
  OPTIONAL { ?programme skos:prefLabel ?label }
  OPTIONAL { ?programme nhsit:bornEarliest ?born ; nhsit:bornLatest ?bornLast }
  OPTIONAL { ?programme nhsit:endedEarliest ?ended ; nhsit:endedLatest ?endedLast } }"""
_CLAIMED = """
SELECT ?claim ?who ?name ?programme WHERE {
  ?claim nhsit:counts true ;
         rdf:predicate nhsit:%s ; rdf:subject ?who ; rdf:object ?programme .
  ?programme a nhsit:Programme .
  OPTIONAL { ?who skos:prefLabel ?name } }"""
LED = _CLAIMED % "ledProgramme"
RAN = _CLAIMED % "ran"
SERVING = (HEAD, MINISTER, CIO)
"""Kinds of posts whose handovers count at the bodies that ran a programme."""


@dataclass(frozen=True, slots=True)
class Handover:
    """A new holder of a post of a body that ran a programme, in its life."""

    programme: str
    programme_label: str
    claim: str
    """What says that the body ran it."""
    stint: Stint
    kind: str
    is_certain: bool


@dataclass(frozen=True, slots=True)
class Led:
    """A programme, when it lived, who led it and who changed at the bodies that ran it."""

    id: str
    label: str
    born: Span | None
    ended: Span | None
    leaders: Mapping[str, frozenset[str]]
    """Person -> the ids that say so."""
    names: Mapping[str, str]
    ran: Mapping[str, str]
    """Body that ran it -> the claim that says so."""
    handovers: tuple[Handover, ...] = ()

    def life(self, now: Span | None) -> tuple[float | None, float | None]:
        """Return how many years it lived, to now where it has not ended."""
        end = self.ended or now
        return self.born.years_to(end) if self.born and end else (None, None)

    def holds(self, day: Span) -> bool | None:
        """Return whether a day lies within its life; None where that is possible."""
        born, ended = self.born, self.ended
        if born is None or day.is_before(born) or (ended and ended.latest <= day.earliest):
            return False
        begun = born.latest <= day.earliest
        return True if begun and (not ended or day.is_before(ended)) else None

    @property
    def changes(self) -> list[tuple[str, bool]]:
        """Each change by its kind and whether it is certain.

        Posts of one kind that one person began on one day are one change.
        """
        found = {(h.kind, h.stint.person, h.stint.start): h.is_certain for h in self.handovers}
        return [(kind, certain) for (kind, *_), certain in found.items()]

    def new(self, kind: str) -> int:
        """Return how many of a kind certainly began in its life."""
        return self.changes.count((kind, True))

    @property
    def all_new(self) -> int:
        """How many of all kinds certainly began in its life."""
        return sum(certain for _, certain in self.changes)

    @property
    def possible(self) -> int:
        """How many more may have."""
        return len(self.changes) - self.all_new

    @property
    def ids(self) -> tuple[str, ...]:
        """The programme, who says who led it, who ran it, and the tenures."""
        said = sorted({i for who in self.leaders for i in (who, *self.leaders[who])})
        held = dict.fromkeys(t for h in self.handovers for t in h.stint.tenures)
        return (self.id, *said, *sorted(self.ran.values()), *held)


@dataclass(frozen=True, slots=True)
class Turnover:
    """How often the holders of the chief posts of a body changed.

    `years` are those from the first to the last start of the posts counted.
    """

    body: str
    stints: tuple[Stint, ...]
    posts: int
    posts_counted: int
    changes: int
    years: tuple[float, float]

    @property
    def place(self) -> str:
        """What the body is called."""
        return self.stints[0].post.place

    @property
    def kinds(self) -> list[str]:
        """The kinds of the posts, in their order."""
        return [kind for kind in KINDS if any(kind in s.post.kinds for s in self.stints)]

    @property
    def holders(self) -> int:
        """How many people held them."""
        return len({stint.person for stint in self.stints})

    @property
    def ids(self) -> tuple[str, ...]:
        """The body and the tenures."""
        return (self.body, *dict.fromkeys(t for stint in self.stints for t in stint.tenures))

    @property
    def years_a_holder(self) -> tuple[float, float] | tuple[None, None]:
        """Years from one holder to the next, at least and at most; None without a change."""
        low, high = self.years
        return (low / self.changes, high / self.changes) if self.changes else (None, None)


def find_led(graph: SparqlGraph, stints: Sequence[Stint]) -> list[Led]:
    """Return the programmes, those with most leaders first, with their handovers."""
    leaders: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows(graph, LED):
        leaders[row["programme"]][row["who"]].add(row["claim"])
        names[row["programme"]][row["who"]] = row.get("name", row["who"])
    ran: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows(graph, RAN):
        ran[row["programme"]][row["who"]] = row["claim"]
    posted: dict[str, list[Stint]] = defaultdict(list)
    for stint in stints:
        posted[stint.post.body].append(stint)
    found: dict[str, Led] = {}
    for row in rows(graph, PROGRAMMES):
        key = row["programme"]
        for stint in posted[key]:
            leaders[key][stint.person] |= set(stint.tenures)
            names[key][stint.person] = stint.name
        led = Led(
            id=key,
            label=row.get("label", key),
            born=to_span(row.get("born"), row.get("bornLast")),
            ended=to_span(row.get("ended"), row.get("endedLast")),
            leaders={who: frozenset(ids) for who, ids in leaders[key].items()},
            names=names[key],
            ran=ran[key],
        )
        found.setdefault(key, _with_handovers(led, posted))
    return sorted(found.values(), key=lambda p: (-len(p.leaders), -len(p.handovers), p.id))


def _with_handovers(led: Led, posted: Mapping[str, Sequence[Stint]]) -> Led:
    handovers = []
    for body in sorted(led.ran):
        for stint in in_order(posted.get(body, ())):
            kind = next((k for k in stint.post.kinds if k in SERVING), None)
            sure = led.holds(stint.start) if stint.start else False
            if kind and sure is not False:
                one = Handover(led.id, led.label, led.ran[body], stint, kind, sure is True)
                handovers.append(one)
    return replace(led, handovers=tuple(handovers))


def find_turnover(stints: Sequence[Stint]) -> list[Turnover]:
    """Return the turnover of each body with a chief post, that with most changes first."""
    bodies: dict[str, dict[str, list[Stint]]] = defaultdict(lambda: defaultdict(list))
    for stint in in_order(stints):
        if stint.post.kinds and stint.post.body:
            bodies[stint.post.body][stint.post.id].append(stint)
    found = [_turnover(body, posts.values()) for body, posts in bodies.items()]
    return sorted(found, key=lambda one: (-one.changes, -len(one.stints), one.body))


def _turnover(body: str, posts: Iterable[Sequence[Stint]]) -> Turnover:
    listed = list(posts)
    changes, counted, least, most = 0, 0, 0.0, 0.0
    for part in listed:
        starts = [s.start for s in part if s.start]
        if part[0].post.is_single and len(starts) > 1:
            low, high = starts[0].years_to(starts[-1])
            changes, counted = changes + len(starts) - 1, counted + 1
            least, most = least + low, most + high
    held = tuple(stint for part in listed for stint in part)
    return Turnover(body, held, len(listed), counted, changes, (least, most))
