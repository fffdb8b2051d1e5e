"""What came back: parts that ran together again, names borne anew."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from kg.engine.graph import SparqlGraph
from kg.history.families import IS_BODY, Families, without_cycles
from kg.history.solutions import rows, to_span
from kg.model.dates import Span

if TYPE_CHECKING:
    import networkx as nx

# two queries: one UNION of both joins each body with each dated name
LABELS = f"""
SELECT ?body ?name WHERE {{ {IS_BODY} ?body skos:prefLabel|skos:altLabel ?name }}"""
NAMES = """
SELECT ?body ?name ?first ?last WHERE {
  ?dated nhsit:nameOf ?body ; rdf:value ?name .
  OPTIONAL { ?dated nhsit:startEarliest ?first ; nhsit:startLatest ?last } }"""


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
    """Whether the first cannot have ended after that day."""

    @property
    def years(self) -> tuple[float, float]:
        """The shortest and the longest time that nobody bore it."""
        return self.ended.years_to(self.since)


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


def read_revivals(graph: SparqlGraph, made: Families) -> list[Revival]:
    """Return the names that came back in a graph, by name."""
    return find_revivals(made, [*rows(graph, LABELS), *rows(graph, NAMES)])


def find_revivals(made: Families, names: Iterable[dict[str, str]]) -> list[Revival]:
    """Return the names that came back: for each body that ended, the next to bear its name.

    Names are the same where their letters and digits are, whatever the case. A body bears a
    dated name from its day, any other from its birth; a body without that day is left out.
    """
    bearers: dict[str, dict[str, Span | None]] = defaultdict(dict)
    spelt: dict[str, str] = {}
    for row in names:
        key = " ".join(re.findall(r"\w+", row["name"].casefold()))
        if not key or row["body"] not in made.network:
            continue
        spelt[key] = min(row["name"], spelt.get(key, row["name"]))
        dated = to_span(row.get("first"), row.get("last"))
        known = bearers[key].get(row["body"])
        bearers[key][row["body"]] = dated or known or made.born.get(row["body"])
    return sorted(_next_bearers(made, bearers, spelt), key=lambda r: (r.name, r.first))


def _next_bearers(
    made: Families, bearers: dict[str, dict[str, Span | None]], spelt: dict[str, str]
) -> Iterator[Revival]:
    for key, since in bearers.items():
        dated = [(day, body) for body, day in sorted(since.items()) if day is not None]
        for first in sorted(since.keys() & made.ended.keys()):
            end = made.ended[first]
            later = [
                (day, body)
                for day, body in dated
                if body != first and day.earliest >= end.earliest and day.latest >= end.latest
            ]
            if later:
                day = min(day for day, _ in later)
                then = tuple(body for other, body in later if other == day)
                yield Revival(spelt[key], first, end, then, day, end.latest <= day.earliest)
