"""All triples of a graph as sorted N-Triples on disk, however many they are.

Whoever reads them meets each subject once, with all that is said of it, and in the same order
every time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.engine.canonical import canonical_lines
from kg.export.rdf import dump
from kg.export.sorted_lines import RUN, sort_lines
from kg.model.notation import is_blank, is_triple, split_line

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.engine.graph import SparqlGraph

_BLANK = b"_:"

Said = Mapping[str, list[str]]
"""Predicate -> objects, as N-Triples terms, of one subject."""


def sort_triples(graph: SparqlGraph, folder: Path, run: int = RUN) -> Path:
    """Write the triples of a graph, named graphs merged, sorted to a file of a folder.

    Blank nodes have canonical names. OSError where the disk has no room.
    """
    sorted_file, dumped = folder / "triples.nt", folder / "dumped.nt"
    store: ox.Store | None = getattr(graph, "store", None)
    if store is not None:
        dump(store, dumped)
    with ExitStack() as files, sorted_file.open("wb") as written:
        if store is None or _has_blanks(dumped):
            lines = canonical_lines(_ask(graph), graph.place)
            written.writelines(f"{line}\n".encode() for line in lines)
        else:
            written.writelines(sort_lines(dumped, files, run))
    dumped.unlink(missing_ok=True)
    return sorted_file


def read_subjects(sorted_file: Path) -> Iterator[tuple[str, Said]]:
    """Yield each subject of a sorted file with what is said of it."""
    with sorted_file.open(encoding="utf8", newline="\n") as lines:
        triples = (split_line(line.removesuffix("\n")) for line in lines)
        for subject, found in groupby(triples, lambda triple: triple[0]):
            said: dict[str, list[str]] = {}
            for _, predicate, value in found:
                said.setdefault(predicate, []).append(value)
            yield subject, said


def _has_blanks(dumped: Path) -> bool:
    """Return whether a dump has blank nodes; a text that only looks like one is none."""
    with dumped.open("rb") as lines:
        return any(_is_blank(line.decode()) for line in lines if _BLANK in line)


def _is_blank(line: str) -> bool:
    """Return whether a line has a blank node; a text in a triple term may be taken for one."""
    s, _, o = split_line(line.removesuffix("\n"))
    return is_blank(s) or is_blank(o) or (is_triple(o) and "_:" in o)


def _ask(graph: SparqlGraph) -> Iterator[str]:
    answer: Any = graph.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    return (f"{triple} ." for triple in answer)
