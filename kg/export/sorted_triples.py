"""All triples of a graph as sorted N-Triples on disk, however many they are.

They are sorted in pieces that fit into memory, and the pieces merged; so whoever reads them meets
each subject once, with all that is said of it, and in the same order in every run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from heapq import merge
from itertools import groupby, islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any, TextIO, cast

from kg.engine.canonical import canonical_lines
from kg.model.notation import is_blank, is_triple, split_line

if TYPE_CHECKING:
    from kg.engine.graph import SparqlGraph

RUN = 1_000_000
"""Lines that are sorted in memory, some 200 MB of them."""
_BLANK = "_:"

Said = Mapping[str, list[str]]
"""Predicate -> objects, as N-Triples terms, of one subject."""


def sort_triples(graph: SparqlGraph, folder: Path, run: int = RUN) -> Path:
    """Write the triples of a graph, named graphs merged, sorted to a file of a folder.

    Blank nodes have canonical names; for them all triples are held in memory. OSError where the
    disk has no room.
    """
    sorted_file = folder / "triples.nt"
    store: Any = getattr(graph, "store", None)
    if store is None or not _sort_store(store, sorted_file, run):
        lines = canonical_lines(_ask(graph), graph.place)
        with sorted_file.open("w", encoding="utf8", newline="\n") as written:
            written.writelines(f"{line}\n" for line in lines)
    return sorted_file


def sorted_lines(dump: Path, folder: Path, run: int, files: ExitStack) -> Iterable[str]:
    """Return the lines of a file in order, without their ends.

    `run` is how many are held in memory at once; what is more goes to files without a name in
    `folder`, which live as long as `files`.
    """
    runs = []
    with dump.open(encoding="utf8", newline="\n") as dumped:
        # line by line, as all of it at once takes three times the room
        lines = (line.removesuffix("\n") for line in dumped)
        piece = sorted(islice(lines, run))
        if len(piece) < run:
            return piece
        while piece:
            runs.append(written := files.enter_context(open_unnamed(folder)))
            written.writelines(f"{line}\n" for line in piece)
            written.seek(0)
            piece = sorted(islice(lines, run))
    return merge(*((line.removesuffix("\n") for line in one) for one in runs))


def open_unnamed(folder: Path) -> TextIO:
    """Open a file of text that has no name, on the disk of a folder; it goes when it is closed."""
    return cast("TextIO", TemporaryFile("w+", encoding="utf8", newline="\n", dir=folder))


def read_subjects(sorted_file: Path) -> Iterator[tuple[str, Said]]:
    """Yield each subject of a sorted file with what is said of it."""
    with sorted_file.open(encoding="utf8", newline="\n") as lines:
        triples = (split_line(line.removesuffix("\n")) for line in lines)
        for subject, found in groupby(triples, lambda triple: triple[0]):
            said: dict[str, list[str]] = {}
            for _, predicate, value in found:
                said.setdefault(predicate, []).append(value)
            yield subject, said


def _sort_store(store: Any, sorted_file: Path, run: int) -> bool:
    """Write the default graph of a store; return False where it has blank nodes."""
    import pyoxigraph as ox

    dumped = sorted_file.with_name("dumped.nt")
    store.dump(dumped, ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    with ExitStack() as files, sorted_file.open("w", encoding="utf8", newline="\n") as written:
        lines = sorted_lines(dumped, sorted_file.parent, run, files)
        dumped.unlink()
        for line in lines:
            if _BLANK in line and _has_blank(line):
                return False
            written.write(f"{line}\n")
    return True


def _has_blank(line: str) -> bool:
    """Return whether a line has a blank node; a text in a triple term may be taken for one."""
    s, _, o = split_line(line)
    return is_blank(s) or is_blank(o) or (is_triple(o) and _BLANK in o)


def _ask(graph: SparqlGraph) -> Iterator[str]:
    answer: Any = graph.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    return (f"{triple} ." for triple in answer)
