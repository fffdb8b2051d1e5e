"""Load lines of N-Triples into a store, a piece at a time: memory does not grow with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyoxigraph as ox

AT_ONCE = 20_000
"""Triples that go into a store at once: one on disk sorts them in memory, in nine orders."""

MANY = 200_000
"""Triples that go at once into a store of millions, which would be of thousands of files else."""


def in_pieces(lines: Iterable[bytes], at_once: int = AT_ONCE) -> Iterator[list[bytes]]:
    """Yield lines, a list at a time."""
    rest = iter(lines)
    while piece := list(islice(rest, at_once)):
        yield piece


def load(
    store: ox.Store,
    lines: Iterable[bytes],
    layer: ox.NamedNode | ox.BlankNode | None = None,
    at_once: int = AT_ONCE,
) -> None:
    """Load lines, each with its end, into the default graph of a store, or into another."""
    import pyoxigraph as ox

    for piece in in_pieces(lines, at_once):
        store.bulk_load(b"".join(piece), ox.RdfFormat.N_TRIPLES, to_graph=layer)
