"""What is found of lifetimes: the survival of groups of lives, and whether groups differ.

Lives that one order made and one order ended share one fate; counted each for itself they would
make every interval too narrow and every difference too sure. So each cohort counts once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kg.engine.graph import SparqlGraph
from kg.history.lives import (
    Life,
    cohorts,
    decade,
    kinds_of_bodies,
    public_kinds,
    read_lives,
    split,
    survive,
    survive_singly,
    to_one,
)
from kg.history.solutions import find_as_of
from kg.history.strategies import Supersession, read_strategies
from kg.model.dates import Span
from kg.statistics.proportions import holm
from kg.statistics.resample import median_interval
from kg.statistics.survival import Lifetime, LogRank, Survival, log_rank

IT_ROLE = "IT role"
GROUPINGS: Mapping[str, Callable[[Life], str]] = {
    "tier": lambda life: life.tier,
    IT_ROLE: lambda life: life.it_role,
    "jurisdiction": lambda life: life.jurisdiction,
    "decade of birth": lambda life: decade(life.born),
}
"""What bodies are grouped by, each grouping with the group of a life."""

SIGNIFICANT = 0.05
LOW = "low"


@dataclass(frozen=True, slots=True)
class LivesOf:
    """A group of lives whose lengths are known, and their survival by cohorts and singly."""

    grouping: str
    group: str
    lives: tuple[Life, ...]
    once: Survival
    singly: Survival

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the lives."""
        return tuple(life.id for life in self.lives)

    def outlive(self, age: int) -> tuple[float | None, float | None]:
        """Return the share that outlives an age, per cent; None beyond what was followed."""
        once = self.once
        both = ((once.shortest, once.followed), (once.longest, once.observed))
        known = [100 * curve.at(age) for curve, seen in both if age <= seen or curve.at(age) == 0]
        if not known:
            return None, None
        return (min(known) if len(known) == 2 else None), max(known)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Whether the groups of a grouping end at the same rate, tested at both bounds of the dates."""

    grouping: str
    cohorts: tuple[str, ...]
    """The first body of each cohort that was compared, by id."""
    short: LogRank
    long: LogRank
    adjusted: float
    """The larger p, adjusted for the number of groupings."""

    @property
    def p(self) -> float:
        """The less sure of both."""
        return max(self.short.p, self.long.p)

    @property
    def freedom(self) -> int:
        """The degrees of freedom."""
        return max(self.short.freedom, self.long.freedom)

    @property
    def differs(self) -> bool:
        """Whether the groups are shown to differ."""
        return self.adjusted < SIGNIFICANT


@dataclass(frozen=True, slots=True)
class OneOrder:
    """A cohort: what one order made and one ended, its first life and its length as one."""

    first: Life
    time: Lifetime
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Superseded:
    """A strategy that ended, how long it lived, and the claims that something superseded it."""

    life: Life
    time: Lifetime
    by: tuple[Supersession, ...]
    """The first one ended it."""

    @property
    def is_doubtful(self) -> bool:
        """Whether its end rests on a claim of low confidence."""
        return self.by[0].confidence == LOW


@dataclass(frozen=True, slots=True)
class LifetimesFinding:
    """How long things live; a group of which no length is known is None or left out."""

    as_of: date | None
    kinds: tuple[str, ...]
    """The kinds of organisations, of which `public` are counted as bodies."""
    public: tuple[str, ...]
    bodies: tuple[Life, ...]
    everybody: LivesOf | None
    """All bodies whose length is known."""
    interval: tuple[float | None, float | None]
    """The 95% interval of the median of single bodies, from samples of whole cohorts."""
    groups: tuple[LivesOf, ...]
    comparisons: tuple[Comparison, ...]
    orders: tuple[OneOrder, ...]
    """The cohorts of bodies, by first id."""
    choices: tuple[LivesOf, ...]
    """All bodies again, with other choices."""
    works: Mapping[str, tuple[Life, ...]]
    works_survival: tuple[LivesOf, ...]
    superseded: tuple[Superseded, ...]

    @property
    def known(self) -> tuple[Life, ...]:
        """The bodies whose length is known."""
        return self.everybody.lives if self.everybody else ()

    def by(self, grouping: str) -> tuple[LivesOf, ...]:
        """Return the groups of one grouping."""
        return tuple(group for group in self.groups if group.grouping == grouping)


def find_lifetimes(graph: SparqlGraph) -> LifetimesFinding:
    """Return how long bodies, programmes and strategies live; MissingExtra without scipy."""
    as_of = find_as_of(graph)
    kinds, public = kinds_of_bodies(graph), public_kinds(graph)
    lives = read_lives(graph, as_of, kinds)
    bodies = [life for life in lives if life.kind in public]
    known = [life for life in bodies if life.to_lifetime() is not None]
    strategies, ends = read_strategies(graph, as_of)
    works = {
        "programmes": tuple(read_lives(graph, as_of, ["Programme"])),
        "strategies": tuple(strategies),
    }
    groups = (
        measure_group(name, group, part)
        for name, key in GROUPINGS.items()
        for group, part in split(known, key).items()
    )
    measured = (measure_group("work", name, part) for name, part in works.items())
    found = cohorts(known)
    by_id = {life.id: life for life in known}
    return LifetimesFinding(
        as_of=as_of,
        kinds=kinds,
        public=public,
        bodies=tuple(bodies),
        everybody=measure_group("all", "all bodies", bodies),
        interval=median_interval(found) if any(len(c) > 1 for c in found) else (None, None),
        groups=tuple(group for group in groups if group),
        comparisons=tuple(compare(known)),
        orders=tuple(OneOrder(by_id[c[0].id], to_one(c), tuple(x.id for x in c)) for c in found),
        choices=tuple(_choose(lives, bodies)),
        works=works,
        works_survival=tuple(group for group in measured if group),
        superseded=tuple(_superseded(strategies, ends)),
    )


def measure_group(grouping: str, group: str, lives: Sequence[Life]) -> LivesOf | None:
    """Return the survival of a group; None where no length is known."""
    once, singly = survive(lives), survive_singly(lives)
    if once is None or singly is None:
        return None
    known = tuple(life for life in lives if life.to_lifetime() is not None)
    return LivesOf(grouping, group, known, once, singly)


def compare(
    lives: Sequence[Life], groupings: Mapping[str, Callable[[Life], str]] = GROUPINGS
) -> list[Comparison]:
    """Return the log-rank test of each grouping that can be tested, p adjusted by Holm.

    The length of every life must be known.
    """
    found: list[tuple[str, tuple[str, ...], LogRank, LogRank]] = []
    for name, key in groupings.items():
        times = {
            group: [to_one(cohort) for cohort in cohorts(part)]
            for group, part in split(lives, key).items()
        }
        ended = {group: [x.ended for x in part] for group, part in times.items()}
        short = log_rank({g: ([x.shortest for x in part], ended[g]) for g, part in times.items()})
        long = log_rank({g: ([x.longest for x in part], ended[g]) for g, part in times.items()})
        if short is not None and long is not None:
            ids = tuple(sorted(x.id for part in times.values() for x in part))
            found.append((name, ids, short, long))
    adjusted = holm([max(short.p, long.p) for _, _, short, long in found])
    return [Comparison(*test, p) for test, p in zip(found, adjusted, strict=True)]


def _choose(lives: Sequence[Life], bodies: Sequence[Life]) -> list[LivesOf]:
    """Return how the result for bodies moves when a choice of this analysis is made otherwise."""
    exact = [x for x in bodies if x.born and x.born.is_exact and (not x.ended or x.ended.is_exact)]
    choices: dict[str, Sequence[Life]] = {
        "as in the main table": bodies,
        "what has no end followed to the last dated fact": [_seen(x) for x in bodies],
        "what has no end taken to live now": [_alive(x) for x in bodies],
        "only bodies whose dates are known to the day": exact,
        "groups of bodies counted too": [x for x in lives if x.kind != "Company"],
        "groups of bodies and companies counted too": lives,
    }
    made = (measure_group("choice", name, part) for name, part in choices.items())
    return [choice for choice in made if choice]


def _seen(life: Life) -> Life:
    day = life.followed
    return replace(life, followed=Span(day.earliest, day.earliest) if day else None)


def _alive(life: Life) -> Life:
    day = life.followed
    return replace(life, followed=Span(day.latest, day.latest) if day else None)


def _superseded(
    strategies: Sequence[Life], ends: Mapping[str, Sequence[Supersession]]
) -> list[Superseded]:
    """Return the strategies that were superseded, the shortest-lived first."""
    found = [
        Superseded(life, time, tuple(ends[life.id]))
        for life in strategies
        if life.ended and (time := life.to_lifetime())
    ]
    return sorted(found, key=lambda one: (one.time.longest, one.life.id))
