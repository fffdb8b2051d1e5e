"""How a proposal stands to the rows of the record: new, said already, more, or against it.

A row is found by its id, else by the cells that make it what it is, without its days: so that
another day is seen beside the record's, and is no second row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from kg.ingest.judging.events_beside import find_beside
from kg.ingest.match import Life, apart
from kg.ingest.proposals import Proposal
from kg.model import schema
from kg.model.dates import PartialDate, Span
from kg.model.fields import Cell, Field, TableSchema
from kg.model.schema import BY_NAME
from kg.model.spelling import fold
from kg.read.table_lines import TableLine, TableLines

SOURCES = "sources"
OWN_WORDS = frozenset(
    [
        "label",
        "summary",
        "note",
        "description",
        "definition",
        "parent_note",
        "value_note",
        "addressee_note",
        "outcome",
    ]
)
"""Columns that this record fills in its own words: other words contradict nothing."""
WEIGHED = frozenset(["rank", "confidence"])
"""Columns by which a person weighs a row; no source states them."""
_KNOWN_BY = {
    "events": ("kind", "ended", "created", "gaining", "losing"),
    "recommendations": ("report", "number"),
    "figures": ("subject", "measure", "period_start", "period_end", "stated_by"),
    "assessments": ("recommendation", "facet", "by", "date"),
    "opinions": ("by", "about", "summary"),
}
"""Table -> the cells by which a row of it is found that has another id or says another thing."""


_Key = tuple[object, ...]
_Found = defaultdict[_Key, list[TableLine]]
"""The rows of a table by what they are found by."""


class State(StrEnum):
    """How a proposal stands to the record, in the order in which a person is asked."""

    conflict = "conflict"
    """A row says otherwise."""
    open = "open"
    """A name is still to be matched with a thing of the record."""
    more = "more"
    """A row lacks what is said, or has it less precisely."""
    new = "new"
    known = "known"
    """A row says so already."""


class Fit(StrEnum):
    """How a cell that is proposed stands to the one that is held."""

    same = "same"
    fills = "fills"
    sharpens = "sharpens"
    adds = "adds"
    """Items that a list lacks."""
    differs = "differs"
    apart = "apart"
    """Other words for what the record says in its own."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A cell that is proposed, what the row holds, and how the two stand."""

    column: str
    held: str
    proposed: str
    fit: Fit


@dataclass(frozen=True, slots=True)
class Standing:
    """How a proposal stands to the record: the row that it is about, if any, and its cells."""

    state: State
    row: TableLine | None = None
    cells: tuple[Compared, ...] = ()
    is_beside: bool = False
    """Whether the row tells of the same bodies in another way, and cannot become what is said."""

    @property
    def changes(self) -> dict[str, str]:
        """The cells that the row would have, where they are not what it holds."""
        if self.is_beside:
            return {}
        return {
            one.column: _joined(one) if one.fit is Fit.adds else one.proposed
            for one in self.cells
            if one.fit not in (Fit.same, Fit.apart)
        }


def _joined(one: Compared) -> str:
    return "|".join(dict.fromkeys([*one.held.split("|"), *one.proposed.split("|")]))


