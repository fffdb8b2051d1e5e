"""Where large RDF files lie once they are loaded, and whether what lies there is still the file.

    big.ttl.kg-cache/<key>/store          what the file holds, as the engine keeps it
                          /cache.json     of which file; written last, so that without it none is
                          /index….sqlite  and what else was made of it once, each when asked for
                          /complete/      the same with what the rules derive, where it lacks that

The folder stands beside the file, or in the cache folder of the user where nothing can be written
there. The key is a digest of what the file holds, of the base of its relative addresses, and of the
programs that made it. Opening takes size, inode and both times of the file for its digest, as long
as they are what they were: a change that keeps size and time of change is told by the time of the
inode, which no program sets; on Windows, which has none, such a change goes unnoticed. What was
written in the last seconds before it was loaded is known by its digest alone.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from tempfile import mkdtemp

import kg
from kg.engine.builds import STORE_FORMAT, Hold, remove
from kg.errors import UsageError

SUFFIX = ".kg-cache"
NOTE = "cache.json"
LOCK = "lock"
FRESH = "new-"
"""What the name of a folder begins with that is being made."""
ABOVE = "KG_CACHE_MB"
"""The variable of the environment that says from which size on files are cached, or `off`."""
MEGABYTES = 20.0
PACKED = 8
"""How much larger a packed file is than it looks."""
_SETTLED = 3.0
"""Seconds after which a change shows in the times of a file, on every file system."""

Tell = Callable[[str], None]
TELL: ContextVar[Tell] = ContextVar(
    "tell", default=lambda line: print(line, file=sys.stderr, flush=True)
)
"""Is told in one line what loading a file does."""


def tell(line: str) -> None:
    """Tell a line beside the answer."""
    TELL.get()(f"kg: {line}")


@dataclass(frozen=True)
class CacheNote:
    """Of which file a cache is, and how it was read."""

    file: str
    digest: str
    base: str
    is_base_given: bool
    version: str
    stamp: list[int] | None = None
    """What the system said of the file; None where it might still have changed unseen."""
    form: str = ""
    packing: str = ""
    has_mark: bool = False
    prefixes: list[list[str]] = field(default_factory=list)
    space: dict[str, str] = field(default_factory=dict)
    statements: int = 0
    files: dict[str, int] = field(default_factory=dict)
    """The files of the store and their sizes."""


@dataclass(frozen=True, eq=False)
class FileCache:
    """A loaded file; it is held as long as somebody has this."""

    folder: Path
    note: CacheNote
    hold: Hold | None = None

    def keep(self, name: str, make: Callable[[Path], None], what: str = "") -> Path | None:
        """Return a file that was made of the graph once, by name; it is made where there is none.

        `what` is told before it is made. None where it cannot be kept, which is told; `make` raises
        what it raises. The name says how large it is, so that one which is not whole is none.
        """
        stem, _, ending = name.rpartition(".")
        for path in self.folder.glob(f"{stem}.*.{ending}"):
            if path.name == f"{stem}.{path.stat().st_size}.{ending}":
                return path
        fresh = self.folder / f"{FRESH}{os.getpid()}-{name}"
        try:
            fresh.touch()
        except OSError as error:
            tell(f"{self.folder}: cannot be written ({say(error)}); {name} is made anew each time")
            return None
        if what:
            tell(f"{self.name}: {what} once …")
        try:
            make(fresh)
            path = self.folder / f"{stem}.{fresh.stat().st_size}.{ending}"
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)
        return path

    @property
    def name(self) -> str:
        """What a person calls it: the name of the file, or the address of the server."""
        return self.note.file if "://" in self.note.file else Path(self.note.file).name

    def discard(self) -> None:
        """Let nobody open this again; it is removed when the last who reads it is gone."""
        with suppress(OSError):
            (self.folder / NOTE).unlink()
        if self.hold is not None:
            self.hold.let_go()


OPENED: weakref.WeakSet[FileCache] = weakref.WeakSet()
"""What this process reads."""


def is_large(path: Path) -> bool:
    """Return whether a file is so large that it is cached; UsageError for a bad limit."""
    text = os.environ.get(ABOVE, "").strip()
    if text == "off":
        return False
    try:
        limit = float(text or MEGABYTES)
    except ValueError:
        raise UsageError(f"{ABOVE}={text}: is no number of megabytes, nor 'off'") from None
    return path.stat().st_size >= limit * 1e6 / (PACKED if is_packed(path) else 1)


def is_packed(path: Path) -> bool:
    """Return whether a file is compressed."""
    from kg.engine.reading import find_packing

    return bool(find_packing(path))


def made_by() -> str:
    """Return which programs a cache was made by: another one's is not read."""
    import pyoxigraph as ox

    return f"kg {kg.__version__}, store {STORE_FORMAT}, pyoxigraph {ox.__version__}"


