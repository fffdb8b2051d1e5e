"""The record as files to take along, and what catalogues are told of it."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import kg
from kg.engine.about import ontology_of
from kg.export.rdf import dump_nquads, read_lines, write_turtle
from kg.history.solutions import find_as_of
from kg.pages.archive import zip_files
from kg.pages.data_package import describe_package, write_package
from kg.pages.document import Document, Entry
from kg.pages.frame import Frame
from kg.pages.metadata import Distribution, describe_record, write_metadata
from kg.pages.page_paths import file_stem
from kg.read.ontology import load_context

DATA = Entry("Data", "data.html")
PACKAGE = "datapackage.json"
CATALOGUES = {"dcat.ttl": "text/turtle; charset=utf-8", "dcat.jsonld": "application/ld+json"}
"""What catalogues are told, in DCAT and VoID."""
TABLES = "tables"
_TABLE = re.compile(f"{TABLES}/([^/]+)[.]csv")
_TURTLE, _QUADS, _GZIP, _ZIP = (
    "text/turtle",
    "application/n-quads",
    "application/gzip",
    "application/zip",
)
_CSV, _JSON = "text/csv; charset=utf-8; header=present", "application/json"


@dataclass(frozen=True, slots=True)
class Download:
    """A file that holds the whole record, or its tables: how it is made, and what is said of it."""

    title: str
    about: str
    media_type: str
    packed_as: str
    make: Callable[[], bytes]


class Downloads:
    """The files of the whole record, its tables as a data package, and its catalogue entry."""

    entries: Sequence[Entry] = (DATA,)

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._library = frame.library
        self._made: dict[str, bytes] = {}

    def paths(self) -> Iterable[str]:
        """Return the paths of the page and of all files."""
        yield from (DATA.path, *CATALOGUES, *self._downloads)
        if self._library.tables:
            yield PACKAGE
            yield from (f"{TABLES}/{name}.csv" for name in self._library.tables)

    def render(self, path: str) -> Document | None:
        """Return the page or a file."""
        if path == DATA.path:
            return self._write_page()
        if path in CATALOGUES:
            return Document(path, CATALOGUES[path], self._catalogue[path])
        if path in self._downloads:
            download = self._downloads[path]
            return Document(path, download.packed_as or download.media_type, self._make(path))
        if path == PACKAGE and self._library.tables:
            return Document(path, _JSON, self._package)
        named = _TABLE.fullmatch(path)
        table = self._library.tables.get(named[1]) if named else None
        return Document(path, _CSV, table) if table is not None else None

    @cached_property
    def _downloads(self) -> Mapping[str, Download]:
        stem = f"downloads/{file_stem(self._library.dataset.name)}"
        found = {
            f"{stem}.ttl.gz": Download(
                "Whole record, Turtle",
                "Facts and what follows from them, without layers; packed with gzip.",
                _TURTLE,
                _GZIP,
                self._turtle,
            ),
            f"{stem}.nq.gz": Download(
                "Whole record, N-Quads",
                "The same with the layer that each statement stands in; packed with gzip.",
                _QUADS,
                _GZIP,
                self._quads,
            ),
        }
        if self._library.tables:
            found[f"{stem}-tables.zip"] = Download(
                "Tables, CSV",
                "The tables that the record is made of, one row a sourced fact, as "
                "a Frictionless data package.",
                "text/csv",
                _ZIP,
                self._zip,
            )
        return found

    def _make(self, path: str) -> bytes:
        if path not in self._made:
            self._made[path] = self._downloads[path].make()
        return self._made[path]

    def _turtle(self) -> bytes:
        graph = self._library.graph
        folder: Path | None = getattr(graph, "folder", None)
        built = folder / f"{self._library.dataset.name}.ttl" if folder is not None else None
        if built is not None and built.is_file():
            return _pack(built.read_bytes())
        return _pack(write_turtle(read_lines(graph), self._library.space).encode())

    def _quads(self) -> bytes:
        return _pack(dump_nquads(self._library.graph).encode())

    def _zip(self) -> bytes:
        files = {f"{TABLES}/{name}.csv": content for name, content in self._library.tables.items()}
        return zip_files({PACKAGE: self._package, **files})

    @cached_property
    def _package(self) -> bytes:
        package = describe_package(
            self._library.dataset,
            self._library.vocabulary,
            self._library.tables,
            f"{TABLES}/",
            kg.__version__,
        )
        return write_package(package).encode()

    @cached_property
    def _catalogue(self) -> dict[str, bytes]:
        library = self._library
        files = [
            Distribution(path, d.title, d.media_type, len(self._make(path)), d.packed_as)
            for path, d in self._downloads.items()
        ]
        lines = describe_record(
            library.graph, library.dataset, files, library.base_url, library.index.chief() or ""
        )
        context = load_context(ontology_of(library.graph), library.space)
        texts = write_metadata(lines, self._library.vocabulary, context)
        return dict(zip(CATALOGUES, (text.encode() for text in texts), strict=True))

    def _write_page(self) -> Document:
        files = [
            (path, d.title, d.about, to_size(len(self._make(path))))
            for path, d in self._downloads.items()
        ]
        tables = [
            (f"{TABLES}/{name}.csv", name, content.count(b"\n") - 1, to_size(len(content)))
            for name, content in self._library.tables.items()
        ]
        return self._frame.write(
            DATA.path,
            "data.html",
            "Data",
            files=files,
            tables=tables,
            package=PACKAGE if tables else "",
            catalogues=CATALOGUES,
            space=self._library.space,
            read_up_to=find_as_of(self._library.graph),
        )


def _pack(content: bytes) -> bytes:
    """Return a file packed, without a day and the same bytes each time."""
    return gzip.compress(content, 6, mtime=0)


def to_size(size: int) -> str:
    """Return a size in bytes as people read it.

    >>> to_size(512), to_size(7_500_000), to_size(48_300)
    ('512 bytes', '7.5 MB', '48 kB')
    """
    if size >= 1_000_000:
        return f"{size / 1_000_000:.1f} MB"
    return f"{size / 1000:.0f} kB" if size >= 1000 else f"{size} bytes"
