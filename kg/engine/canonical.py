"""Give blank nodes the names that their surroundings give them, the same in every reading.

The names are those of RDFC-1.0 (W3C, RDF Dataset Canonicalization), which the engine works out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from math import factorial, prod
from typing import TYPE_CHECKING

from kg.errors import GraphError

if TYPE_CHECKING:
    import pyoxigraph as ox

_MOST = 5_000_000
"""Orders of alike neighbours that are tried; a million take half a second."""


Statement = tuple[str, str]
"""An N-Triples line, and the term of the graph that it stands in; no term for the default graph."""


def canonical(statements: Iterable[Statement], place: str = "the graph") -> list[Statement]:
    """Return statements, each once and sorted, their blank nodes with canonical names.

    Raises GraphError where blank nodes are so alike that naming them would take for ever.
    """
    known = sorted(set(statements))
    if not any(map(has_blank, known)):
        return known
    import pyoxigraph as ox

    text = "".join(f"{line[:-1]}{graph} .\n" if graph else f"{line}\n" for line, graph in known)
    quads = list(ox.parse(text.encode(), ox.RdfFormat.N_QUADS))
    _check_cost(quads, place)
    held = ox.Dataset(quads)
    held.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(state(quad) for quad in held)


def has_blank(statement: Statement) -> bool:
    """Return whether a statement may hold a blank node; a text that looks like one counts too."""
    line, graph = statement
    return " _:" in line or line.startswith("_:") or graph.startswith("_:")


def canonical_lines(lines: Iterable[str], place: str = "the graph") -> list[str]:
    """Return N-Triples lines, each once and sorted, their blank nodes with canonical names."""
    return [line for line, _ in canonical(((line, "") for line in lines), place)]


def state(quad: ox.Quad) -> Statement:
    """Return a statement of the engine as a line and its graph."""
    import pyoxigraph as ox

    graph = quad.graph_name
    return f"{quad.triple} .", "" if isinstance(graph, ox.DefaultGraph) else str(graph)


def _check_cost(quads: list[ox.Quad], place: str) -> None:
    """Refuse what the algorithm cannot name in a reasonable time (RDFC-1.0, 7.1: poison graphs).

    Blank nodes that their own statements do not tell apart are told apart by trying their
    neighbours in every order, alike neighbours in all of them.
    """
    import pyoxigraph as ox

    around: dict[ox.BlankNode, list[tuple[str, ox.BlankNode | None]]] = defaultdict(list)
    for quad in quads:
        ends = {part for part in (quad.subject, quad.object, quad.graph_name)
                if isinstance(part, ox.BlankNode)}  # fmt: skip
        for end in ends:
            words = ("self" if p == end else "other" if p in ends else str(p) for p in quad)
            said = " ".join(words)
            around[end] += [(said, other) for other in ends - {end}] or [(said, None)]
    looks = {blank: tuple(sorted(said for said, _ in found)) for blank, found in around.items()}
    alike = Counter(looks.values())
    tries = 0
    for blank, found in around.items():
        if alike[looks[blank]] > 1:
            groups = Counter((said, looks[o]) for said, o in found
                             if o is not None and alike[looks[o]] > 1)  # fmt: skip
            tries += prod(map(factorial, groups.values()))
        if tries > _MOST:
            raise GraphError(
                f"{place}: holds blank nodes so alike that naming them would take for ever; "
                "give them addresses"
            )
