"""What is found of lineage: family trees, oldest forerunners, what has no heir, what came back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from kg.engine.graph import SparqlGraph
from kg.history.families import (
    IS_BODY,
    Families,
    Shape,
    find_cycles,
    find_oldest,
    find_shapes,
    first_known,
    read_families,
)
from kg.history.returns import Reunion, Revival, find_reunions, read_revivals
from kg.history.solutions import find_as_of, rows
from kg.model.dates import DAYS_A_YEAR, Span
from kg.statistics.median import Range

TAKEN_UP = f"""
SELECT ?body ?by ?label WHERE {{ {IS_BODY}
  {{ ?body nhsit:functionsTo ?by }} UNION {{ ?by nhsit:acquired ?body }}
  OPTIONAL {{ ?by skos:prefLabel ?label }} }}"""
GROUPS = f"""
SELECT ?body ?group WHERE {{ {IS_BODY} ?body nhsit:inGroup ?group }}"""


@dataclass(frozen=True, slots=True)
class Tree:
    """A family tree: its form, its oldest member, since when that is known, who is of today."""

    shape: Shape
    oldest: str
    since: str | None
    alive: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Descent:
    """The line of a body of today from its oldest forerunner.

    `by` is the day by which that one existed, `since` the same in words. `least` and `most` are
    the years since then; None where a day is missing.
    """

    line: tuple[str, ...]
    by: date | None
    since: str | None
    least: float | None
    most: float | None
    events: tuple[str, ...]
    laws: tuple[str, ...]
    """Labels of the laws of the steps."""

    @property
    def body(self) -> str:
        """The body of today."""
        return self.line[-1]

    @property
    def oldest(self) -> str:
        """Its oldest forerunner."""
        return self.line[0]

    @property
    def steps(self) -> int:
        """The successions between both."""
        return len(self.line) - 1


@dataclass(frozen=True, slots=True)
class Heirless:
    """A body that ended and has no recorded heir of its own, with the labels of whoever may be."""

    body: str
    kind: str
    ended: Span
    takers: tuple[str, ...]
    """Who took its functions, or bought it."""
    group_heirs: tuple[str, ...]

    @property
    def is_lost(self) -> bool:
        """Whether the record names nobody that took anything up."""
        return not self.takers and not self.group_heirs


@dataclass(frozen=True, slots=True)
class TogetherAgain:
    """What was split and came together again, when, and after how many years."""

    reunion: Reunion
    parted: Span | None
    met: Span | None
    events: tuple[str, ...]

    @property
    def apart(self) -> Range | None:
        """The years between split and reunion; None where a day is missing."""
        return self.parted.years_to(self.met) if self.parted and self.met else None

    @property
    def ids(self) -> tuple[str, ...]:
        """The body, its parts, what they became, the body they met in, and the events."""
        r = self.reunion
        return tuple(dict.fromkeys([r.split, *r.parts, *r.entered, r.reunited, *self.events]))


@dataclass(frozen=True, slots=True)
class NameAgain:
    """A name that came back, and whether its second bearer descends from the first."""

    revival: Revival
    descent: str

    @property
    def ids(self) -> tuple[str, ...]:
        """The first bearer and the next."""
        return (self.revival.first, *self.revival.then)


@dataclass(frozen=True, slots=True)
class LineageFinding:
    """Who came from whom among bodies, what came together again, what has no heir."""

    as_of: date | None
    families: Families
    trees: tuple[Tree, ...]
    descents: tuple[Descent, ...]
    gone: tuple[str, ...]
    """The bodies that have certainly ended by now, the first to end first."""
    heirless: tuple[Heirless, ...]
    reunited: tuple[TogetherAgain, ...]
    revivals: tuple[NameAgain, ...]
    cycles: tuple[tuple[str, ...], ...]


def find_descent(graph: SparqlGraph) -> LineageFinding:
    """Return the family trees of bodies and what they show."""
    made = read_families(graph)
    as_of = find_as_of(graph)
    gone = _gone(made, as_of)
    return LineageFinding(
        as_of=as_of,
        families=made,
        trees=tuple(_tree(made, shape, as_of) for shape in find_shapes(made.network)),
        descents=tuple(_descents(made, as_of)),
        gone=tuple(gone),
        heirless=tuple(_heirless(graph, made, gone)),
        reunited=tuple(_reunited(made)),
        revivals=tuple(NameAgain(r, _kinship(made, r)) for r in read_revivals(graph, made)),
        cycles=tuple(find_cycles(made.network)),
    )


def _tree(made: Families, shape: Shape, as_of: date | None) -> Tree:
    known = [(found, body) for body in shape.members if (found := first_known(made, [body]))]
    (_, since), oldest = min(known, default=((date.max, None), shape.members[0]))
    alive = tuple(body for body in shape.members if made.is_alive(body, as_of))
    return Tree(shape, oldest, since, alive)


def _descents(made: Families, as_of: date | None) -> list[Descent]:
    """Return the lines of the bodies of today, what is known to be oldest first."""
    found = []
    for body, line in find_oldest(made).items():
        if not made.is_alive(body, as_of):
            continue
        by, since = first_known(made, line) or (None, None)
        born = made.born.get(line[0])
        events = [event for a, b in pairwise(line) for event in made.events(a, b)]
        laws = [law for event in events for law in sorted(made.laws.get(event, []))]
        found.append(
            Descent(
                line=tuple(line),
                by=by,
                since=since,
                least=_years(by, as_of),
                most=_years(born.earliest, as_of) if born else None,
                events=tuple(events),
                laws=tuple(dict.fromkeys(laws)),
            )
        )
    return sorted(found, key=lambda descent: (descent.by or date.max, descent.body))


def _years(since: date | None, as_of: date | None) -> float | None:
    return max(0.0, (as_of - since).days / DAYS_A_YEAR) if as_of and since else None


def _gone(made: Families, as_of: date | None) -> list[str]:
    ends = [
        (end.latest, body)
        for body, end in made.ended.items()
        if body in made.network and as_of is not None and end.latest <= as_of
    ]
    return [body for _, body in sorted(ends)]


def _heirless(graph: SparqlGraph, made: Families, gone: Sequence[str]) -> list[Heirless]:
    taken: dict[str, set[str]] = defaultdict(set)
    groups: dict[str, set[str]] = defaultdict(set)
    for row in rows(graph, TAKEN_UP):
        taken[row["body"]].add(row.get("label", row["by"]))
    for row in rows(graph, GROUPS):
        if row["group"] in made.network:
            groups[row["body"]] |= {made.label(h) for h in made.network.successors(row["group"])}
    return [
        Heirless(
            body=body,
            kind=made.kind(body),
            ended=made.ended[body],
            takers=tuple(sorted(taken[body])),
            group_heirs=tuple(sorted(groups[body])),
        )
        for body in gone
        if not made.network.out_degree(body)
    ]


def _reunited(made: Families) -> list[TogetherAgain]:
    """Return what had been split and came together again, by the day of the split."""
    found = []
    for reunion in find_reunions(made.network):
        apart = [(reunion.split, part) for part in reunion.parts]
        joined = [(body, reunion.reunited) for body in reunion.entered]
        met = max(_days(made, joined), key=lambda day: (day.latest, day.earliest), default=None)
        events = sorted({event for a, b in apart + joined for event in made.events(a, b)})
        parted = min(_days(made, apart), default=None)
        found.append(TogetherAgain(reunion, parted, met, tuple(events)))
    return sorted(found, key=lambda r: (r.parted.earliest if r.parted else date.max, r.ids))


def _days(made: Families, steps: Sequence[tuple[str, str]]) -> list[Span]:
    return [day for before, after in steps if (day := made.day(before, after))]


def _kinship(made: Families, revival: Revival) -> str:
    import networkx as nx

    if any(made.network.has_edge(revival.first, body) for body in revival.then):
        return "heir"
    if any(nx.has_path(made.network, revival.first, body) for body in revival.then):
        return "later heir"
    return "not recorded"
