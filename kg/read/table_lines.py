"""A table as the lines of its file, so that rows are added and changed and no other byte is.

Marks of order, ends of lines and quoting stay as whoever wrote the file left them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import UsageError
from kg.model.fields import TableSchema

_MARK = "\ufeff"


@dataclass(eq=False, slots=True)
class TableLine:
    """A row: its text as it stands in the file, and its cells in the order of the table.

    What holds no cell at all is a line, and no row.
    """

    raw: str
    cells: list[str]


@dataclass(slots=True)
class TableLines:
    """The lines of a table's file; of one that does not stand yet, the header alone."""

    table: TableSchema
    header: list[str]
    head: str
    """The text of the header, with its mark and its end."""
    lines: list[TableLine] = field(default_factory=list)
    is_changed: bool = False

    @classmethod
    def read(cls, folder: Path, table: TableSchema) -> TableLines:
        """Read the file of a table in a folder whose tables have been checked."""
        file = folder / f"{table.name}.csv"
        if not file.is_file():
            return cls(table, table.names, _write(table.names, "\n"))
        text = file.read_bytes().decode("utf8")
        mark = _MARK if text.startswith(_MARK) else ""
        parts = list(_split(text.removeprefix(_MARK)))
        if not parts:
            return cls(table, table.names, mark + _write(table.names, "\n"))
        head, header = parts[0]
        at = [header.index(name) if name in header else -1 for name in table.names]
        lines = [
            TableLine(raw, [c[i] if i >= 0 else "" for i in at] if any(c) else [])
            for raw, c in parts[1:]
        ]
        return cls(table, header, mark + head, lines)

    @property
    def rows(self) -> Iterator[TableLine]:
        """The lines that are rows."""
        return (line for line in self.lines if line.cells)

    def number(self, line: TableLine) -> int:
        """Return which row of a spreadsheet a line is; the header is row 1."""
        return self.lines.index(line) + 2

    def add(self, cells: Mapping[str, str]) -> TableLine:
        """Put in a row where the order of the others wants it, and return it."""
        line = TableLine("", [cells.get(name, "") for name in self.table.names])
        self._put(line)
        return line

    def change(self, line: TableLine, cells: Mapping[str, str]) -> None:
        """Give some cells of a row; it moves if the order of the rows wants it."""
        before = self._order(line)
        for name, cell in cells.items():
            line.cells[self.table.names.index(name)] = cell
        if self._order(line) == before:
            self._render(line)
        else:
            self.lines.remove(line)
            self._put(line)

    def to_bytes(self) -> bytes:
        """Return the file; a last line without an end ends where another follows."""
        parts = [self.head, *(line.raw for line in self.lines)]
        whole = [p if p.endswith(("\n", "\r")) else p + self._end for p in parts[:-1]]
        return "".join([*whole, parts[-1]]).encode()

    @property
    def _end(self) -> str:
        """The end of lines in the file."""
        return next((e for e in ("\r\n", "\n", "\r") if self.head.endswith(e)), "\n")

    def _order(self, line: TableLine) -> list[str]:
        return line.cells[:1] if self.table.has_id else list(line.cells)

    def _put(self, line: TableLine) -> None:
        self._render(line)
        order = self._order(line)
        rows = [(at, one) for at, one in enumerate(self.lines) if one.cells]
        last = rows[-1][0] + 1 if rows else 0
        place = next((at for at, one in rows if self._order(one) > order), last)
        self.lines.insert(place, line)

    def _render(self, line: TableLine) -> None:
        cells = dict(zip(self.table.names, line.cells, strict=True))
        for name, cell in cells.items():
            if cell and name not in self.header:
                raise UsageError(f"{self.table.name}.csv: has no column '{name}'; add it first")
        line.raw = _write([cells.get(name, "") for name in self.header], self._end)
        self.is_changed = True


def _split(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the rows of a CSV text, each as it stands and as its cells."""
    taken: list[str] = []

    def lines() -> Iterator[str]:
        for line in io.StringIO(text, newline=""):
            taken.append(line)
            yield line

    for cells in csv.reader(lines(), strict=True):
        yield "".join(taken), cells
        taken.clear()


def _write(cells: Sequence[str], end: str) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator=end).writerow(cells)
    return stream.getvalue()
