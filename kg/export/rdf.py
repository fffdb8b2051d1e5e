"""Write a graph as RDF: Turtle, N-Triples, N-Quads, TriG, JSON-LD, RDF/XML.

Every format gives the same bytes for the same triples.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from kg.export.turtle import turtle
from kg.model import terms
from kg.model.vocabulary import Vocabulary

if TYPE_CHECKING:
    import pyoxigraph as ox


def dump_lines(store: ox.Store) -> list[str]:
    """Return the default graph as sorted N-Triples lines."""
    import pyoxigraph as ox

    data: bytes = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    lines = data.decode().splitlines()
    lines.sort()
    return lines


def write_turtle(lines: Iterable[str]) -> str:
    """Return the canonical Turtle of some N-Triples lines."""
    return "".join(turtle(lines))
