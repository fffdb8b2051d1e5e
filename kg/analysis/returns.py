"""What came back: parts that ran together again, names borne anew, cycles."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from kg.analysis.measure import Column, Table
from kg.engine.graph import SparqlGraph
from kg.history.families import KINDS, LIVES, QUERY, Families, find_cycles, without_cycles
from kg.history.projections import SUCCESSIONS
from kg.history.record import Span, rows, to_span
from kg.model.dates import in_words

if TYPE_CHECKING:
    import networkx as nx

# two queries: one UNION of both joins each body with each dated name
LABELS = f"""
SELECT ?body ?name WHERE {{ {KINDS} ?body skos:prefLabel|skos:altLabel ?name }}"""
NAMES = """
SELECT ?body ?name ?first ?last WHERE {
  ?dated nhsit:nameOf ?body ; rdf:value ?name .
  OPTIONAL { ?dated nhsit:startEarliest ?first ; nhsit:startLatest ?last } }"""

_YEARS = (Column("years at least", "years"), Column("years at most", "years"))


@dataclass(frozen=True, slots=True)
class Reunion:
    """What had been split and came together again, in the first body where it did."""

    split: str
    parts: tuple[str, ...]
    reunited: str
    entered: tuple[str, ...]
    """The bodies whose place the reunited one took: the ends of the lines of the parts."""


@dataclass(frozen=True, slots=True)
class Revival:
    """A name that another body bore after the one that bore it had ended."""

    name: str
    first: str
    ended: Span
    then: tuple[str, ...]
    """The next to bear it; several where they did from the same day."""
    since: Span
    is_certain: bool


def find_reunions(network: nx.DiGraph[str]) -> list[Reunion]:
    """Return where the lines of two or more heirs of one body first run together again."""
    import networkx as nx

    dag = without_cycles(network)
    rank = {body: i for i, body in enumerate(nx.lexicographical_topological_sort(dag))}
    found = []
    for body in sorted(b for b in dag if dag.out_degree(b) > 1):
        carried: dict[str, set[str]] = defaultdict(set)
        entered: dict[str, set[str]] = defaultdict(set)
        queue: list[tuple[int, str]] = []
        for heir in dag.successors(body):
            carried[heir].add(heir)
            heappush(queue, (rank[heir], heir))
        done: set[str] = set()
        while queue:
            _, at = heappop(queue)
            if at in done:
                continue
            done.add(at)
            if len(carried[at]) > 1:
                parts = tuple(sorted(carried[at]))
                found.append(Reunion(body, parts, at, tuple(sorted(entered[at]))))
                continue
            for heir in dag.successors(at):
                carried[heir] |= carried[at]
                entered[heir].add(at)
                heappush(queue, (rank[heir], heir))
    return found


def find_revivals(made: Families, names: Iterable[dict[str, str]]) -> list[Revival]:
    """Return the names that came back: for each body that ended, the next to bear its name.

    Names are the same where their letters and digits are, whatever the case. A body bears a
    dated name from its day, any other from its birth; a body without that day is left out.
    """
    bearers: dict[str, dict[str, Span | None]] = defaultdict(dict)
    spelt: dict[str, str] = {}
    for row in names:
        if row["body"] not in made.network:
            continue
        key = " ".join(re.findall(r"\w+", row["name"].casefold()))
        spelt[key] = min(row["name"], spelt.get(key, row["name"]))
        dated = to_span(row.get("first"), row.get("last"))
        known = bearers[key].get(row["body"])
        bearers[key][row["body"]] = dated or known or made.born.get(row["body"])
    return sorted(_next_bearers(made, bearers, spelt), key=lambda r: (r.name, r.first))


def _next_bearers(
    made: Families, bearers: dict[str, dict[str, Span | None]], spelt: dict[str, str]
) -> Iterator[Revival]:
    for key, since in bearers.items():
        if not key or len(since) < 2:
            continue
        dated = [(day, body) for body, day in sorted(since.items()) if day is not None]
        for first in sorted(since):
            end = made.ended.get(first)
            later = [
                (day, body) for day, body in dated
                if end is not None and body != first
                and day.earliest >= end.earliest and day.latest >= end.latest
            ]  # fmt: skip
            if end is None or not later:
                continue
            day, _ = min(later, key=lambda d: (d[0].earliest, d[0].latest))
            then = tuple(body for other, body in later if other == day)
            yield Revival(spelt[key], first, end, then, day, end.latest <= day.earliest)


def tabulate_reunions(made: Families) -> Table:
    """Return what had been split and came together again, by the day of the split."""
    found = []
    for r in find_reunions(made.network):
        apart = [(r.split, part) for part in r.parts]
        joined = [(body, r.reunited) for body in r.entered]
        parted = min(_days(made, apart), key=lambda d: (d.earliest, d.latest), default=None)
        met = max(_days(made, joined), key=lambda d: (d.latest, d.earliest), default=None)
        row = (
            made.label(r.split), in_words(parted), "; ".join(made.label(p) for p in r.parts),
            made.label(r.reunited), in_words(met),
            *(parted.years_to(met) if parted and met else (None, None)),
        )  # fmt: skip
        events = sorted({event for a, b in apart + joined for event in made.events(a, b)})
        ids = tuple(dict.fromkeys([r.split, *r.parts, *r.entered, r.reunited, *events]))
        found.append((parted.earliest if parted else date.max, ids, row))
    found.sort(key=lambda f: f[:2])
    return Table(
        "reunited", "Split and put together again",
        (Column("body"), Column("split"), Column("into"), Column("together again in"),
         Column("since"), *_YEARS),
        tuple(row for *_, row in found), tuple(ids for _, ids, _ in found), QUERY, "reunion",
    )  # fmt: skip


def _days(made: Families, steps: list[tuple[str, str]]) -> list[Span]:
    return [day for before, after in steps if (day := made.day(before, after))]


def tabulate_revivals(graph: SparqlGraph, made: Families) -> Table:
    """Return the names that came back, by name."""
    import networkx as nx

    def kin(r: Revival) -> str:
        if any(made.network.has_edge(r.first, body) for body in r.then):
            return "heir"
        if any(nx.has_path(made.network, r.first, body) for body in r.then):
            return "later heir"
        return "not recorded"

    found = find_revivals(made, [*rows(graph, LABELS), *rows(graph, NAMES)])
    return Table(
        "revivals", "Names that came back",
        (Column("name"), Column("borne by"), Column("until"), Column("then by"), Column("from"),
         *_YEARS, Column("order"), Column("descent")),
        tuple(
            (r.name, made.label(r.first), in_words(r.ended),
             "; ".join(made.label(body) for body in r.then), in_words(r.since),
             *r.ended.years_to(r.since), "certain" if r.is_certain else "possible", kin(r))
            for r in found
        ),
        tuple((r.first, *r.then) for r in found), LIVES + LABELS + NAMES, "revival",
    )  # fmt: skip


def tabulate_cycles(made: Families) -> Table:
    """Return the bodies that the record makes each other's forerunners."""
    found = find_cycles(made.network)
    return Table(
        "cycles", "Cycles of succession", (Column("bodies"), Column("size", "bodies")),
        tuple(("; ".join(made.label(body) for body in part), len(part)) for part in found),
        tuple(found), SUCCESSIONS, "cycle",
    )  # fmt: skip
