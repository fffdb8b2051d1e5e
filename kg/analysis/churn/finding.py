"""What is found of churn: reorganisations by year, holder of an office and ground, and waits.

A reorganisation is often decided under one minister and takes effect under the next, so both are
counted, and each as certain or only possible where the dates are not known to the day.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from kg.analysis.churn.disruption import Nearness, by_body, find_spells, measure_nearness
from kg.engine.graph import SparqlGraph
from kg.history.functions import Function, read_functions
from kg.history.lives import Life, public_kinds, read_lives, split, to_one
from kg.history.offices import Office, Term, read_offices
from kg.history.reorganisations import (
    CREATED,
    ENDED,
    GROUNDS,
    LAW,
    REPORT,
    Cause,
    Reorganisation,
    read_reorganisations,
)
from kg.history.solutions import find_as_of
from kg.model.dates import Span
from kg.statistics.median import Range, median_range
from kg.statistics.survival import Survival, estimate

COUNTED = {"every event that touched it": True, "without its own beginning and end": False}
"""What counts as a reorganisation of a body -> whether its making and its end do."""


@dataclass(frozen=True, slots=True)
class YearOfChange:
    """The reorganisations of a year; `year` is None for those of no certain year."""

    year: int | None
    held: tuple[Reorganisation, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The reorganisations with their parts."""
        return tuple(id_ for one in self.held for id_ in one.ids)

    @property
    def ended(self) -> int:
        """How many bodies and groups they ended."""
        return len({body for one in self.held for body in one.with_role(ENDED)})

    @property
    def created(self) -> int:
        """How many bodies and groups they made."""
        return len({body for one in self.held for body in one.with_role(CREATED)})


@dataclass(frozen=True, slots=True)
class Tally:
    """The reorganisations that fall in a term certainly, and all that may, those included."""

    certain: tuple[Reorganisation, ...]
    possible: tuple[Reorganisation, ...]


@dataclass(frozen=True, slots=True)
class TermCount:
    """A term of an office with what took effect and what was decided in it."""

    term: Term
    took_effect: Tally
    decided: Tally

    @property
    def ids(self) -> tuple[str, ...]:
        """The tenure and the reorganisations that may be of it."""
        held = {one.id for one in (*self.took_effect.possible, *self.decided.possible)}
        return (self.term.tenure, *sorted(held))

    @property
    def rate(self) -> tuple[float, float] | None:
        """What took effect a year; None for a term that may be shorter than one."""
        low, high = self.term.years
        if low < 1:
            return None
        return len(self.took_effect.certain) / high, len(self.took_effect.possible) / low


@dataclass(frozen=True, slots=True)
class OfficeCount:
    """An office with its terms and what was reorganised in each."""

    office: Office
    terms: tuple[TermCount, ...]


@dataclass(frozen=True, slots=True)
class RestingOn:
    """The reorganisations that rest on one kind of ground, each with those grounds.

    `kind` is None for those of which no ground is recorded. `wait` is the median time from the
    first dated ground; None where it is not asked or not known.
    """

    kind: str | None
    pairs: tuple[tuple[Reorganisation, tuple[Cause, ...]], ...]
    wait: Range | None

    @property
    def ids(self) -> tuple[str, ...]:
        """The reorganisations, each followed by its grounds."""
        return tuple(i for one, grounds in self.pairs for i in (one.id, *(g.id for g in grounds)))


@dataclass(frozen=True, slots=True)
class NextOne:
    """A large reorganisation, the next one, and the years between them."""

    one: Reorganisation
    other: Reorganisation
    wait: Range


@dataclass(frozen=True, slots=True)
class Spells:
    """The times until bodies are reorganised again or end, each cohort of spells once."""

    bodies: tuple[str, ...]
    once: Survival


@dataclass(frozen=True, slots=True)
class NearnessOf:
    """How near reorganisations the bodies of a tier lived; of all bodies where `tier` is None."""

    tier: str | None
    counted: str
    near: Nearness


@dataclass(frozen=True, slots=True)
class ChurnFinding:
    """How often, why and under whom bodies were reorganised."""

    as_of: date | None
    kinds: tuple[str, ...]
    """The kinds of what counts as one body."""
    reorganisations: tuple[Reorganisation, ...]
    """In order of days, undated ones last."""
    lives: tuple[Life, ...]
    years: tuple[YearOfChange, ...]
    offices: tuple[OfficeCount, ...]
    """Those that nobody is known to have held have no terms."""
    grounds: tuple[RestingOn, ...]
    large: tuple[NextOne, ...]
    wait: Range | None
    """The median time from one large reorganisation to the next."""
    spells: Spells | None
    nearness: tuple[NearnessOf, ...]
    functions: tuple[Function, ...]


