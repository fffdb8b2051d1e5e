"""The tables of `people`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.analysis.measure import Cells, Column, Table, tabulate
from kg.analysis.people.careers import (
    REVOLVING_DOOR,
    Career,
    Move,
    ThroughTheDoor,
    in_order_of_joining,
)
from kg.analysis.people.finding import ChiefPost, PeopleFinding, TimeInPost
from kg.analysis.people.handovers import LED, PROGRAMMES, RAN, Handover, Led, Turnover
from kg.history.posts import CIO, HEAD, MINISTER, QUERY
from kg.model.dates import Span, in_words

TENURES: Cells[TimeInPost] = (
    (Column("kind of post"), lambda one: one.kind),
    (Column("sector"), lambda one: one.sector),
    (Column("holders", "people"), lambda one: one.holders),
    (Column("stints", "stints"), lambda one: len(one.stints)),
    (Column("with a start", "stints"), lambda one: one.lengths.n if one.lengths else 0),
    (Column("ended", "stints"), lambda one: one.lengths.ended if one.lengths else 0),
    (Column("median, from", "years"), lambda one: one.median[0]),
    (Column("median, to", "years"), lambda one: one.median[1]),
    (Column("95% from", "years"), lambda one: one.interval[0]),
    (Column("95% to", "years"), lambda one: one.interval[1]),
)
POSTS: Cells[ChiefPost] = (
    (Column("kind of post"), lambda one: one.kinds),
    (Column("post"), lambda one: one.post.title),
    (Column("body"), lambda one: one.post.place or None),
    (Column("sector"), lambda one: one.post.sector),
    (Column("stints", "stints"), lambda one: len(one.stints)),
)
TURNOVER: Cells[Turnover] = (
    (Column("body"), lambda one: one.place),
    (Column("kinds of post"), lambda one: ", ".join(one.kinds)),
    (Column("posts", "posts"), lambda one: one.posts),
    (Column("holders", "people"), lambda one: one.holders),
    (Column("stints", "stints"), lambda one: len(one.stints)),
    (Column("posts counted", "posts"), lambda one: one.posts_counted),
    (Column("changes", "handovers"), lambda one: one.changes),
    (Column("years a holder, at least", "years"), lambda one: one.years_a_holder[0]),
    (Column("years a holder, at most", "years"), lambda one: one.years_a_holder[1]),
)
HANDOVERS: Cells[Handover] = (
    (Column("programme"), lambda one: one.programme_label),
    (Column("body"), lambda one: one.stint.post.place),
    (Column("post"), lambda one: one.stint.post.title),
    (Column("kind"), lambda one: one.kind),
    (Column("new holder"), lambda one: one.stint.name),
    (Column("day"), lambda one: in_words(one.stint.start)),
    (Column("within its life"), lambda one: _sure(one.is_certain)),
)
CAREERS: Cells[Career] = (
    (Column("person"), lambda one: one.name),
    (Column("posts", "posts"), lambda one: one.posts),
    (Column("bodies", "bodies"), lambda one: one.bodies),
    (Column("path"), lambda one: one.path),
)
DOOR: Cells[ThroughTheDoor] = (
    (Column("person"), lambda one: one.person),
    (Column("left"), lambda one: one.before),
    (Column("ended"), lambda one: one.ended),
    (Column("joined"), lambda one: one.after),
    (Column("began"), lambda one: one.began),
    (Column("supplier"), lambda one: one.supplier),
)


@dataclass(frozen=True, slots=True)
class _Way:
    """The moves that led from one sector to another."""

    way: tuple[str, str]
    moves: tuple[Move, ...]

    @property
    def people(self) -> list[str]:
        return sorted({move.before.person for move in self.moves})


SECTORS: Cells[_Way] = (
    (Column("from"), lambda one: one.way[0]),
    (Column("to"), lambda one: one.way[1]),
    (Column("steps", "steps"), lambda one: len(one.moves)),
    (Column("people", "people"), lambda one: len(one.people)),
    (Column("order certain", "steps"), lambda one: sum(m.is_certain for m in one.moves)),
)


def make_tables(found: PeopleFinding) -> Iterable[Table]:
    """Yield time in post, turnover, programmes with their handovers, careers and moves."""
    yield tabulate(
        "tenures",
        "Time in post, by kind of post and sector",
        found.times,
        TENURES,
        lambda one: one.tenures,
        query=QUERY,
        measure="tenure",
        note="A dash: half are not known to have left, so no median can be given.",
    )
    yield tabulate(
        "posts",
        "Which posts count as which kind",
        found.posts,
        POSTS,
        lambda one: (one.post.id, *(t for s in one.stints for t in s.tenures)),
        query=QUERY,
        measure="tenure",
    )
    yield tabulate(
        "turnover",
        "Turnover in chief posts, by body",
        found.turnover,
        TURNOVER,
        lambda one: one.ids,
        query=QUERY,
        measure="turnover",
    )
    yield from _programmes(found)
    yield from _careers(found)


def _programmes(found: PeopleFinding) -> Iterable[Table]:
    now = Span(found.as_of, found.as_of) if found.as_of else None
    cells: Cells[Led] = (
        (Column("programme"), lambda one: one.label),
        (Column("from"), lambda one: in_words(one.born)),
        (Column("until"), lambda one: in_words(one.ended)),
        (Column("life, at least", "years"), lambda one: one.life(now)[0]),
        (Column("life, at most", "years"), lambda one: one.life(now)[1]),
        (Column("leaders", "people"), lambda one: len(one.leaders)),
        (Column("who"), lambda one: "; ".join(sorted(one.names[w] for w in one.leaders)) or None),
        (Column("new heads", "handovers"), lambda one: one.new(HEAD)),
        (Column("new ministers", "handovers"), lambda one: one.new(MINISTER)),
        (Column("new CIOs", "handovers"), lambda one: one.new(CIO)),
        (Column("possible besides", "handovers"), lambda one: one.possible),
    )
    yield tabulate(
        "programmes",
        "Leaders of programmes, and handovers over them",
        found.told_programmes,
        cells,
        lambda one: one.ids,
        query=PROGRAMMES + LED + RAN + QUERY,
        measure="programme",
        note="Programmes of which neither a leader nor a handover is recorded are left out.",
    )
    yield tabulate(
        "handovers",
        "Handovers in the life of a programme, at the bodies that ran it",
        found.handovers,
        HANDOVERS,
        lambda one: (one.programme, one.claim, *one.stint.tenures),
        query=PROGRAMMES + RAN + QUERY,
        measure="programme",
    )


def _careers(found: PeopleFinding) -> Iterable[Table]:
    yield tabulate(
        "careers",
        "Paths through posts",
        found.careers,
        CAREERS,
        lambda one: one.ids,
        query=QUERY,
        measure="career",
        note="The day is that of the start; where none is recorded, 'seen' gives a day on which "
        "the post was held, 'left' the end.",
    )
    yield tabulate(
        "sectors",
        "Steps from post to post, by sector",
        _ways(found.moves),
        SECTORS,
        lambda one: (*one.people, *dict.fromkeys(t for m in one.moves for t in m.tenures)),
        query=QUERY,
        measure="move",
    )
    moves: Cells[Move] = (
        (Column("person"), lambda one: one.before.name),
        (Column("direction"), lambda one: one.direction),
        (Column("from"), lambda one: one.before.post.title),
        (Column("left"), lambda one: in_words(one.before.end)),
        (Column("to"), lambda one: one.after.post.title),
        (Column("joined"), lambda one: in_words(one.after.start)),
        (Column("between, at least", "years"), lambda one: one.years_between[0]),
        (Column("between, at most", "years"), lambda one: one.years_between[1]),
        (Column("held both"), lambda one: one.overlaps),
        (Column("order"), lambda one: _sure(one.is_certain)),
        (Column("revolving door"), found.is_through_the_door),
    )
    yield tabulate(
        "moves",
        "Steps between public bodies and companies, supplier or not",
        in_order_of_joining(found.moves),
        moves,
        lambda one: (one.before.person, *one.tenures),
        query=QUERY + REVOLVING_DOOR.query,
        measure="move",
        note="Revolving door: the company supplied the body, and no more than two calendar years "
        "lay between. A step says nothing of its reasons.",
    )
    yield tabulate(
        "revolving-door",
        REVOLVING_DOOR.title,
        found.door,
        DOOR,
        lambda one: (one.person, one.before, one.after, one.supplier),
        query=REVOLVING_DOOR.query,
        measure="revolving-door",
    )


def _ways(moves: Sequence[Move]) -> list[_Way]:
    """Return how many steps led from which sector to which, the most first."""
    found: dict[tuple[str, str], list[Move]] = defaultdict(list)
    for move in moves:
        found[move.way].append(move)
    ways = [_Way(way, tuple(part)) for way, part in found.items()]
    return sorted(ways, key=lambda one: (-len(one.moves), one.way))


def _sure(is_certain: bool) -> str:
    return "certain" if is_certain else "possible"
