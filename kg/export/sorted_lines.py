"""Sort the lines of a file that may be larger than memory: in runs, which are then merged."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from heapq import merge
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, cast

RUN = 1 << 27
"""Bytes of lines that are sorted in memory at once; they take some twice that."""


def sort_lines(file: Path, files: ExitStack, run: int = RUN) -> Iterator[bytes]:
    """Yield the lines of a file, each with its end, in order of their bytes.

    UTF-8 has the order of code points. What does not fit into a run goes to files beside it that
    have no names; `files` closes them. OSError where the disk has no room.
    """
    runs: list[IO[bytes]] = []
    with file.open("rb") as lines:
        while found := lines.readlines(run):
            found.sort()
            if not runs and not lines.peek(1):
                yield from found
                return
            runs.append(files.enter_context(open_unnamed(file.parent)))
            runs[-1].writelines(found)
            runs[-1].seek(0)
    yield from merge(*runs)


def open_unnamed(folder: Path) -> IO[bytes]:
    """Return a file in a folder that has no name, and goes when it is closed."""
    return cast("IO[bytes]", TemporaryFile(dir=folder))
