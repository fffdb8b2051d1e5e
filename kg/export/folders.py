"""Write a folder of many files whole or not at all, and replace one that was written before."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import OperationalError
from tempfile import mkdtemp

from kg.errors import OutputError, UsageError


@contextmanager
def writing_folder(folder: Path, own: Collection[str]) -> Iterator[Path]:
    """Give an empty folder that becomes `folder` at the end, unless something fails.

    `own` are the names of what is written into it: a folder that holds others is refused, as what
    stood there before goes. Raises OutputError where it cannot be written.
    """
    check_folder(folder, own)
    target = folder.resolve()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _beside(target) as work:
            fresh = work / "fresh"
            fresh.mkdir()
            yield fresh
            if target.exists():
                target.rename(work / "old")
            fresh.rename(target)
    except (OSError, OperationalError) as error:
        raise refuse(folder, error) from None


@contextmanager
def writing_file(path: Path) -> Iterator[Path]:
    """Give the name of a file in a folder of its own, which becomes `path` at the end."""
    target = path.resolve()
    if target.exists() and not target.is_file():
        raise OutputError(f"{path}: cannot be written: is no file")
    try:
        with _beside(target) as work:
            yield work / target.name
            (work / target.name).replace(target)
    except (OSError, OperationalError) as error:
        raise refuse(path, error) from None


def check_folder(folder: Path, own: Collection[str]) -> None:
    """Raise UsageError for a folder that holds what no earlier export wrote."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder}: is no folder; name another with -o")
    others = (
        sorted(p.name for p in folder.iterdir() if p.name not in own) if folder.exists() else []
    )
    if others:
        raise UsageError(
            f"{folder}: holds '{others[0]}', which no earlier export of this form wrote; "
            "name a new or empty folder with -o"
        )


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """Give a folder beside a target, on its disk, that goes at the end."""
    work = Path(mkdtemp(prefix=f".{target.name[:100]}.", dir=target.parent))
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def refuse(path: Path, error: Exception) -> Exception:
    """Return what tells that a disk or a file of the engine cannot be written, in a line.

    An error that is none of the disk stays as it is.
    """
    name = getattr(error, "sqlite_errorname", "SQLITE_FULL")
    if not name.startswith(_OF_THE_DISK):
        return error
    said = str(getattr(error, "strerror", None) or error).partition("\n")[0]
    return OutputError(f"{path}: cannot be written: {said}")


_OF_THE_DISK = ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY")
