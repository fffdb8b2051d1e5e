"""What is counted, once for all: each total with the ids that make it up and with its words.

The headline and the switches of the page, the ledger, the report and the analyses take their
totals from here, so that no two of them can differ.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from kg.history.advice import (
    CONTESTED,
    OUTCOMES,
    UNASSESSED,
    UNKNOWN,
    Advice,
    spell,
)
from kg.history.lives import Life
from kg.model.spelling import count
from kg.statistics.median import Range, median_range

NATIONAL = ("NationalTier",)
"""Tiers that count as national, where the record does not say which."""


@dataclass(frozen=True, slots=True)
class Total:
    """How many there are of something: the words for it and the ids of all that is counted."""

    name: str
    words: str
    ids: tuple[str, ...]

    @property
    def value(self) -> int:
        """How many there are."""
        return len(self.ids)


def count_advice(advice: Sequence[Advice], whole: Sequence[Advice] = ()) -> dict[str, Total]:
    """Return the totals of some advice by name, what `read_advice` gave.

    `recommendations` and `whole-documents`; each outcome, `Unknown` and `not assessed`, which add
    up to the first; and, whatever the outcome, `contested` and `own-reading`.
    """
    tests: dict[str, tuple[str, Callable[[Advice], bool]]] = {
        "recommendations": ("recommendations", lambda a: True),
        **{name: (spell(name), _came_to(name)) for name in (*OUTCOMES, UNKNOWN, UNASSESSED)},
        CONTESTED: ("contested", lambda a: a.is_contested),
        "own-reading": ("by this project’s own reading", lambda a: a.is_own_reading),
    }
    found = {
        name: Total(name, words, tuple(a.id for a in advice if fits(a)))
        for name, (words, fits) in tests.items()
    }
    ids = tuple(a.id for a in whole)
    return found | {"whole-documents": Total("whole-documents", "whole documents", ids)}


def say_advice(advice: Collection[object], whole: Collection[object]) -> str:
    """Return how many recommendations there are, and what is left out of that number.

    >>> say_advice(range(478), range(7)), say_advice(range(1), [])
    ('478 recommendations, and 7 that stand for whole documents', '1 recommendation')
    """
    said = count(len(advice), "recommendation")
    if not whole:
        return said
    return f"{said}, and " + count(
        len(whole), "that stands for a whole document", "that stand for whole documents"
    )


def count_national(lives: Iterable[Life], tiers: Collection[str] = NATIONAL) -> dict[str, Total]:
    """Return the totals of the national tiers among the lives of single public bodies and units.

    `national-bodies`, and of them `ended-national-bodies`, which are known to have ended, and
    `whole-national-lives`, of which beginning and end are known and do not contradict.
    """
    national = [life for life in lives if life.tier_id in tiers]
    ended = [life for life in national if life.ended is not None]
    whole = [life for life in ended if life.born is not None and not life.is_contradiction]
    return {
        total.name: total
        for total in (
            _total("national-bodies", "national bodies and units", national),
            _total("ended-national-bodies", "national bodies and units that have ended", ended),
            _total("whole-national-lives", "national bodies and units whose whole life is known",
                   whole),
        )
    }  # fmt: skip


def find_median_life(lives: Iterable[Life], total: Total) -> Range | None:
    """Return the median life, in years, of what a total counts: at the shortest and the longest."""
    counted = set(total.ids)
    times = [life.to_lifetime() for life in lives if life.id in counted]
    return median_range((time.shortest, time.longest) for time in times if time is not None)


def _total(name: str, words: str, lives: Iterable[Life]) -> Total:
    return Total(name, words, tuple(life.id for life in lives))


def _came_to(verdict: str) -> Callable[[Advice], bool]:
    return lambda a: a.verdict == verdict
