"""Careers: the posts of one person in order, and moves between public bodies and companies."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.analysis.measure import Column, Table, Value
from kg.engine.graph import SparqlGraph
from kg.history.posts import COMPANY, PUBLIC, QUERY, Stint, in_order
from kg.history.record import rows
from kg.history.spans import in_words

SUPPLIES = """
SELECT DISTINCT ?firm WHERE {
  { ?contract a nhsit:Contract ; nhsit:supplier ?firm } UNION { ?thing nhsit:suppliedBy ?firm } }"""


@dataclass(frozen=True, slots=True)
class Move:
    """Two posts of one person, one after the other; certain where their days allow no other."""

    before: Stint
    after: Stint
    is_certain: bool

    @property
    def direction(self) -> str:
        """From which sector to which."""
        return f"{self.before.post.sector} → {self.after.post.sector}"


def find_careers(stints: Sequence[Stint]) -> dict[str, list[Stint]]:
    """Return the dated stints of each person who had two or more, in order."""
    found: dict[str, list[Stint]] = defaultdict(list)
    for stint in in_order(stints):
        if stint.when is not None:
            found[stint.person].append(stint)
    return {person: found[person] for person in sorted(found) if len(found[person]) > 1}


def find_moves(careers: dict[str, list[Stint]]) -> list[Move]:
    """Return each step from one post to the next."""
    return [Move(a, b, _is_certain(a, b)) for path in careers.values() for a, b in pairwise(path)]


def _is_certain(a: Stint, b: Stint) -> bool:
    """Whether one began before the other, or had ended by the time that it began."""
    if b.start is None:
        return False
    begun = a.start is not None and a.start.is_before(b.start)
    return begun or (a.end is not None and a.end.latest <= b.start.earliest)


def is_crossing(move: Move) -> bool:
    """Whether a move leads from a public body to a company or back."""
    return {move.before.post.sector, move.after.post.sector} == {PUBLIC, COMPANY}


def tabulate_careers(careers: dict[str, list[Stint]]) -> Table:
    """Return the paths of people through posts, those with the most posts first."""
    order = sorted(careers, key=lambda p: (-len({s.post.id for s in careers[p]}), p))
    return Table(
        "careers", "Paths through posts",
        (Column("person"), Column("posts", "posts"), Column("bodies", "bodies"), Column("path")),
        tuple(
            (careers[p][0].name, len({s.post.id for s in careers[p]}),
             len({s.post.body for s in careers[p] if s.post.body}),
             " → ".join(f"{s.post.title} ({_day(s)})" for s in careers[p]))
            for p in order
        ),
        tuple((p, *(t for s in careers[p] for t in s.tenures)) for p in order), QUERY, "career",
        "The day is that of the start; where none is recorded, 'seen' gives a day on which the "
        "post was held, 'left' the end.",
    )  # fmt: skip


def _day(stint: Stint) -> str:
    way = "" if stint.start else "seen " if stint.seen else "left "
    return f"{way}{in_words(stint.when)}"


def tabulate_sectors(moves: Sequence[Move]) -> Table:
    """Return how many steps led from which sector to which."""
    found: dict[tuple[str, str], list[Move]] = defaultdict(list)
    for move in moves:
        found[move.before.post.sector, move.after.post.sector].append(move)
    order = sorted(found, key=lambda pair: (-len(found[pair]), pair))
    return Table(
        "sectors", "Steps from post to post, by sector",
        (Column("from"), Column("to"), Column("steps", "steps"), Column("people", "people"),
         Column("order certain", "steps")),
        tuple(
            (*pair, len(found[pair]), len({m.before.person for m in found[pair]}),
             sum(m.is_certain for m in found[pair]))
            for pair in order
        ),
        tuple(_ids(found[pair]) for pair in order), QUERY, "move",
    )  # fmt: skip


def _ids(moves: Sequence[Move]) -> tuple[str, ...]:
    held = [t for m in moves for s in (m.before, m.after) for t in s.tenures]
    return tuple(sorted({m.before.person for m in moves})) + tuple(dict.fromkeys(held))


def tabulate_moves(graph: SparqlGraph, moves: Sequence[Move]) -> Table:
    """Return the moves between public bodies and companies, by day."""
    suppliers = {row["firm"] for row in rows(graph, SUPPLIES)}
    rows_: list[tuple[Value, ...]] = []
    crossing = sorted(
        (m for m in moves if is_crossing(m)),
        key=lambda m: (str(in_words(m.after.when)), m.before.person),
    )
    for move in crossing:
        a, b = move.before, move.after
        gap = a.end.years_to(b.start) if a.end and b.start else (None, None)
        overlap = bool(a.end and b.start and b.start.is_before(a.end))
        firm = a.post.body if a.post.sector == COMPANY else b.post.body
        rows_.append((
            a.name, move.direction, a.post.title, in_words(a.end), b.post.title, in_words(b.start),
            *gap, overlap, "certain" if move.is_certain else "possible", firm in suppliers,
        ))  # fmt: skip
    return Table(
        "moves", "Moves between public bodies and companies",
        (Column("person"), Column("direction"), Column("from"), Column("left"), Column("to"),
         Column("joined"), Column("between, at least", "years"),
         Column("between, at most", "years"), Column("held both"), Column("order"),
         Column("known to supply")),
        tuple(rows_), tuple(_ids([m]) for m in crossing), QUERY + SUPPLIES, "move",
        "Known to supply: the company stands in the graph as a supplier, by a contract or a system "
        "or programme supplied. A move says nothing of its reasons.",
    )  # fmt: skip


def count_directions(moves: Sequence[Move]) -> Counter[str]:
    """Return how many moves between public bodies and companies went which way."""
    return Counter(move.direction for move in moves if is_crossing(move))
