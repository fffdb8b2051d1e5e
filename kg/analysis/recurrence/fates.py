"""The fate of advice: when it was enacted, who inherited it, and whether its kind mattered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.engine.graph import SparqlGraph
from kg.history import advice as ad
from kg.history.advice import Advice, View
from kg.history.solutions import rows
from kg.model.dates import Span
from kg.statistics.proportions import fisher, wilson

ORGANISATIONAL = """
SELECT DISTINCT ?topic ?label WHERE {
  ?topic skos:broader*/nhsit:organisational true ; skos:prefLabel ?label }"""
SIGNIFICANT = 0.05


@dataclass(frozen=True, slots=True)
class FoundEnacted:
    """Advice that was enacted, with the first assessment that says so and the years until it."""

    advice: Advice
    reported: Span
    first: View
    found: Span
    years: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Share:
    """How much of some advice that is settled came to what is asked."""

    kind: str
    advice: int
    """How many there are, settled or not."""
    settled: tuple[Advice, ...]
    hits: int

    @property
    def percent(self) -> float | None:
        """The share of the settled; None where none is."""
        return 100 * self.hits / len(self.settled) if self.settled else None

    @property
    def bounds(self) -> tuple[float, float] | None:
        """The bounds of it at 95 %, per cent."""
        found = wilson(self.hits, len(self.settled))
        return (100 * found[0], 100 * found[1]) if found else None

    @property
    def misses(self) -> int:
        """How many of the settled came to something else."""
        return len(self.settled) - self.hits


@dataclass(frozen=True, slots=True)
class Contrast:
    """Whether organisational advice fares otherwise than the rest, in one way of counting."""

    counted: str
    organisational: Share
    rest: Share

    @property
    def shares(self) -> tuple[Share, Share]:
        """Both."""
        return self.organisational, self.rest

    @property
    def can_be_tested(self) -> bool:
        """Whether there is settled advice of both."""
        return bool(self.organisational.settled and self.rest.settled)

    @property
    def odds_ratio(self) -> float | None:
        """The odds of the one over those of the other; None where it is infinite or nothing."""
        ours, rest = self.shares
        across = ours.misses * rest.hits
        return ours.hits * rest.misses / across if across else None

    @property
    def p(self) -> float:
        """The chance of a difference as large if there were none."""
        ours, rest = self.shares
        return fisher(ours.hits, ours.misses, rest.hits, rest.misses)

    @property
    def is_more_than_chance(self) -> bool:
        """Whether they are shown to differ."""
        return self.p < SIGNIFICANT

    @property
    def ids(self) -> tuple[str, ...]:
        """The settled advice of both."""
        return tuple(a.id for share in self.shares for a in share.settled)


@dataclass(frozen=True, slots=True)
class Counting:
    """A way of counting: which outcomes are asked for, and whether own readings count."""

    name: str
    hits: tuple[str, ...]
    counts_own: bool = True


COUNTINGS = (
    Counting("enacted", (ad.ENACTED,)),
    Counting("enacted or partly", (ad.ENACTED, ad.PARTLY_ENACTED)),
    Counting("enacted, said by others than this project", (ad.ENACTED,), counts_own=False),
)
"""The first is the one that is said."""


def find_enacted(advice: Iterable[Advice]) -> list[FoundEnacted]:
    """Return the advice that was found enacted on a known day, the longest until then first."""
    found = []
    for one in advice:
        if one.verdict != ad.ENACTED or one.day is None:
            continue
        done = [(v, v.day) for v in one.judgements if v.verdict == ad.ENACTED and v.day]
        if done:
            first, day = done[0]
            found.append(FoundEnacted(one, one.day, first, day, one.day.years_to(day)))
    return sorted(found, key=lambda f: (-f.years[0], f.advice.id, f.first.id))


def read_organisational(graph: SparqlGraph) -> dict[str, str]:
    """Return the labels of the topics that are organisational, by id."""
    return {row["topic"]: row["label"] for row in rows(graph, ORGANISATIONAL)}


def compare(advice: Sequence[Advice], organisational: Mapping[str, str]) -> list[Contrast]:
    """Return how organisational advice fares against the rest, in each way of counting."""
    ours = [one for one in advice if not organisational.keys().isdisjoint(one.under)]
    rest = [one for one in advice if organisational.keys().isdisjoint(one.under)]
    if not advice:
        return []
    return [
        Contrast(
            counting.name,
            _share("organisational", ours, counting),
            _share("the rest", rest, counting),
        )
        for counting in COUNTINGS
    ]


def _share(kind: str, advice: Sequence[Advice], counting: Counting) -> Share:
    settled = tuple(
        one
        for one in advice
        if one.outcome in ad.OUTCOMES and (counting.counts_own or not one.is_own_reading)
    )
    hits = sum(one.outcome in counting.hits for one in settled)
    return Share(kind, len(advice), settled, hits)
