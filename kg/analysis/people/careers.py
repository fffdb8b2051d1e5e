"""Careers: the posts of one person in order, steps between sectors, and the revolving door."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.ask.questions import find_question
from kg.engine.graph import SparqlGraph
from kg.history.posts import COMPANY, PUBLIC, Stint, in_order
from kg.history.solutions import rows
from kg.model.dates import in_words

REVOLVING_DOOR = find_question("revolving-door")
"""Who moved between a public body and a supplier to it: asked, so that there is one answer."""


@dataclass(frozen=True, slots=True)
class Career:
    """The dated stints of a person who had two or more, in order."""

    person: str
    stints: tuple[Stint, ...]

    @property
    def name(self) -> str:
        """What the person is called."""
        return self.stints[0].name

    @property
    def posts(self) -> int:
        """How many different posts these were."""
        return len({stint.post.id for stint in self.stints})

    @property
    def bodies(self) -> int:
        """At how many different bodies."""
        return len({stint.post.body for stint in self.stints if stint.post.body})

    @property
    def path(self) -> str:
        """The posts in words, each with its day."""
        return " → ".join(f"{stint.post.title} ({_day(stint)})" for stint in self.stints)

    @property
    def ids(self) -> tuple[str, ...]:
        """The person and the tenures."""
        return (self.person, *(t for stint in self.stints for t in stint.tenures))


@dataclass(frozen=True, slots=True)
class Move:
    """Two posts of one person, one after the other; certain where their days allow no other."""

    before: Stint
    after: Stint
    is_certain: bool

    @property
    def way(self) -> tuple[str, str]:
        """From which sector to which."""
        return self.before.post.sector, self.after.post.sector

    @property
    def direction(self) -> str:
        """The same in words."""
        return " → ".join(self.way)

    @property
    def crosses(self) -> bool:
        """Whether it leads from a public body to a company or back."""
        return set(self.way) == {PUBLIC, COMPANY}

    @property
    def years_between(self) -> tuple[float | None, float | None]:
        """Years from the end of the one to the start of the other, at least and at most."""
        a, b = self.before.end, self.after.start
        return a.years_to(b) if a and b else (None, None)

    @property
    def overlaps(self) -> bool:
        """Whether both were held for a time, for certain."""
        a, b = self.before.end, self.after.start
        return bool(a and b and b.is_before(a))

    @property
    def tenures(self) -> tuple[str, ...]:
        """What it was read from."""
        return tuple(dict.fromkeys((*self.before.tenures, *self.after.tenures)))


@dataclass(frozen=True, slots=True)
class ThroughTheDoor:
    """A move between a public body and a supplier to it, as the ready question answers it.

    `before` and `after` are posts, `ended` and `began` dates as stated.
    """

    person: str
    before: str
    ended: str
    after: str
    began: str
    supplier: str


def find_careers(stints: Sequence[Stint]) -> list[Career]:
    """Return the careers of people with two or more dated stints, those with most posts first."""
    found: dict[str, list[Stint]] = defaultdict(list)
    for stint in in_order(stints):
        if stint.when is not None:
            found[stint.person].append(stint)
    careers = [Career(person, tuple(held)) for person, held in found.items() if len(held) > 1]
    return sorted(careers, key=lambda career: (-career.posts, career.person))


def find_moves(careers: Sequence[Career]) -> list[Move]:
    """Return each step from one post to the next, by person and day."""
    return [
        Move(a, b, _is_certain(a, b))
        for career in sorted(careers, key=lambda career: career.person)
        for a, b in pairwise(career.stints)
    ]


def find_door(graph: SparqlGraph) -> list[ThroughTheDoor]:
    """Return what the ready question `revolving-door` answers with its own defaults."""
    return [
        ThroughTheDoor(
            row["person"],
            row["before"],
            row["ended"],
            row["after"],
            row["began"],
            row["supplier"],
        )
        for row in rows(graph, REVOLVING_DOOR.query)
    ]


def in_order_of_joining(moves: Sequence[Move]) -> list[Move]:
    """Return the moves across sectors, by day."""
    return sorted(
        (move for move in moves if move.crosses),
        key=lambda move: (str(in_words(move.after.when)), move.before.person),
    )


def _is_certain(a: Stint, b: Stint) -> bool:
    """Whether one began before the other, or had ended by the time that it began."""
    if b.start is None:
        return False
    begun = a.start is not None and a.start.is_before(b.start)
    return begun or (a.end is not None and a.end.latest <= b.start.earliest)


def _day(stint: Stint) -> str:
    way = "" if stint.start else "seen " if stint.seen else "left "
    return f"{way}{in_words(stint.when)}"
