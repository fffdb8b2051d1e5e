"""The one door by which RDF comes in from a file, whatever it is called and however it is packed.

What a file holds decides, its name only helps. A byte-order mark and compression (gzip, bzip2, xz)
are taken off; relative addresses are resolved against the address of the file (RFC 3986, 5.1.3) or
the base that the user names; named graphs keep their names, and what stands in one stands in the
whole too, as in a built store.

Literals: `RdfFile.quads` gives them as they are written, and so exports and comparisons have them.
The engine's store, which questions ask, holds numbers, booleans and dates by their value (whole
numbers of any width as xsd:integer, "01" as 1, "1.50" as 1.5, "1" as true, +00:00 as Z), because it
compares and counts them so; it gives them back in that form. Language tags are everywhere in lower
case, as RDF allows (RDF 1.1 Concepts, 3.3).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from kg.errors import GraphError, UsageError
from kg.model.lines import make_visible

if TYPE_CHECKING:
    import pyoxigraph as ox

BASE: ContextVar[str | None] = ContextVar("base", default=None)
"""The base address that the user named for what is read, if any."""

_MARK = b"\xef\xbb\xbf"
_PACKED = {b"\x1f\x8b": "gzip", b"BZh": "bz2", b"\xfd7zXZ\x00": "xz"}
_REFUSED = {
    b"PK\x03\x04": "is a zip archive; unpack it first",
    b"\x28\xb5\x2f\xfd": "is compressed with zstd; unpack it first",
    b"SQLite format 3\x00": "is an SQLite database, not RDF",
    b"%PDF": "is a PDF, not RDF",
}
_PACKED_ENDINGS = {".gz", ".bz2", ".xz", ".lzma"}
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_HEAD = 4096
_HTML = re.compile(rb"<(!doctype\s+html|html)\b", re.IGNORECASE)
_XML = re.compile(rb"<\?xml|<!(DOCTYPE|--|ENTITY)|<[\w.:-]+[^<>]*\sxmlns\b")
_JSON = re.compile(rb'\{\s*(["}]|$)|\[\s*([\[{"]|\]?\s*$)')


@dataclass(frozen=True)
class RdfFile:
    """A file that was read: where it is, in what form, against which base, and how it is packed."""

    path: Path
    form: ox.RdfFormat
    base: str
    packing: str = ""
    has_mark: bool = False

    def quads(self) -> Iterator[ox.Quad]:
        """Yield the statements of the file as they are written, each in its graph, read anew.

        Blank nodes have the names that the file gives them. Raises GraphError where the file can
        no longer be read.
        """
        try:
            with self.open() as stream:
                yield from self.parse(stream)
        except _broken() as error:
            raise GraphError(f"{self.path}: cannot be read again: {_say(error)}") from None

    def parse(self, stream: IO[bytes]) -> Iterator[ox.Quad]:
        """Yield the statements that an open file holds; raises what the engine raises."""
        import pyoxigraph as ox

        yield from cast("Iterator[ox.Quad]", ox.parse(stream, self.form, base_iri=self.base))

    def prefixes(self) -> tuple[tuple[str, str], ...]:
        """Return the prefixes that the file declares before its first statement."""
        import pyoxigraph as ox

        if self.form in (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS, ox.RdfFormat.JSON_LD):
            return ()
        with self.open() as stream:
            parser = ox.parse(stream, self.form, base_iri=self.base)
            next(iter(parser), None)
            return tuple(sorted(parser.prefixes.items()))

    def open(self) -> IO[bytes]:
        """Return the unpacked content of the file, after its byte-order mark."""
        stream = _unpack(self.path, self.packing)
        if self.has_mark:
            stream.read(len(_MARK))
        return stream


Loaded = tuple[RdfFile, "ox.Store"]
Fill = Callable[[RdfFile], "ox.Store"]
"""Returns a store with what a file holds, its named graphs in the whole too."""


def load_file(path: Path, base: str | None = None, fill: Fill | None = None) -> Loaded:
    """Read an RDF file into a store in memory, or into that which `fill` fills.

    Returns what was read, and the store. Without `base`, nor one that the command line names, it is
    the address of the file. Raises GraphError for what is no RDF, saying where it breaks off in the
    likeliest form, and for JSON that says nothing in RDF.
    """
    base = find_base(path, base)
    try:
        packing, head = _look(path)
        content = head.removeprefix(_MARK)
        found = RdfFile(path, _hint(path), base, packing, has_mark=content != head)
        return _load(found, content.lstrip(), fill or _fill)
    except _broken() as error:
        raise GraphError(f"{path}: cannot be read: {_say(error)}") from None


def find_base(path: Path, base: str | None = None) -> str:
    """Return what relative addresses in a file start from: as named, else where the file is."""
    return check_base(base or BASE.get()) or path.resolve().as_uri()


def find_packing(path: Path) -> str:
    """Return how a file is packed; nothing where it is not."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    return next((name for magic, name in _PACKED.items() if head.startswith(magic)), "")


def check_base(base: str | None) -> str | None:
    """Return a base address as it is; UsageError for one that is not absolute."""
    if base is None:
        return None
    import pyoxigraph as ox

    try:
        if urlsplit(base).scheme and ox.NamedNode(base):
            return base
    except ValueError:
        pass
    raise UsageError(f"--base '{base}': is no absolute address, such as https://example.org/")


