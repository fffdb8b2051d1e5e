"""What a server holds, by counts that it gives itself: what to fetch of it, and whether it changed.

Counts by graph and property cost a server little. They say how many statements each piece of a
copy must have, so that none is short unseen, and differ where anything was added or removed. What
was changed in place is told by a digest that the server works out over all it holds, which takes
longer and is asked for less often.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.engine.graph import text_of
from kg.errors import GraphError, QueryError
from kg.model.terms import LAYERS

if TYPE_CHECKING:
    from kg.engine.remote import RemoteGraph

_OF_DEFAULT = "SELECT ?p (COUNT(*) AS ?n) WHERE { ?s ?p ?o } GROUP BY ?p"
_OF_NAMED = "SELECT ?g ?p (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ?p"
_BLANK = "SELECT ?s WHERE { %s FILTER(isBlank(?s) || isBlank(?o)) } LIMIT 1"
"""Not by ASK, which Virtuoso 7 answers wrongly with such a filter."""
_DIGEST = """
SELECT ?part (COUNT(*) AS ?n) WHERE { %s
  BIND(SUBSTR(SHA1(CONCAT(STR(?s), " ", STR(?p), " ", STR(?o))), 1, 3) AS ?part)
} GROUP BY ?part
"""
_HEX = "0123456789abcdef"
_DEEPEST = 4
"""Times that a piece is divided by sixteen before a server is given up."""


@dataclass(frozen=True, order=True)
class Piece:
    """Statements that are fetched at once: of a graph, with a property, with subjects of a part.

    Without a graph they are of the default graph; `part` is how the digest of a subject begins.
    """

    graph: str = ""
    predicate: str = ""
    count: int = 0
    part: str = ""

    @property
    def where(self) -> str:
        """The pattern of the piece."""
        predicate = f"<{self.predicate}>" if self.predicate else "?p"
        found = f"?s {predicate} ?o"
        if self.part:
            found += f' FILTER(STRSTARTS(SHA1(STR(?s)), "{self.part}"))'
        return f"GRAPH <{self.graph}> {{ {found} }}" if self.graph else found

    @property
    def query(self) -> str:
        """The query that gives its statements."""
        predicate = f"<{self.predicate}>" if self.predicate else "?p"
        return f"CONSTRUCT {{ ?s {predicate} ?o }} WHERE {{ {self.where} }}"

    @property
    def is_smallest(self) -> bool:
        """Whether it is divided no further."""
        return len(self.part) >= _DEEPEST or not self.predicate


@dataclass(frozen=True)
class ServerContents:
    """What a server holds of one graph or record: the pieces, and whether graphs are all of it."""

    pieces: tuple[Piece, ...]
    has_default: bool

    @property
    def count(self) -> int:
        """How many statements are to be fetched."""
        return sum(piece.count for piece in self.pieces)

    @property
    def mark(self) -> str:
        """A digest of the counts."""
        return hashlib.sha256(repr(self.pieces).encode()).hexdigest()


def find_contents(remote: RemoteGraph) -> ServerContents:
    """Return what a server holds: its default graph, and the layers of a record that stand beside.

    Where it keeps a record in its layers alone, as one without a default graph of its own does,
    those are what is held, whatever else stands there; of a server whose default graph is empty it
    is all named graphs.
    """
    named = [Piece(g, p, int(n)) for g, p, n in _counts(remote, _OF_NAMED, 3)]
    layers = {remote.space.layer(name) for name in LAYERS}
    ours = [piece for piece in named if piece.graph in layers]
    if any(piece.graph == remote.space.layer("data") for piece in ours):
        return ServerContents(tuple(sorted(ours)), has_default=False)
    whole = [Piece("", p, int(n)) for p, n in _counts(remote, _OF_DEFAULT, 2)]
    found = whole + ours if whole else named
    return ServerContents(tuple(sorted(found)), has_default=bool(whole))


def join_blanks(remote: RemoteGraph, held: ServerContents) -> ServerContents:
    """Return what a server holds in pieces over which no blank node is spread: a graph is one.

    Names of blank nodes hold in one answer alone.
    """
    graphs = {piece.graph: 0 for piece in held.pieces}
    for piece in held.pieces:
        graphs[piece.graph] += piece.count
    pieces: list[Piece] = []
    for graph, count in graphs.items():
        whole = Piece(graph, "", count)
        has_blanks = bool(_rows(remote, _BLANK % whole.where))
        pieces += [whole] if has_blanks else [p for p in held.pieces if p.graph == graph]
    return ServerContents(tuple(pieces), held.has_default)


def divide(remote: RemoteGraph, piece: Piece) -> Iterator[Piece]:
    """Yield the sixteen parts of a piece that have any statements, each with how many."""
    for digit in _HEX:
        part = Piece(piece.graph, piece.predicate, 0, piece.part + digit)
        asked = f"SELECT (COUNT(*) AS ?n) WHERE {{ {part.where} }}"
        [(count,)] = _counts(remote, asked, 1) or [("0",)]
        if int(count):
            yield Piece(part.graph, part.predicate, int(count), part.part)


def find_digest(remote: RemoteGraph, held: ServerContents) -> str:
    """Return the digest of all that is held, worked out by the server; empty where it cannot."""
    found = []
    try:
        graphs = {piece.graph for piece in held.pieces}
        for graph in {""} if held.has_default else sorted(graphs):
            rows = sorted(_rows(remote, _DIGEST % Piece(graph).where))
            found.append((graph, rows))
    except (QueryError, GraphError):
        return ""
    return hashlib.sha256(repr(found).encode()).hexdigest()


def _counts(remote: RemoteGraph, query: str, width: int) -> list[tuple[str, ...]]:
    """Return rows of which the last cell counts; GraphError for an answer that is no such table."""
    import pyoxigraph as ox

    answer = remote.query(query)
    if isinstance(answer, ox.QuerySolutions):
        rows = [tuple(text_of(term) for term in row) for row in answer]
        if all(len(row) == width and row[-1].isdecimal() for row in rows):
            return rows
    raise GraphError(
        f"{remote.place}: was asked how many statements it holds, and answered something else"
    )


def _rows(remote: RemoteGraph, query: str) -> list[tuple[str, ...]]:
    answer: Any = remote.query(query)
    return [tuple(text_of(term) for term in row) for row in answer]
