"""Read `data/*.csv`: every cell is checked, and every problem is told with its row and column.

Files are UTF-8 CSV (RFC 4180; a byte-order mark and CRLF are accepted, since spreadsheets write
them). Row numbers are those a spreadsheet shows: the header is row 1. A cell that a program has
damaged is told and read as it was meant, so that what follows from it is not told again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from kg.errors import TableErrors, UsageError
from kg.model import schema
from kg.model.dates import day_or_nothing
from kg.model.fields import Cell, Field, TableSchema
from kg.model.nearest import did_you_mean
from kg.model.terms import is_slug
from kg.model.vocabulary import Vocabulary
from kg.read.cells import CellReader
from kg.read.damage import Damage, Mender
from kg.read.facts import Facts, Problem, TablesRead
from kg.read.named_rows import NamedRows
from kg.read.sheets import Row, Sheet, read_sheet


def load_facts(folder: Path, vocabulary: Vocabulary) -> Facts:
    """Read every table of a folder.

    A table that is missing has no rows. Raises TableErrors with all problems of all tables, in
    the order of files and rows; UsageError where the folder holds no table at all.
    """
    reading = read_tables(folder, vocabulary)
    if reading.problems:
        mendable = sum(problem.is_mended for problem in reading.problems)
        raise TableErrors(reading.lines(), mendable)
    return reading.facts


def read_tables(folder: Path, vocabulary: Vocabulary) -> TablesRead:
    """Read every table of a folder, and tell whatever is wrong; UsageError where it holds none."""
    if not folder.is_dir():
        raise UsageError(f"{folder}: no such folder; give one with the tables, for instance data/")
    files = {path.stem: path for path in sorted(folder.glob("*.csv"))}
    if not files.keys() & schema.BY_NAME.keys():
        raise UsageError(f"{folder}: holds no table; expected files such as {folder}/bodies.csv")
    facts = Facts(folder)
    reading = TablesRead(facts)
    for stem in sorted(files.keys() - schema.BY_NAME.keys()):
        hint = did_you_mean(stem, schema.BY_NAME)
        reading.add(stem, 0, "", f"is not a table of this graph{hint}")
    for table in schema.TABLES:
        sheet = _read_file(table, files[table.name], reading) if table.name in files else None
        facts.rows[table.name] = sheet.rows if sheet and sheet.is_read else []
    lost = _lost_classes(facts.unread)
    reader = CellReader(vocabulary, facts.classes, facts.aliases, lost, _find_day(facts))
    menders = {
        name: Mender(schema.BY_NAME[name].columns, sheet.rows, reader, sheet.separator)
        for name, sheet in reading.sheets.items()
    }
    for table in schema.TABLES:
        if _is_named(table) and table.name in menders:
            reader.is_suspect = reading.sheets[table.name].is_suspect
            for row in facts.rows[table.name]:
                _check_cell(table, row, 0, reader, menders[table.name], reading)
    _collect_ids(facts, vocabulary, reading)
    _collect_aliases(facts, reading)
    named = NamedRows(facts.rows, facts.resolve)
    for table in schema.TABLES:
        if table.name in menders:
            reader.is_suspect = reading.sheets[table.name].is_suspect
            _check_rows(table, facts, reader, menders[table.name], reading)
            _check_numbers(table, facts, reading)
        if table.name in schema.ABOUT_ROWS:
            _check_named(table, facts, named, reading)
    return reading


def _read_file(table: TableSchema, path: Path, reading: TablesRead) -> Sheet | None:
    """Return what a file holds, and note what is wrong with it; None where it cannot be read."""
    try:
        sheet = read_sheet(table, path.read_bytes())
    except OSError as error:
        reading.add(table.name, 0, "", f"cannot be read: {error.strerror}")
        reading.facts.unread.add(table.name)
        return None
    for fault in sheet.faults:
        if fault.is_harmless:
            reading.facts.noted.append((table.name, fault))
        else:
            problem = Problem(table.name, fault.row, fault.column, fault.problem)
            is_mended = fault.is_understood and sheet.is_read
            reading.problems.append(replace(problem, is_mended=is_mended))
    if sheet.is_read:
        reading.sheets[table.name] = sheet
    else:
        reading.facts.unread.add(table.name)
    return sheet


def _find_day(facts: Facts) -> date:
    """Return the day of the record: today, or the last on which sources were read if it is later.

    A clock may be wrong, and cells mistyped: a day to come counts where a tenth of them have it.
    """
    at = schema.BY_NAME["sources"].names.index("read_at")
    days = Counter(row.cells[at] for row in facts.rows["sources"])
    least = max(1, (days.total() - days[""]) // 10)
    read = [day_or_nothing(day) for day, rows in days.items() if rows > least]
    return date.fromisoformat(max([date.today().isoformat(), *read]))


_CODES = "identities"
_ALIASES = "aliases_of_ids"
"""The table of ids that were given up."""


def _is_named(table: TableSchema) -> bool:
    """Return whether the first column of a table holds ids, without which others are not known."""
    return table.has_id or table.name == _ALIASES


def _collect_ids(facts: Facts, vocabulary: Vocabulary, reading: TablesRead) -> None:
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
                reading.add(table.name, row.number, "id", f"id '{slug}' is used twice; see {where}")
                continue
            if slug:
                first[slug] = facts.place(table.name, row.number)
                cls = table.class_of(row.cells)
                facts.classes[slug] = cls if vocabulary.base_of(cls, table.classes) else ""


def _collect_aliases(facts: Facts, reading: TablesRead) -> None:
    name = _ALIASES
    for row in facts.rows[name]:
        old, new = row.cells
        if old and not is_slug(old):
            reading.add(
                name, row.number, "old_id", f"'{old}' is not kebab-case, such as nhs-digital"
            )
        elif old in facts.classes:
            reading.add(name, row.number, "old_id", f"'{old}' is still an id in use")
        elif old:
            facts.aliases[old] = new


def _lost_classes(unread: set[str]) -> frozenset[str]:
    """Return the classes of things whose ids are not known because their table is unread."""
    lost: set[str] = set()
    for name in unread:
        table = schema.BY_NAME[name]
        if table.has_id:
            lost.update(table.classes)
        if name == _ALIASES:
            lost.add("")
    return frozenset(lost)


def _index_of(table: TableSchema, cell: Cell) -> int | None:
    return next((i for i, column in enumerate(table.columns) if column.cell is cell), None)


def _check_cell(
    table: TableSchema, row: Row, at: int, reader: CellReader, mender: Mender, reading: TablesRead
) -> None:
    """Note what is wrong with a cell, and put there what was meant where that is known."""
    column, cell = table.columns[at], row.cells[at]
    told = list(reader.problems(column, cell))
    if not told:
        return
    damage = mender.find(column, cell)
    meant = damage.meant if damage else None
    if meant is not None and (meant == cell or any(reader.problems(column, meant))):
        damage = meant = None
    if meant is not None:
        row.cells[at] = meant
        del told[1:]
    for text in told:
        problem = Problem(table.name, row.number, column.name, text, cell, damage)
        reading.problems.append(replace(problem, is_mended=meant is not None))


def _check_rows(
    table: TableSchema, facts: Facts, reader: CellReader, mender: Mender, reading: TablesRead
) -> None:
    begin = int(_is_named(table))
    columns = [(i, c, set[str]()) for i, c in enumerate(table.columns) if i >= begin]
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
        for i, column, right in columns:
            cell = cells[i]
            if cell in right or not (cell or column.required):
                continue
            if any(reader.problems(column, cell)):
                _check_cell(table, row, i, reader, mender, reading)
            elif column.cell is not Cell.TEXT:
                right.add(cell)
        if key:
            identity = tuple(cells[i] for i in key)
            other = seen.setdefault(identity, row.number)
            if other != row.number:
                what = ", ".join(table.key)
                reading.add(table.name, row.number, "", f"says the same as row {other} ({what})")
        for a, b in dates:
            if cells[a] and cells[b]:
                disorder = reader.order_problem(cells[a], cells[b])
                if disorder:
                    reading.add(table.name, row.number, table.names[b], disorder)
        if at_class is not None:
            for column_name, problem in _role_problems(table.columns, cells, cells[at_class]):
                reading.add(table.name, row.number, column_name, problem)
        _mend_code(table.name, row, reader, reading)
        for column_name, problem in _row_problems(table.name, cells, reader):
            reading.add(table.name, row.number, column_name, problem)


def _check_numbers(table: TableSchema, facts: Facts, reading: TablesRead) -> None:
    """Tell numbers such as 4.2 that stand twice: one was 4.20, that whose id says so."""
    for at, column in enumerate(table.columns):
        if not column.within:
            continue
        within = table.names.index(column.within)
        numbers: dict[tuple[str, str], list[Row]] = {}
        for row in facts.rows[table.name]:
            if _DECIMAL.fullmatch(row.cells[at]):
                numbers.setdefault((row.cells[within], row.cells[at]), []).append(row)
        for (_, number), rows in numbers.items():
            longer = [row for row in rows if row.cells[0].endswith(f"{number}0".replace(".", "-"))]
            for row in (longer or rows[1:]) if len(rows) > 1 else ():
                meant = f"{number}0" if longer else None
                text = f"'{number}' stands twice in the same {column.within}"
                note = "by its id" if meant else f"{number} or {number}0"
                damage = Damage("a spreadsheet took off a zero at the end", meant, note)
                problem = Problem(table.name, row.number, column.name, text, number, damage)
                reading.problems.append(replace(problem, is_mended=meant is not None))
                row.cells[at] = meant or number


_DECIMAL = re.compile(r"[0-9]+\.[0-9]")


def _mend_code(table: str, row: Row, reader: CellReader, reading: TablesRead) -> None:
    """Give a code the zeros back that a spreadsheet took off."""
    if table != _CODES:
        return
    register, code = row.cells[1:3]
    for column, problem in reader.code_problems(register, code):
        meant = reader.mend_code(register, code)
        if meant:
            damage = Damage("a spreadsheet took zeros off", meant)
            reading.problems.append(Problem(table, row.number, column, problem, code, damage, True))
            row.cells[2] = meant


def _check_named(table: TableSchema, facts: Facts, named: NamedRows, reading: TablesRead) -> None:
    """Check what rows say of rows of other tables; those of a table that is unread are let be."""
    for row in facts.rows[table.name]:
        cells = dict(zip(table.names, row.cells, strict=True))
        if cells["table"] in schema.BY_NAME and cells["table"] not in facts.unread:
            for column, problem in named.problems(table.name, cells):
                reading.add(table.name, row.number, column, problem)


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
    elif table == "events":
        named = dict(zip(schema.BY_NAME[table].names, cells, strict=True))
        too_late = reader.event_problem(named["date"], named["status"])
        if too_late is not None:
            yield "date", too_late
    elif table == _CODES:
        yield from reader.code_problems(cells[1], cells[2])