@dataclass
class RecordRows:
    """The rows of a folder of tables, which may be added to and changed, and found again."""

    tables: dict[str, TableLines]
    given_up: dict[str, str] = field(default_factory=dict)
    """Id that was given up -> the one in its place."""
    _found: dict[str, _Found] = field(default_factory=dict)
    _about: dict[str, _Found] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> RecordRows:
        """Read the tables of a folder that have been checked."""
        record = cls({table.name: TableLines.read(folder, table) for table in schema.TABLES})
        aliases = record.tables["aliases_of_ids"].rows
        record.given_up = {line.cells[0]: line.cells[1] for line in aliases}
        return record

    def add(self, table: str, cells: Mapping[str, str]) -> TableLine:
        """Add a row to a table."""
        known = self._by(table)
        self._about.pop(table, None)
        line = self.tables[table].add(cells)
        for key in self._keys(BY_NAME[table], line):
            known[key].append(line)
        return line

    def change(self, table: str, line: TableLine, cells: Mapping[str, str]) -> None:
        """Change cells of a row; rows that name it by them name it by the new ones."""
        known, before = self._by(table), BY_NAME[table].name_row(line.cells)
        self._about.pop(table, None)
        for key in self._keys(BY_NAME[table], line):
            known[key].remove(line)
        self.tables[table].change(line, cells)
        for key in self._keys(BY_NAME[table], line):
            known[key].append(line)
        after = BY_NAME[table].name_row(line.cells)
        for name in schema.ABOUT_ROWS if after != before else ():
            for other in list(self.tables[name].rows):
                held = cells_of(BY_NAME[name], other)
                if (held["table"], held["row"]) == (table, before):
                    self.tables[name].change(other, {"row": after})

    def ids(self) -> Iterator[str]:
        """Yield every id, those of tables and those that were given up."""
        for table in self.tables.values():
            if table.table.has_id:
                yield from (line.cells[0] for line in table.rows)
        yield from self.given_up

    def label(self, slug: str) -> str:
        """Return what a thing is called; its id where it has no name."""
        for table in self.tables.values():
            if table.table.has_id:
                called = next(
                    (c for c in ("label", "title", "summary") if c in table.table.names), ""
                )
                for line in self._by(table.table.name).get(("id", self.in_use(slug)), ()):
                    return line.cells[table.table.names.index(called)] if called else slug
        return slug

    def in_use(self, slug: str) -> str:
        """Return the id in use for an id."""
        return self.given_up.get(slug, slug)

    def bearer(self, name: str) -> str:
        """Return the id of the one thing that has a name or an id; nothing where none or two do."""
        called = fold(name)
        found = {
            line.cells[0]
            for table in self.tables.values()
            if table.table.has_id and "label" in table.table.names
            for line in table.rows
            if name == line.cells[0] or (called and called in _names_of(table.table, line))
        }
        return found.pop() if len(found) == 1 else ""

    def stand(self, proposal: Proposal) -> Standing:
        """Return how a proposal stands to the rows there are."""
        if proposal.is_open:
            return Standing(State.open)
        table = BY_NAME[proposal.table]
        best: tuple[tuple[int, bool, int], Standing] | None = None
        for row in self._rows_of(table, proposal.cells):
            found = Standing(State.known, row, tuple(self._compare(table, row, proposal)))
            fits = [one.fit for one in found.cells]
            is_deprecated = cells_of(table, row).get("rank") == "deprecated"
            weight = fits.count(Fit.differs), is_deprecated, -fits.count(Fit.same)
            if best is None or weight < best[0]:
                best = weight, found
        if best is None:
            return self._beside(table, proposal)
        _, found = best
        if any(one.fit is Fit.differs for one in found.cells):
            return replace(found, state=State.conflict)
        return replace(found, state=State.more) if found.changes else found

    def _beside(self, table: TableSchema, proposal: Proposal) -> Standing:
        """Return how a proposal stands that no row says: beside an event told otherwise, or new."""
        rows = self.tables[table.name].rows if table.name == "events" else ()
        told = ((line, cells_of(table, line)) for line in rows)
        beside = find_beside(told, proposal.cells, self.in_use)
        if beside is None:
            return Standing(State.new)
        cells = tuple(self._compare(table, beside, proposal))
        return Standing(State.conflict, beside, cells, is_beside=True)

    def near(self, proposal: Proposal) -> list[TableLine]:
        """Return rows of the same table about the same thing, for a person to look at."""
        table = BY_NAME[proposal.table]
        about = _first_ref(table)
        if table.name not in self._about:
            found = self._about[table.name] = defaultdict(list)
            for line in self.tables[table.name].rows:
                found[self._key(table, cells_of(table, line), about)].append(line)
        key = self._key(table, proposal.cells, about)
        return list(self._about[table.name].get(key, ())) if key else []

    def _rows_of(self, table: TableSchema, cells: Mapping[str, str]) -> Iterator[TableLine]:
        """Yield the rows that a proposal may be about, of the time that it may be of."""
        known = self._by(table.name)
        if table.has_id:
            by_id = known.get(("id", self.in_use(cells.get("id", ""))))
            if by_id:
                yield from by_id
                return
        key = self._key(table, cells, _known_by(table, cells))
        for line in known.get(key, ()) if key else ():
            if not apart(life_of_row(cells_of(table, line)), life_of_row(cells)):
                yield line

    def _by(self, name: str) -> _Found:
        """Return the rows of a table by what they are found by."""
        if name not in self._found:
            found = self._found[name] = defaultdict(list)
            for line in self.tables[name].rows:
                for key in self._keys(BY_NAME[name], line):
                    found[key].append(line)
        return self._found[name]

    def _keys(self, table: TableSchema, line: TableLine) -> Iterator[_Key]:
        if table.has_id:
            yield "id", line.cells[0]
        cells = cells_of(table, line)
        key = self._key(table, cells, _known_by(table, cells))
        if key:
            yield key

    def _key(self, table: TableSchema, cells: Mapping[str, str], columns: Iterable[str]) -> _Key:
        """Return cells in the form in which they are the same; empty where all are empty."""
        key: list[object] = []
        for name in columns:
            one, cell = table.columns[table.names.index(name)], cells.get(name, "")
            if one.cell is Cell.REF:
                key.append(frozenset(map(self.in_use, cell.split("|"))) if cell else None)
            elif name == "code" or one.cell is not Cell.TEXT:
                key.append(cell or None)
            else:
                key.append(fold(cell) or None)
        return (*columns, *key) if any(key) else ()

    def _compare(
        self, table: TableSchema, row: TableLine, proposal: Proposal
    ) -> Iterator[Compared]:
        held = cells_of(table, row)
        for column in table.columns:
            proposed = proposal.cells.get(column.name, "")
            if proposed and column.name not in ("id", SOURCES) and column.name not in WEIGHED:
                fit = self._fit(column, held[column.name], proposed)
                yield Compared(column.name, held[column.name], proposed, fit)

    def _fit(self, column: Field, held: str, proposed: str) -> Fit:
        if not held:
            return Fit.fills
        if column.many:
            known = {self._plain(column, item) for item in held.split("|")}
            more = {self._plain(column, item) for item in proposed.split("|")} - known
            return Fit.adds if more else Fit.same
        if self._plain(column, held) == self._plain(column, proposed):
            return Fit.same
        if column.name in OWN_WORDS:
            return Fit.apart
        return _fit_date(held, proposed) if column.cell is Cell.DATE else Fit.differs

    def _plain(self, column: Field, cell: str) -> str:
        """Return a cell in the form in which two of them say the same."""
        if column.cell is Cell.REF:
            return self.in_use(cell)
        if column.cell is Cell.LINK:
            return cell.rpartition("://")[2].removeprefix("www.").rstrip("/").casefold()
        return fold(cell) or cell if column.cell is Cell.TEXT else cell