def find_churn(graph: SparqlGraph) -> ChurnFinding:
    """Return how often, why and under whom bodies were reorganised; MissingExtra without scipy."""
    as_of = find_as_of(graph)
    held = read_reorganisations(graph, as_of)
    kinds = public_kinds(graph)
    lives = read_lives(graph, as_of, kinds)
    large = _follow(held)
    return ChurnFinding(
        as_of=as_of,
        kinds=kinds,
        reorganisations=tuple(held),
        lives=tuple(lives),
        years=_by_year(held),
        offices=tuple(_by_term(office, held) for office in read_offices(graph, as_of)),
        grounds=_by_ground(held),
        large=large,
        wait=median_range(pair.wait for pair in large),
        spells=_wait_for_next(lives, held),
        nearness=_by_tier(lives, held),
        functions=tuple(read_functions(graph)),
    )


def _by_year(held: Sequence[Reorganisation]) -> tuple[YearOfChange, ...]:
    groups: dict[int | None, list[Reorganisation]] = {}
    for one in held:
        groups.setdefault(one.year, []).append(one)
    return tuple(YearOfChange(year, tuple(group)) for year, group in groups.items())


def _by_term(office: Office, held: Sequence[Reorganisation]) -> OfficeCount:
    ours = [one for one in held if office.answers_for(one.jurisdictions)]
    terms = tuple(
        TermCount(
            term,
            _tally(term, ours, lambda one: one.day),
            _tally(term, ours, lambda one: one.decided),
        )
        for term in office.terms
    )
    return OfficeCount(office, terms)


def _tally(
    term: Term, held: Sequence[Reorganisation], when: Callable[[Reorganisation], Span | None]
) -> Tally:
    fits = [(one, term.holds(day)) for one in held if (day := when(one)) is not None]
    return Tally(
        tuple(one for one, sure in fits if sure),
        tuple(one for one, sure in fits if sure is not False),
    )


def _by_ground(held: Sequence[Reorganisation]) -> tuple[RestingOn, ...]:
    """Return what rests on each kind of ground, then what has none; empty groups left out."""
    found = []
    for kind in GROUNDS:
        pairs = tuple(
            (one, grounds)
            for one in held
            if (grounds := tuple(g for g in one.grounds if g.kind == kind))
        )
        waits = median_range(_waits(pairs)) if kind in (LAW, REPORT) else None
        found.append(RestingOn(kind, pairs, waits))
    found.append(RestingOn(None, tuple((one, ()) for one in held if not one.grounds), None))
    return tuple(ground for ground in found if ground.pairs)


def _waits(pairs: Sequence[tuple[Reorganisation, Sequence[Cause]]]) -> list[Range]:
    """Return the years from the first dated ground to each dated reorganisation."""
    found = []
    for one, grounds in pairs:
        days = sorted(g.day for g in grounds if g.day)
        if one.day and days:
            found.append(days[0].years_to(one.day))
    return found


def _follow(held: Sequence[Reorganisation]) -> tuple[NextOne, ...]:
    dated = [(one, one.day) for one in held if one.is_large and one.day is not None]
    return tuple(
        NextOne(one, other, day.years_to(later)) for (one, day), (other, later) in pairwise(dated)
    )


def _wait_for_next(lives: Sequence[Life], held: Sequence[Reorganisation]) -> Spells | None:
    spells = find_spells(lives, by_body(held))
    if not spells:
        return None
    bodies = sorted({life.id for cohort in spells for life in cohort})
    return Spells(tuple(bodies), estimate([to_one(cohort) for cohort in spells]))


def _by_tier(lives: Sequence[Life], held: Sequence[Reorganisation]) -> tuple[NearnessOf, ...]:
    """Return how near reorganisations all bodies and those of each tier lived, counted twice."""
    touched = by_body(held)
    groups: dict[str | None, Sequence[Life]] = {None: lives}
    groups.update(split(lives, lambda life: life.tier))
    return tuple(
        NearnessOf(tier, counted, near)
        for tier, group in groups.items()
        for counted, whole in COUNTED.items()
        if (near := measure_nearness(group, touched, whole)) is not None
    )
