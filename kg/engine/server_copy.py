"""The copy of what a SPARQL server holds, from which whatever needs all of it is answered.

    <cache of the user>/<host>-<key>.kg-cache/<key>/     a copy, as that of a large file
                                             pieces/     what was fetched of one, until it is whole

It is made once, piece by piece, each counted against what the server says that it has: an answer
that is cut short is divided, never taken. A run that stops leaves its pieces, and the next goes on.
Before each use the server is asked for its counts, and every `AGAIN` seconds for a digest of all;
where either differs, it is copied anew.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kg.engine import cached_files
from kg.engine.builds import STORE, Hold, remove
from kg.engine.cached_files import CacheNote, FileCache, tell
from kg.engine.file_loading import alone, both, fill_in_pieces
from kg.engine.remote import RemoteGraph
from kg.engine.server_contents import (
    Piece,
    ServerContents,
    divide,
    find_contents,
    find_digest,
    join_blanks,
)
from kg.engine.transfer import read_address
from kg.errors import GraphError
from kg.model.terms import Space

if TYPE_CHECKING:
    import pyoxigraph as ox

AGAIN = 600.0
"""Seconds for which a copy whose counts are right is not compared by its digest."""
_PIECES = "pieces"
_EVERY = 5.0
"""Seconds between two words on how far it is."""
_BYTES = 250
"""What a statement takes on disk while it is copied, with its share of the index."""


@dataclass(frozen=True)
class OpenedCopy:
    """What a server holds, as it was copied; without a cache in memory."""

    place: str
    store: ox.Store
    space: Space
    cache: FileCache | None = None


def open_copy(address: str) -> OpenedCopy:
    """Open the copy of what a server holds, which is made where there is none as it is now.

    Without a place to keep it, it is made for this time alone.
    """
    remote = RemoteGraph(address)
    folder = place_of(remote.place)
    if folder is not None:
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            tell(f"{folder}: {cached_files.say(error)}; {remote.place} is copied anew each time")
            folder = None
    if folder is None:
        with tempfile.TemporaryDirectory(prefix="kg-") as made:
            return _read(remote, Path(made), find_contents(remote))
    with alone(folder, remote.place):
        held = find_contents(remote)
        found = _find(folder, remote, held)
        if found is None:
            found = _copy(folder, remote, held)
    return found


def place_of(address: str) -> Path | None:
    """Return the folder for the copies of a server; None where nothing is to be kept."""
    mine = cached_files.user_folder()
    if mine is None or os.environ.get(cached_files.ABOVE, "").strip() == "off":
        return None
    place = read_address(address).text
    key = hashlib.sha256(place.encode()).hexdigest()[:12]
    host = (urlsplit(place).hostname or "server").replace(":", "-")
    return mine / f"{host}-{key}{cached_files.SUFFIX}"


def _find(place: Path, remote: RemoteGraph, held: ServerContents) -> OpenedCopy | None:
    """Return the copy of a server as it is now; None where there is none, or it is stale."""
    import pyoxigraph as ox

    for folder, note in cached_files.entries(place):
        if note is None or note.version != cached_files.made_by():
            continue
        if not cached_files.is_whole(folder, note):
            continue
        mark, _, digest = note.digest.partition(" ")
        file = folder / cached_files.NOTE
        is_same = mark == held.mark
        if is_same and time.time() - file.stat().st_mtime > AGAIN:
            is_same = digest == find_digest(remote, held)
        if not is_same:
            tell(f"{remote.place} has changed since it was copied")
            continue
        with suppress(OSError):
            if time.time() - file.stat().st_mtime > AGAIN:
                os.utime(file)
            store = ox.Store.read_only(str(folder / STORE))
            cache = FileCache(folder, note, Hold(folder))
            return OpenedCopy(remote.place, store, Space(**note.space), cache)
    return None


def _copy(place: Path, remote: RemoteGraph, held: ServerContents) -> OpenedCopy:
    """Fetch what a server holds, load it, and put it in its place in one step."""
    import pyoxigraph as ox

    old = [folder for folder, note in cached_files.entries(place) if note is not None]
    digest = find_digest(remote, held)
    fresh = place / f"{cached_files.FRESH}copy"
    shutil.rmtree(fresh, ignore_errors=True)
    pieces = _fetch(remote, held, place / _PIECES, digest)
    if find_contents(remote).mark != held.mark:
        raise GraphError(f"{remote.place}: was changed while it was copied; ask again")
    fresh.mkdir()
    try:
        store = ox.Store(str(fresh / STORE))
        fill_in_pieces(store, _quads(pieces, held), remote.place, lambda: None)
        count = len(store)
        del store
        version, files = cached_files.made_by(), cached_files.list_files(fresh)
        note = CacheNote(remote.place, f"{held.mark} {digest}", "", False, version)
        note = replace(note, space=asdict(remote.space), statements=count, files=files)
        cached_files.write_note(fresh, note)
        fresh.rename(place / cached_files.key_of(note.digest, remote.place))
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    shutil.rmtree(place / _PIECES, ignore_errors=True)
    for folder in old:
        remove(folder)
    found = _find(place, remote, held)
    if found is None:
        raise GraphError(f"{place}: what was written there cannot be read back")
    return found


def _read(remote: RemoteGraph, folder: Path, held: ServerContents) -> OpenedCopy:
    """Return what a server holds, in memory."""
    import pyoxigraph as ox

    store = ox.Store()
    store.extend(_quads(_fetch(remote, held, folder / _PIECES, ""), held))
    return OpenedCopy(remote.place, store, remote.space)


def _quads(files: list[tuple[Piece, Path]], held: ServerContents) -> Iterator[ox.Quad]:
    import pyoxigraph as ox

    for piece, file in files:
        graph = ox.NamedNode(piece.graph) if piece.graph else ox.DefaultGraph()
        for quad in ox.parse(path=str(file), format=ox.RdfFormat.N_TRIPLES):
            named = ox.Quad(quad.subject, quad.predicate, quad.object, graph)
            yield from (named,) if held.has_default else both(named)


def _fetch(
    remote: RemoteGraph, held: ServerContents, folder: Path, digest: str
) -> list[tuple[Piece, Path]]:
    """Fetch all pieces into files, those that an earlier run has left excepted."""
    held = join_blanks(remote, held)
    name = hashlib.sha256(f"{held.mark} {digest}".encode()).hexdigest()[:16]
    if folder.is_dir():
        for other in folder.iterdir():
            if other.name != name:
                shutil.rmtree(other, ignore_errors=True)
    folder = folder / name
    is_begun = folder.is_dir()
    folder.mkdir(parents=True, exist_ok=True)
    words = "goes on being copied" if is_begun else "is copied once"
    tell(
        f"{remote.place}: {words}, {held.count:,} statements into {folder.parent.parent} "
        f"(about {held.count * _BYTES / 1e6:,.0f} MB) …"
    )
    found, done = [], 0
    with _telling(remote.place, held.count) as far:
        for piece in held.pieces:
            found += _fetch_piece(remote, piece, folder)
            done += piece.count
            far(done)
    return found


@contextmanager
def _telling(place: str, whole: int) -> Iterator[Callable[[int], None]]:
    begun = told = time.monotonic()

    def far(done: int) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told > _EVERY:
            told = now
            rate = done / (now - begun)
            tell(f"{place}: {done:,} of {whole:,} are here, {rate:,.0f} a second …")

    yield far


def _fetch_piece(remote: RemoteGraph, piece: Piece, folder: Path) -> list[tuple[Piece, Path]]:
    """Fetch a piece whole, in parts where the server cuts it; GraphError where it cuts them all."""
    name = hashlib.sha256(repr(piece).encode()).hexdigest()[:20]
    file, cut = folder / f"{name}.nt", folder / f"{name}.cut"
    if file.is_file():
        return [(piece, file)]
    if not cut.is_file():
        fresh = folder / "fetching"
        got = remote.fetch(piece.query, fresh)
        if got == piece.count:
            fresh.replace(file)
            return [(piece, file)]
        fresh.unlink()
        if piece.is_smallest or got > piece.count:
            raise GraphError(
                f"{remote.place}: gives {got:,} statements where it counts {piece.count:,}"
                f"{f' with <{piece.predicate}>' if piece.predicate else ''}"
            )
        cut.touch()
    parts = list(divide(remote, piece))
    if sum(part.count for part in parts) != piece.count:
        raise GraphError(f"{remote.place}: counts parts of <{piece.predicate}> otherwise than all")
    return [one for part in parts for one in _fetch_piece(remote, part, folder)]
