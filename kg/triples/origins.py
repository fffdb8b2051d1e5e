"""Which row each node came from, kept outside memory: there is a row for every few triples."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

Origin = tuple[str, int]
"""A table and the number of a row in it."""

_AT_ONCE = 10_000
_TABLE = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE origin(node TEXT PRIMARY KEY, place TEXT NOT NULL, row INTEGER NOT NULL) WITHOUT ROWID;
"""


class Origins:
    """The row of each node, by IRI; where several rows are of one node the first counts.

    Without a file they are kept in one that has no name and goes with this object.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._db = sqlite3.connect(file or "")
        self._db.executescript(_TABLE)
        self._noted: list[tuple[str, str, int]] = []

    def note(self, node: str, table: str, row: int) -> None:
        """Note the row of a node, unless there is one already."""
        self._noted.append((node, table, row))
        if len(self._noted) >= _AT_ONCE:
            self._write()

    def get(self, node: str) -> Origin | None:
        """Return the row of a node; None where no row is of it."""
        self._write()
        query = "SELECT place, row FROM origin WHERE node = ?"
        found: Origin | None = self._db.execute(query, (node,)).fetchone()
        return found

    def __iter__(self) -> Iterator[tuple[str, str, int]]:
        """Yield every node with its table and the number of its row, in order of IRIs."""
        self._write()
        return iter(self._db.execute("SELECT node, place, row FROM origin ORDER BY node"))

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def _write(self) -> None:
        if self._noted:
            self._db.executemany("INSERT OR IGNORE INTO origin VALUES (?, ?, ?)", self._noted)
            self._noted.clear()