def places(path: Path) -> Iterator[Path]:
    """Yield the folders in which the caches of a file may stand, the likeliest first."""
    whole = path.absolute()
    yield path.with_name(whole.name + SUFFIX)
    mine = user_folder()
    if mine is not None:
        key = hashlib.sha256(os.fsencode(whole)).hexdigest()[:12]
        yield mine / f"{whole.name}-{key}{SUFFIX}"


def user_folder() -> Path | None:
    """Return the folder of the user for caches of this program; None where there is none."""
    try:
        if sys.platform == "win32":
            return Path(os.environ["LOCALAPPDATA"]) / "kg"
        if sys.platform == "darwin":
            return Path.home() / "Library" / "Caches" / "kg"
        named = os.environ.get("XDG_CACHE_HOME", "")
        return (Path(named) if Path(named).is_absolute() else Path.home() / ".cache") / "kg"
    except (KeyError, RuntimeError):
        return None


def is_trusted(place: Path, path: Path) -> bool:
    """Return whether who made a folder may say what a file holds: its owner, the user, or root."""
    if not hasattr(os, "getuid"):
        return True
    try:
        owners = {os.getuid(), 0, path.stat().st_uid}
        return place.stat().st_uid in owners and not place.is_symlink()
    except OSError:
        return False


def take_stamp(path: Path) -> list[int]:
    """Return what the system says of a file, which differs where its content does."""
    found = path.stat()
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_dev]


def is_settled(stamp: list[int]) -> bool:
    """Return whether any later change of a file would show in its times."""
    return max(stamp[1:3]) / 1e9 < time.time() - _SETTLED


def take_digest(path: Path) -> str:
    """Return the digest of what a file holds."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def key_of(digest: str, base: str) -> str:
    """Return the name of the cache of a content."""
    return hashlib.sha256("\n".join((digest, base, made_by())).encode()).hexdigest()[:16]


def entries(place: Path) -> list[tuple[Path, CacheNote | None]]:
    """Return the caches in a folder; without a note those that are not whole."""
    with suppress(OSError):
        return [(p, read_note(p)) for p in sorted(place.iterdir()) if p.is_dir()]
    return []


def read_note(folder: Path) -> CacheNote | None:
    """Return what a cache notes of itself; None where it is not whole."""
    try:
        return CacheNote(**json.loads((folder / NOTE).read_text("utf8")))
    except (OSError, ValueError, TypeError):
        return None


def write_note(folder: Path, note: CacheNote) -> None:
    """Put the note of a cache in its place, in one step."""
    fresh = folder / f"{FRESH}{os.getpid()}-{NOTE}"
    fresh.write_text(json.dumps(asdict(note), indent=1) + "\n", "utf8")
    fresh.replace(folder / NOTE)


def list_files(folder: Path) -> dict[str, int]:
    """Return the files below a folder with their sizes."""
    return {
        p.relative_to(folder).as_posix(): p.stat().st_size
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


def is_whole(folder: Path, note: CacheNote) -> bool:
    """Return whether a cache has all the files that it was made with, as long as they were."""
    with suppress(OSError):
        return all((folder / name).stat().st_size == size for name, size in note.files.items())
    return False


def find_cache(place: Path, path: Path, base: str, digest: str = "") -> FileCache | None:
    """Return the cache of a file as it is now, and hold it; None where there is none.

    Without a digest it is known by what the system says of the file.
    """
    if not is_trusted(place, path):
        return None
    stamp, version = take_stamp(path), made_by()
    for folder, note in entries(place):
        if note is None or (note.base, note.version) != (base, version):
            continue
        if (note.digest == digest if digest else note.stamp == stamp) and is_whole(folder, note):
            if digest and is_settled(stamp):
                note = replace(note, stamp=stamp)
                with suppress(OSError):
                    write_note(folder, note)
            with suppress(OSError):
                found = FileCache(folder, note, Hold(folder))
                OPENED.add(found)
                return found
    return None


def fresh_folder(place: Path) -> Path:
    """Return a new folder in which a cache can be made."""
    return Path(mkdtemp(prefix=FRESH, dir=place))


def clear(place: Path, is_kept: Callable[[CacheNote | None], bool] = lambda _: False) -> int:
    """Remove the caches of a folder but those kept; return how many are gone.

    One that somebody reads stays, until the next time.
    """
    return sum(remove(folder) for folder, note in entries(place) if not is_kept(note))


def remove_place(place: Path) -> None:
    """Remove a folder of caches that holds none."""
    with suppress(OSError):
        if not any(p.is_dir() for p in place.iterdir()):
            (place / LOCK).unlink(missing_ok=True)
            place.rmdir()


def say(error: BaseException) -> str:
    """Return in a few words why something could not be done."""
    told = getattr(error, "strerror", None)
    return str(told).lower() if told else str(error).partition(": While")[0].partition("\n")[0]