def _load(found: RdfFile, head: bytes, fill: Fill) -> Loaded:
    """Try the forms that a file may be in; the error is of the one that was read furthest."""
    forms = _forms(found.form, head)
    failed: list[tuple[tuple[int, int], bool, int, str]] = []
    for number, form in enumerate(forms):
        tried = RdfFile(found.path, form, found.base, found.packing, found.has_mark)
        try:
            store = fill(tried)
        except (SyntaxError, ValueError) as error:
            place = getattr(error, "lineno", None) or 0, getattr(error, "offset", None) or 0
            failed.append((place, form == found.form, number, _explain(form, error)))
        else:
            if form.file_extension == "jsonld" and not len(store):
                _check_says_nothing(tried)
            return tried, store
    raise GraphError(f"{found.path}: {max(failed)[3]}")


def _fill(file: RdfFile) -> ox.Store:
    import pyoxigraph as ox

    store = ox.Store()
    if file.packing or file.has_mark:
        with file.open() as stream:
            store.bulk_load(stream, file.form, base_iri=file.base)
    else:  # the engine reads a file that it may open itself faster
        store.bulk_load(path=str(file.path), format=file.form, base_iri=file.base)
    return _merge(store)


def _merge(store: ox.Store) -> ox.Store:
    """Put what stands in named graphs into the default graph too, as in a built store.

    The engine's union of graphs is no way round this: it counts a statement that stands in two of
    them twice.
    """
    import pyoxigraph as ox

    if any(True for _ in store.named_graphs()):
        store.extend([ox.Quad(*quad.triple) for quad in store])
    return store


def _look(path: Path) -> tuple[str, bytes]:
    """Return how a file is packed, and how its content begins; GraphError for what is no text."""
    packing = find_packing(path)
    with _unpack(path, packing) as stream:
        head = stream.read(_HEAD)
    for magic, told in _REFUSED.items():
        if head.startswith(magic):
            raise GraphError(f"{path}: {told}")
    if head.startswith(_WIDE) or (head and not (any(head[:8:2]) and any(head[1:8:2]))):
        raise GraphError(f"{path}: is UTF-16 or UTF-32 text; save it as UTF-8")
    if _HTML.match(head.removeprefix(_MARK).lstrip()):
        raise GraphError(f"{path}: is an HTML page, not RDF")
    return packing, head


def _unpack(path: Path, packing: str) -> IO[bytes]:
    if packing == "gzip":
        import gzip

        return cast("IO[bytes]", gzip.open(path))
    if packing == "bz2":
        import bz2

        return cast("IO[bytes]", bz2.open(path))
    if packing == "xz":
        import lzma

        return cast("IO[bytes]", lzma.open(path))
    return path.open("rb")


def _hint(path: Path) -> Any:
    """Return the form that the name of a file means, None where it means none."""
    import pyoxigraph as ox

    names = [suffix.lower() for suffix in path.suffixes if suffix.lower() not in _PACKED_ENDINGS]
    ending = names[-1].removeprefix(".") if names else ""
    if ending == "owl":
        return ox.RdfFormat.RDF_XML
    return ox.RdfFormat.from_extension(ending) if ending != "txt" else None


def _forms(hint: ox.RdfFormat | None, head: bytes) -> list[ox.RdfFormat]:
    """Return the forms that a file may be in, the likeliest first."""
    import pyoxigraph as ox

    form = ox.RdfFormat
    if _XML.match(head):
        return [form.RDF_XML]
    if _JSON.match(head):
        return [form.JSON_LD]
    if hint in (form.RDF_XML, form.JSON_LD) and not head:
        return [form.TURTLE]
    texts = [form.TRIG, form.N_QUADS]  # Turtle and N-Triples are TriG too
    if hint is None or hint in (form.RDF_XML, form.JSON_LD):
        return texts
    return [hint, *(other for other in texts if other != hint)]


def _check_says_nothing(file: RdfFile) -> None:
    """Raise GraphError where JSON says something, but nothing of it became a statement."""
    with file.open() as stream:
        todo = [json.load(stream)]
    while todo:
        value = todo.pop()
        if isinstance(value, list):
            todo += value
        elif isinstance(value, dict):
            if any(not key.startswith("@") for key in value):
                raise GraphError(
                    f"{file.path}: is JSON that says nothing in RDF: none of its keys with a value "
                    "stands for a valid address; is its @context missing?"
                )
            todo += [inner for key, inner in value.items() if key != "@context"]


def _explain(form: ox.RdfFormat, error: Exception) -> str:
    told = _say(error)
    if "LoadDocumentCallback" in told:
        return (
            "its @context is an address, and nothing is fetched; "
            "write the context itself into the file"
        )
    if "UTF-8" in told:
        return f"is not {form.name} in UTF-8: {told}"
    return f"is not {form.name}: {told}"


def _say(error: BaseException) -> str:
    """Return what an error says, in one line that shows what cannot be seen."""
    told = getattr(error, "strerror", None) or getattr(error, "msg", None) or str(error)
    return make_visible(str(told).partition("\n")[0])


def _broken() -> tuple[type[Exception], ...]:
    """Return what reading a file may raise, unpacking included."""
    import zlib
    from lzma import LZMAError

    return (OSError, EOFError, zlib.error, LZMAError, RuntimeError, ValueError, SyntaxError)
