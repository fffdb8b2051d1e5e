"""The folder of a site: written file by file, and mended by the next run where one was stopped.

What the program wrote stands in a list in the folder, and nothing else is ever removed. While it
writes, journals name what is not in the list yet; so a run that was stopped, by whatever means,
leaves whole files only, and the next one knows which are its own.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from kg.errors import OutputError, UsageError
from kg.pages.document import Document

LIST = ".kg-site"
"""The list of the files of a site, a path a line; it is what makes a folder a site of ours."""
_FIRST = "# files that kg site wrote; it removes no others"
_ALLOWED = {".git"}
"""What a folder may hold that is no site yet: it may be a branch that a host serves."""
_BATCH = 200
"""Files that a journal names at once, before they are written."""
_PATH = re.compile(r"[^\x00-\x1f\\:]+")


@dataclass(frozen=True, slots=True)
class SitePart:
    """What a run did: its files, those of them that were new or had changed, and their bytes."""

    paths: tuple[str, ...]
    changed: int
    size: int


class SiteFolder:
    """A folder that holds a site or will; UsageError where it holds anything else."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        if folder.exists() and not folder.is_dir():
            raise UsageError(f"{folder}: is no folder; name one that is empty or a site of kg")
        try:
            held = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
            if held - _ALLOWED and LIST not in held:
                raise UsageError(
                    f"{folder}: is not empty and no site of kg; name an empty folder or a new one"
                )
            self.known = self._read_known()
        except OSError as error:
            raise _unwritable(folder, error) from None

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Make the folder a site of ours, which no other process writes meanwhile.

        Raises OutputError where another one does.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with (self.folder / LIST).open("a", encoding="utf8") as stream:
                if not stream.tell():
                    stream.write(f"{_FIRST}\n")
        except OSError as error:
            raise _unwritable(self.folder, error) from None
        with _alone(self.folder):
            self.known = self._read_known()
            yield

    def write(self, documents: Iterable[Document], part: int = 0) -> SitePart:
        """Write the files that are new or have changed; parts may be written at the same time."""
        paths: list[str] = []
        changed = size = 0
        journal, fresh = self._journal(part), self.folder / f"{LIST}.page-{os.getpid()}"
        waiting: list[Document] = []
        made: set[str] = set()
        try:
            with journal.open("w", encoding="utf8") as log:
                for document in _ended(documents):
                    if document is not None:
                        waiting.append(document)
                    if waiting and (document is None or len(waiting) == _BATCH):
                        log.writelines(f"{one.path}\n" for one in waiting)
                        log.flush()
                        for one in waiting:
                            paths.append(one.path)
                            size += len(one.content)
                            changed += self._put(one, fresh, made)
                        waiting.clear()
        except OSError as error:
            raise _unwritable(error.filename or self.folder, error) from None
        return SitePart(tuple(paths), changed, size)

    def finish(self, paths: Iterable[str]) -> int:
        """Remove what earlier runs wrote and this one did not; return how many files."""
        kept = sorted({*paths})
        gone = sorted(self.known - {*kept})
        try:
            for path in gone:
                self._remove(path)
            fresh = self.folder / f"{LIST}.new"
            fresh.write_text("\n".join([_FIRST, *kept, ""]), "utf8")
            fresh.replace(self.folder / LIST)
            for left in self.folder.glob(f"{LIST}.*"):
                left.unlink()
        except OSError as error:
            raise _unwritable(error.filename or self.folder, error) from None
        return len(gone)

    def _put(self, document: Document, fresh: Path, made: set[str]) -> bool:
        """Write a file whole where it differs from what stands there; return whether it did."""
        target = self.folder / document.path
        parent = document.path.rpartition("/")[0]
        if parent not in made:
            self._check_folders(document.path)
            target.parent.mkdir(parents=True, exist_ok=True)
            made.add(parent)
        try:
            with target.open("rb") as stream:
                if stream.read() == document.content and not target.is_symlink():
                    return False
        except FileNotFoundError:
            pass
        with fresh.open("wb") as stream:
            stream.write(document.content)
        fresh.replace(target)
        return True

    def _check_folders(self, path: str) -> None:
        """Raise OutputError where a folder on the way to a file is a link to elsewhere."""
        for parent in list(PurePosixPath(path).parents)[:-1]:
            if (self.folder / parent).is_symlink():
                raise OutputError(f"{self.folder / parent}: is a link; remove it")

    def _remove(self, path: str) -> None:
        self._check_folders(path)
        target = self.folder / path
        target.unlink(missing_ok=True)
        for parent in list(PurePosixPath(path).parents)[:-1]:
            try:
                (self.folder / parent).rmdir()
            except OSError:
                break  # it holds something, or is gone

    def _read_known(self) -> set[str]:
        """Return what earlier runs wrote, by the list and by journals of runs that were stopped."""
        lists = [self.folder / LIST, *self.folder.glob(f"{LIST}.journal-*")]
        lines = [
            line
            for file in lists
            if file.is_file()
            for line in file.read_text("utf8", "replace").split("\n")[:-1]
        ]
        return {line for line in lines if _is_inside(line)}

    def _journal(self, part: int) -> Path:
        """Return a journal that no stopped run has left, since that one is still needed."""
        number = 0
        while (self.folder / f"{LIST}.journal-{part}-{number}").exists():
            number += 1
        return self.folder / f"{LIST}.journal-{part}-{number}"


def _ended(documents: Iterable[Document]) -> Iterable[Document | None]:
    yield from documents
    yield None


def _is_inside(path: str) -> bool:
    """Return whether a line of a list is a path that cannot lead out of the folder.

    >>> _is_inside("thing/nhsx.html"), _is_inside("../x"), _is_inside("/etc/x"), _is_inside("# a")
    (True, False, False, False)
    """
    parts = path.split("/")
    return (
        _PATH.fullmatch(path) is not None
        and not path.startswith((LIST, "# "))
        and not any(part in ("", ".", "..") for part in parts)
    )


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold a folder against others; the system lets go when the process ends, however it does."""
    try:
        import fcntl
    except ImportError:  # Windows lets nobody replace a file that is open
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise OutputError(f"{folder}: is being written by another kg site") from None
        except OSError:
            pass  # a disk that knows no locks
        yield
    finally:
        os.close(handle)


def _unwritable(path: object, error: OSError) -> OutputError:
    reason = (error.strerror or os.strerror(error.errno or 0)).lower()
    return OutputError(f"{path}: cannot be written: {reason}; run kg site again to mend it")
