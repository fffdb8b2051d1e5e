"""What is found of people: time in post, turnover, programmes and careers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kg.analysis.people.careers import (
    Career,
    Move,
    ThroughTheDoor,
    find_careers,
    find_door,
    find_moves,
)
from kg.analysis.people.handovers import Handover, Led, Turnover, find_led, find_turnover
from kg.engine.graph import SparqlGraph
from kg.history.posts import COMPANY, KINDS, OTHER, PUBLIC, Post, Stint, read_stints
from kg.history.solutions import find_as_of
from kg.statistics.survival import Survival, estimate

Bounds = tuple[float | None, float | None]
"""A number at least and at most; None where it is not known."""


@dataclass(frozen=True, slots=True)
class TimeInPost:
    """The stints in posts of one kind in one sector; `lengths` is None where none is known."""

    kind: str
    sector: str
    stints: tuple[Stint, ...]
    lengths: Survival | None

    @property
    def holders(self) -> int:
        """How many people these were."""
        return len({stint.person for stint in self.stints})

    @property
    def median(self) -> Bounds:
        """Years after which half have left, as short and as long as dates allow."""
        return self.lengths.median if self.lengths else (None, None)

    @property
    def interval(self) -> Bounds:
        """The 95% interval of it."""
        return self.lengths.interval if self.lengths else (None, None)

    @property
    def tenures(self) -> tuple[str, ...]:
        """What they were read from."""
        return tuple(t for stint in self.stints for t in stint.tenures)


@dataclass(frozen=True, slots=True)
class ChiefPost:
    """A post of a counted kind, with its stints."""

    post: Post
    stints: tuple[Stint, ...]

    @property
    def kinds(self) -> str:
        """Its kinds in words."""
        return " and ".join(self.post.kinds)


@dataclass(frozen=True, slots=True)
class PeopleFinding:
    """How long those in charge stay, how often posts change hands, and where people go."""

    as_of: date | None
    stints: tuple[Stint, ...]
    times: tuple[TimeInPost, ...]
    posts: tuple[ChiefPost, ...]
    turnover: tuple[Turnover, ...]
    programmes: tuple[Led, ...]
    careers: tuple[Career, ...]
    moves: tuple[Move, ...]
    door: tuple[ThroughTheDoor, ...]

    @property
    def crossings(self) -> tuple[Move, ...]:
        """The moves between sectors, whether the company supplied the body or not."""
        return tuple(move for move in self.moves if move.crosses)

    @property
    def handovers(self) -> tuple[Handover, ...]:
        """The handovers over programmes, by programme and day."""
        in_order = sorted(self.programmes, key=lambda led: led.id)
        return tuple(handover for led in in_order for handover in led.handovers)

    @property
    def told_programmes(self) -> tuple[Led, ...]:
        """The programmes of which a leader or a handover is recorded."""
        return tuple(led for led in self.programmes if led.leaders or led.handovers)

    def is_through_the_door(self, move: Move) -> bool:
        """Return whether a move between sectors led to or from a supplier of the body."""
        one = (move.before.person, move.before.post.id, move.after.post.id)
        return any((step.person, step.before, step.after) == one for step in self.door)


def find_people(graph: SparqlGraph) -> PeopleFinding:
    """Return what tenures say of people; MissingExtra without scipy."""
    as_of = find_as_of(graph)
    stints = read_stints(graph, as_of)
    careers = find_careers(stints)
    return PeopleFinding(
        as_of=as_of,
        stints=tuple(stints),
        times=tuple(_times(stints)),
        posts=tuple(_chief_posts(stints)),
        turnover=tuple(find_turnover(stints)),
        programmes=tuple(find_led(graph, stints)),
        careers=tuple(careers),
        moves=tuple(find_moves(careers)),
        door=tuple(find_door(graph)),
    )


def _times(stints: Sequence[Stint]) -> list[TimeInPost]:
    """Return the stints of each kind of post and sector that has any."""
    found = []
    for kind in KINDS:
        for sector in (PUBLIC, COMPANY, OTHER):
            part = [s for s in stints if kind in s.post.kinds and s.post.sector == sector]
            lives = [life for stint in part if (life := stint.to_lifetime())]
            if part:
                lengths = estimate(lives) if lives else None
                found.append(TimeInPost(kind, sector, tuple(part), lengths))
    return found


def _chief_posts(stints: Sequence[Stint]) -> list[ChiefPost]:
    held: dict[str, list[Stint]] = {}
    for stint in stints:
        if stint.post.kinds:
            held.setdefault(stint.post.id, []).append(stint)
    posts = [ChiefPost(part[0].post, tuple(part)) for part in held.values()]
    return sorted(posts, key=lambda one: (one.post.kinds, one.post.title, one.post.id))
