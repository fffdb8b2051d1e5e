"""Read `data/*.csv`: every cell is checked, and every problem is told with its row and column.

Files are UTF-8 CSV (RFC 4180; a byte-order mark and CRLF are accepted, since spreadsheets write
them). Row numbers are those a spreadsheet shows: the header is row 1.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import TableErrors, UsageError
from kg.model import schema
from kg.model.lines import make_label
from kg.model.nearest import did_you_mean
from kg.model.schema import Cell, Field, TableSchema
from kg.model.terms import is_slug
from kg.model.vocabulary import Vocabulary
from kg.read.cells import CellReader
from kg.read.named_rows import NamedRows

csv.field_size_limit(16 * 1024 * 1024)


@dataclass(slots=True)
class Row:
    """One row: its number in the file and its cells, in the order of the table's columns."""

    number: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Outdated:
    """A cell of a column that is read for the last time, and the row to write in its stead.

    `instead` are the cells of that row, in the order of the columns of `target`; `is_written` says
    whether it stands there already.
    """

    table: str
    row: int
    column: str
    target: str
    instead: list[str]
    is_written: bool


@dataclass
class Facts:
    """All rows of all tables, checked.

    `classes` gives the class of each id, as a local name of the ontology, or "" where its cell is
    wrong; `aliases` the id that took the place of one that was given up; `unread` the tables that
    could not be read at all; `outdated` the cells that belong elsewhere now.
    """

    folder: Path
    rows: dict[str, list[Row]] = field(default_factory=dict)
    classes: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    outdated: list[Outdated] = field(default_factory=list)

    def resolve(self, slug: str) -> str:
        """Return the id in use for an id."""
        return self.aliases.get(slug, slug)

    def place(self, table: str, number: int) -> str:
        """Return where a row stands, as `file:row`."""
        return f"{self.folder / table}.csv:{number}"


def load_facts(folder: Path, vocabulary: Vocabulary) -> Facts:
    """Read every table of a folder.

    A table that is missing has no rows. Raises TableErrors with all problems of all tables, in
    the order of files and rows; UsageError where the folder holds no table at all.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder}: no such folder; give one with the tables, for instance data/")
    files = {path.stem: path for path in sorted(folder.glob("*.csv"))}
    if not files.keys() & schema.BY_NAME.keys():
        raise UsageError(f"{folder}: holds no table; expected files such as {folder}/bodies.csv")
    problems = _Problems(folder)
    facts = Facts(folder)
    for stem in sorted(files.keys() - schema.BY_NAME.keys()):
        hint = did_you_mean(stem, schema.BY_NAME)
        problems.add(stem, 0, "", f"is not a table of this graph{hint}")
    for table in schema.TABLES:
        if table.name in files:
            rows = _rows(table, files[table.name], problems)
            facts.rows[table.name] = rows or []
            if rows is None:
                facts.unread.add(table.name)
        else:
            facts.rows[table.name] = []
    _collect_ids(facts, vocabulary, problems)
    _collect_aliases(facts, problems)
    reader = CellReader(vocabulary, facts.classes, facts.aliases, _lost_classes(facts.unread))
    named = NamedRows(facts.rows, facts.resolve)
    for table in schema.TABLES:
        _check_rows(table, facts, reader, problems)
        if table.name in schema.ABOUT_ROWS:
            _check_named(table, facts, named, problems)
    if problems.found:
        raise TableErrors(problems.lines())
    facts.outdated.extend(_find_outdated(facts))
    return facts


class _Problems:
    """Problems as they are met, told in the order of the files and rows."""

    REPEATS = 3
    """How often one unknown id is told before the rest is counted: a mistyped row has many."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.found: list[tuple[int, int, int, str, str]] = []
        self._order = {table.name: i for i, table in enumerate(schema.TABLES)}

    def add(self, table: str, row: int, column: str, problem: str) -> None:
        place = ":".join(
            [
                f"{self.folder / table}.csv",
                *([str(row)] if row else []),
                *([column] if column else []),
            ]
        )
        order = self._order.get(table, -1)
        self.found.append((order, row, len(self.found), place, problem))

    def lines(self) -> list[str]:
        """Return every problem as a line; of an unknown id that is met often, the first few."""
        met = Counter(problem for *_, problem in self.found if problem.startswith("unknown id"))
        told: Counter[str] = Counter()
        lines = []
        for *_, place, problem in sorted(self.found):
            told[problem] += 1
            more = met[problem] - self.REPEATS
            if more <= 0 or told[problem] < self.REPEATS:
                lines.append(f"{place}: {problem}")
            elif told[problem] == self.REPEATS:
                lines.append(f"{place}: {problem} (and in {more} more cells)")
        return lines


