"""Put a finished build live in one step, so that nobody ever sees half of one.

    output/.builds/<name>/     the files of one build
    output/.current            a link to the build that is live; replaced by one rename
    output/<file>, …           a link through `.current` for each of them

Where the system gives no links (Windows without developer mode) the parts are moved one by one.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from kg.errors import OutputError, UsageError

_BUILDS = ".builds"
_CURRENT = ".current"


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
            with _lock(out):
                builds = out / _BUILDS
                builds.mkdir(exist_ok=True)
                live = _live(out)
                for stale in builds.iterdir():
                    if stale.name != live:
                        shutil.rmtree(stale, ignore_errors=True)
                folder = Path(tempfile.mkdtemp(dir=builds, prefix="build-"))
                folder.chmod(0o755)
                try:
                    yield cls(out, folder)
                finally:
                    if folder.name != _live(out):
                        shutil.rmtree(folder, ignore_errors=True)
                    if _live(out) is None:
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
        """Make all files of this build the ones that are seen; the build before is removed."""
        before = _live(self.out)
        try:
            link = Path(tempfile.mktemp(dir=self.out / _BUILDS, prefix="link-"))
            link.symlink_to(Path(_BUILDS) / self.folder.name, target_is_directory=True)
        except (OSError, NotImplementedError):
            self._move()
            return
        for part in sorted(path.name for path in self.folder.iterdir()):
            self._link(part)
        link.replace(self.out / _CURRENT)
        self._forget()
        if before is not None and before != self.folder.name:
            shutil.rmtree(self.out / _BUILDS / before, ignore_errors=True)

    def _link(self, part: str) -> None:
        place, target = self.out / part, Path(_CURRENT) / part
        if place.is_symlink() and place.readlink() == target:
            return
        if place.is_dir() and not place.is_symlink():
            shutil.rmtree(place)
        fresh = self.out / _BUILDS / f"link-{part}"
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(target)
        fresh.replace(place)

    def _forget(self) -> None:
        """Remove the links to what an earlier build left and this one does not."""
        for place in self.out.iterdir():
            is_ours = place.is_symlink() and place.readlink().parts[0] == _CURRENT
            if is_ours and not place.exists():
                place.unlink()

    def _move(self) -> None:
        for part in self.folder.iterdir():
            place = self.out / part.name
            if place.is_dir():
                shutil.rmtree(place)
            part.replace(place)


def _live(out: Path) -> str | None:
    """Return the name of the build that is live, or None."""
    try:
        return (out / _CURRENT).readlink().name
    except OSError:
        return None


@contextmanager
def _lock(folder: Path) -> Iterator[None]:
    """Hold the folder against a second build; the system lets go when the process ends."""
    try:
        import fcntl
    except ImportError:  # Windows: the store itself refuses a second writer
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise OutputError(f"{folder}: another build is at work here; wait for it") from None
        yield
    finally:
        os.close(handle)


def _reason(error: OSError) -> str:
    """Return why in the system's own words; the store's errors carry them inside a longer text."""
    text = error.strerror or str(error)
    words = (os.strerror(code) for code in (errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EDQUOT))
    return next((word for word in words if word in text), text).lower()
