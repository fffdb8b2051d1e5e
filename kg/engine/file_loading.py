"""Load a large RDF file once into a store on disk: in pieces, told, and whole or not at all.

One process loads, others wait for it. What cannot be kept anywhere is told, and the file is then
read into memory as a small one is.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.engine import cached_files
from kg.engine.about import find_space
from kg.engine.builds import STORE
from kg.engine.cached_files import CacheNote, FileCache, tell
from kg.engine.reading import BASE, RdfFile, find_base, load_file
from kg.errors import GraphError, KgError
from kg.model.terms import FileSpace

if TYPE_CHECKING:
    import pyoxigraph as ox

COMPLETE = "complete"
AT_ONCE = 200_000
"""Statements that go into the store at once; each takes about half a kilobyte meanwhile."""
_EVERY = 10.0
"""Seconds between two words on how far it is."""
_GROWTH = {"ttl": 3.5, "trig": 3.5, "nt": 0.7, "nq": 0.7}
"""How much larger than a file its store is, by its form; else about twice."""
_ROOM = 2.5
"""How much more room than the store takes is needed to make it."""


class _NotKept(KgError):
    """A store that cannot be written where it was to stand."""


@dataclass(frozen=True)
class OpenedFile:
    """A file that is opened from its cache."""

    file: RdfFile
    store: ox.Store
    space: FileSpace
    cache: FileCache


def open_cached(path: Path, base: str | None = None) -> OpenedFile | None:
    """Open a large file from its cache, which is made where there is none; None for a small one.

    Nor is there one where it cannot be kept, which is told. Raises GraphError for what is no RDF.
    """
    if not cached_files.is_large(path):
        return None
    is_given = bool(base or BASE.get())
    base, every = find_base(path, base), [*cached_files.places(path)]
    found = _find(every, path, base)
    digest = ""
    if found is None:
        digest = cached_files.take_digest(path)
        found = _find(every, path, base, digest)
    if found is not None:
        opened = _open(found, path)
        if opened is not None:
            return opened
        found.discard()
    digest = digest or cached_files.take_digest(path)
    note = CacheNote(str(path.absolute()), digest, base, is_given, cached_files.made_by())
    return _load_anywhere(every, path, note, _DAMAGED if found is not None else "")


def _find(every: list[Path], path: Path, base: str, digest: str = "") -> FileCache | None:
    found = (cached_files.find_cache(place, path, base, digest) for place in every)
    return next(filter(None, found), None)


_DAMAGED = "has a damaged cache and is loaded again"


def _load_anywhere(every: list[Path], path: Path, note: CacheNote, again: str) -> OpenedFile | None:
    """Load a file into the first folder that takes it, unless another process has meanwhile."""
    why = ""
    for place in every:
        try:
            place.mkdir(parents=True, exist_ok=True)
            if not cached_files.is_trusted(place, path):
                raise _NotKept("belongs to somebody else")
            with alone(place, path):
                found = cached_files.find_cache(place, path, note.base, note.digest)
                opened = None if found is None else _open(found, path)
                return opened or _load(place, path, note, again)
        except (OSError, _NotKept) as error:
            why = why or f"{place}: {cached_files.say(error)}"
            cached_files.remove_place(place)
    tell(f"{why}; {path} is read into memory, now and each time")
    return None


def _open(found: FileCache, path: Path) -> OpenedFile | None:
    """Open a cache; None where the engine says that it is damaged."""
    import pyoxigraph as ox

    note = found.note
    form = ox.RdfFormat.from_extension(note.form)
    if form is None:
        return None
    try:
        store = ox.Store.read_only(str(found.folder / STORE))
    except (OSError, RuntimeError):
        return None
    file = RdfFile(path, form, note.base, note.packing, note.has_mark)
    prefixes = tuple((name, iri) for name, iri in note.prefixes)
    return OpenedFile(file, store, FileSpace(**note.space, declared=prefixes), found)


@contextmanager
def alone(place: Path, path: Path | str) -> Iterator[None]:
    """Let one process at a time load into a folder; where the system has no locks, all may."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    with (place / cached_files.LOCK).open("ab") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            tell(f"{path} is being loaded by another process; waiting for it …")
            fcntl.flock(handle, fcntl.LOCK_EX)
        except OSError:
            pass  # a file system that keeps no locks
        yield


