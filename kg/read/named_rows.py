"""Rows that other rows name: where one was read, what a person decided of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Protocol

from kg.model import schema
from kg.model.fields import KEY_MARK, Cell, TableSchema
from kg.model.nearest import did_you_mean

_MADE = ("accepted", "duplicate")
"""Judgements of a proposal that left a row, which they name."""


class HasCells(Protocol):
    """A row of a table."""

    cells: list[str]


class NamedRows:
    """Finds the rows that others name, and tells what is wrong with those who name them."""

    def __init__(
        self, rows: Mapping[str, Sequence[HasCells]], resolve: Callable[[str], str]
    ) -> None:
        self._rows = rows
        self._resolve = resolve
        self._places: dict[str, dict[str, int]] = {}
        self._hints = 0

    def find(self, table: str, name: str) -> int | None:
        """Return which row of a table has a name, by ids that are in use or were given up."""
        known = self._places.get(table)
        if known is None:
            shape = schema.BY_NAME[table]
            known = self._places[table] = {}
            for place, row in enumerate(self._rows[table]):
                known.setdefault(shape.name_row(row.cells), place)
                known.setdefault(self._in_use(shape, shape.name_row(row.cells)), place)
        return known.get(name, known.get(self._in_use(schema.BY_NAME[table], name)))

    def _in_use(self, table: TableSchema, name: str) -> str:
        """Return a name of a row with the ids that took the place of those given up."""
        if table.has_id:
            return self._resolve(name)
        cells = name.split(KEY_MARK)
        for at, column in enumerate(table.key[: len(cells)]):
            if table.columns[table.names.index(column)].cell is Cell.REF:
                cells[at] = self._resolve(cells[at])
        return KEY_MARK.join(cells)

    def problems(self, table: str, cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Yield what is wrong, by column, with a row that names one of a known table."""
        other, name = cells["table"], cells["row"]
        must_stand = table == "evidence" or cells["judgement"] in _MADE
        if must_stand and not name and table == "judgements":
            yield "row", f"is empty; what is {cells['judgement']} names its row"
        if must_stand and name and self.find(other, name) is None:
            yield "row", f"no row '{name}' in {other}.csv{self._hint(other, name)}"
        if table == "evidence":
            yield from _passage_problems(cells)

    def _hint(self, table: str, name: str) -> str:
        self._hints += 1
        shape = schema.BY_NAME[table]
        more = "" if shape.has_id else f"; its name is {KEY_MARK.join(shape.key)}"
        return (did_you_mean(name, self._places[table]) if self._hints < 50 else "") or more


def _passage_problems(cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    columns = schema.BY_NAME[cells["table"]].names
    if cells["column"] and cells["column"] not in columns:
        hint = did_you_mean(cells["column"], columns)
        yield "column", f"'{cells['column']}' is no column of {cells['table']}.csv{hint}"
    text, start, end = cells["text"], cells["start"], cells["end"]
    if len({bool(text), bool(start), bool(end)}) > 1:
        yield "text", "text, start and end are given together, or none of them"
    elif start.isdigit() and end.isdigit() and int(end) <= int(start):
        yield "end", f"end {end} is not after start {start}"