def _fit_date(held: str, proposed: str) -> Fit:
    """Return how one date stands to another: the same at its precision, closer, or another."""
    there, here = _days(held), _days(proposed)
    if there is None or here is None:
        return Fit.differs
    if here.earliest <= there.earliest and there.latest <= here.latest:
        return Fit.same
    if there.earliest <= here.earliest and here.latest <= there.latest:
        return Fit.sharpens
    return Fit.differs


def _known_by(table: TableSchema, cells: Mapping[str, str]) -> tuple[str, ...]:
    """Return the columns by which a row is found."""
    if table.name in _KNOWN_BY:
        columns = _KNOWN_BY[table.name]
        is_named = table.name != "events" or any(cells.get(name) for name in columns[1:])
        return columns if is_named else ("label",)
    if table.key:
        dates = {one.name for one in table.columns if one.cell is Cell.DATE}
        return tuple(name for name in table.key if name not in dates)
    return ("label",) if "label" in table.names else ("title",)


def _first_ref(table: TableSchema) -> tuple[str, ...]:
    refs = (c.name for c in table.columns if c.cell is Cell.REF and (c.required or c.roles))
    return tuple(refs)[:1]


def life_of_row(cells: Mapping[str, str]) -> Life:
    """Return from when until when a row is; None where it does not say."""
    return _date(cells.get("start", "")), _date(cells.get("end", ""))


def _date(cell: str) -> PartialDate | None:
    """Return the date of a cell; none where it is empty or no date, which the checks tell."""
    try:
        return PartialDate.parse(cell)
    except ValueError:
        return None


def _days(cell: str) -> Span | None:
    found = _date(cell)
    return found.days if found else None


def cells_of(table: TableSchema, line: TableLine) -> dict[str, str]:
    """Return the cells of a row by column."""
    return dict(zip(table.names, line.cells, strict=True))


def _names_of(table: TableSchema, line: TableLine) -> Iterator[str]:
    cells = cells_of(table, line)
    yield fold(cells["label"])
    yield from map(fold, cells.get("aliases", "").split("|"))


def refs_of(table: TableSchema, line: TableLine) -> Iterator[str]:
    """Yield the ids that a row names."""
    for column, cell in zip(table.columns, line.cells, strict=True):
        if cell and column.cell is Cell.REF:
            yield from cell.split("|")