def _load(place: Path, path: Path, note: CacheNote, again: str) -> OpenedFile:
    """Load a file into a folder; `again` says why it is, where that is known."""
    stamp = cached_files.take_stamp(path)
    is_settled = cached_files.is_settled(stamp)
    before = [one for _, one in cached_files.entries(place) if one is not None]
    cached_files.clear(place, lambda one: one is not None and _is_beside(one, note))
    needed = _reckon(path)
    free = shutil.disk_usage(place).free
    if free < needed * _ROOM:
        raise _NotKept(
            f"needs about {needed * _ROOM / 1e6:,.0f} MB, and {free / 1e6:,.0f} are free"
        )
    tell(f"{path} {again or _why(before, note)} into {place} (about {needed / 1e6:,.0f} MB) …")
    fresh = cached_files.fresh_folder(place)
    begun = time.monotonic()
    try:
        file, store = load_file(path, note.base, lambda file: _fill(file, fresh / STORE))
        space = find_space(store.query)
        count = len(store)
        del store  # closed before its files are counted
        if cached_files.take_stamp(path) != stamp:
            raise GraphError(f"{path}: was changed while it was read; ask again when it is whole")
        note = replace(
            note,
            stamp=stamp if is_settled else None,
            form=file.form.file_extension,
            packing=file.packing,
            has_mark=file.has_mark,
            prefixes=[[*pair] for pair in file.prefixes()],
            space=asdict(space),
            statements=count,
            files=cached_files.list_files(fresh),
        )
        cached_files.write_note(fresh, note)
        folder = place / cached_files.key_of(note.digest, note.base)
        fresh.rename(folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    size, seconds = sum(note.files.values()) / 1e6, time.monotonic() - begun
    tell(f"{path} is loaded: {count:,} statements in {seconds:.0f} s, {size:,.0f} MB")
    found = cached_files.find_cache(place, path, note.base, note.digest)
    opened = None if found is None else _open(found, path)
    if opened is None:
        raise _NotKept("what was written there cannot be read back")
    return opened


def _is_beside(one: CacheNote, note: CacheNote) -> bool:
    """Return whether a cache stays when another is made: of the same content, from another base."""
    is_same = (one.digest, one.version) == (note.digest, note.version)
    return is_same and one.base != note.base and one.is_base_given


def _why(before: list[CacheNote], note: CacheNote) -> str:
    """Return that a file is loaded, and why again where it was before."""
    if not before:
        return "is loaded once"
    if all(one.version != note.version for one in before):
        return "was loaded by another version of kg and is loaded again"
    if all(one.digest != note.digest for one in before):
        return "has changed and is loaded again"
    if any(one.base == note.base for one in before):
        return _DAMAGED
    return "is loaded once"


def _reckon(path: Path) -> float:
    """Return about how many bytes the store of a file takes."""
    suffixes = [suffix.removeprefix(".").lower() for suffix in path.suffixes]
    growth = next((_GROWTH[name] for name in suffixes if name in _GROWTH), 2.0)
    packed = cached_files.PACKED if cached_files.is_packed(path) else 1
    return path.stat().st_size * growth * packed


def _fill(file: RdfFile, folder: Path) -> ox.Store:
    """Load a file into a new store on disk; what stands in named graphs stands in the whole too."""
    import pyoxigraph as ox

    shutil.rmtree(folder, ignore_errors=True)
    with file.open() as stream:
        size = 0 if file.packing else file.path.stat().st_size
        quads = (copy for quad in file.parse(stream) for copy in both(quad))
        with _writing():
            store = ox.Store(str(folder))
        fill_in_pieces(store, quads, file.path, lambda: stream.tell() / size if size else None)
    return store


def both(quad: ox.Quad) -> Iterator[ox.Quad]:
    """Yield a statement as it is, and as one of the whole."""
    import pyoxigraph as ox

    yield quad
    if not isinstance(quad.graph_name, ox.DefaultGraph):
        yield ox.Quad(*quad.triple)


def fill_in_pieces(store: ox.Store, quads: Iterable[ox.Quad], path: Path | str, share: Any) -> None:
    """Put statements into a store on disk, a piece at a time, and tell how far it is."""
    rest, count = iter(quads), 0
    begun = told = time.monotonic()
    while piece := list(islice(rest, AT_ONCE)):
        with _writing():
            store.bulk_extend(piece)
        count += len(piece)
        now = time.monotonic()
        if now - told > _EVERY:
            told, done = now, share()
            far = f"{done:.0%}, " if done else ""
            tell(f"{path}: {far}{count:,} statements, {count / (now - begun):,.0f} a second …")
    with _writing():
        store.optimize()
        store.flush()


@contextmanager
def _writing() -> Iterator[None]:
    """Turn what the engine says of a full disk into what is told of it."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        raise _NotKept(cached_files.say(error)) from None


def open_derived(
    cache: FileCache, path: Path, stored: ox.Store, derive: Callable[[ox.Store], None]
) -> tuple[ox.Store, FileCache] | None:
    """Open what was derived of a cached file; it is worked out once, in a copy of its store.

    None where it cannot be kept, which is told.
    """
    import pyoxigraph as ox

    folder, place = cache.folder / COMPLETE, cache.folder.parent
    try:
        with suppress(OSError, RuntimeError):
            if _is_derived(folder):
                return ox.Store.read_only(str(folder / STORE)), replace(cache, folder=folder)
        with alone(place, path):
            if not _is_derived(folder):
                _derive(folder, place, path, stored, derive)
        return ox.Store.read_only(str(folder / STORE)), replace(cache, folder=folder)
    except (OSError, RuntimeError, _NotKept) as error:
        tell(f"{place}: {cached_files.say(error)}; what follows from {path} is worked out anew")
        return None


def _is_derived(folder: Path) -> bool:
    note = cached_files.read_note(folder)
    return note is not None and cached_files.is_whole(folder, note)


def _derive(
    folder: Path, place: Path, path: Path, stored: ox.Store, derive: Callable[[ox.Store], None]
) -> None:
    import pyoxigraph as ox

    fresh = cached_files.fresh_folder(place)
    tell(f"{path}: what the rules derive from it is worked out once …")
    try:
        with _writing():
            store = ox.Store(str(fresh / STORE))
        fill_in_pieces(store, stored, path, lambda: None)
        with _writing():
            derive(store)
            store.optimize()
            store.flush()
        del store
        note = cached_files.read_note(folder.parent)
        if note is None:
            raise _NotKept("was cleared meanwhile")
        cached_files.write_note(fresh, replace(note, files=cached_files.list_files(fresh)))
        shutil.rmtree(folder, ignore_errors=True)
        fresh.rename(folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
