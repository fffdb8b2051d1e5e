"""Who came after whom: the steps of succession, and every heir of what ended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.engine.graph import SparqlGraph
from kg.index.steps import PATTERNS, SUCCESSION, Step, read_steps

HEIRS = f"SELECT DISTINCT ?before ?after WHERE {{ {PATTERNS[SUCCESSION]} }}"


@dataclass(frozen=True, slots=True)
class Succession:
    """The successions of a graph: which things took the place of each that ended."""

    after: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, steps: Iterable[Step]) -> Succession:
        """Return the successions among some steps; other ways of following are left out."""
        after: dict[str, set[str]] = defaultdict(set)
        for step in steps:
            if step.how == SUCCESSION:
                after[step.before].add(step.after)
        return cls({thing: frozenset(heirs) for thing, heirs in after.items()})

    def heirs(self, thing: str) -> set[str]:
        """Return everything that followed a thing, at any remove; safe on circles."""
        seen: set[str] = set()
        todo = [thing]
        while todo:
            fresh = self.after.get(todo.pop(), frozenset()) - seen
            seen |= fresh
            todo += fresh
        return seen - {thing}


def read_succession(graph: SparqlGraph) -> Succession:
    """Return the successions of a graph."""
    return Succession.of(read_steps(graph, (SUCCESSION,)))
