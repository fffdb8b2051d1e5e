"""All triples of a graph as sorted N-Triples on disk, however many they are.

They are sorted in pieces that fit into memory, and the pieces merged; so whoever reads them meets
each subject once, with all that is said of it, and in the same order in every run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from heapq import merge
from itertools import groupby
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from kg.engine.canonical import canonical_lines
from kg.model.notation import split_line

if TYPE_CHECKING:
    from kg.engine.graph import SparqlGraph

_PIECE = 1 << 26
"""Bytes of lines that are sorted at once."""
_BLANK = b"_:"

Said = Mapping[str, list[str]]
"""Predicate -> objects, as N-Triples terms, of one subject."""


def sort_triples(graph: SparqlGraph, folder: Path, piece: int = _PIECE) -> Path:
    """Write the triples of a graph, named graphs merged, sorted to a file of a folder.

    Blank nodes have canonical names. OSError where the disk has no room.
    """
    sorted_file = folder / "triples.nt"
    store: Any = getattr(graph, "store", None)
    pieces = _dump(store, folder, piece) if store is not None else None
    with sorted_file.open("wb") as written:
        if pieces is None:
            lines = canonical_lines(_ask(graph), graph.place)
            written.writelines(f"{line}\n".encode() for line in lines)
        else:
            _merge(pieces, written)
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


def _dump(store: Any, folder: Path, piece: int) -> list[Path] | None:
    """Write the default graph of a store as sorted pieces; None where it has blank nodes."""
    import pyoxigraph as ox

    dumped = folder / "dumped.nt"
    store.dump(dumped, ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    pieces: list[Path] = []
    has_blank = False
    with dumped.open("rb") as stream:
        while lines := stream.readlines(piece):
            # a text that looks like a blank node counts too: then it only takes more memory
            has_blank = has_blank or any(_BLANK in line for line in lines)
            if has_blank:
                break
            lines.sort()
            pieces.append(folder / f"piece-{len(pieces)}.nt")
            with pieces[-1].open("wb") as written:
                written.writelines(lines)
    dumped.unlink()
    if has_blank:
        for path in pieces:
            path.unlink()
        return None
    return pieces


def _merge(pieces: list[Path], written: IO[bytes]) -> None:
    streams = [path.open("rb") for path in pieces]
    try:
        written.writelines(merge(*streams))
    finally:
        for stream in streams:
            stream.close()
    for path in pieces:
        path.unlink()


def _ask(graph: SparqlGraph) -> Iterator[str]:
    answer: Any = graph.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    return (f"{triple} ." for triple in answer)
