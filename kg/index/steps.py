"""The steps by which one thing comes after another: which facts make them.

The index, the line of a thing, the projections, explanations and the page all take their steps from
here; only what counts makes one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kg.engine.graph import SparqlGraph

SUCCESSION, FUNCTIONS, CONTINUED = "succession", "functions", "continued"
ROLES: Mapping[str, tuple[str, str]] = {
    SUCCESSION: ("nhsit:endedBody", "nhsit:createdBody|nhsit:gainingBody"),
    FUNCTIONS: ("nhsit:losingBody", "nhsit:createdBody|nhsit:gainingBody"),
    CONTINUED: ("nhsit:closes", "nhsit:continuedIn"),
}
"""Way of following -> the roles of the earlier and of the later thing in one event."""
_CLAIMS: Mapping[str, tuple[str, str, str]] = {
    "followed": ("nhsit:followedBy", "rdf:subject", "rdf:object"),
    "superseded": ("nhsit:supersedes", "rdf:object", "rdf:subject"),
    "acquired": ("nhsit:acquired", "rdf:object", "rdf:subject"),
}
"""Way of following -> the property of the claim, and the ends of the earlier and later thing."""

_COUNTS = "FILTER EXISTS { ?via nhsit:counts true }"
"""Asked of each step that is found; as a pattern, all that counts would be read first."""

PATTERNS: Mapping[str, str] = {
    how: f"?via {before} ?before ; {after} ?after . {_COUNTS}"
    for how, (before, after) in ROLES.items()
} | {
    how: f"?via rdf:predicate {predicate} ; {before} ?before ; {after} ?after . {_COUNTS}"
    for how, (predicate, before, after) in _CLAIMS.items()
}
"""Way of following -> the pattern that says so, of ?before, ?after and ?via."""

STRICT = (SUCCESSION,)
"""The way of following that counts: an event that happened ended the one for the other."""
WIDE = (*PATTERNS,)


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """One thing that came after another, how, and the event or claim by which; all by id."""

    before: str
    after: str
    how: str
    via: str


def read_steps(graph: SparqlGraph, ways: Iterable[str] = WIDE) -> list[Step]:
    """Return the steps of some ways, in order."""
    slug = graph.space.slug
    return sorted(
        Step(slug(before), slug(after), how, slug(via))
        for how in ways
        for before, after, via in find_ends(graph, PATTERNS[how])
    )


def find_ends(graph: SparqlGraph, pattern: str) -> Iterator[tuple[str, str, str]]:
    """Yield (before, after, via), as IRIs, of a pattern of steps; each once."""
    solutions: Any = graph.query(f"SELECT DISTINCT ?before ?after ?via WHERE {{ {pattern} }}")
    return ((before.value, after.value, via.value) for before, after, via in solutions)
