"""What a graph lacks: a work list for contributors, and how much of a given list it holds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.ask.worklist import COUNT, find_facts, load_kinds
from kg.engine.about import dataset_of
from kg.engine.graph import SparqlGraph
from kg.history.solutions import rows
from kg.model.record import Coverage
from kg.read.dataset import read_coverage

LABELS = "SELECT ?fact ?label WHERE { ?fact skos:prefLabel ?label ; nhsit:evidence ?cite }"
HELD = "SELECT DISTINCT ?thing WHERE { { ?thing a ?type } UNION { ?thing dct:isReplacedBy ?x } }"
HERE = "the things named in {}"


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that lacks what it should have; its label is its id where it has none."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing of one kind, with the things that lack it, by id, and what found them."""

    name: str
    things: tuple[Thing, ...]
    query: str
    is_listed: bool
    """Whether the work list names each; not where there are thousands."""


@dataclass(frozen=True, slots=True)
class HeldAt:
    """What one place names, and what of it the graph holds, by id."""

    place: str
    named: int
    missing: tuple[str, ...]
    """What it calls the things that are not held, by name."""
    held: tuple[str, ...]
    lost: int
    """How often it names one of those."""

    @property
    def in_graph(self) -> int:
        """How often it names something that is held."""
        return self.named - self.lost


@dataclass(frozen=True, slots=True)
class ListHeld:
    """How much of a list of what a record should hold the graph does hold."""

    title: str
    """What the list is called."""
    covers: str
    """What it lists."""
    places: tuple[HeldAt, ...]

    @property
    def named(self) -> int:
        """How often a thing is named, in all places."""
        return sum(place.named for place in self.places)

    @property
    def in_graph(self) -> int:
        """How often one that is held."""
        return sum(place.in_graph for place in self.places)


def find_gaps(graph: SparqlGraph) -> list[Gap]:
    """Return what is missing, the most first; what nothing lacks is left out."""
    labels = {row["fact"]: row["label"] for row in rows(graph, LABELS)}
    slug, gaps = graph.space.slug, []
    for kind in load_kinds(graph):
        facts = sorted(map(slug, find_facts(graph, kind)))
        if facts:
            things = tuple(Thing(fact, labels.get(fact, fact)) for fact in facts)
            gaps.append(Gap(kind.title, things, kind.query, kind.weight != COUNT))
    return sorted(gaps, key=lambda gap: (-len(gap.things), gap.name))


def find_held(graph: SparqlGraph, table: Path | None = None) -> ListHeld | None:
    """Return how much the graph holds of the list that its record names, or of another table.

    None where the record names none. Raises UsageError where a table cannot be read or is none.
    """
    if table is not None:
        wanted = Coverage(table.name, HERE.format(table.name), read_coverage(table))
        return _count(graph, wanted)
    named = dataset_of(graph).coverage
    return _count(graph, named) if named else None


def _count(graph: SparqlGraph, wanted: Coverage) -> ListHeld:
    known = {row["thing"] for row in rows(graph, HELD)}
    places = []
    for place in sorted({where for where, *_ in wanted.rows}):
        named = [(form, thing) for where, form, thing in wanted.rows if where == place]
        lost = [form for form, thing in named if thing not in known]
        held = sorted({thing for _, thing in named if thing in known})
        places.append(HeldAt(place, len(named), tuple(sorted(set(lost))), tuple(held), len(lost)))
    return ListHeld(wanted.title, wanted.covers, tuple(places))
