"""Which build of an output folder is live, and the hold that keeps it while somebody reads it.

    output/.builds/<name>/     the files of one build
    output/.current            a link to the live one, or a file with its name where there are
                               no links; replaced in one step

Readers find the live build once and take all that they read from it. A folder without `.current`
(an unpacked archive, a copy) is itself what is read.
"""

from __future__ import annotations

import os
import weakref
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from kg.errors import GraphError

STORE_FORMAT = 5
"""Raised when a store of an earlier program can no longer be read as it is."""
STORE = "store"

BUILDS = ".builds"
CURRENT = ".current"
_TRIES = 50
"""Builds that may be put live while one reader opens a graph."""

Opened = TypeVar("Opened")


def find_name(out: Path) -> str | None:
    """Return the name of the build of an output folder that is live, or None."""
    pointer = out / CURRENT
    try:
        name = pointer.readlink().name if pointer.is_symlink() else pointer.read_text("utf8")
    except (OSError, ValueError):
        return None
    name = name.strip()
    is_name = bool(name) and name == Path(name).name and name not in (".", "..")
    return name if is_name and (out / BUILDS / name).is_dir() else None


def find_live(out: Path) -> Path:
    """Return the folder of the build that is live; the output folder itself where none is."""
    name = find_name(out)
    return out if name is None else (out / BUILDS / name).absolute()


class Hold:
    """Keeps a build from being removed until it is let go, or nobody has it any more."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        handle = _lock(folder, is_shared=True)
        self.let_go = weakref.finalize(self, _close, handle)


def read_live(out: Path, read: Callable[[Path, Hold | None], Opened]) -> Opened:
    """Return what reading the live build gives; it is read anew where another went live meanwhile.

    `read` is given the folder and the hold on it, which it must keep as long as it reads.
    """
    for _ in range(_TRIES):
        folder = find_live(out)
        hold = None
        try:
            hold = Hold(folder) if folder != out else None
            return read(folder, hold)
        except (GraphError, OSError):
            if hold is not None:
                hold.let_go()
            if find_live(out) == folder:
                raise
    raise GraphError(f"{out}: is built again and again; try again")


def remove(build: Path) -> bool:
    """Remove a build that is not live, unless somebody reads it; return whether it is gone."""
    import shutil

    if build.is_symlink() or not build.is_dir():
        with suppress(OSError):
            build.unlink()
        return not build.exists()
    try:
        handle = _lock(build, is_shared=False)
    except OSError:
        return False
    try:
        if handle is None:  # here what is open cannot be moved
            moved = build.with_name(f"gone-{build.name}")
            build.rename(moved)
            build = moved
        shutil.rmtree(build)
    except OSError:
        return False
    finally:
        _close(handle)
    return True


def _lock(folder: Path, *, is_shared: bool) -> int | None:
    """Lock a folder at once, or raise OSError; None where the system has no such locks."""
    try:
        import fcntl
    except ImportError:
        if not folder.is_dir():
            raise FileNotFoundError(f"{folder}: is gone") from None
        return None
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, (fcntl.LOCK_SH if is_shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise
    except OSError:
        pass  # a file system that keeps no locks
    return handle


def _close(handle: int | None) -> None:
    if handle is not None:
        os.close(handle)
