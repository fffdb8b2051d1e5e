"""Family trees of bodies: who took whose place, the shape of the trees, their oldest members.

Works on the `succession` projection with the days of its bodies and events. Successions on a
cycle, where a body would be its own forerunner, are found by `find_cycles` and followed by no
other measure.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.engine.graph import SparqlGraph
from kg.history.projections import SUCCESSIONS, succession
from kg.history.solutions import rows, to_span
from kg.model.dates import NEVER, Span, in_words

if TYPE_CHECKING:
    from datetime import date

    import networkx as nx

IS_BODY = "?body a org:Organization ."
"""What may take the place of another: what the rules say is an organisation."""

LIVES = f"""
SELECT ?body ?born ?bornLast ?ended ?endedLast WHERE {{ {IS_BODY}
  OPTIONAL {{ ?body nhsit:bornEarliest ?born ; nhsit:bornLatest ?bornLast }}
  OPTIONAL {{ ?body nhsit:endedEarliest ?ended ; nhsit:endedLatest ?endedLast }} }}"""
EVENTS = """
SELECT ?event ?first ?last ?law WHERE {
  ?event nhsit:endedBody ?ended ; nhsit:counts true .
  OPTIONAL { ?event nhsit:dateEarliest ?first ; nhsit:dateLatest ?last }
  OPTIONAL { ?event nhsit:legalBasis/skos:prefLabel ?law } }"""

QUERY = SUCCESSIONS + LIVES + EVENTS


@dataclass(frozen=True, slots=True)
class Families:
    """Who took whose place: an edge leads from what ended to its heir and names its events."""

    network: nx.DiGraph[str]
    born: dict[str, Span] = field(default_factory=dict)
    ended: dict[str, Span] = field(default_factory=dict)
    days: dict[str, Span] = field(default_factory=dict)
    laws: dict[str, list[str]] = field(default_factory=dict)
    """Labels of the laws under which an event happened."""

    def label(self, body: str) -> str:
        """Return the name of a body, its id where it has none."""
        return str(self.network.nodes[body].get("label", body))

    def kind(self, body: str) -> str:
        """Return the kind of a body, such as `Unit`."""
        return str(self.network.nodes[body]["kind"])

    def events(self, before: str, after: str) -> list[str]:
        """Return the ids of the events by which one took the other's place."""
        return str(self.network.edges[before, after].get("event", "")).split("|")

    def day(self, before: str, after: str) -> Span | None:
        """Return when one took the other's place; the first where several events say so."""
        known = [self.days[e] for e in self.events(before, after) if e in self.days]
        return min(known, default=None)

    def is_alive(self, body: str, as_of: date | None) -> bool:
        """Whether a body is of today: no end is recorded, or one that lies wholly ahead."""
        if as_of is None:
            return body not in self.ended
        ahead = body in self.born and self.born[body].earliest > as_of
        return not ahead and (body not in self.ended or self.ended[body].earliest > as_of)


@dataclass(frozen=True, slots=True)
class Shape:
    """The form of one family tree."""

    members: tuple[str, ...]
    depth: int
    width: int
    merged: tuple[str, ...]
    split: tuple[str, ...]


def read_families(graph: SparqlGraph) -> Families:
    """Return the successions of a graph; of two days of one birth or end, the first."""
    made = Families(succession(graph))
    for row in rows(graph, LIVES):
        _keep(made.born, row["body"], to_span(row.get("born"), row.get("bornLast")))
        _keep(made.ended, row["body"], to_span(row.get("ended"), row.get("endedLast")))
    for row in rows(graph, EVENTS):
        _keep(made.days, row["event"], to_span(row.get("first"), row.get("last")))
        if "law" in row and row["law"] not in made.laws.setdefault(row["event"], []):
            made.laws[row["event"]].append(row["law"])
    return made


def _keep(known: dict[str, Span], key: str, day: Span | None) -> None:
    if day is not None:
        known[key] = min(day, known.get(key, day))


def find_cycles(network: nx.DiGraph[str]) -> list[tuple[str, ...]]:
    """Return the sets of bodies that are each other's forerunners, each in order."""
    import networkx as nx

    return sorted(
        tuple(sorted(part))
        for part in nx.strongly_connected_components(network)
        if len(part) > 1 or network.has_edge(*(2 * tuple(part)))
    )


def without_cycles(network: nx.DiGraph[str]) -> nx.DiGraph[str]:
    """Return the network less the successions that lie on a cycle: a DAG."""
    at = {body: i for i, part in enumerate(find_cycles(network)) for body in part}
    dag = network.copy()
    dag.remove_edges_from([(a, b) for a, b in network.edges if a in at and at[a] == at.get(b)])
    return dag


def find_shapes(network: nx.DiGraph[str]) -> list[Shape]:
    """Return the form of each family of two or more, the largest first.

    A body with no forerunner is of generation 0, another of one more than its latest-born
    forerunner's: `depth` is the last generation, `width` the size of the largest.
    """
    import networkx as nx

    dag = without_cycles(network)
    generation: dict[str, int] = {}
    for body in nx.topological_sort(dag):
        generation[body] = max((generation[b] + 1 for b in dag.predecessors(body)), default=0)
    found = []
    for part in nx.weakly_connected_components(network):
        if len(part) < 2:
            continue
        members = tuple(sorted(part))
        layers: dict[int, int] = defaultdict(int)
        for body in members:
            layers[generation[body]] += 1
        merged = tuple(body for body in members if dag.in_degree(body) > 1)
        split = tuple(body for body in members if dag.out_degree(body) > 1)
        found.append(Shape(members, max(layers), max(layers.values()), merged, split))
    return sorted(found, key=lambda s: (-len(s.members), s.members))


def find_oldest(made: Families) -> dict[str, list[str]]:
    """Return, for each body with forerunners, the line to it from the oldest of them.

    The oldest is the one that is known to have existed first: by the latest day of its birth, or
    else the first of its end, or else that of its earliest dated heir on the line. Of several
    lines the shortest is taken. Lines without any day count only where no other has one.
    """
    import networkx as nx

    dag = without_cycles(made.network)
    known: dict[str, date] = {}
    lines: dict[str, list[str]] = {}
    for body in nx.topological_sort(dag):
        found_by = presence(made, body)
        own = found_by[0] if found_by else NEVER.latest
        # a forerunner is older than its heir, even where it has no day
        through = [
            (min(known[before], own), len(lines[before]), lines[before][0], before)
            for before in dag.predecessors(body)
        ]
        known[body], lines[body] = own, [body]
        if through:
            known[body], _, _, before = min(through)
            lines[body] = [*lines[before], body]
    return {body: line for body, line in sorted(lines.items()) if len(line) > 1}


def presence(made: Families, body: str) -> tuple[date, str] | None:
    """Return the day by which a body existed, from its birth or else its end, and it in words."""
    day = made.born.get(body)
    if day is not None:
        return day.latest, in_words(day) or ""
    day = made.ended.get(body)
    return (day.earliest, in_words(day) or "") if day is not None else None


def first_known(made: Families, line: list[str]) -> tuple[date, str] | None:
    """Return the day by which the first of a line existed: its own, or that of an heir."""
    if line[0] in made.born:
        return presence(made, line[0])
    known = [found for body in line if (found := presence(made, body))]
    if not known:
        return None
    day, words = min(known)
    return day, f"by {words}"
