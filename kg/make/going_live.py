"""Put a finished build live in one step, so that nobody ever sees half of one.

    output/.builds/<name>/     the files of one build
    output/.current            says which build is live; replaced by one rename
    output/<file>, …           a link through `.current` for each of them

Where the system gives no links (Windows without developer mode, some network drives) `.current` is
a file with the name of the build, and the single files stand in the output folder as copies, each
of them whole. Builds that somebody still reads stay until a later build finds them free.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from kg.engine.builds import BUILDS, CURRENT, find_live, find_name, remove
from kg.errors import OutputError, UsageError

_MANIFEST = "build.json"
_PATIENCE = 5.0
"""Seconds that a file may be held open by others before it is replaced; Windows waits for them."""


@dataclass
class Generation:
    """One build in the making: its own folder until it is put live."""

    out: Path
    folder: Path

    @classmethod
    @contextmanager
    def prepare(cls, out: Path) -> Iterator[Generation]:
        """Yield a folder to build in; it is removed again unless it was put live.

        Holds a lock on the output folder. Raises OutputError where another build holds it, or
        where the folder cannot be written, now or while building in it.
        """
        was_there = out.exists()
        try:
            out.mkdir(parents=True, exist_ok=True)
            with hold(out, f"{out}: another build is at work here; wait for it"):
                builds = out / BUILDS
                if builds.is_symlink():
                    raise OutputError(f"{builds}: is a link that no build made; remove it")
                builds.mkdir(exist_ok=True)
                _sweep(out)
                folder = Path(tempfile.mkdtemp(dir=builds, prefix="build-"))
                folder.chmod(0o755)
                try:
                    yield cls(out, folder)
                finally:
                    _sweep(out)
                    if find_name(out) is None:
                        with suppress(OSError):
                            builds.rmdir()
        except OSError as error:
            where = error.filename
            if where is not None and not Path(str(where)).absolute().is_relative_to(out.absolute()):
                raise UsageError(f"{where}: {_reason(error)}") from None
            raise OutputError(f"{out}: cannot be written: {_reason(error)}") from None
        finally:
            if not was_there:
                with suppress(OSError):
                    out.rmdir()  # only where nothing was built

    def put_live(self) -> None:
        """Make all files of this build the ones that are seen.

        Raises OutputError where something stands in the way that no build made.
        """
        parts = sorted(path.name for path in self.folder.iterdir())
        has_links = _has_links(self.out)
        self._check_free(parts)
        if find_name(self.out) is None and (self.out / _MANIFEST).is_file():
            self._adopt(parts, has_links)
        for part in parts:
            _clear(self.out, part)
            if has_links:
                _link(self.out, part)
        _point(self.out, self.folder.name, has_links)
        if not has_links:
            for part in parts:
                _copy(self.folder / part, self.out / part)
        self._forget()

    def _check_free(self, parts: list[str]) -> None:
        """Raise OutputError where a folder that no build made stands in the way."""
        live = find_live(self.out)
        is_plain = live == self.out and (self.out / _MANIFEST).is_file()
        for part in parts:
            place = self.out / part
            if is_plain or place.is_symlink() or not place.is_dir():
                continue
            is_store = (place / "CURRENT").is_file()  # left by an earlier program
            if not is_store and (live == self.out or not _is_in(place, live / part)):
                raise OutputError(f"{place}: no build made it; move it, or build elsewhere")

    def _adopt(self, parts: list[str], has_links: bool) -> None:
        """Make what stands plainly in the output folder a build of its own, which is live."""
        folder = Path(tempfile.mkdtemp(dir=self.out / BUILDS, prefix="build-"))
        folder.chmod(0o755)
        for place in (self.out / part for part in parts):
            if place.is_dir() and not place.is_symlink():
                shutil.copytree(place, folder / place.name, copy_function=_duplicate)
            elif place.is_file():
                _duplicate(place.resolve(), folder / place.name)
        _point(self.out, folder.name, has_links)

    def _forget(self) -> None:
        """Remove the links to what an earlier build left and this one does not."""
        for place in self.out.iterdir():
            is_ours = place.is_symlink() and place.readlink().parts[:1] == (CURRENT,)
            if is_ours and not place.exists():
                place.unlink()


def is_shown(out: Path, parts: list[str]) -> bool:
    """Return whether the files that people open are those of the build that is live."""
    live = find_live(out)
    try:
        return all(_stamp(live / part) == _stamp(out / part) for part in parts)
    except OSError:
        return False


def _is_in(folder: Path, other: Path) -> bool:
    """Return whether all that is in a folder is in another too."""
    files = [path for path in folder.rglob("*") if not path.is_dir()]
    twins = [other / path.relative_to(folder) for path in files]
    return all(
        twin.exists() and _stamp(path) == _stamp(twin)
        for path, twin in zip(files, twins, strict=True)
    )


def _stamp(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_size, found.st_mtime_ns


def _sweep(out: Path) -> None:
    """Remove all builds that are not live and that nobody reads."""
    live = find_name(out)
    for stale in (out / BUILDS).iterdir():
        if stale.name != live:
            remove(stale)


def _has_links(out: Path) -> bool:
    probe = out / BUILDS / f"link-{token_hex(8)}"
    try:
        probe.symlink_to(".", target_is_directory=True)
        probe.unlink()
    except (OSError, NotImplementedError):
        return False
    return True


def _point(out: Path, name: str, has_links: bool) -> None:
    """Say which build is live: the one step in which it all becomes seen."""
    fresh = out / BUILDS / f"link-{token_hex(8)}"
    if has_links:
        fresh.symlink_to(Path(BUILDS) / name, target_is_directory=True)
    else:
        with fresh.open("x", encoding="utf8") as stream:
            stream.write(name)
    _put(fresh, out / CURRENT)


def _clear(out: Path, part: str) -> None:
    """Move a plain folder out of the way, which has been adopted: readers do not need it here."""
    place = out / part
    if place.is_dir() and not place.is_symlink():
        place.rename(out / BUILDS / f"old-{token_hex(8)}")


def _link(out: Path, part: str) -> None:
    """Let the name of a part lead through `.current`."""
    place, target = out / part, Path(CURRENT) / part
    if place.is_symlink() and place.readlink() == target:
        return
    fresh = out / BUILDS / f"link-{token_hex(8)}"
    fresh.symlink_to(target)
    fresh.replace(place)


def _copy(part: Path, place: Path) -> None:
    """Show a single file to who cannot follow `.current`; a folder is read through it alone."""
    if part.is_file():
        fresh = place.parent / BUILDS / f"copy-{token_hex(8)}"
        _duplicate(part, fresh)
        _put(fresh, place)


def _duplicate(source: str | Path, target: str | Path) -> None:
    """Give a file a second name; a copy where the system cannot."""
    try:
        os.link(source, target, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(source, target)


def _put(fresh: Path, place: Path) -> None:
    """Replace a file by one rename, as soon as those who hold it open let go."""
    last = time.monotonic() + _PATIENCE
    while True:
        try:
            fresh.replace(place)
            return
        except PermissionError:
            if os.name != "nt" or time.monotonic() > last:
                raise
            time.sleep(0.05)


@contextmanager
def hold(folder: Path, told: str) -> Iterator[None]:
    """Hold a folder against others; the system lets go when the process ends.

    Raises OutputError with the words that are to be told where another process holds it.
    """
    try:
        import fcntl
    except ImportError:
        with _lock_byte(folder / f"{BUILDS}.lock", told):
            yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise OutputError(told) from None
        yield
    finally:
        os.close(handle)


@contextmanager
def _lock_byte(path: Path, told: str) -> Iterator[None]:
    """Hold the first byte of a file, which is how Windows locks."""
    import msvcrt

    handle = os.open(path, os.O_RDWR | os.O_CREAT)
    try:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            raise OutputError(told) from None
        yield
    finally:
        os.close(handle)


def _reason(error: OSError) -> str:
    """Return why in the system's own words; the store's errors carry them inside a longer text."""
    text = error.strerror or str(error)
    words = (os.strerror(code) for code in (errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EDQUOT))
    return next((word for word in words if word in text), text).lower()