def _rows(table: TableSchema, path: Path, problems: _Problems) -> list[Row] | None:
    """Return the rows that have the right number of cells; None where the file cannot be read."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = error.object[: error.start].count(b"\n") + 1
        byte = error.object[error.start]
        problems.add(
            table.name, row, "", f"byte 0x{byte:02x} is not UTF-8; save the file as 'CSV UTF-8'"
        )
        return None
    except OSError as error:
        problems.add(table.name, 0, "", f"cannot be read: {error.strerror}")
        return None
    if "\0" in text:
        problems.add(table.name, 0, "", "holds a NUL byte; save the file as 'CSV UTF-8'")
        return None
    rows: list[Row] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = 1
    try:
        header = next(reader, [])
        order = _order(table, header, problems)
        if order is None:
            return None
        for number, cells in enumerate(reader, start=2):
            if not any(cells):
                continue
            if len(cells) != len(header):
                problems.add(
                    table.name, number, "", f"has {len(cells)} cells; expected {len(header)}"
                )
                continue
            rows.append(
                Row(number, cells if order == [] else [cells[i] if i >= 0 else "" for i in order])
            )
    except csv.Error as error:
        problems.add(table.name, number + 1, "", f"is not CSV: {error}")
        return None
    return rows


def _order(table: TableSchema, header: list[str], problems: _Problems) -> list[int] | None:
    """Return where each column of the table stands in the file, -1 where it may lack and does.

    The list is empty where nothing moves.
    """
    wanted = table.names
    if header == wanted:
        return []
    for mark, name in ((";", "semicolons"), ("\t", "tabs")):
        if len(header) == 1 and mark in header[0]:
            problems.add(table.name, 1, "", f"is separated by {name}; save it with commas")
            return None
    bad = False
    for name in dict.fromkeys(header):
        if name not in wanted:
            hint = did_you_mean(name, wanted)
            shown = make_label(name, 60)
            problems.add(table.name, 1, shown, f"unknown column '{shown}'{hint}")
            bad = True
        elif header.count(name) > 1:
            problems.add(table.name, 1, name, f"column '{name}' stands twice")
            bad = True
    for column in table.columns:
        if column.name not in header and not column.optional:
            problems.add(table.name, 1, column.name, f"column '{column.name}' is missing")
            bad = True
    return None if bad else [header.index(name) if name in header else -1 for name in wanted]


def _collect_ids(facts: Facts, vocabulary: Vocabulary, problems: _Problems) -> None:
    """Give each id its class; an id that is malformed or used twice is a problem."""
    first: dict[str, str] = {}
    facts.classes[schema.PROJECT] = "Project"
    first[schema.PROJECT] = "as the name of this project"
    for table in schema.TABLES:
        if not table.has_id:
            continue
        for row in facts.rows[table.name]:
            slug = row.cells[0]
            if slug in first:
                where = first[slug]
                problems.add(
                    table.name, row.number, "id", f"id '{slug}' is used twice; see {where}"
                )
                continue
            if slug:
                first[slug] = facts.place(table.name, row.number)
                cls = table.class_of(row.cells)
                facts.classes[slug] = cls if vocabulary.base_of(cls, table.classes) else ""


def _collect_aliases(facts: Facts, problems: _Problems) -> None:
    name = "aliases_of_ids"
    for row in facts.rows[name]:
        old, new = row.cells
        if old and not is_slug(old):
            problems.add(
                name, row.number, "old_id", f"'{old}' is not kebab-case, such as nhs-digital"
            )
        elif old in facts.classes:
            problems.add(name, row.number, "old_id", f"'{old}' is still an id in use")
        elif old:
            facts.aliases[old] = new


_CODES = "identities"
"""The table that took the place of columns for one code each."""


def _find_outdated(facts: Facts) -> Iterator[Outdated]:
    """Yield the cells of outdated columns, each a code of the row's entity by the row's sources."""
    written = {(facts.resolve(r.cells[0]), *r.cells[1:3]) for r in facts.rows[_CODES]}
    for table in schema.TABLES:
        columns = [(i, c) for i, c in enumerate(table.columns) if c.outdated]
        at_sources = _index_of(table, Cell.EVIDENCE)
        if not columns or at_sources is None:
            continue
        for row in facts.rows[table.name]:
            for i, column in columns:
                if row.cells[i]:
                    entity, sources = row.cells[0], row.cells[at_sources]
                    code = [entity, column.outdated, row.cells[i]]
                    yield Outdated(
                        table.name, row.number, column.name, _CODES,
                        [*code, "", "", sources], tuple(code) in written,
                    )  # fmt: skip


def _lost_classes(unread: set[str]) -> frozenset[str]:
    """Return the classes of things whose ids are not known because their table is unread."""
    lost: set[str] = set()
    for name in unread:
        table = schema.BY_NAME[name]
        if table.has_id:
            lost.update(table.classes)
        if name == "aliases_of_ids":
            lost.add("")
    return frozenset(lost)


def _index_of(table: TableSchema, cell: Cell) -> int | None:
    return next((i for i, column in enumerate(table.columns) if column.cell is cell), None)


def _check_rows(table: TableSchema, facts: Facts, reader: CellReader, problems: _Problems) -> None:
    columns = list(enumerate(table.columns))
    dates = [
        (table.names.index(a), table.names.index(b))
        for a, b in (("start", "end"), ("period_start", "period_end"))
        if a in table.names and table.columns[table.names.index(a)].cell is Cell.DATE
    ]
    key = [table.names.index(name) for name in table.key]
    seen: dict[tuple[str, ...], int] = {}
    at_class = _index_of(table, Cell.CLASS)
    for row in facts.rows[table.name]:
        cells = row.cells
        for i, column in columns:
            cell = cells[i]
            if cell or column.required:
                for problem in reader.problems(column, cell):
                    problems.add(table.name, row.number, column.name, problem)
            if cell and column.outdated:
                for _, problem in reader.code_problems(column.outdated, cell):
                    problems.add(table.name, row.number, column.name, problem)
        if key:
            identity = tuple(cells[i] for i in key)
            other = seen.setdefault(identity, row.number)
            if other != row.number:
                what = ", ".join(table.key)
                problems.add(table.name, row.number, "", f"says the same as row {other} ({what})")
        for a, b in dates:
            if cells[a] and cells[b]:
                disorder = reader.order_problem(cells[a], cells[b])
                if disorder:
                    problems.add(table.name, row.number, table.names[b], disorder)
        if at_class is not None:
            for column_name, problem in _role_problems(table.columns, cells, cells[at_class]):
                problems.add(table.name, row.number, column_name, problem)
        for column_name, problem in _row_problems(table.name, cells, reader):
            problems.add(table.name, row.number, column_name, problem)


def _check_named(table: TableSchema, facts: Facts, named: NamedRows, problems: _Problems) -> None:
    """Check what rows say of rows of other tables; those of a table that is unread are let be."""
    for row in facts.rows[table.name]:
        cells = dict(zip(table.names, row.cells, strict=True))
        if cells["table"] in schema.BY_NAME and cells["table"] not in facts.unread:
            for column, problem in named.problems(table.name, cells):
                problems.add(table.name, row.number, column, problem)


def _role_problems(
    columns: tuple[Field, ...], cells: list[str], cls: str
) -> Iterator[tuple[str, str]]:
    for column, cell in zip(columns, cells, strict=True):
        if cell and column.roles is not None and cls in schema.EVENTS and cls not in column.roles:
            allowed = ", ".join(column.roles)
            yield column.name, f"an event of kind {cls} has no '{column.name}'; only {allowed} have"


def _row_problems(table: str, cells: list[str], reader: CellReader) -> Iterator[tuple[str, str]]:
    """Yield what only the row as a whole can tell: relations, verdicts and codes."""
    if table == "claims":
        yield from reader.relation_problems(cells[0], cells[1], cells[2])
    elif table == "assessments":
        yield from reader.verdict_problems(cells[1], cells[2])
    elif table == "identities":
        yield from reader.code_problems(cells[1], cells[2])
